"""The desk speaks Turkish, the packages' pages too."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.db.models import Model
from django.utils import translation

# The same in both languages; an empty one heads a column of pictures.
ALIKE = {"", "e-mail", "html", "id", "message-id", "orcid", "sponsor"}


def words(model: type[Model], desk: Any) -> Iterator[str]:
    """What the desk prints of a model: its app, itself, the fields of its form, and the columns of its list."""
    options = model._meta
    yield apps.get_app_config(options.app_label).verbose_name
    yield from (options.verbose_name, options.verbose_name_plural)
    yield from (field.verbose_name for field in options.fields if field.editable)
    yield from (label_for_field(name, model, desk) for name in [*desk.list_display, *desk.readonly_fields])


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label)
def test_every_word_of_a_desk_is_turkish(model: type[Model]) -> None:
    desk = admin.site._registry[model]
    spoken = {}
    for language in ("en", "tr"):
        with translation.override(language):
            spoken[language] = [str(word).lower() for word in words(model, desk)]

    left = {english for english, turkish in zip(*spoken.values(), strict=True) if english == turkish}

    assert left - ALIKE == set()
