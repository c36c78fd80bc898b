"""Markup at random, for properties: mostly tags of the body's vocabulary, badly put together."""

from hypothesis import strategies as st

NAMES = """
p div b strong i em a span h1 h2 h3 ul ol li dl dt dd table caption thead tbody tr td th pre code blockquote footer
figure figcaption img br hr section aside details summary cite svg math style script template select noscript x
"""
ATTRIBUTES = [
    "", "", "", ' id="x"', ' id="main"', " href=/a", ' href="#x"', ' href="javascript:x"', ' lang="ar" dir=rtl',
    " onclick=x", ' title="a>b"', " '", '"', " data-footnote",
    ' data-footnote data-references="abcdefghijkl"', ' data-id="abcdefgh"',
    ' data-block="pull"', ' data-block="callout" data-title="<T>"', ' data-block="keypoints"', ' data-block="columns"',
    ' data-block="live" data-time="2026-05-01T09:30:00Z"', ' data-block="gallery"', ' data-block="verse"',
    ' data-block="file" data-document="abcdefghijkl"', ' data-block="audio" data-document="abcdefghijkl"',
    ' data-block="embed" data-embed="https://youtu.be/abcdefghijk"', ' data-image="abcdefghijkl" data-width="wide"',
    ' data-image="bbcdefghijkl"', ' src="https://x.example/a.png" alt="A" width=3', ' src="data:x"', ' data-src="https://x.example/b"',
    " colspan=2 rowspan=99999", ' data-align="end"',
]  # fmt: skip
TEXTS = [
    "x",
    " ",
    "\n",
    "a b",
    "&amp;",
    "&lt;",
    "&nbsp;",
    "<",
    ">",
    '"',
    "&",
    "-->",
    "<!--",
    "\u00a0",
    "İ",
    "\x00",
    "]]>",
]

TAGS = st.sampled_from(NAMES.split())
PIECES = st.one_of(
    st.builds("<{}{}>".format, TAGS, st.sampled_from(ATTRIBUTES)),
    st.builds("</{}>".format, TAGS),
    st.sampled_from(TEXTS),
    st.text(max_size=3),
)
MARKUP = st.lists(PIECES, max_size=25).map("".join)
