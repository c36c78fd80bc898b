"""Block markup: the comments of the block editor read in one pass, without building a tree of them."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from geopolist.wordpress.text import words

from . import classic, shortcodes
from .job import Job

MAX_REUSE = 5
_DELIMITER = re.compile(
    r"\s+(?P<close>/)?wp:(?P<name>(?:[a-z][a-z0-9_-]{0,60}/)?[a-z][a-z0-9_-]{0,60})\s+(?:(?P<attributes>\{.*\})\s+)?(?P<void>/)?",
    re.DOTALL,
)

# Their HTML says all: the comments go, the content stays.
PLAIN = words("""
    paragraph heading list list-item quote code preformatted table group columns column buttons button details html
    freeform missing shortcode classic more nextpage pullquote verse separator subhead text-columns accordion
    accordion-item accordion-heading accordion-panel math
""")
# Their attributes hold an id or an address that the HTML may lack.
MARKED = words("""
    image gallery audio video file embed cover media-text
""")
# A list, a form or a piece of furniture that the site made anew for each reader: nothing of it belongs to the text.
FURNITURE = words("""
    archives avatar calendar categories comment-author-avatar comment-author-name comment-content comment-date
    comment-edit-link comment-reply-link comment-template comments comments-pagination comments-pagination-next
    comments-pagination-numbers comments-pagination-previous comments-query-loop comments-title footnotes-list
    home-link latest-comments latest-posts legacy-widget loginout navigation navigation-link navigation-submenu
    next-post page-list page-list-item pattern post-author post-author-biography post-author-name post-comment
    post-comments post-comments-count post-comments-form post-comments-link post-content post-date post-excerpt
    post-featured-image post-navigation-link post-template post-terms post-time-to-read post-title query
    query-no-results query-pagination query-pagination-next query-pagination-numbers query-pagination-previous
    query-title query-total read-more rss search site-logo site-tagline site-title tag-cloud template-part
    term-count term-description term-name term-template terms-query widget-group nextpage-links
""")


@dataclass(frozen=True)
class _Delimiter:
    name: str
    attributes: dict[str, Any]
    closes: bool
    is_void: bool


def render(text: str, job: Job) -> str:
    """The HTML of block markup, with marks for the tree steps; text between blocks gets its paragraphs."""
    return "".join(_Renderer(job).rendered(text))


def has_blocks(text: str) -> bool:
    return "<!-- wp:" in text


def _split(text: str) -> Iterator[str | _Delimiter]:
    """Texts and delimiters. A delimiter's JSON cannot hold `--`, so its comment ends where any comment does."""
    position = 0
    while (start := text.find("<!--", position)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            break
        match = _DELIMITER.fullmatch(text, start + 4, end)
        if match is None:
            yield text[position : end + 3]
        else:
            yield text[position:start]
            yield _delimiter(match)
        position = end + 3
    yield text[position:]


def _delimiter(match: re.Match[str]) -> _Delimiter:
    try:
        found = json.loads(match["attributes"]) if match["attributes"] else {}
    except (ValueError, RecursionError):
        found = {}
    name = match["name"].removeprefix("core/")
    return _Delimiter(name, found if isinstance(found, dict) else {}, bool(match["close"]), bool(match["void"]))


class _Renderer:
    def __init__(self, job: Job) -> None:
        self.job = job
        self.stack: list[tuple[str, str]] = []  # (name, what its end writes)
        self.loose: list[str] = []
        self.dropped_at = 0

    def rendered(self, text: str) -> Iterator[str]:
        for part in _split(text):
            if isinstance(part, str):
                yield from self._text(part)
            elif part.closes:
                yield self._close(part.name)
            else:
                yield from self._paragraphs()
                yield self._open(part)
        yield from self._paragraphs()
        # A block that was never closed ends with the text.
        yield "".join(end for _, end in reversed(self.stack))

    def _text(self, part: str) -> Iterator[str]:
        if self.dropped_at:
            return
        if self.stack:
            yield part
        else:
            self.loose.append(part)

    def _paragraphs(self) -> Iterator[str]:
        """What stood between blocks: the classic editor's text, unless its tags already say where paragraphs are."""
        text, self.loose = "".join(self.loose), []
        if text.strip():
            text = shortcodes.render(text, self.job)
            yield text if re.search(r"<p[\s>]", text) else classic.paragraphs(classic.embeds(text))

    def _open(self, block: _Delimiter) -> str:
        if self.dropped_at:
            if not block.is_void:
                self.stack.append((block.name, ""))
            return ""
        start, end = self._ends(block)
        if block.is_void:
            return start + end
        self.stack.append((block.name, end))
        if block.name in FURNITURE:
            self.dropped_at = len(self.stack)
        return start

    def _close(self, name: str) -> str:
        place = next((at for at in range(len(self.stack) - 1, -1, -1) if self.stack[at][0] == name), -1)
        if place < 0:
            self.job.count("block", name, "an end without a beginning, ignored")
            return ""
        ended = [end for _, end in reversed(self.stack[place:])]
        del self.stack[place:]
        if self.dropped_at:
            if len(self.stack) < self.dropped_at:
                self.dropped_at = 0
            return ""
        return "".join(ended)

    def _ends(self, block: _Delimiter) -> tuple[str, str]:
        """What the block's beginning and end write."""
        name = "embed" if block.name.startswith("core-embed/") else block.name
        if name in FURNITURE:
            self.job.count("block", block.name, "dropped: made by the old site, not written")
            return "", ""
        if name in MARKED:
            self.job.count("block", block.name, "converted")
            return _mark(name, block.attributes), "</div>"
        if name in PLAIN:
            self.job.count("block", block.name, "converted")
            return "", ""
        return self._special(name, block)

    def _special(self, name: str, block: _Delimiter) -> tuple[str, str]:
        if name in ("footnotes", "spacer"):
            self.job.count("block", name, "converted" if name == "footnotes" else "dropped: only space")
            return "", ""
        if name == "block":
            return self._reused(block), ""
        if name == "social-links":
            self.job.count("block", name, "converted")
            return "", ""
        if name == "social-link":
            return self._social_link(block), ""
        self.job.count("block", name, "unknown: dropped, it is empty" if block.is_void else "unknown: its content kept")
        return "", ""

    def _reused(self, block: _Delimiter) -> str:
        number = block.attributes.get("ref")
        text = self.job.lookups.block(number) if isinstance(number, int) else None
        if text is None or self.job.depth >= MAX_REUSE:
            self.job.count("block", "block", "dropped: the reusable block is not in the export")
            return ""
        self.job.count("block", "block", "converted: its text put in place")
        self.job.depth += 1
        try:
            return render(text, self.job)
        finally:
            self.job.depth -= 1

    def _social_link(self, block: _Delimiter) -> str:
        url, service = block.attributes.get("url"), block.attributes.get("service")
        if not isinstance(url, str) or not re.match(r"(https?://|mailto:)", url):
            self.job.count("block", block.name, "dropped: it leads nowhere")
            return ""
        self.job.count("block", block.name, "converted")
        label = block.attributes.get("label") or str(service or url).title()
        return f'<li><a href="{html.escape(url)}">{html.escape(str(label))}</a></li>'


def _mark(name: str, attributes: dict[str, Any]) -> str:
    number = attributes.get("id", attributes.get("mediaId"))
    url = attributes.get("url") or attributes.get("href") or attributes.get("mediaUrl") or ""
    ids = attributes.get("ids")
    values = {
        "id": str(number) if isinstance(number, int) else "",
        "url": url if isinstance(url, str) else "",
        "ids": ",".join(str(one) for one in ids if isinstance(one, int)) if isinstance(ids, list) else "",
        "align": attributes.get("align") if attributes.get("align") in ("wide", "full") else "",
    }
    written = "".join(f' data-wp-{key}="{html.escape(str(value))}"' for key, value in values.items() if value)
    return f'<div data-wp="{name}"{written}>'
