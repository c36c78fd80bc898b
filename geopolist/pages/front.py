"""What stands on the front page: each part only where it has content."""

from typing import Any

from django.conf import settings

from articles.models import Article, Category, Front, Listing
from geopolist.pages.models import RiskOutlook

ALSO, SECOND, LATEST, MOST_READ = 2, 3, 7, 5
# A choice of fewer is none.
LEAST_READ = 3
STRIP = 5
STRIPS = 4
# The first screen without "most read".
TOP = 1 + ALSO + SECOND + LATEST
# Enough to fill the first screen after repeats are left out, with pictures to choose from.
POOL = 30


def front_page(language: str) -> dict[str, Any]:
    """The context of the front page in a language, in eight queries."""
    tree = list(Category.objects.for_front().with_counts(language))
    sections = [each for each in tree if each.parent_id is None]
    strips = [each for each in sections if each.front in (Front.LEAD, Front.ROWS, Front.OPINION)][:STRIPS]
    map_of = next((each for each in sections if each.front == Front.REGIONS), None)
    regions = [each for each in tree if map_of and each.parent_id == map_of.pk]
    public = Article.objects.public()
    leading = list(public.with_place_on_front(language).for_cards()[: 1 + ALSO + SECOND])
    newest = list(public.in_language(language).for_cards()[:POOL])
    parts = lead_parts(leading, newest)
    shown = {each.pk for each in [parts["lead"], *parts["also"], *parts["second"]] if each}
    latest = take(newest, LATEST, shown)
    most_read = list(Article.objects.most_read(language, besides=shown).for_cards()[:MOST_READ])
    most_read = take(most_read, MOST_READ, shown, LEAST_READ)
    return {
        **parts,
        "latest": latest,
        "most_read": most_read,
        **section_parts(tree, strips, regions, language, shown),
        # Written in one language, like the briefs that they lead to.
        "risks": risks() if language == settings.LANGUAGE_CODE else [],
        "regions_category": map_of,
        "risks_category": next((each for each in sections if each.front == Front.RISKS), None),
        "jobs": [],
        "jobs_count": 0,
    }


def take(articles: list[Article], count: int, shown: set[int], least: int = 1) -> list[Article]:
    """The first `count` that are not shown yet, none if fewer than `least`. Notes them in `shown`."""
    taken = [each for each in articles if each.pk not in shown][:count]
    if len(taken) < least:
        return []
    shown.update(each.pk for each in taken)
    return taken


def lead_parts(leading: list[Article], newest: list[Article]) -> dict[str, Any]:
    """The lead, two titles under it and three cards: what editors placed, then the newest with a cover."""
    placed = {each.pk for each in leading}
    others = [each for each in newest if each.pk not in placed]
    queue = [*leading, *(each for each in others if each.cover), *(each for each in others if not each.cover)]
    return {
        "lead": queue[0] if queue else None,
        "second": queue[1 : 1 + SECOND],
        "also": queue[1 + SECOND : 1 + SECOND + ALSO],
    }


def section_parts(
    tree: list[Category], sections: list[Category], regions: list[Category], language: str, shown: set[int]
) -> dict[str, Any]:
    """The band of regions, then the strips of sections, each with its newest of what is not in `shown` yet."""
    spare = len(shown) + len(regions)
    # Of a section's newest, so many may stand above: keys only, which cost little.
    counts = dict.fromkeys(regions, spare) | {
        section: spare + STRIP * place for place, section in enumerate(sections, start=1)
    }
    newest = Listing.objects.newest_of_each(counts, language)
    taken = {}
    for category in [*regions, *sections]:
        keys = [pk for pk in newest.get(category.pk, []) if pk not in shown]
        taken[category.pk] = keys[: 1 if category in regions else STRIP]
        shown.update(taken[category.pk])
    cards = Article.objects.for_cards().in_bulk({pk for keys in taken.values() for pk in keys})
    picks = {category: [cards[pk] for pk in keys if pk in cards] for category, keys in taken.items()}
    return {
        "regions": [
            {"category": region, "count": region.article_count, "newest": next(iter(picks[region.pk]), None)}
            for region in regions
            if region.pk in newest
        ],
        "strips": [strip(section, tree, picks[section.pk]) for section in sections if picks[section.pk]],
    }


def strip(section: Category, tree: list[Category], articles: list[Article]) -> dict[str, Any]:
    return {
        "category": section,
        "children": [each for each in tree if each.parent_id == section.pk],
        "articles": led_by_picture(articles),
        "layout": section.front,
    }


def led_by_picture(articles: list[Article]) -> list[Article]:
    """The newest with a cover comes first: it is the one drawn large."""
    return sorted(articles, key=lambda each: each != next((one for one in articles if one.cover), None))


def risks() -> list[dict[str, Any]]:
    """The risk table, with a link where the analysis is public."""
    return [
        {
            "theatre": row.theatre,
            "level": row.level,
            "level_text": row.get_level_display(),
            "trigger": row.trigger,
            "url": row.article.get_absolute_url() if row.article and row.article.is_published else "",
        }
        for row in RiskOutlook.objects.with_articles()
    ]
