"""Names for the models of packages that bring none, so that the desk can speak them in its language."""

from typing import Any

from django.apps import apps
from django.db.models import Model

type Words = Any  # lazy translations


def name_model(model: type[Model], one: Words, many: Words, fields: dict[str, Words]) -> None:
    """Say what a model and its fields are called. Migrations compare what the package wrote and see none of it."""
    model._meta.verbose_name, model._meta.verbose_name_plural = one, many
    for name, words in fields.items():
        model._meta.get_field(name).verbose_name = words  # type: ignore[union-attr]


def name_app(label: str, words: Words) -> None:
    apps.get_app_config(label).verbose_name = words
