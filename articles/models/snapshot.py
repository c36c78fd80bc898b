"""An article as JSON: what an editor works on while readers go on seeing the row."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from geopolist.lib.text import one_line

from .category import Category
from .country import Country
from .merged import current
from .person import Byline, Person, is_list_of
from .tag import LONGEST_NAME, Tag, Tagging

if TYPE_CHECKING:
    from .article import Article

FIELDS = (
    "title", "slug", "standfirst", "body", "kind", "format", "sources", "sponsor", "sponsor_url", "noindex",
    "seo_title", "seo_description", "canonical_url", "comments_open", "comments_close_after", "front_rank",
    "is_pinned", "without_spots", "primary_category_id", "cover_id", "series_id", "series_position", "language",
)  # fmt: skip
INSTANTS = ("ends_at", "live_until")


def take(article: "Article") -> dict[str, Any]:
    """The article with its relations. Blocks of the body and rows of relations are named by ids that stay."""
    return {
        **{name: getattr(article, name) for name in FIELDS},
        **{name: when.isoformat() if (when := getattr(article, name)) else None for name in INSTANTS},
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


def apply(article: "Article", data: dict[str, Any], drawn: "Article | None" = None) -> None:
    """Make the row what `data` says, relations included. Raises ValidationError where that is no valid article.

    `drawn` may have drawn the same body beforehand.

    `data` may leave out what it does not change, and may name a new tag by its words. The caller settles the article
    and holds the transaction.
    """
    refuse_strange_shapes(data)
    data = current(data)
    for name in FIELDS:
        if name in data:
            setattr(article, name, data[name])
    for name in INSTANTS:
        if name in data:
            setattr(article, name, instant(name, data[name]))
    if drawn is not None:
        article.take_drawing(drawn)
    if "translation_group" in data:
        article.translation_group = article._meta.get_field("translation_group").to_python(data["translation_group"])
    article.full_clean()
    article.save()
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
    """Raises ValidationError for values of a kind that no form writes. What the right kind says is checked later."""
    is_sound = {"body": isinstance(data.get("body", ""), str), "bylines": is_list_of(data.get("bylines", []), dict)}
    is_sound |= {name: isinstance(data.get(name, []), list) for name in ("categories", "countries", "tags")}
    if strange := [name for name, sound in is_sound.items() if not sound]:
        raise ValidationError({name: _("This cannot be read: enter it again.") for name in strange})


def instant(name: str, text: Any) -> datetime | None:
    """The instant that take() wrote; None for none. Raises ValidationError for anything else."""
    try:
        when = datetime.fromisoformat(text) if text is not None else None
    except (TypeError, ValueError):
        when = None
    if (when is None) != (text is None) or (when and when.tzinfo is None):
        raise ValidationError({name: _("This cannot be read: enter it again.")})
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
