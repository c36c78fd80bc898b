"""Lists of the desk as files, for spreadsheets and programs."""

import csv
import io
import json
import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from itertools import batched
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.http import Http404, HttpRequest, HttpResponseNotAllowed, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger("geopolist.desk")

# So many rows are asked for, written and sent at once.
ROWS = 1000
# What a spreadsheet begins a formula with, or looks past to find one.
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

type Row = list[Any]
type Writer = Callable[[Iterable[str], Iterable[str], Iterator[list[Row]]], Iterator[str]]


class ExportAdmin[Thing: models.Model](admin.ModelAdmin[Thing]):
    """A list that whoever may view it can take along: `admin:<app>_<model>_export` with `csv` or `json`.

    It holds what the list's own filters, search and order leave, not only the page that is shown. `export_fields` names
    fields of the model, attributes, and methods of the desk that cost no query; nothing else leaves the house.
    """

    export_fields: list[str] = []

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        return [path("export/<str:kind>/", self.admin_site.admin_view(self.export), name=name), *super().get_urls()]

    @admin.display(description=_("address"))
    def address_on_site(self, thing: Thing) -> str:
        return thing.get_absolute_url()  # type: ignore[attr-defined]  # only of what has one

    def export(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method != "GET":
            return HttpResponseNotAllowed(["GET"])
        if kind not in KINDS:
            raise Http404
        rows = self._rows_of_list(request)
        if rows is None:
            return HttpResponseRedirect("../../")
        logger.info("list taken along", extra={"list": self.opts.label, "by": request.user.pk})
        media_type, write = KINDS[kind]
        labels = [str(label_for_field(name, self.model, self)) for name in self.export_fields]
        name = f"{self.opts.model_name}-{timezone.localdate():%Y-%m-%d}.{kind}"
        disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
        return StreamingHttpResponse(
            write(self.export_fields, labels, rows),
            content_type=media_type,
            headers={"Content-Disposition": disposition},
        )

    def _rows_of_list(self, request: HttpRequest) -> Iterator[list[Row]] | None:
        """What the list holds, `ROWS` at a time; None if its filters or words make no sense."""
        try:
            changes = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return None
        if not changes.search_form_class(request.GET).is_valid():
            return None
        things = self._with_relations(changes.queryset).iterator(chunk_size=ROWS)
        return map(partial(self._rows, get_language()), batched(things, ROWS))

    def _with_relations(self, things: models.QuerySet[Thing]) -> models.QuerySet[Thing]:
        """With the rows that the fields name, and without long texts that they do not."""
        named = [field for field in self.opts.get_fields() if field.name in self.export_fields]
        one = [field for field in named if isinstance(field, models.ForeignKey)]
        many = [field.name for field in named if field.many_to_many]
        long = [name for name in long_texts(self.model) if name not in self.export_fields]
        long += [f"{field.name}__{name}" for field in one for name in long_texts(field.remote_field.model)]
        things = things.select_related(None).select_related(*(field.name for field in one)) if one else things
        return things.prefetch_related(*many).defer(*long)

    def _rows(self, language: str | None, things: Iterable[Thing]) -> list[Row]:
        """They are read when the request is over, and its language with it."""
        with override(language):
            return [[plain(lookup_field(name, thing, self)[2]) for name in self.export_fields] for thing in things]


def long_texts(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.fields if isinstance(field, models.TextField)]


def plain(value: Any) -> Any:
    """The value as JSON can hold it: times in the site's own zone, other rows by their names."""
    if isinstance(value, models.Manager):
        return [str(thing) for thing in value.all()]
    if isinstance(value, models.Model | Promise | models.fields.files.FieldFile):
        return str(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    return value


def defused(value: Any) -> Any:
    """The value as a cell that no spreadsheet takes for a formula."""
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    elif isinstance(value, dict):
        value = json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULAS) else value


def as_csv(names: Iterable[str], labels: Iterable[str], batches: Iterator[list[Row]]) -> Iterator[str]:
    """With the mark by which spreadsheets know UTF-8."""
    lines = io.StringIO()
    writer = csv.writer(lines)
    lines.write("\ufeff")
    writer.writerow(labels)
    for batch in batches:
        writer.writerows([defused(value) for value in row] for row in batch)
        yield _taken(lines)
    yield _taken(lines)


def _taken(lines: io.StringIO) -> str:
    text = lines.getvalue()
    lines.seek(0)
    lines.truncate()
    return text


def as_json(names: Iterable[str], labels: Iterable[str], batches: Iterator[list[Row]]) -> Iterator[str]:
    """An array of objects, one on a line."""
    before = "[\n"
    for batch in batches:
        things = (dict(zip(names, row, strict=True)) for row in batch)
        yield before + ",\n".join(json.dumps(thing, cls=DjangoJSONEncoder, ensure_ascii=False) for thing in things)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"


KINDS: dict[str, tuple[str, Writer]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "json": ("application/json", as_json),
}
