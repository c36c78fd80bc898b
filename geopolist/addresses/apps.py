from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AddressesConfig(AppConfig):
    name = "geopolist.addresses"
    label = "addresses"
    verbose_name = _("Addresses")

    def ready(self) -> None:
        from . import checks  # noqa: F401  registers the check
