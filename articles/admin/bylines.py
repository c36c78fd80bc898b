"""Who wrote it, in order: a row each with the person, and what they were that day."""

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from js_asset import Script

from articles.models import Byline, Person

# Rows that stand ready where no script adds them.
BLANK = 2
MOST = 30
WORDS = ("role", "affiliation")


class BylinesWidget(forms.Widget):
    """Its value is a list of {person, role, affiliation}, as a snapshot has it; the person may be what was typed."""

    def __init__(self) -> None:
        super().__init__()
        self.select = AutocompleteSelect(Byline._meta.get_field("person"), admin.site)

    @property
    def media(self) -> forms.Media:
        return self.select.media + forms.Media(js=[Script("desk/bylines.js", type="module")])

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        """In the order of their numbers, without rows in which nobody was chosen."""
        pattern = re.compile(rf"{re.escape(name)}-([0-9]{{1,4}})-person")
        numbers = sorted(int(match[1]) for key in data if (match := pattern.fullmatch(key)))
        rows = [{part: data.get(f"{name}-{number}-{part}", "") for part in ("person", *WORDS)} for number in numbers]
        return [row for row in rows if row["person"]]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-0-person"

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        rows = [*(value or []), *([{}] * BLANK)]
        keys = [int(row["person"]) for row in rows if str(row.get("person", "")).isdecimal()]
        people = Person.objects.in_bulk(keys)
        context = {
            "name": name,
            "id": (attrs or {}).get("id", f"id_{name}"),
            "rows": [{**row, "person": people.get(int(row["person"])) if row.get("person") else None} for row in rows],
            "select": self.select.build_attrs({}),
        }
        return render_to_string("admin/articles/bylines.html", context)


class BylinesField(forms.Field):
    widget = BylinesWidget

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """As a snapshot has them. Raises ValidationError."""
        rows = [{**row, "person": int(row["person"]) if row["person"].isdecimal() else 0} for row in value or []]
        keys = [row["person"] for row in rows]
        if len(rows) > MOST or len(set(keys)) < len(keys):
            raise forms.ValidationError(_("Somebody stands here twice: take one of the two lines away."))
        if len(Person.objects.in_bulk(keys)) < len(keys):
            raise forms.ValidationError(_("One of these has been deleted meanwhile: choose again."))
        for row in rows:
            for part in WORDS:
                field: Any = Byline._meta.get_field(part)
                row[part] = field.clean(row[part], None)
        return rows

    def has_changed(self, initial: Any, data: Any) -> bool:
        def plain(rows: Any) -> list[tuple[str, ...]]:
            return [tuple(str(row.get(part, "")) for part in ("person", *WORDS)) for row in rows or []]

        return plain(initial) != plain(data)
