"""An article as an edit would make it, put together in memory: for the editor's form, the preview and the checklist.

An edit may be half written and need not be valid: what cannot be an article's value stays as the row has it.
"""

import copy
from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from articles.checklist import Finding
from articles.models import Article, Byline, Category, Country, Edited, Person, Tag, readiness, settling, snapshot
from articles.models.merged import current
from geopolist.identity.models import SiteIdentity
from geopolist.lib.text import one_line, slugify


class Draft:
    """`data` is a snapshot, as far as it goes; None for the article as it is."""

    def __init__(self, article: Article, data: dict[str, Any] | None) -> None:
        self.data = current(article.snapshot() | (data or {}) if article.pk else (data or {}))
        self.article = overlaid(article, self.data)
        self.bylines = bylines_of(self.article, self.data.get("bylines"))

    def findings(self) -> list[Finding]:
        """What the checklist says of it, without what was let pass."""
        passed = set(self.article.overrides.values_list("rule", "subject")) if self.article.pk else set()
        found = readiness.findings(self.article, bylines=len(self.bylines))
        return [each for each in found if (each.rule, each.subject) not in passed]

    def finished(self) -> Article:
        """With text and furniture as readers would get them now. Saves nothing."""
        article = self.article
        article.draw()
        relations = settling.Relations(
            bylines=self.bylines,
            categories=self.categories(),
            tags=[*self.tags()],
            countries=found(Country, self.data.get("countries")),
        )
        lists = settling.lists_of(relations)
        article.furniture = settling.furniture(article, relations, lists, SiteIdentity.objects.current())
        article.published_at = article.published_at or timezone.now()
        return article

    def categories(self) -> list[Category]:
        rows = found(Category, self.data.get("categories"))
        primary = self.article.primary_category
        return [*([primary] if primary else []), *(each for each in rows if each != primary)]

    def tags(self) -> list[Tag]:
        """A topic that is new has no key yet, and leads nowhere."""
        named = self.data.get("tags")
        words = [one_line(word) for word in named if isinstance(word, str)] if isinstance(named, list) else []
        return [*found(Tag, named), *(Tag(name=word, slug=slugify(word)) for word in words if word)]


def overlaid[Row: Edited](row: Row, data: dict[str, Any]) -> Row:
    """A copy of an article or page with the fields of `data` that can be its values."""
    result = copy.copy(row)
    result._state = copy.copy(row._state)
    # What was fetched along belongs to the values of before.
    result._state.fields_cache = {}
    for name in row.written:
        if name in data:
            set_sound(result, name, data[name])
    for name in row.written_instants:
        if name in data:
            attempt(partial(set_instant, result, name, data[name]))
    return result


def set_sound(row: Edited, name: str, value: Any) -> None:
    """Set a field, unless a row could not hold the value or what it names is gone."""
    field = cast("models.Field[Any, Any]", row._meta.get_field(name.removesuffix("_id")))
    if isinstance(field, models.ForeignKey):
        if value is None or (isinstance(value, int) and field.related_model._default_manager.filter(pk=value).exists()):
            setattr(row, name, value)
        return
    attempt(lambda: setattr(row, name, field.to_python(value)))


def set_instant(row: Edited, name: str, text: Any) -> None:
    setattr(row, name, snapshot.instant(name, text))


def attempt(act: Callable[[], object]) -> None:
    try:
        act()
    except (ValidationError, TypeError, ValueError):
        return


def bylines_of(article: Article, lines: Any) -> list[Byline]:
    """In the order given, unsaved; who is no more is left out."""
    given = [line for line in lines if isinstance(line, dict)] if isinstance(lines, list) else []
    people = {person.pk: person for person in found(Person, [line.get("person") for line in given])}
    return [
        Byline(
            article=article,
            person=people[line["person"]],
            role=line.get("role") or people[line["person"]].role,
            affiliation=line.get("affiliation") or people[line["person"]].affiliation,
        )
        for line in given
        if line.get("person") in people
    ]


def found[Row: models.Model](model: type[Row], keys: Any) -> list[Row]:
    """The rows that are there, in the order of their keys; anything but keys is passed by."""
    known = [key for key in keys if isinstance(key, int)] if isinstance(keys, list) else []
    rows = model._default_manager.in_bulk(known)
    return [rows[key] for key in dict.fromkeys(known) if key in rows]
