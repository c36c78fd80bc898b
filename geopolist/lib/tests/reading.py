"""Reads HTML with the standard library's parser, to judge what the sanitiser wrote by another's eyes."""

import re
from html.parser import HTMLParser

from geopolist.lib.html import Allowed

EMPTY = {"br", "hr", "img", "source", "wbr"}
SAFE_ADDRESS = re.compile(r"(https?://|mailto:|tel:|/(?!/)|#)")


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.starts: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.starts.append((tag, {name: value or "" for name, value in attrs}))
        if len(attrs) != len({name for name, _ in attrs}):
            self.faults.append(f"double attribute in {tag}")
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"end of {tag}")

    def handle_comment(self, data):
        self.faults.append("comment")

    def handle_decl(self, decl):
        self.faults.append("declaration")

    def handle_pi(self, data):
        self.faults.append("instruction")


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def faults(html: str, allowed: Allowed) -> list[str]:
    """Everything in `html` that the allow-list does not name, or that is not balanced, or leads where none may."""
    reader = read(html)
    found = [*reader.faults, *(f"{tag} not closed" for tag in reader.open)]
    for tag, attributes in reader.starts:
        known = allowed.known.get(tag)
        if known is None:
            found.append(f"<{tag}>")
            continue
        names = known | ({"class"} if tag in allowed.classes else set())
        found += [f"{name} in {tag}" for name in attributes if name not in names or name.startswith("on")]
        addresses = [
            attributes[name] for name in ("href", "src", "data-src", "data-embed", "data-player") if name in attributes
        ]
        found += [f"{tag} leads to {address}" for address in addresses if not SAFE_ADDRESS.match(address)]
        for word in attributes.get("class", "").split():
            if word not in allowed.classes[tag]:
                found.append(f"class {word} in {tag}")
    return found


def schemes(html: str) -> set[str]:
    """The schemes of all addresses as a browser reads them: control characters and spaces ignored."""
    found = set()
    for _, attributes in read(html).starts:
        for name in ("href", "src"):
            address = re.sub(r"[\x00-\x20\x7f]", "", attributes.get(name, ""))
            found.add(address.partition(":")[0].lower() if re.match(r"[^/?#]*:", address) else "")
    return found
