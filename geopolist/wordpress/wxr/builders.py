"""From the elements of one record to the record."""

from collections import Counter
from collections.abc import Callable

from .records import Author, Comment, Item, Meta, Site, Term, TermRef


class Node:
    """An element while its record is being read."""

    __slots__ = ("attributes", "children", "line", "parts", "size", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], line: int = 0) -> None:
        self.tag, self.attributes, self.line = tag, attributes, line
        self.parts: list[str] = []
        self.children: list[Node] = []
        self.size = 0

    @property
    def text(self) -> str:
        return "".join(self.parts)


def _fields(node: Node, names: dict[str, str], raw: frozenset[str] = frozenset()) -> dict[str, str]:
    """The first non-empty text per field; `raw` fields keep the space around them, which can mean something there."""
    found: dict[str, str] = {}
    for child in node.children:
        name = names.get(child.tag)
        if name is None or found.get(name):
            continue
        found[name] = child.text if name in raw else child.text.strip()
    return found


def _rest(node: Node, known: dict[str, str] | frozenset[str], ignored: Counter[str]) -> None:
    for child in node.children:
        if child.tag not in known:
            ignored[f"{node.tag}/{child.tag}"] += 1


def _meta(node: Node, tag: str) -> list[Meta]:
    names = {"wp:meta_key": "key", "wp:meta_value": "value"}
    found = (_fields(child, names, frozenset({"value"})) for child in node.children if child.tag == tag)
    return [Meta(fields["key"], fields.get("value", "")) for fields in found if fields.get("key")]


_SITE = {
    "title": "title",
    "link": "link",
    "description": "description",
    "language": "language",
    "wp:wxr_version": "version",
    "wp:base_blog_url": "base_url",
}


def site_of(channel: list[Node]) -> Site:
    """The site from the channel's own elements; its version is empty when the file does not tell."""
    root = Node("channel", {})
    root.children = channel
    fields = _fields(root, _SITE)
    fields["base_url"] = (fields.get("base_url") or fields.get("link", "")).rstrip("/")
    return Site(version=fields.pop("version", ""), **fields)


_AUTHOR = {
    "wp:author_id": "old_id",
    "wp:author_login": "login",
    "wp:author_email": "email",
    "wp:author_display_name": "name",
    "wp:author_first_name": "first_name",
    "wp:author_last_name": "last_name",
}


def _author(node: Node, ignored: Counter[str]) -> Author:
    _rest(node, _AUTHOR, ignored)
    fields = _fields(node, _AUTHOR)
    return Author(login=fields.pop("login", ""), **fields)


_CATEGORY = {
    "wp:term_id": "old_id",
    "wp:category_nicename": "slug",
    "wp:category_parent": "parent",
    "wp:cat_name": "name",
    "wp:category_description": "description",
}
_TAG = {
    "wp:term_id": "old_id",
    "wp:tag_slug": "slug",
    "wp:tag_name": "name",
    "wp:tag_description": "description",
}
_TERM = {
    "wp:term_id": "old_id",
    "wp:term_taxonomy": "taxonomy",
    "wp:term_slug": "slug",
    "wp:term_parent": "parent",
    "wp:term_name": "name",
    "wp:term_description": "description",
}


def _term(names: dict[str, str], taxonomy: str) -> Callable[[Node, Counter[str]], Term]:
    def build(node: Node, ignored: Counter[str]) -> Term:
        _rest(node, {**names, "wp:termmeta": ""}, ignored)
        fields = _fields(node, names)
        kind = TAXONOMIES.get(fields.get("taxonomy", ""), fields.get("taxonomy", "")) or taxonomy
        slug, name = fields.pop("slug", ""), fields.pop("name", "")
        fields.pop("taxonomy", None)
        return Term(taxonomy=kind, slug=slug or name, name=name or slug, meta=_meta(node, "wp:termmeta"), **fields)

    return build


_COMMENT = {
    "wp:comment_id": "old_id",
    "wp:comment_parent": "parent",
    "wp:comment_author": "author",
    "wp:comment_author_email": "email",
    "wp:comment_author_url": "url",
    "wp:comment_date": "date",
    "wp:comment_date_gmt": "date_gmt",
    "wp:comment_content": "content",
    "wp:comment_approved": "approved",
    "wp:comment_type": "type",
    "wp:comment_user_id": "user_id",
}
_DROPPED_FROM_COMMENTS = frozenset({*_COMMENT, "wp:comment_author_IP", "wp:commentmeta"})


def _comment(node: Node, ignored: Counter[str]) -> Comment:
    _rest(node, _DROPPED_FROM_COMMENTS, ignored)
    fields = _fields(node, _COMMENT, frozenset({"content"}))
    return Comment(old_id=fields.pop("old_id", ""), meta=_meta(node, "wp:commentmeta"), **fields)


_ITEM = {
    "title": "title",
    "link": "link",
    "guid": "guid",
    "description": "description",
    "pubDate": "pub_date",
    "dc:creator": "creator",
    "wp:author": "creator",
    "content:encoded": "content",
    "excerpt:encoded": "excerpt",
    "wp:post_id": "old_id",
    "wp:post_name": "slug",
    "wp:post_type": "type",
    "wp:status": "status",
    "wp:post_date": "date",
    "wp:post_date_gmt": "date_gmt",
    "wp:post_modified": "modified",
    "wp:post_modified_gmt": "modified_gmt",
    "wp:post_parent": "parent",
    "wp:menu_order": "menu_order",
    "wp:post_password": "password",
    "wp:is_sticky": "sticky",
    "wp:comment_status": "comment_status",
    "wp:attachment_url": "attachment_url",
}
_RAW = frozenset({"content", "excerpt", "password"})
_ITEM_PARTS = frozenset({*_ITEM, "category", "wp:postmeta", "wp:comment", "wp:ping_status"})


def _item(node: Node, ignored: Counter[str]) -> Item:
    _rest(node, _ITEM_PARTS, ignored)
    fields = _fields(node, _ITEM, _RAW)
    kind, status = fields.pop("type", "") or "post", fields.pop("status", "")
    return Item(
        old_id=fields.pop("old_id", ""),
        type=kind,
        status=status,
        terms=_terms_of(node),
        meta=_meta(node, "wp:postmeta"),
        comments=[_comment(child, ignored) for child in node.children if child.tag == "wp:comment"],
        line=node.line,
        **fields,
    )


# Version 1.0 says "tag" where the taxonomy is post_tag.
TAXONOMIES = {"tag": "post_tag"}


def _terms_of(node: Node) -> list[TermRef]:
    """Terms of an item, each once; without a slug the name stands for it.

    Version 1.0 writes a term twice, bare and then with its slug: the bare one goes.
    """
    elements = [child for child in node.children if child.tag == "category" and child.text.strip()]
    full: dict[tuple[str, str], TermRef] = {}
    for element in elements:
        domain, slug = element.attributes.get("domain", ""), element.attributes.get("nicename", "").strip()
        if domain and slug:
            taxonomy = TAXONOMIES.get(domain, domain)
            full.setdefault((taxonomy, slug), TermRef(taxonomy, slug, element.text.strip()))
    named = {ref.name for ref in full.values()}
    for element in elements:
        domain, slug = element.attributes.get("domain", ""), element.attributes.get("nicename", "").strip()
        name = element.text.strip()
        if (domain and slug) or name in named:
            continue
        taxonomy = TAXONOMIES.get(domain, domain) or "category"
        full.setdefault((taxonomy, slug or name), TermRef(taxonomy, slug or name, name))
    return list(full.values())


BUILDERS: dict[str, Callable[[Node, Counter[str]], Author | Term | Item]] = {
    "wp:author": _author,
    "wp:category": _term(_CATEGORY, "category"),
    "wp:tag": _term(_TAG, "post_tag"),
    "wp:term": _term(_TERM, ""),
    "item": _item,
}
