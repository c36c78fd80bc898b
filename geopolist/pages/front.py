"""What stands on the front page: each part only where it has content."""

from functools import cache
from typing import Any

from django.conf import settings

from articles.models import Article, Category, Front
from articles.querysets.for_pages import Place, cards_of, front_tree, on_front
from geopolist.identity.chrome import Chrome
from geopolist.lib.questions import Question
from geopolist.lib.surrogate import shows
from geopolist.pages.models import RiskOutlook

ALSO, SECOND, LATEST, MOST_READ = 2, 3, 7, 5
# A choice of fewer is none.
LEAST_READ = 3
STRIP = 5
STRIPS = 4
LEADING = 1 + ALSO + SECOND
# The first screen without "most read".
TOP = LEADING + LATEST
# Enough to fill the first screen after repeats are left out, with pictures to choose from.
POOL = 30


def front_page(site: Chrome, language: str) -> dict[str, Any]:
    """The context of the front page in a language, in four queries; `site` may learn from them what saves its own."""
    tree = front_tree(language)
    site.stamp = tree[0].site_stamp if tree else None
    sections = [each for each in tree if each.parent_id is None]
    strips = [each for each in sections if each.front in (Front.LEAD, Front.ROWS, Front.OPINION)][:STRIPS]
    map_of = next((each for each in sections if each.front == Front.REGIONS), None)
    regions = [each for each in tree if map_of and each.parent_id == map_of.pk]
    found = on_front(language, depths(strips, regions), leading=LEADING, newest=POOL)
    chosen = lead_parts(found["leading"], found["newest"])
    shown = {pk for keys in chosen.values() for pk in keys}
    chosen["latest"] = take(found["newest"], LATEST, shown)
    chosen["most_read"] = take(found["most_read"], MOST_READ, shown, LEAST_READ)
    in_sections = {
        section.pk: take(found[section.pk], 1 if section in regions else STRIP, shown)
        for section in [*regions, *strips]
    }
    with_cover = {place.pk for places in found.values() for place in places if place.has_cover}
    cards = cards_of({pk for keys in [*chosen.values(), *in_sections.values()] for pk in keys})
    parts = {name: [cards[pk] for pk in keys if pk in cards] for name, keys in chosen.items()}
    picks = {
        section: [cards[pk] for pk in led_by_picture(keys, with_cover) if pk in cards]
        for section, keys in in_sections.items()
    }
    return {
        **parts,
        "lead": next(iter(parts["lead"]), None),
        "regions": [
            {"category": region, "count": region.article_count, "newest": next(iter(picks[region.pk]), None)}
            for region in regions
            if found[region.pk]
        ],
        "strips": [strip(section, tree, picks[section.pk]) for section in strips if picks[section.pk]],
        # Written in one language, like the briefs that they lead to.
        "risks": risks() if language == settings.LANGUAGE_CODE else [],
        "regions_category": map_of,
        "risks_category": next((each for each in sections if each.front == Front.RISKS), None),
        "jobs": [],
        "jobs_count": 0,
    }


def depths(strips: list[Category], regions: list[Category]) -> dict[int, int]:
    """How many of each section's newest may stand above it on the page, and those it shows itself."""
    spare = TOP + MOST_READ + len(regions)
    return dict.fromkeys((region.pk for region in regions), spare) | {
        section.pk: spare + STRIP * place for place, section in enumerate(strips, start=1)
    }


def take(places: list[Place], count: int, shown: set[int], least: int = 1) -> list[int]:
    """Keys of the first `count` that are not shown yet, none if fewer than `least`. Notes them in `shown`."""
    taken = [each.pk for each in places if each.pk not in shown][:count]
    if len(taken) < least:
        return []
    shown.update(taken)
    return taken


def lead_parts(leading: list[Place], newest: list[Place]) -> dict[str, list[int]]:
    """The lead, two titles under it and three cards: what editors placed, then the newest with a cover."""
    placed = {each.pk for each in leading}
    others = sorted((each for each in newest if each.pk not in placed), key=lambda each: not each.has_cover)
    queue = [each.pk for each in [*leading, *others]]
    return {"lead": queue[:1], "second": queue[1 : 1 + SECOND], "also": queue[1 + SECOND : LEADING]}


def strip(section: Category, tree: list[Category], articles: list[Article]) -> dict[str, Any]:
    return {
        "category": section,
        "children": [each for each in tree if each.parent_id == section.pk],
        "articles": articles,
        "layout": section.front,
    }


def led_by_picture(keys: list[int], with_cover: set[int]) -> list[int]:
    """The newest with a cover comes first: it is the one drawn large."""
    first = next((pk for pk in keys if pk in with_cover), None)
    return sorted(keys, key=lambda pk: pk != first)


def risks() -> list[dict[str, Any]]:
    """The risk table, with a link where the analysis is public. One query."""
    shows(RiskOutlook._meta.label_lower)
    return [
        {
            "theatre": row.theatre,
            "level": row.level,
            "level_text": row.get_level_display(),
            "trigger": row.trigger,
            "url": row.article.get_absolute_url() if row.article and row.article.is_published else "",
        }
        for row in risk_rows().rows()
    ]


@cache
def risk_rows() -> Question[RiskOutlook]:
    return Question(RiskOutlook.objects.with_articles)
