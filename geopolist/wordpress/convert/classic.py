"""Text of the classic editor: blank lines make paragraphs, single breaks make <br>, and neither inside <pre>."""

import html
import re
from dataclasses import dataclass, field

from geopolist.wordpress.text import words

# Tags that end a paragraph; what may hold paragraphs; what holds one line of text; what is left alone.
BLOCKS = words("""
    address article aside audio blockquote caption center col colgroup dd details div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hr iframe legend li main nav object ol p pre section summary table
    tbody td tfoot th thead tr ul video
""")
_HOLDS_PARAGRAPHS = words("""
    article aside blockquote center details div fieldset footer form header main section
""")
_HOLDS_EITHER = frozenset(["dd", "li", "td", "th"])
_HOLDS_NO_TEXT = words("""
    audio col colgroup dl object ol table tbody tfoot thead tr ul video iframe figure
""")
_VERBATIM = frozenset(["pre", "script", "style", "textarea", "svg"])
_VOID = frozenset({"hr", "col"})

_TOKEN = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>")
_LINES_OF_CODE = re.compile(r"(?<!<pre>)<code>[^<\n]*+\n[^<]*+</code>", re.IGNORECASE)
_BREAKS = re.compile(r"(?:<br\b[^<>]*>\s*){2,}", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t\xa0]*\n\s*")
_URL_LINE = re.compile(r"^[ \t]*(https?://[^\s<>\"'\[\]]{4,2000})[ \t]*$", re.MULTILINE)
_URL_PARAGRAPH = re.compile(r"<p[^<>]*>\s*(https?://[^\s<>\"'\[\]]{4,2000})\s*</p>", re.IGNORECASE)


def paragraphs(text: str) -> str:
    """`text` as the classic editor saved it, with its paragraphs and line breaks as tags."""
    return _Writer().written(_LINES_OF_CODE.sub(r"<pre>\g<0></pre>", text))


def embeds(text: str) -> str:
    """Addresses that stand alone on a line, or alone in a paragraph, marked to be embedded."""
    return _URL_LINE.sub(_embed, _URL_PARAGRAPH.sub(_embed, text))


def _embed(match: re.Match[str]) -> str:
    address = html.escape(html.unescape(match[1]))
    return f'\n<div data-wp="embed" data-wp-url="{address}"></div>\n'


@dataclass
class _Writer:
    out: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    stack: list[str] = field(default_factory=list)
    verbatim: str = ""

    def written(self, text: str) -> str:
        position = 0
        for token in _TOKEN.finditer(text):
            self._text(text[position : token.start()])
            self._tag(token[0], token[1].lower())
            position = token.end()
        self._text(text[position:])
        self._flush()
        return "".join(self.out)

    def _text(self, text: str) -> None:
        if self.verbatim:
            self.out.append(text)
        elif text:
            self.line.append(text)

    def _tag(self, tag: str, name: str) -> None:
        if self.verbatim:
            self.out.append(tag)
            if tag.startswith("</") and name == self.verbatim:
                self.verbatim = ""
            return
        if name in _VERBATIM:
            self._flush()
            self.out.append(tag)
            self.verbatim = name if not tag.endswith("/>") else ""
            return
        if name not in BLOCKS:
            self.line.append(tag)
            return
        self._flush()
        self.out.append(tag)
        self._enter(tag, name)

    def _enter(self, tag: str, name: str) -> None:
        if tag.startswith("</"):
            if name in self.stack[-40:]:
                while self.stack.pop() != name:
                    pass
        elif name not in _VOID and not tag.endswith("/>"):
            self.stack.append(name)

    def _flush(self) -> None:
        """Write out the run of text and inline tags, as the element that holds it wants it."""
        run, self.line = "".join(self.line), []
        holder = self.stack[-1] if self.stack else "div"
        if not run.strip():
            return
        if holder in _HOLDS_NO_TEXT:
            self.out.append(run)
            return
        parts = [part.strip("\n\t ") for part in _BLANK_LINE.split(_BREAKS.sub("\n\n", run))]
        parts = [_with_breaks(part) for part in parts if part.strip("\n\t \xa0")]
        if holder == "p":
            self.out.append("</p><p>".join(parts))
        elif holder in _HOLDS_PARAGRAPHS or (holder in _HOLDS_EITHER and len(parts) > 1):
            self.out.append("\n".join(f"<p>{part}</p>" for part in parts))
        else:
            self.out.append("<br>".join(parts))


def _with_breaks(line: str) -> str:
    """Line ends as <br>, except after one that is there already."""
    line = re.sub(r"(<br\b[^<>]*>)[ \t]*\n[ \t]*", r"\1", line)
    return re.sub(r"[ \t]*\n[ \t]*", "<br>\n", line)
