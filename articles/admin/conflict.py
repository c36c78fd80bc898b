"""What somebody else has saved while an editor wrote, field by field."""

from difflib import SequenceMatcher
from html import unescape
from typing import Any, NamedTuple

from django import forms
from django.forms import ModelChoiceField
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from taggit.forms import TagField

from articles.models import Person, Tag
from articles.models.merged import current
from geopolist.lib.body import BodyError
from geopolist.lib.body.merging import merge
from geopolist.lib.text import one_line
from geopolist.revisions.models import Revision, Seen

from .form import EditedForm


class Difference(NamedTuple):
    """`value` is what the field may be given, None where that takes more than a value; `changed` is what stands there
    now as text, with what was put in and taken out."""

    name: str
    label: Any
    value: Any
    changed: SafeString


class Conflicting(NamedTuple):
    """`body` is the editor's own with what somebody else has changed in it; `both` as merging.Merged has it."""

    fields: list[Difference]
    body: str
    both: int


def conflicting(row: Any, seen: Seen, body: str, form: type[EditedForm]) -> Conflicting:
    """What differs between what an editor saw and what is there now, and the two bodies put together."""
    base = Revision.objects.of(row).seen_as(seen.revision)
    copy = row.working_copy
    now = row.snapshot() | (copy.data if copy else {})
    fields = between(base.data if base else {}, now, form)
    try:
        if base is not None:
            return Conflicting(fields, *merge(base.data["body"], body, now["body"]))
    except BodyError:
        # What cannot be read by blocks stays as it was typed.
        pass
    return Conflicting(fields, body, 0)


def between(before: dict[str, Any], after: dict[str, Any], form: type[EditedForm]) -> list[Difference]:
    """The fields of two snapshots that differ, in the order of the form. What was merged since is no difference."""
    before, after = current(before), current(after)
    return [
        Difference(
            name,
            field.label,
            value_of(field, after[key]),
            compared(words(name, field, before.get(key)), words(name, field, after[key])),
        )
        for name, field in form.base_fields.items()
        for key in [form.name_in_snapshot(name)]
        if key in after and before.get(key) != after[key]
    ]


def value_of(field: forms.Field, value: Any) -> Any:
    """What a script may put into the field."""
    if isinstance(value, list | dict):
        return None
    return {"key": value, "text": names(field, [value])} if isinstance(field, ModelChoiceField) and value else value


def words(name: str, field: forms.Field, value: Any) -> str:
    """A field's value as text that people read."""
    if name == "body":
        return "\n".join(
            filter(None, map(one_line, unescape(strip_tags((value or "").replace("><", ">\n<"))).splitlines()))
        )
    if name == "bylines":
        people = Person.objects.in_bulk([line["person"] for line in value or []])
        return ", ".join(
            " – ".join(filter(None, [str(people.get(line["person"], "")), line.get("role"), line.get("affiliation")]))
            for line in value or []
        )
    if isinstance(field, ModelChoiceField | TagField):
        return names(field, value if isinstance(value, list) else [value] if value else [])
    return "" if value is None else str(value)


def names(field: forms.Field, keys: list[Any]) -> str:
    """What rows are called; a new topic is its own name, and what is gone its key."""
    rows_of: Any = field.queryset if isinstance(field, ModelChoiceField) else Tag.objects
    model = rows_of.model
    rows = model._default_manager.in_bulk([key for key in keys if isinstance(key, int)])
    return ", ".join(str(rows.get(key, key)) for key in keys)


def compared(before: str, after: str) -> SafeString:
    """`after` with what is new and what is gone marked, word by word."""
    old, new = (text.replace("\n", " \n ").split(" ") for text in (before, after))
    parts = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "insert" and kind != "equal":
            parts.append(format_html("<del>{}</del>", " ".join(old[i1:i2])))
        if kind == "equal":
            parts.append(format_html("{}", " ".join(new[j1:j2])))
        elif kind != "delete":
            parts.append(format_html("<ins>{}</ins>", " ".join(new[j1:j2])))
    return format_html_join(" ", "{}", ((part,) for part in parts))
