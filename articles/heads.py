"""What an article and a list tell machines."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from geopolist.identity import parts
from geopolist.identity.chrome import Chrome
from geopolist.lib.head import Head, absolute, as_data
from geopolist.lib.links import home_url, in_language
from geopolist.lib.paging import Page
from geopolist.library.models import Image

if TYPE_CHECKING:
    from .models import Article

SCHEMA_TYPES = {
    "analysis": "AnalysisNewsArticle",
    "commentary": "OpinionNewsArticle",
    "news": "NewsArticle",
    "report": "Report",
    "paper": "ScholarlyArticle",
}
# How many entries of a live blog its head names.
ENTRIES = 20
# What readers of none of a page's languages are led to.
FOR_ALL_OTHERS = "x-default"
# Where a search engine puts the words that it looks for.
QUERY = "{search_term_string}"
type Crumbs = list[dict[str, str]]


def article_head(article: "Article", crumbs: Crumbs, site: Chrome, translations: list["Article"]) -> Head:
    head = Head(
        title=article.seo_title or article.title,
        description=article.seo_description or article.standfirst,
        canonical=article.canonical_url or absolute(article.get_absolute_url()),
        robots="noindex" if article.noindex else "",
    )
    if article.cover:
        head.image = share_image(article.cover)
    if translations:
        addresses = {each.language: absolute(each.get_absolute_url()) for each in [article, *translations]}
        if settings.LANGUAGE_CODE in addresses:
            addresses[FOR_ALL_OTHERS] = addresses[settings.LANGUAGE_CODE]
        head.alternates = [{"language": language, "url": url} for language, url in addresses.items()]
    head.add(article_data(article, site, head))
    head.add(breadcrumb_data([*crumbs, {"name": article.title, "url": article.get_absolute_url()}]))
    return head


def share_image(cover: Image) -> dict[str, Any]:
    """1200 by 630 pixels, for those who pass the article on."""
    picture = cover.picture("share")
    return {"url": absolute(picture.src), "width": picture.width, "height": picture.height, "alt": picture.alt}


def exactly(when: datetime | None) -> str | None:
    """As the page's own times say it."""
    return timezone.localtime(when).isoformat(timespec="seconds") if when else None


def article_data(article: "Article", site: Chrome, head: Head) -> dict[str, Any]:
    return {
        "@type": SCHEMA_TYPES.get(article.kind, "Article"),
        **(live_data(article, head.image["url"]) if article.format == article.Format.LIVE else {}),
        "headline": article.title,
        "description": article.standfirst,
        "image": [head.image["url"]],
        "datePublished": exactly(article.published_at),
        "dateModified": exactly(article.updated_at),
        "inLanguage": article.language,
        "wordCount": article.word_count,
        "commentCount": article.comment_count,
        "articleSection": [category["name"] for category in article.furniture.get("categories", [])],
        "keywords": [tag["name"] for tag in article.furniture.get("tags", [])],
        "author": authors(article),
        "publisher": publisher(site),
        "mainEntityOfPage": head.canonical,
    }


def authors(article: "Article") -> list[dict[str, str]]:
    return [
        {
            "@type": "Organization" if person["is_institution"] else "Person",
            "name": person["name"],
            "url": absolute(person["url"]),
        }
        for person in article.furniture.get("bylines", [])
    ]


def live_data(article: "Article", image: str) -> dict[str, Any]:
    """What makes an article a live blog. Its last entries stand for all: the page has them whole."""
    return {
        "@type": "LiveBlogPosting",
        "coverageStartTime": article.published_at.isoformat() if article.published_at else None,
        "coverageEndTime": article.live_ends_at.isoformat() if article.live_ends_at else None,
        "liveBlogUpdate": [
            {
                "@type": "BlogPosting",
                "headline": entry["title"],
                "datePublished": entry["at"],
                "author": authors(article),
                "image": image,
                "url": f"{absolute(article.get_absolute_url())}#{entry['id']}",
            }
            for entry in article.live_entries[:ENTRIES]
        ],
    }


def publisher(site: Chrome) -> dict[str, Any]:
    return {"@type": "Organization", "name": site.organisation or site.name, "url": absolute("/")}


def breadcrumb_data(crumbs: Crumbs) -> dict[str, Any]:
    home = home_url(get_language() or settings.LANGUAGE_CODE)
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": crumb["name"], "item": absolute(crumb["url"])}
            for position, crumb in enumerate([{"name": _("Home"), "url": home}, *crumbs], start=1)
        ],
    }


def list_head(title: str, description: str, page: Page, crumbs: Crumbs | None = None) -> Head:
    """The head of one page of a list, which is canonical for itself.

    Search engines leave out an empty list, and pages that begin at a date: what stands on one is newer every day.
    """
    head = Head(
        title=page_title(title, page),
        description=description,
        canonical=absolute(page.address),
        robots="" if page.total and page.number else "noindex",
        previous_url=absolute(page.previous_url) if page.previous_url else "",
        next_url=absolute(page.next_url) if page.next_url else "",
    )
    if crumbs:
        head.add(breadcrumb_data(crumbs))
    if page.items:
        head.structured_data.append(item_list(page))
    return head


def item_list(page: Page) -> SafeString:
    """Its articles in their order: what they are, their own pages say. Made once for the same articles."""

    def made() -> SafeString:
        places = [
            {"@type": "ListItem", "position": position, "url": absolute(article.get_absolute_url())}
            for position, article in enumerate(page.items, start=1)
        ]
        return as_data({"@type": "ItemList", "itemListElement": places})

    key = (item_list, *(article.print for article in page.items))
    # As as_data() has made it.
    return mark_safe(parts.drawn(key, made, timezone.now()))


def site_data(site: Chrome) -> dict[str, Any]:
    """The site in the language being spoken, with the address at which it is searched."""
    address = site.spoken(f"{reverse('search:search')}?q={QUERY}")
    return {
        "@type": "WebSite",
        "name": site.name,
        "url": absolute(site.home_url),
        "publisher": publisher(site),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": absolute(address)},
            "query-input": f"required name={QUERY.strip('{}')}",
        },
    }


def page_title(title: str, page: Page) -> str:
    """The title of a list, so that no two pages of it have the same."""
    if not page.number:
        words = {"title": title, "date": date_format(timezone.localtime(page.items[0].published_at), "j F Y")}
        return _("%(title)s, articles up to %(date)s") % words
    return title if page.number == 1 else _("%(title)s, page %(number)d") % {"title": title, "number": page.number}


def alternates(path: str, site: Chrome) -> list[dict[str, str]]:
    """A list in each language of the site, and for readers of none of them; `path` is its address without a prefix.

    Nothing where the site speaks one language.
    """
    if len(site.languages) < 2:
        return []
    each_one = [{"language": each.code, "url": absolute(in_language(path, each.code))} for each in site.languages]
    return [*each_one, {"language": FOR_ALL_OTHERS, "url": absolute(path)}]
