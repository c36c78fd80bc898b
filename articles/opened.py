"""What an article's page prints of the article itself: each value is made when a template first asks for it."""

from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from articles.heads import article_head
from articles.models import Article
from articles.querysets.for_pages import Around
from geopolist.identity.chrome import Chrome
from geopolist.lib.atlas.world import locator
from geopolist.lib.body import medium_and_text, oldest_first, split_after
from geopolist.lib.head import Head, absolute

# Of sound there is nothing to see: its cover stays, and the player stands where the text begins.
LED_BY_MEDIUM = (Article.Format.VIDEO, Article.Format.GALLERY)


class Opened:
    """An article in its language, with its translations and the other parts of its series.

    `print` tells one from another, for `drawn`; it is None beside advertisements, which change by the clock, and where
    a row was read without a print: nothing would tell it from another article.
    """

    def __init__(self, article: Article, site: Chrome, beside: Around, *, is_oldest_first: bool) -> None:
        self.article, self.site, self.beside, self.is_oldest_first = article, site, beside, is_oldest_first
        self.crumbs = article.furniture.get("crumbs", [])
        self.spots: dict[str, Any] = site.spots if article.has_spots else {}
        rows: list[Any] = [article, *beside.translations, *beside.parts]
        prints = [getattr(each, "print", None) for each in rows]
        is_told = not self.spots and None not in prints
        self.print = (is_oldest_first, len(beside.parts), *prints) if is_told else None

    @cached_property
    def locator(self) -> Any:
        return locator(each["code"] for each in self.article.furniture.get("countries", []))

    @property
    def contents(self) -> Any:
        return self.article.contents

    @cached_property
    def bylines(self) -> list[dict[str, Any]]:
        return [with_bio(byline) for byline in self.article.furniture.get("bylines", [])]

    @cached_property
    def opening(self) -> tuple[SafeString, SafeString]:
        if self.is_oldest_first:
            return mark_safe(""), mark_safe(oldest_first(self.article.rendered))  # SHOWN has filtered it
        return opening(self.article)

    @property
    def medium(self) -> SafeString:
        return self.opening[0]

    @cached_property
    def halves(self) -> tuple[SafeString, SafeString | str]:
        text = self.opening[1]
        return (text, "") if self.is_oldest_first else around_spot(text, self.spots)

    @property
    def text(self) -> SafeString:
        return self.halves[0]

    @property
    def rest(self) -> SafeString | str:
        return self.halves[1]

    @cached_property
    def share(self) -> list[dict[str, str]]:
        return share_links(self.article)

    @property
    def sources(self) -> Any:
        return self.article.source_lines

    @cached_property
    def series(self) -> dict[str, Any] | None:
        return series_box(self.article, self.beside.parts)

    @cached_property
    def translations(self) -> list[dict[str, str]]:
        return [translation_link(each) for each in self.beside.translations]

    @cached_property
    def head(self) -> Head:
        head = article_head(self.article, self.crumbs, self.site, self.beside.translations)
        head.robots = "noindex" if self.is_oldest_first else head.robots
        return head


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
    title, url = article.title, absolute(article.get_absolute_url())
    return [
        {"kind": kind, "label": label, "url": f"{place}?{urlencode(said, quote_via=quote)}"}
        for kind, label, place, said in [
            ("x", "X", "https://x.com/intent/post", {"text": title, "url": url}),
            ("facebook", "Facebook", "https://www.facebook.com/sharer/sharer.php", {"u": url}),
            ("linkedin", "LinkedIn", "https://www.linkedin.com/sharing/share-offsite/", {"url": url}),
            ("whatsapp", "WhatsApp", "https://wa.me/", {"text": f"{title}\n{url}"}),
            ("telegram", "Telegram", "https://t.me/share/url", {"text": title, "url": url}),
            ("email", _("E-mail"), "mailto:", {"subject": title, "body": f"{title}\n{url}"}),
        ]
    ]
