from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "geopolist.mail"
    label = "mail"
    verbose_name = _("Mail")

    def ready(self) -> None:
        from geopolist.mail import account_mails  # noqa: F401 - registers its kinds
