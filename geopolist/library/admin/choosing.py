"""The shelves as JSON, for whatever in the desk picks from them: the writing surface, the cover of an article."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path

from geopolist.library.admin.kept import SAME, KeptAdmin
from geopolist.library.models.kept import Kept

PAGE = 40
LAST_PAGE = 10_000


class Asked(forms.Form):
    """What of the shelf is asked for: what a search finds, a page at a time, or things by their ids."""

    q = forms.CharField(required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=LAST_PAGE)
    ids = forms.CharField(required=False)


class ChoosableAdmin[Thing: Kept](KeptAdmin[Thing]):
    """`admin:library_<model>_choose` lists things for those who may view them, and adds one for those who may add.

    GET `?q=&page=` → `{"items": […], "next": number | null}`, the newest first, found as the list finds them;
    GET `?ids=a,b` → those, in that order, without the unknown.
    POST `asked_for` → 201 `{"item": …, "same_as": id | null}`; with `ask` a file that the library has already is not
    taken: 409 `{"same": item}`. What cannot be done → 422 `{"errors": {field: [sentence, …]}}`.
    """

    # The fields that are asked for where something is added in passing.
    asked_for: list[str] = []

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_choose"
        return [path("choose/", self.admin_site.admin_view(self.choose), name=name), *super().get_urls()]

    def choose(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            return self._take(request)
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked = Asked(request.GET)
        if not asked.is_valid():
            return refused(asked)
        if asked.cleaned_data["ids"]:
            return JsonResponse({"items": self._by_id(request, asked.cleaned_data["ids"]), "next": None})
        return JsonResponse(self._page(request, asked.cleaned_data["q"], asked.cleaned_data["page"] or 1))

    def as_item(self, thing: Thing) -> dict[str, Any]:
        """What whoever chooses sees of it. No query."""
        raise NotImplementedError

    def _page(self, request: HttpRequest, words: str, number: int) -> dict[str, Any]:
        shelf: QuerySet[Thing] = self.get_queryset(request).order_by("-pk")
        found, _may_repeat = self.get_search_results(request, shelf, words)
        start = (number - 1) * PAGE
        things = list(found[start : start + PAGE + 1])
        follows = len(things) > PAGE and number < LAST_PAGE
        return {"items": [self.as_item(thing) for thing in things[:PAGE]], "next": number + 1 if follows else None}

    def _by_id(self, request: HttpRequest, words: str) -> list[dict[str, Any]]:
        ids = list(dict.fromkeys(words.split(",")))
        known = self.get_queryset(request).in_bulk(ids, field_name="public_id")
        return [self.as_item(known[public_id]) for public_id in ids if public_id in known]

    def _take(self, request: HttpRequest) -> HttpResponse:
        """Through the form in which the desk adds one, or its fields that are asked for here."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form_class = self.get_form(request, None, change=False, fields=self.asked_for)
        form = form_class({**request.POST.dict(), "keep_both": "ask" not in request.POST}, request.FILES)
        is_same = form.has_error("upload", SAME)
        same = getattr(form, "same", None)
        if same and is_same:
            return JsonResponse({"same": self.as_item(same)}, status=409)
        if not form.is_valid():
            return refused(form)
        thing = self.save_form(request, form, change=False)
        self.save_model(request, thing, form, change=False)
        message = self.construct_change_message(request, form, [], add=True)  # type: ignore[arg-type]
        self.log_addition(request, thing, message)
        return JsonResponse({"item": self.as_item(thing), "same_as": same.public_id if same else None}, status=201)


def refused(form: forms.BaseForm) -> HttpResponse:
    """Says of each field what is wrong with it."""
    return JsonResponse({"errors": {name: [*errors] for name, errors in form.errors.items()}}, status=422)
