"""Which lists there are. A leaf, so that questions and rows can name them alike."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ListKind(models.IntegerChoices):
    CATEGORY = 1, _("category")
    TAG = 2, _("tag")
    PERSON = 3, _("person")
    COUNTRY = 4, _("country")
    # All of a language; its key is 0.
    EVERYTHING = 5, _("everything")
