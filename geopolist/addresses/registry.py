"""How the table finds the view of each kind of object. Apps register theirs in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpResponse

View = Callable[..., HttpResponse]
Url = Callable[[int], str | None]


@dataclass(frozen=True)
class Kind:
    """`view(request, pk, language=…)` answers the page, `feed` its feed.

    `url(pk)` is where the object lives today, None when it is not shown: then the view says why.
    """

    view: View
    url: Url
    feed: View | None = None
    has_languages: bool = False  # whether `/tr/…` may stand in front of the address


_kinds: dict[type[models.Model], Kind] = {}


def register(
    model: type[models.Model], *, view: View, url: Url, feed: View | None = None, has_languages: bool = False
) -> None:
    _kinds[model] = Kind(view, url, feed, has_languages)


def kind_of(content_type: ContentType) -> Kind | None:
    """The kind behind a row's content type; None for one that no installed app has registered."""
    model = content_type.model_class()
    return _kinds.get(model) if model else None
