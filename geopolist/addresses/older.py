"""Further names under which WordPress answered: what a path may mean that is no address as it stands."""

import re

INDEX = "/index.php"
UPLOADS = "/wp-content/uploads/"
# What WordPress adds to a file's name: the size it made, the mark of an edited or scaled-down original.
SIZE = re.compile(r"-\d{1,5}x\d{1,5}(?=\.\w{2,5}/\Z)")
EDITED = re.compile(r"(?:-scaled|-rotated|-e\d{9,14})(?=\.\w{2,5}/\Z)")
# A part of a text that was cut into pages; and a day, where ours has its month. The base of a part is more than digits.
PART = re.compile(r"(?P<base>/(?:.*/)?[^/]*[^/0-9][^/]*/)[1-9][0-9]?/\Z")
DAY = re.compile(r"(?P<base>/[0-9]{4}/[0-9]{2}/)[0-9]{2}/\Z")
FEEDS = frozenset({"feed", "rss", "rss2", "atom", "rdf", "comments-rss2"})


def addresses(key: str) -> tuple[str, ...]:
    """Keys to look up when `key` has no row, the likeliest first."""
    plain = without_index(key)
    if plain.startswith(UPLOADS):
        original = SIZE.sub("", plain)
        forms = [original, EDITED.sub("", plain), EDITED.sub("", original)]
    else:
        forms = [plain, *(match["base"] for match in [PART.match(plain)] if match)]
    return tuple(dict.fromkeys(form for form in forms if form != key))


def routes(key: str, *, is_feed: bool) -> tuple[str, ...]:
    """Paths of our own that `key` may mean: the month of a day; all that is new for the comments' feed."""
    plain = without_index(key)
    if is_feed and plain == "/comments/":
        return ("/feed/",)
    day = DAY.match(plain)
    return (day["base"],) if day else (plain,) if plain != key else ()


def without_index(key: str) -> str:
    return key.removeprefix(INDEX) if key.startswith(f"{INDEX}/") else key
