"""Articles and pages as JSON: what an editor works on while readers go on seeing the row."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from geopolist.lib.text import one_line

from .category import Category
from .country import Country
from .person import Byline, Person, is_list_of
from .tag import LONGEST_NAME, Tag, Tagging

if TYPE_CHECKING:
    from .article import Article
    from .editing import Edited

UNREADABLE = _("This cannot be read: enter it again.")


def of_row(row: "Edited") -> dict[str, Any]:
    """What an edit says of the row itself."""
    instants = {name: when.isoformat() if (when := getattr(row, name)) else None for name in row.written_instants}
    return {name: getattr(row, name) for name in row.written} | instants


def to_row(row: "Edited", data: dict[str, Any]) -> None:
    """Set what `data` says of the row itself, and save nothing. Raises ValidationError for what no form writes.

    `data` may leave out what it does not change. What the right kind of value says is checked later.
    """
    if not isinstance(data.get("body", ""), str):
        raise ValidationError({"body": UNREADABLE})
    for name in row.written:
        if name in data:
            setattr(row, name, data[name])
    for name in row.written_instants:
        if name in data:
            setattr(row, name, instant(name, data[name]))


def relations_of(article: "Article") -> dict[str, Any]:
    """Of an article. Rows of relations are named by ids that stay."""
    return {
        "translation_group": str(article.translation_group),
        "categories": keys(article.categories.through, article, "category_id"),
        "countries": keys(article.countries.through, article, "country_id"),
        "tags": keys(Tagging, article, "tag_id"),
        "bylines": list(Byline.objects.filter(article=article).values("person", "role", "affiliation")),
    }


def keys(table: Any, article: "Article", name: str) -> list[int]:
    """Without a look at the rows that they are keys of."""
    key = "content_object" if table is Tagging else "article"
    return sorted(table._default_manager.filter(**{key: article.pk}).values_list(name, flat=True))


def relate(article: "Article", data: dict[str, Any]) -> None:
    """Make the relations of a saved article what `data` says, which may name a new tag by its words.

    Raises ValidationError where that cannot be.
    """
    if "categories" in data:
        article.categories.set(existing(Category, "categories", data["categories"]))
    if "countries" in data:
        article.countries.set(existing(Country, "countries", data["countries"]))
    if "tags" in data:
        words = [one_line(tag) for tag in data["tags"] if isinstance(tag, str)]
        if not all(0 < len(word) <= LONGEST_NAME for word in words):
            raise ValidationError({"tags": _("A topic has a name of at most %d characters.") % LONGEST_NAME})
        keys = [tag for tag in data["tags"] if not isinstance(tag, str)]
        article.tags.set([*existing(Tag, "tags", keys), *words])
    if "bylines" in data:
        set_bylines(article, data["bylines"])


def refuse_strange_shapes(data: dict[str, Any]) -> None:
    """Raises ValidationError for relations of a kind that no form writes."""
    is_sound = {name: isinstance(data.get(name, []), list) for name in ("categories", "countries", "tags")}
    is_sound["bylines"] = is_list_of(data.get("bylines", []), dict)
    if strange := [name for name, sound in is_sound.items() if not sound]:
        raise ValidationError(dict.fromkeys(strange, UNREADABLE))


def instant(name: str, text: Any) -> datetime | None:
    """The instant that take() wrote; None for none. Raises ValidationError for anything else."""
    try:
        when = datetime.fromisoformat(text) if text is not None else None
    except (TypeError, ValueError):
        when = None
    if (when is None) != (text is None) or (when and when.tzinfo is None):
        raise ValidationError({name: UNREADABLE})
    return when


def existing[Row: models.Model](model: type[Row], name: str, keys: Any) -> list[Row]:
    """The rows with these keys, in that order. Raises ValidationError when one is no more, or these are no keys."""
    rows = model._default_manager.in_bulk(keys) if is_list_of(keys, int) else {}
    if keys != [] and (not rows or not set(keys) <= set(rows)):
        raise ValidationError({name: _("One of these has been deleted meanwhile: choose again.")})
    return [rows[key] for key in keys]


def set_bylines(article: "Article", lines: list[dict[str, Any]]) -> None:
    """The bylines in the order given; one that stays keeps its row."""
    people = existing(Person, "bylines", [line.get("person") for line in lines])
    article.bylines.exclude(person__in=people).delete()
    for order, (person, line) in enumerate(zip(people, lines, strict=True)):
        words = {"order": order, "role": line.get("role", ""), "affiliation": line.get("affiliation", "")}
        try:
            Byline(person=person, **words).clean_fields(exclude=["article"])
        except ValidationError as error:
            raise ValidationError({"bylines": error.messages}) from error
        article.bylines.update_or_create(person=person, defaults=words)
