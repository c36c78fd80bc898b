"""Duplicates at the desk: two or more are chosen, a page says in words what will happen, then one stands for all."""

from collections.abc import Iterable
from functools import partial
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from articles.models import Article, Byline, Category, Person, Tag, Tagging
from articles.querysets.shelves import COUNTED
from geopolist.addresses.models import Address

# At once, and of the addresses of each the page names.
MOST, NAMED = 20, 12
# Digits: below what a database can hold.
LONGEST_KEY = 18
# Fields that lead to each kind, which is what the widget asks for.
LEADING = {
    Category: Article._meta.get_field("primary_category"),
    Person: Byline._meta.get_field("person"),
    Tag: Tagging._meta.get_field("tag"),
}


class MergeAdmin[Row: models.Model](admin.ModelAdmin[Row]):
    """The list and the form of what is Mergeable lead to one page: `admin:articles_<model>_merge`."""

    actions: ClassVar[list[str]] = ["merge"]  # type: ignore[misc]  # Django's is no class variable

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(partial(merge, desk=self))
        return [path("merge/", view, name=f"articles_{self.opts.model_name}_merge"), *super().get_urls()]

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"articles.merge_{self.opts.model_name}")

    def address_of(self, keys: Iterable[int]) -> str:
        """Of the page that asks which of these stays."""
        return f"{reverse(f'admin:articles_{self.opts.model_name}_merge')}?{urlencode([('ids', key) for key in keys])}"

    @admin.action(description=gettext_lazy("Merge: one of them stays …"), permissions=["merge"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Row]) -> HttpResponse | None:
        keys = list(queryset.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
        if len(keys) > MOST:
            messages.warning(request, _("At most %d are merged at once: choose fewer.") % MOST)
            return None
        return HttpResponseRedirect(self.address_of(keys))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        original = context.get("original")
        if original is not None and self.has_merge_permission(request):
            context["merge_address"] = self.address_of([original.pk])
        return super().render_change_form(request, context, *args, **kwargs)

    def check_merge(self, request: HttpRequest, stays: Any, duplicate: Any) -> None:
        """Raises ValidationError, which says what to do, where they cannot be merged by whoever asks."""
        stays.check_merge(duplicate)


class IntoForm(forms.Form):
    """Which one stays: one of those that are chosen, or any where only one is."""

    def __init__(self, desk: MergeAdmin[Any], rows: list[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        into = forms.ModelChoiceField(desk.model._default_manager.all(), label=_("Into which one?"))
        into.error_messages["invalid_choice"] = _("It is no more: choose again.")
        if len(rows) == 1:
            into.widget = AutocompleteSelect(LEADING[desk.model], desk.admin_site)
            into.widget.choices = into.choices
        self.fields["into"] = into


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, desk: MergeAdmin[Any]) -> HttpResponse:
    """Asks which of `ids` stays, says what follows from the answer `into`, and does it when that is sent."""
    if not desk.has_merge_permission(request):
        raise PermissionDenied
    sent = request.POST if request.method == "POST" else request.GET
    rows, gone = chosen(desk, sent)
    for why in gone:
        messages.warning(request, why)
    if gone and len(rows) < 2:
        return HttpResponseRedirect(reverse(f"admin:articles_{desk.opts.model_name}_changelist"))
    into = {"into": sent.get("into", "") if is_key(sent.get("into", "")) else ""}
    form = IntoForm(desk, rows, into if "into" in sent or request.method == "POST" else None)
    if not (rows and form.is_valid()):
        return choose(request, desk, rows, form)
    stays = form.cleaned_data["into"]
    others = [row for row in rows if row != stays]
    if not others:
        form.add_error("into", _("“%(name)s” cannot be merged into itself: choose another one.") % {"name": stays})
        return choose(request, desk, rows, form)
    if request.method == "POST":
        return merge_all(request, desk, stays, others)
    return confirm(request, desk, stays, others)


def chosen(desk: MergeAdmin[Any], sent: QueryDict) -> tuple[list[Any], list[str]]:
    """The rows with the keys `ids`, those in most articles first; of those that are no more, why."""
    keys = list(dict.fromkeys(map(int, filter(is_key, sent.getlist("ids")))))[:MOST]
    rows = desk.model._default_manager.in_bulk(keys)
    for row in rows.values():
        row.number = Article.objects.bearing(str(desk.opts.model_name), row.pk)[:COUNTED].count()
    gone = [desk.model.why_gone(key) for key in keys if key not in rows]
    return sorted(rows.values(), key=lambda row: (-row.number, row.pk)), gone


def is_key(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= LONGEST_KEY


def choose(request: HttpRequest, desk: MergeAdmin[Any], rows: list[Any], form: IntoForm) -> HttpResponse:
    context = {"rows": rows, "form": form, "media": desk.media + form.media, "title": _("Merge")}
    return page(request, desk, "merge_choose", context, status=422 if form.errors or request.method == "POST" else 200)


def confirm(request: HttpRequest, desk: MergeAdmin[Any], stays: Any, others: list[Any]) -> HttpResponse:
    if desk.model is Category:
        models.prefetch_related_objects(others, "children")
    lines = [described(request, desk, stays, each) for each in others]
    context = {
        "stays": stays,
        "lines": lines,
        "is_refused": any(line["refusal"] for line in lines),
        "back": desk.address_of([each.pk for each in (stays, *others)]),
        "title": _("Merge into “%(name)s”") % {"name": stays},
    }
    return page(request, desk, "merge", context)


def page(
    request: HttpRequest, desk: MergeAdmin[Any], name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    around = {**desk.admin_site.each_context(request), "opts": desk.opts}
    return TemplateResponse(request, f"admin/articles/{name}.html", {**around, **context}, status=status)


def described(request: HttpRequest, desk: MergeAdmin[Any], stays: Any, duplicate: Any) -> dict[str, Any]:
    """What will happen to one of them, as plain values."""
    keys = list(Address.objects.of(duplicate).order_by("-is_current", "key").values_list("key", flat=True))
    return {
        "row": duplicate,
        "refusal": refusal(request, desk, stays, duplicate),
        "addresses": [key if key.startswith("/") else f"/{key}" for key in keys[:NAMED]],
        "further": max(0, len(keys) - NAMED),
        "fields": [
            str(field.verbose_name) for field in desk.opts.concrete_fields if field.attname in stays.lacking(duplicate)
        ],
        "children": [
            {"name": child, "address": f"{stays.get_absolute_url()}{child.slug}/"}
            for child in (duplicate.children.all() if isinstance(duplicate, Category) else ())
        ],
    }


def refusal(request: HttpRequest, desk: MergeAdmin[Any], stays: Any, duplicate: Any) -> str:
    try:
        desk.check_merge(request, stays, duplicate)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def merge_all(request: HttpRequest, desk: MergeAdmin[Any], stays: Any, others: list[Any]) -> HttpResponse:
    """All or none: where one cannot be merged, the page says again what would happen, and why it does not."""
    try:
        with transaction.atomic():
            for each in others:
                # What may change meanwhile, absorb() asks of the rows that it holds.
                desk.check_merge(request, stays, each)
                stays.absorb(each, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        keys = [each.pk for each in (stays, *others)]
        return HttpResponseRedirect(f"{desk.address_of(keys)}&{urlencode({'into': stays.pk})}")
    names = ", ".join(f"“{each.name}”" for each in others)
    words = {"names": names, "into": stays}
    messages.success(request, _("Merged into “%(into)s”: %(names)s. Articles print it within minutes.") % words)
    return HttpResponseRedirect(reverse(f"admin:articles_{desk.opts.model_name}_change", args=[stays.pk]))


# --- What is used, and what is not


class InUse(admin.SimpleListFilter):
    title = gettext_lazy("use")
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("none", _("In no article"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.unused() if self.value() == "none" else queryset


class CountingList(ChangeList):
    """Counts for the rows of its page only, and each no further than COUNTED: see BorneQuerySet."""

    def get_queryset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        rows: Any = super().get_queryset(request, *args, **kwargs)
        return rows.with_uses()


class CountedAdmin[Row: models.Model](admin.ModelAdmin[Row]):
    """A list that says how many articles bear each, drafts too; `uses` is for `list_display`."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return CountingList

    @admin.display(description=gettext_lazy("articles"))
    def uses(self, row: Any) -> str:
        return f"{COUNTED}+" if row.uses >= COUNTED else str(row.uses)
