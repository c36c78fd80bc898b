"""Sources that footnotes cite."""

from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from geopolist.lib import ids
from geopolist.library.models.kept import Kept
from geopolist.library.models.use import Use


class Reference(Kept):
    """A source: the text as it is printed, and where to find it."""

    use_kind = Use.Kind.REFERENCE
    shown_fields = frozenset({"text", "url"})

    public_id = models.CharField(_("id"), max_length=12, unique=True, default=ids.public_id, editable=False)
    text = models.TextField(_("text"), help_text=_("Author, title, publisher, year: as it should be printed."))
    url = models.URLField(_("address"), max_length=2000, blank=True)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return Truncator(self.text).chars(80)
