"""Shortcodes: the known ones become marked HTML, unknown ones go and leave what they enclose, `[sic]` stays."""

import html
import re
from bisect import bisect_left
from dataclasses import dataclass, field

from .job import Job
from .shortcode_kinds import KNOWN, VERBATIM, Attributes, is_shortcode

_NESTING = 40
# Tags are taken whole, so that brackets inside their attributes are left alone.
_TOKEN = re.compile(
    r"""(?P<tag></?[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*+>)
    |(?P<escaped>\[?)\[(?P<close>/?)(?P<name>[A-Za-z][\w-]{0,50})
     (?P<attributes>(?:[\s=](?:[^\[\]"']|"[^"]{0,5000}"|'[^']{0,5000}')*+|[\s=][^\[\]]{0,2000}+)?)\](?P<escaped_end>\]?)""",
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    r"""(?P<name>[\w-]+)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"']+))|(?P<value>"[^"]*"|[^\s]+)"""
)
_END = re.compile(r"\[/([A-Za-z][\w-]{0,50})\]")
_QUOTES = str.maketrans({"”": '"', "“": '"', "″": '"', "’": "'", "‘": "'"})
_CODE = re.compile(r"(</?)(pre|code)\b", re.IGNORECASE)


@dataclass
class _Open:
    """A shortcode that has been opened, and what it has enclosed so far."""

    name: str
    attributes: str
    parts: list[str] = field(default_factory=list)


def render(text: str, job: Job) -> str:
    """`text` with every shortcode turned into HTML, unwrapped or removed, each counted in `job`."""
    return _Renderer(text, job).rendered() if "[" in text else text


def attributes(text: str) -> Attributes:
    """`a="b" c=d "e"` as a mapping; values without a name are numbered from "0"."""
    found: Attributes = {}
    number = 0
    text = html.unescape(text).strip().removesuffix("/").translate(_QUOTES)
    for match in _ATTRIBUTE.finditer(text.lstrip("=")):
        if match["name"]:
            found[match["name"].lower()] = match["double"] or match["single"] or match["bare"] or ""
        else:
            found[str(number)] = match["value"].strip("\"'")
            number += 1
    return found


class _Renderer:
    def __init__(self, text: str, job: Job) -> None:
        self.text, self.job = text, job
        self.stack = [_Open("", "")]
        self.in_code = 0
        self.ends: dict[str, list[int]] = {}
        for match in _END.finditer(text):
            self.ends.setdefault(match[1].lower(), []).append(match.start())

    def rendered(self) -> str:
        position = 0
        while token := _TOKEN.search(self.text, position):
            self._keep(self.text[position : token.start()])
            position = self._take(token)
        self._keep(self.text[position:])
        while len(self.stack) > 1:
            self._alone(self.stack.pop())
        return "".join(self.stack[0].parts)

    def _keep(self, part: str) -> None:
        self.stack[-1].parts.append(part)

    def _take(self, token: re.Match[str]) -> int:
        """Handle one token; where to go on."""
        if token["tag"]:
            self._watch_code(token["tag"])
            self._keep(token["tag"])
            return token.end()
        name = token["name"].lower()
        if token["escaped"]:
            return self._literal(token, name)
        end = token.end() - len(token["escaped_end"])
        if token["close"]:
            self._close(name, token[0])
        elif name in VERBATIM and (found := self._end_of(name, end)):
            self._keep(VERBATIM[name](name, attributes(token["attributes"]), self.text[end : found[0]], self.job))
            return found[1]
        elif self._opens(name, token["attributes"], end):
            self.stack.append(_Open(name, token["attributes"]))
            if token["attributes"].rstrip().endswith("/") or not self._end_of(name, end):
                self._alone(self.stack.pop())
        else:
            self._keep(self.text[token.start() : end])
        return end

    def _watch_code(self, tag: str) -> None:
        if match := _CODE.match(tag):
            self.in_code = max(self.in_code + (1 if match[1] == "<" else -1), 0)

    def _opens(self, name: str, written: str, end: int) -> bool:
        if name in KNOWN:
            return True
        if self.in_code or len(self.stack) > _NESTING:
            return False
        return is_shortcode(name, written) or self._end_of(name, end) is not None

    def _literal(self, token: re.Match[str], name: str) -> int:
        """`[[gallery]]` and `[[caption]…[/caption]]` mean the text itself, with one bracket less at each end."""
        if token["escaped_end"]:
            self._keep(html.escape(token[0][1:-1], quote=False).replace("[", "&#91;"))
            return token.end()
        text, found = self.text, self._end_of(name, token.end())
        if found and text[found[1] : found[1] + 1] == "]":
            self._keep("&#91;" + token[0][2:] + text[token.end() : found[0]])
            self._keep("&#91;" + text[found[0] + 1 : found[1]])
            return found[1] + 1
        self._keep("[")
        return token.start() + 1

    def _close(self, name: str, written: str) -> None:
        """End the nearest open shortcode of that name; those open inside it stood alone."""
        place = next((at for at in range(len(self.stack) - 1, 0, -1) if self.stack[at].name == name), 0)
        if not place:
            self._keep("" if name in KNOWN else written)
            return
        while len(self.stack) - 1 > place:
            self._alone(self.stack.pop())
        done = self.stack.pop()
        inner = "".join(done.parts)
        handler = KNOWN.get(name)
        if handler is None:
            self.job.count("shortcode", name, "unwrapped")
            self._keep(f"\n\n{inner}\n\n" if "\n\n" in inner.strip() else inner)
        else:
            self._keep(handler(name, attributes(done.attributes), inner, self.job))

    def _alone(self, opened: _Open) -> None:
        """A shortcode without an end: known ones are rendered, unknown ones removed; what followed it stays."""
        handler = KNOWN.get(opened.name)
        if handler is None:
            self.job.count("shortcode", opened.name, "removed")
        else:
            self._keep(handler(opened.name, attributes(opened.attributes), "", self.job))
        self._keep("".join(opened.parts))

    def _end_of(self, name: str, start: int) -> tuple[int, int] | None:
        """Where the next `[/name]` begins and ends."""
        places = self.ends.get(name, [])
        at = bisect_left(places, start)
        return (places[at], places[at] + len(name) + 3) if at < len(places) else None
