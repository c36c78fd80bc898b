"""What an export file holds, as plain values: everything is text as it stood in the file, nothing is trusted."""

from dataclasses import dataclass, field

from geopolist.lib.text import one_line


class Refused(Exception):
    """The file cannot be imported. `line` (from 1) and `column` (from 0) tell where; line 0: no place is to blame."""

    def __init__(self, reason: str, line: int = 0, column: int = 0) -> None:
        # Words of the file may be in it, and what a terminal would obey in those.
        self.reason, self.line, self.column = one_line(reason), line, column
        super().__init__(f"line {line}, column {column}: {self.reason}" if line else self.reason)


@dataclass(slots=True)
class Site:
    """The channel's own fields. `base_url` is the address of the blog, without a slash at its end."""

    version: str
    title: str = ""
    link: str = ""
    description: str = ""
    language: str = ""
    base_url: str = ""


@dataclass(slots=True)
class Author:
    """Someone who wrote on the old site. `login` is what an item's `creator` usually names."""

    login: str
    old_id: str = ""
    email: str = ""
    name: str = ""
    first_name: str = ""
    last_name: str = ""

    @property
    def display_name(self) -> str:
        """The name readers saw, or the best that stands in for it; never an e-mail address."""
        names = (self.name, f"{self.first_name} {self.last_name}".strip(), self.login)
        shown = next((name for name in names if name), "")
        return shown.partition("@")[0] if "@" in shown and " " not in shown else shown


@dataclass(slots=True)
class Meta:
    """One custom field."""

    key: str
    value: str


@dataclass(slots=True)
class Term:
    """A declared category, tag or term of another taxonomy. `parent` is the slug of another term of the taxonomy."""

    taxonomy: str
    slug: str
    name: str
    old_id: str = ""
    parent: str = ""
    description: str = ""
    meta: list[Meta] = field(default_factory=list)


@dataclass(slots=True)
class TermRef:
    """A term as an item names it. The slug is never empty: old and hand-made files have only a name."""

    taxonomy: str
    slug: str
    name: str


@dataclass(slots=True)
class Comment:
    """A comment as the file has it. The address of the writer's machine is in the file and is never read."""

    old_id: str
    parent: str = ""
    author: str = ""
    email: str = ""
    url: str = ""
    date: str = ""
    date_gmt: str = ""
    content: str = ""
    approved: str = ""
    type: str = ""
    user_id: str = ""
    meta: list[Meta] = field(default_factory=list)


@dataclass(slots=True)
class Item:
    """A post, page, attachment, menu entry or any other type of content."""

    old_id: str
    type: str
    status: str
    title: str = ""
    link: str = ""
    guid: str = ""
    creator: str = ""
    slug: str = ""
    content: str = ""
    excerpt: str = ""
    description: str = ""
    pub_date: str = ""
    date: str = ""
    date_gmt: str = ""
    modified: str = ""
    modified_gmt: str = ""
    parent: str = ""
    menu_order: str = ""
    password: str = ""
    sticky: str = ""
    comment_status: str = ""
    attachment_url: str = ""
    terms: list[TermRef] = field(default_factory=list)
    meta: list[Meta] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    line: int = 0

    def value(self, key: str) -> str:
        """The last value of the custom field `key`, as WordPress takes it; empty when there is none."""
        return next((meta.value for meta in reversed(self.meta) if meta.key == key), "")

    def values(self, key: str) -> list[str]:
        return [meta.value for meta in self.meta if meta.key == key]


type Record = Site | Author | Term | Item
