"""From what WordPress stored to the source of a body in our vocabulary."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from geopolist.lib import body
from geopolist.lib.text import without_controls
from geopolist.wordpress.text import plain

from . import blocks, classic, shortcodes
from .flow import settle
from .html import parse, serialised
from .inline import furniture, headings, links, more, words
from .job import Found, Job, Lookups
from .pictures import figures, galleries
from .pieces import code, columns, footnotes, lists, quotes, tables
from .players import embeds, files, lone_links, marked, players

__all__ = ["Converted", "Found", "Job", "Lookups", "convert", "prepared"]

_MORE = re.compile(r"more\b\s*(.{0,200})", re.DOTALL)
_STEPS = (
    furniture,
    footnotes,
    more,
    players,
    galleries,
    files,
    lone_links,
    columns,
    figures,
    embeds,
    quotes,
    tables,
    code,
    lists,
    links,
    words,
    headings,
)
_UNSAFE = re.compile(r"<(script|style|form|input|select|textarea|button|svg|canvas|applet)\b", re.IGNORECASE)


@dataclass
class Converted:
    """A converted text. `excerpt` is plain text; `teaser` stood before the "more" mark, not in `source`.

    `counts` is keyed by (what, name, what became of it); `images` and `documents` are public ids, `outside` addresses.
    """

    source: str
    excerpt: str = ""
    teaser: str = ""
    counts: dict[tuple[str, str, str], int] = field(default_factory=dict)
    images: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def convert(raw: str, lookups: Lookups | None = None, *, excerpt: str = "", notes: str = "") -> Converted:
    """The body that `raw` (the content as stored, classic or blocks) makes.

    `notes` is the JSON of the block editor's footnotes, `excerpt` the excerpt as written. The result has been through
    the body's own cleaning and holds no shortcode, no block comment and no address of a script.
    """
    summary = plain(_without_brackets(excerpt))
    job = Job(lookups=lookups or Lookups(), footnotes=_footnotes(notes), wants_teaser=not summary)
    return Converted(
        # The body's own cleaning has the last word, whatever the steps before it did.
        source=body.clean(prepared(raw, job), flatten=True),
        excerpt=summary,
        teaser=job.teaser,
        counts=dict(job.counts),
        images=job.images,
        documents=job.documents,
        outside=job.outside,
        notes=job.notes,
    )


def prepared(raw: str, job: Job) -> str:
    """`raw` in our vocabulary, before the cleaning that makes it safe to keep."""
    for match in _UNSAFE.finditer(raw):
        job.count("element", match[1].lower(), "dropped")
    root = parse(_html(without_controls(raw), job))
    for step in _STEPS:
        step(root, job)
    settle(root)
    return serialised(root)


def _html(text: str, job: Job) -> str:
    text = marked(_marks(text, job), job)
    if blocks.has_blocks(text):
        return shortcodes.render(blocks.render(text, job), job)
    return classic.paragraphs(classic.embeds(shortcodes.render(text, job)))


def _marks(text: str, job: Job) -> str:
    """Comments: "more" becomes a mark, "next page" a paragraph's end, blocks stay for their reader, the rest goes."""
    parts: list[str] = []
    position = 0
    while (start := text.find("<!--", position)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            break
        parts.append(text[position:start])
        position = end + 3
        parts.append(_mark(text[start + 4 : end], job))
    # A comment that never ends would swallow the rest of the text.
    parts.append(text[position:].replace("<!--", ""))
    return "".join(parts)


def _mark(comment: str, job: Job) -> str:
    inner = comment.strip()
    if inner.startswith(("wp:", "/wp:")):
        return f"<!--{comment}-->"
    if _MORE.fullmatch(inner):
        return '\n\n<hr data-wp="more">\n\n'
    if inner == "nextpage":
        job.count("mark", "nextpage", "joined")
        return "\n\n"
    return ""


def _footnotes(notes: str) -> dict[str, str]:
    try:
        found: Any = json.loads(notes) if notes.strip() else []
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, list):
        return {}
    entries = [one for one in found if isinstance(one, dict)]
    return {str(one.get("id")): str(one.get("content") or "") for one in entries if one.get("id")}


def _without_brackets(excerpt: str) -> str:
    """An excerpt without the marks of blocks and shortcodes."""
    job = Job()
    return shortcodes.render(_marks(without_controls(excerpt), job), job)
