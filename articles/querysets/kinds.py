"""Which lists there are. A leaf, so that questions and rows can name them alike."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class ListKind(models.IntegerChoices):
    CATEGORY = 1, _("category")
    TAG = 2, _("tag")
    PERSON = 3, _("person")
    COUNTRY = 4, _("country")
    # All of a language; its key is 0.
    EVERYTHING = 5, _("everything")

    def surrogate_key(self, language: str, key: Any = None) -> str:
        """Of the list of `key`; without it, of all lists of the kind."""
        return f"lists:{self.value}:{language}" if key is None else f"list:{self.value}:{key}:{language}"
