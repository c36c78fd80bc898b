from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WordPressConfig(AppConfig):
    name = "geopolist.wordpress"
    label = "wordpress"
    verbose_name = _("WordPress import")

    def ready(self) -> None:
        from geopolist.addresses import registry as addresses
        from geopolist.library.models import Document, Image

        from . import uploads

        addresses.register(Document, view=uploads.missing, url=uploads.document_url)
        addresses.register(Image, view=uploads.missing, url=uploads.image_url)
