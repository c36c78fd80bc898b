"""What a body may hold, as data: each tag, attribute and kind of block, and why it is there.

The stored source is HTML of this vocabulary and nothing else; `values` says what the attributes may say.
"""

from typing import NamedTuple

from geopolist.lib.html import NOTHING, Allowed


class Word(NamedTuple):
    """A tag: its own attributes, and why the vocabulary has it."""

    attributes: str
    why: str


INLINE = {
    "a": Word("href title hreflang rel id", "a link; with id alone, a place that links lead to"),
    "abbr": Word("title", "an abbreviation and what it stands for"),
    "bdi": Word("", "a name in a script that runs the other way"),
    "bdo": Word("", "letters whose order is set by hand"),
    "br": Word("", "a line of an address or a poem"),
    "cite": Word("", "the title of a work"),
    "code": Word("", "an identifier or command"),
    "del": Word("datetime", "what a correction took out"),
    "em": Word("", "stress; also what was pasted as i"),
    "ins": Word("datetime", "what a correction put in"),
    "kbd": Word("", "a key to press"),
    "mark": Word("", "a passage marked in a quotation"),
    "q": Word("", "a quotation within a sentence"),
    "s": Word("", "what no longer holds"),
    "small": Word("", "small print"),
    "span": Word("data-footnote data-references", "words in another language (lang, dir), or a footnote at its mark"),
    "strong": Word("", "importance; also what was pasted as b"),
    "sub": Word("", "CO₂"),
    "sup": Word("", "m², 1st"),
    "time": Word("datetime", "a date that software may read"),
}
BLOCKS = {
    "p": Word("", "a paragraph"),
    "h2": Word("", "a heading; the page's title is the only h1"),
    "h3": Word("", "a heading below h2"),
    "h4": Word("", "a heading below h3"),
    "h5": Word("", "a heading below h4"),
    "h6": Word("", "a heading below h5"),
    "ul": Word("", "a list"),
    "ol": Word("start reversed type", "a numbered list"),
    "dl": Word("", "terms and what they mean"),
    "hr": Word("", "a change of subject"),
    "blockquote": Word("data-block", "a quotation; who said it stands in its footer"),
    "aside": Word("data-block data-title", "a callout or the key points"),
    "table": Word("", "a table"),
    "pre": Word("data-block data-language", "text whose spaces and line ends count"),
    "details": Word("", "what a reader may open"),
    "section": Word("data-block data-time", "parts that belong together, columns, a live entry"),
    "figure": Word("data-image data-alt data-decorative data-width data-src data-w data-h", "a picture, ours or not"),
    "div": Word("data-block data-document data-embed", "a block that names something to show"),
}
PARTS = {
    "li": Word("", "an entry of a list"),
    "dt": Word("", "a term"),
    "dd": Word("", "what it means"),
    "caption": Word("", "what a table shows"),
    "thead": Word("", "the table's head"),
    "tbody": Word("", "the table's rows"),
    "tfoot": Word("", "the table's sums"),
    "tr": Word("", "a row"),
    "th": Word("scope colspan rowspan data-align", "a cell that names others"),
    "td": Word("colspan rowspan data-align", "a cell"),
    "summary": Word("", "what is read while details are closed"),
    "figcaption": Word("", "the caption of a picture"),
    "footer": Word("", "who said what is quoted"),
}
# data-block -> the tag it stands on.
KINDS = {
    "pull": "blockquote",
    "callout": "aside",
    "keypoints": "aside",
    "verse": "pre",
    "columns": "section",
    "live": "section",
    "gallery": "div",
    "audio": "div",
    "video": "div",
    "file": "div",
    "embed": "div",
}
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
ON_ANYTHING = frozenset({"lang", "dir"})


def tags(*groups: dict[str, Word], more: frozenset[str] = NOTHING) -> dict[str, frozenset[str]]:
    return {tag: frozenset(word.attributes.split()) | more for words in groups for tag, word in words.items()}


STORED = Allowed(
    {**tags(INLINE), **tags(PARTS), **tags(BLOCKS, more=frozenset({"id", "data-id"}))}, anywhere=ON_ANYTHING
)
# What may come in: the same, and what cleaning turns into it.
ACCEPTED = Allowed(
    {**STORED.tags, "h1": frozenset({"id", "data-id"}), "img": frozenset({"src", "alt", "width", "height"})},
    anywhere=ON_ANYTHING,
)
