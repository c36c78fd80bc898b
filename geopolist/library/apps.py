import warnings

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "geopolist.library"
    label = "library"
    verbose_name = _("Library")

    def ready(self) -> None:
        from PIL import Image

        # Pillow only warns of a picture that is slightly too large; here the limit is a limit.
        warnings.filterwarnings("error", category=Image.DecompressionBombWarning)
