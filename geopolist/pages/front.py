"""What stands on the front page: each part only where it has content."""

from typing import Any

from django.conf import settings

from articles.models import Article, Category, Listing
from geopolist.pages.models import RiskOutlook

ALSO, SECOND, LATEST, MOST_READ = 2, 3, 7, 5
STRIP = 5
# Sections with a strip of their own, and how it looks.
LAYOUTS = {"commentary": "opinion"}
STRIPS = 4
# So many of a section's newest may stand above already.
SPARE = 10
REGIONS = "regions"
RISK = "risk-advisory"
# Enough to fill every place after repeats are left out.
POOL = 30


def front_page(language: str) -> dict[str, Any]:
    """The context of the front page in a language, in eight queries."""
    tree = list(Category.objects.for_front().with_counts(language))
    regions = [each for each in tree if each.path.startswith(f"{REGIONS}/") and each.path.count("/") == 1]
    sections = [each for each in tree if each.parent_id is None and each.path not in (REGIONS, RISK)][:STRIPS]
    public = Article.objects.public()
    leading = list(public.with_place_on_front(language).for_cards()[: 1 + ALSO + SECOND])
    newest = list(public.in_language(language).for_cards()[:POOL])
    parts = lead_parts(leading, newest)
    used = {each.pk for each in [parts["lead"], *parts["also"], *parts["second"]] if each}
    return {
        **parts,
        "latest": [each for each in newest if each.pk not in used][:LATEST],
        **section_parts(tree, sections, regions, language, used),
        "most_read": list(public.most_read(language).for_cards()[:MOST_READ]),
        # Written in one language, like the briefs that they lead to.
        "risks": risks() if language == settings.LANGUAGE_CODE else [],
        "regions_category": next((each for each in tree if each.path == REGIONS), None),
        "risks_category": next((each for each in tree if each.path == RISK), None),
        "jobs": [],
        "jobs_count": 0,
    }


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
    tree: list[Category], sections: list[Category], regions: list[Category], language: str, used: set[int]
) -> dict[str, Any]:
    """Strips of the sections and the band of regions; an article stands in the first strip that has it."""
    picks = Listing.objects.newest_of_each(dict.fromkeys(sections, STRIP + SPARE) | dict.fromkeys(regions, 1), language)
    cards = Article.objects.for_cards().in_bulk({pk for keys in picks.values() for pk in keys})
    shown = set(used)
    strips = []
    for section in sections:
        articles = led_by_picture([cards[pk] for pk in picks.get(section.pk, []) if pk not in shown])[:STRIP]
        if articles:
            shown.update(each.pk for each in articles)
            children = [each for each in tree if each.parent_id == section.pk]
            layout = LAYOUTS.get(section.path, "lead")
            strips.append({"category": section, "children": children, "articles": articles, "layout": layout})
    band = [
        {"category": region, "count": region.article_count, "newest": cards[picks[region.pk][0]]}
        for region in regions
        if region.pk in picks
    ]
    return {"strips": strips, "regions": band}


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
