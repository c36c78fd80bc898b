from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PageCacheConfig(AppConfig):
    name = "geopolist.pagecache"
    label = "pagecache"
    verbose_name = _("Stored pages")

    def ready(self) -> None:
        from geopolist.lib import surrogate

        from . import purging

        surrogate.listen(purging.note)
