"""The allow-list of a shown body: the last thing every body passes, so nothing before it can let a surprise through."""

from geopolist.lib.body.vocabulary import BLOCKS, INLINE, PARTS, tags
from geopolist.lib.html import NOTHING, Allowed

TITLED = frozenset({"id", "lang", "dir"})


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def shown_tags() -> dict[str, frozenset[str]]:
    """The vocabulary without what only the source needs, and what pages add."""
    stored = tags(INLINE, PARTS, BLOCKS)
    own = {tag: frozenset(name for name in stored[tag] if not name.startswith("data-")) for tag in stored}
    own["picture"] = NOTHING
    own["source"] = words("type srcset sizes")
    own["img"] = words("src srcset sizes width height alt loading decoding")
    own["audio"] = own["video"] = words("controls preload src aria-label")
    own["a"] |= {"aria-label"}
    own["div"] = words("aria-label")
    own["figure"] = words("data-player")
    own["section"] = words("aria-labelledby")
    return own


SHOWN = Allowed(
    shown_tags(),
    anywhere=TITLED,
    values={
        "div": {"tabindex": frozenset({"0"}), "role": frozenset({"region", "group"})},
        "pre": {"tabindex": frozenset({"0"})},
    },
    classes={
        "a": words("embed__link figure__link gallery__link notes__back notes__reference"),
        "aside": words("callout"),
        "blockquote": words("quote pull"),
        "details": words("details"),
        "div": words("columns columns__column gallery tablewrap"),
        "figure": words("embed figure figure--text figure--wide figure--full figure--outside gallery__item player"),
        "h2": words("brief__title"),
        "p": words("callout__title file live__time"),
        "pre": words("pre verse"),
        "section": words("brief live notes"),
        "span": words("credit file__facts notes__reference"),
        "sup": words("fnref"),
        "table": words("data"),
        "td": words("n"),
        "th": words("n"),
    },
)
