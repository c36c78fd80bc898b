"""An article as JSON: what an editor works on while readers go on seeing the row."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .article import Article

FIELDS = (
    "title", "slug", "standfirst", "body", "kind", "format", "sources", "sponsor", "sponsor_url", "noindex", "seo_title",
    "seo_description", "canonical_url", "comments_open", "front_rank", "is_pinned", "primary_category_id", "cover_id",
    "series_id", "series_position",
)  # fmt: skip


def take(article: "Article") -> dict[str, Any]:
    """The article with its relations. Blocks of the body and rows of relations are named by ids that stay."""
    return {
        **{name: getattr(article, name) for name in FIELDS},
        "categories": sorted(article.categories.values_list("pk", flat=True)),
        "countries": sorted(article.countries.values_list("pk", flat=True)),
        "tags": sorted(article.tags.names()),
        "bylines": [
            {"person": line.person_id, "role": line.role, "affiliation": line.affiliation} for line in article.bylines.all()
        ],
    }


def apply(article: "Article", data: dict[str, Any]) -> None:
    """Make the row what `data` says, relations included. Raises ValidationError where that is no valid article.

    `data` may leave out what it does not change. The caller settles the article and holds the transaction.
    """
    for name in FIELDS:
        if name in data:
            setattr(article, name, data[name])
    article.full_clean(exclude=["translation_group"])
    article.save()
    if "categories" in data:
        article.categories.set(data["categories"])
    if "countries" in data:
        article.countries.set(data["countries"])
    if "tags" in data:
        article.tags.set(data["tags"])
    if "bylines" in data:
        set_bylines(article, data["bylines"])


def set_bylines(article: "Article", lines: list[dict[str, Any]]) -> None:
    """The bylines in the order given; one that stays keeps its row."""
    article.bylines.exclude(person__in=[line["person"] for line in lines]).delete()
    for order, line in enumerate(lines):
        article.bylines.update_or_create(
            person_id=line["person"],
            defaults={"order": order, "role": line.get("role", ""), "affiliation": line.get("affiliation", "")},
        )
