"""One article."""

from typing import Any
from urllib.parse import quote, urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from articles.heads import article_head
from articles.models import Article
from articles.querysets.for_pages import around, article_for_page, thread_of
from articles.threads import thread
from geopolist.identity.chrome import chrome
from geopolist.identity.speech import speak
from geopolist.lib.atlas.world import locator
from geopolist.lib.body import medium_and_text, oldest_first, split_after
from geopolist.lib.head import absolute
from geopolist.lib.reading import alike, read_only

RELATED = 4
LATEST = 4
COMMENTS = 500
# Of sound there is nothing to see: its cover stays, and the player stands where the text begins.
LED_BY_MEDIUM = (Article.Format.VIDEO, Article.Format.GALLERY)
# What `?order=` may ask of a live blog.
OLDEST = "oldest"
# Seconds for which the names of the entries may be kept on the way.
FRESH_FOR = 30


@alike
def article(request: HttpRequest, pk: int, *, language: str = "") -> HttpResponse:
    """The page of a public article; 410 with its notice when it is gone; 404 for everyone else's drafts."""
    found = article_for_page(pk)
    if found is None:
        raise Http404
    chrome(request).stamp = found.site_stamp
    speak(found.language)
    if found.is_gone:
        return gone(request, found)
    if not found.is_published:
        raise Http404
    context = article_context(request, found)
    if found.format == found.Format.LIVE and request.GET.get("order") == OLDEST:
        text = mark_safe(oldest_first(found.rendered))  # SHOWN has filtered it
        context |= {"text": text, "rest": "", "is_oldest_first": True}
        context["head"].robots = "noindex"
    return render(request, "articles/article.html", context)


@read_only
def live(request: HttpRequest, pk: int) -> HttpResponse:
    """What the page of a live blog asks while it is read: the names of the entries, and whether more are to come."""
    found = get_object_or_404(Article.objects.public().live().for_live(), pk=pk)
    answer = JsonResponse({"entries": [entry["id"] for entry in found.live_entries], "is_live": found.is_live})
    answer["Cache-Control"] = f"public, max-age={FRESH_FOR}"
    return answer


def article_context(request: HttpRequest, article: Article) -> dict[str, Any]:
    """Everything the page prints, in two queries beside the article's own. No article is recommended twice."""
    beside = around(article, related=RELATED, latest=LATEST)
    crumbs = article.furniture.get("crumbs", [])
    medium, text = opening(article)
    spots = chrome(request).spots if article.has_spots else {}
    text, rest = around_spot(text, spots)
    return {
        "article": article,
        "medium": medium,
        "text": text,
        "rest": rest,
        "spots": spots,
        "crumbs": crumbs,
        "locator": locator(each["code"] for each in article.furniture.get("countries", [])),
        "contents": article.contents,
        "bylines": [with_bio(byline) for byline in article.furniture.get("bylines", [])],
        "share": share_links(article),
        "sources": article.source_lines,
        "series": series_box(article, beside.parts),
        "translations": [translation_link(each) for each in beside.translations],
        "related": beside.related,
        "latest": beside.latest,
        "previous": beside.previous,
        "next": beside.following,
        "comments": thread(thread_of(article, COMMENTS)),
        "comment_total": article.comment_count,
        "head": article_head(article, crumbs, chrome(request), beside.translations),
    }


def opening(article: Article) -> tuple[SafeString, SafeString]:
    """The film or gallery that a text of such a format opens with, to stand in place of the cover; and the text.

    The cover is what a film shows before it plays.
    """
    medium, text = medium_and_text(article.rendered) if article.format in LED_BY_MEDIUM else ("", article.rendered)
    if article.cover:
        poster = escape(article.cover.picture("cover").src)
        medium = medium.replace("<video ", f'<video poster="{poster}" ', 1)
    # Made by render(), and filtered again where it was taken apart.
    return mark_safe(medium), mark_safe(text)


def around_spot(text: SafeString, spots: dict[str, Any]) -> tuple[SafeString, SafeString | str]:
    """The text before and after its advertisement; all of it, and nothing, where it has none or is too short."""
    halves = split_after(text, spots["text"]["paragraph"]) if "text" in spots else None
    return (mark_safe(halves[0]), mark_safe(halves[1])) if halves else (text, "")


def with_bio(byline: dict[str, Any]) -> dict[str, Any]:
    # Person.save() cleans it, and settle() copies it from there.
    return {**byline, "bio": mark_safe(byline["bio"])}


def article_url(pk: int) -> str | None:
    """Where it lives today; None when it is not shown."""
    found = Article.objects.public().only("slug").in_bulk([pk]).get(pk)
    return found.get_absolute_url() if found else None


def gone(request: HttpRequest, article: Article) -> HttpResponse:
    return render(request, "410.html", {"notice": article.withdrawal_notice}, status=410)


def series_box(article: Article, others: list[Article]) -> dict[str, Any] | None:
    """The series with its public articles in order, and this one's place among them."""
    if article.series is None:
        return None
    parts = sorted([article, *others], key=lambda each: (each.series_position, each.published_at, each.pk))
    return {
        "name": article.series.name,
        "url": article.series.get_absolute_url(),
        "articles": parts,
        "position": parts.index(article) + 1,
    }


def translation_link(article: Article) -> dict[str, str]:
    native = get_language_info(article.language)["name_local"]
    return {"language": article.language, "native_name": native, "url": article.get_absolute_url()}


def share_links(article: Article) -> list[dict[str, str]]:
    """Plain links: no script of others, and nothing is told to them before the reader follows one."""
    url = absolute(article.get_absolute_url())
    mail = urlencode({"subject": article.title, "body": f"{article.title}\n{url}"}, quote_via=quote)
    return [
        {
            "kind": "x",
            "label": "X",
            "url": f"https://x.com/intent/post?{urlencode({'text': article.title, 'url': url})}",
        },
        {
            "kind": "facebook",
            "label": "Facebook",
            "url": f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': url})}",
        },
        {
            "kind": "linkedin",
            "label": "LinkedIn",
            "url": f"https://www.linkedin.com/sharing/share-offsite/?{urlencode({'url': url})}",
        },
        {
            "kind": "whatsapp",
            "label": "WhatsApp",
            "url": f"https://wa.me/?{urlencode({'text': f'{article.title} {url}'})}",
        },
        {
            "kind": "telegram",
            "label": "Telegram",
            "url": f"https://t.me/share/url?{urlencode({'url': url, 'text': article.title})}",
        },
        {"kind": "email", "label": _("E-mail"), "url": f"mailto:?{mail}"},
    ]
