from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "geopolist.pages"
    label = "pages"
    verbose_name = _("Pages")

    def ready(self) -> None:
        from geopolist.addresses import registry as addresses
        from geopolist.addresses.views import is_answered, object_at
        from geopolist.identity import links, spots
        from geopolist.identity.models import SiteIdentity, refresh
        from geopolist.library import registry as library
        from geopolist.library.models import Document, Image
        from geopolist.mail import kinds
        from geopolist.search import finding

        from . import checks, uploads, views  # noqa: F401 - registers its check
        from .models import Page
        from .spots import Spot

        links.register(is_answered, object_at)
        kinds.name_site(lambda language: SiteIdentity.objects.current().text("name", language))
        addresses.register(Document, view=uploads.missing, url=uploads.document_url)
        addresses.register(Image, view=uploads.missing, url=uploads.image_url)
        addresses.register(Page, view=views.page, url=views.page_url)
        finding.register("page", lambda keys: Page.objects.public().for_cards().in_bulk(keys))
        spots.register(Spot.objects.told)
        library.register_user(Spot, is_public=Spot.objects.any_runs, changed=lambda keys: refresh())
        library.register_user(Page, is_public=views.any_page_is_public, changed=views.pages_changed)
