"""What somebody else has saved while an editor wrote, field by field."""

from difflib import SequenceMatcher
from html import unescape
from typing import Any, NamedTuple

from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString

from articles.models import Category, Country, Person, Tag
from articles.models.merged import current
from geopolist.lib.text import one_line
from geopolist.library.models import Image
from geopolist.revisions.models import Revision, Seen

from .form import EditedForm

ROWS = {"categories": Category, "countries": Country, "tags": Tag}
KEYS = {"primary_category_id": Category, "cover_id": Image}


class Difference(NamedTuple):
    """`value` is what stands there now, `changed` the same as text, with what was put in and taken out."""

    name: str
    label: Any
    value: Any
    changed: SafeString


def differences(row: Any, seen: Seen, form: type[EditedForm]) -> list[Difference]:
    """What differs between what an editor saw and what is there now."""
    base = Revision.objects.of(row).numbered(seen.revision)
    copy = row.working_copy
    before = base.data if base else {}
    return between(before, row.snapshot() | (copy.data if copy else {}), form)


def between(before: dict[str, Any], after: dict[str, Any], form: type[EditedForm]) -> list[Difference]:
    """The fields of two snapshots that differ, in the order of the form. What was merged since is no difference."""
    before, after = current(before), current(after)
    named = {form.name_in_snapshot(name): field.label for name, field in form.base_fields.items()}
    return [
        Difference(
            name, label, words(name, after.get(name)), compared(words(name, before.get(name)), words(name, after[name]))
        )
        for name, label in named.items()
        if name in after and before.get(name) != after[name]
    ]


def words(name: str, value: Any) -> str:
    """A field's value as text that people read."""
    if name == "body":
        return "\n".join(
            filter(None, map(one_line, unescape(strip_tags((value or "").replace("><", ">\n<"))).splitlines()))
        )
    if name in ROWS:
        keys = [key for key in value or [] if isinstance(key, int)]
        rows = ROWS[name]._default_manager.in_bulk(keys)
        return ", ".join(str(rows.get(key, key)) for key in value or [])
    if name in KEYS:
        return str(KEYS[name]._default_manager.in_bulk([value]).get(value, "")) if value else ""
    if name == "bylines":
        people = Person.objects.in_bulk([line["person"] for line in value or []])
        return ", ".join(
            " – ".join(filter(None, [str(people.get(line["person"], "")), line.get("role"), line.get("affiliation")]))
            for line in value or []
        )
    return "" if value is None else str(value)


def compared(before: str, after: str) -> SafeString:
    """`after` with what is new and what is gone marked, word by word."""
    old, new = before.split(" "), after.split(" ")
    parts = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "insert" and kind != "equal":
            parts.append(format_html("<del>{}</del>", " ".join(old[i1:i2])))
        if kind == "equal":
            parts.append(format_html("{}", " ".join(new[j1:j2])))
        elif kind != "delete":
            parts.append(format_html("<ins>{}</ins>", " ".join(new[j1:j2])))
    return format_html_join(" ", "{}", ((part,) for part in parts))
