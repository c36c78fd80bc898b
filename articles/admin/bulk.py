"""Many articles filed at once: the same rights and the same checks as in the form of each."""

from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import rights
from articles.checklist import NotReady
from articles.models import Article, Byline, Category, Person

from .article_form import Topics, known_tags

if TYPE_CHECKING:
    from .article import ArticleAdmin

MOST = 500


class FilingForm(forms.Form):
    """What is empty changes nothing."""

    primary_category = forms.ModelChoiceField(
        Category.objects.all(), required=False, label=gettext_lazy("primary category")
    )
    add_categories = forms.ModelMultipleChoiceField(
        Category.objects.all(), required=False, label=gettext_lazy("add categories")
    )
    remove_categories = forms.ModelMultipleChoiceField(
        Category.objects.all(), required=False, label=gettext_lazy("take categories away")
    )
    add_tags = Topics(required=False, label=gettext_lazy("add topics"))
    remove_tags = Topics(required=False, label=gettext_lazy("take topics away"))
    add_byline = forms.ModelChoiceField(
        Person.objects.all(), required=False, label=gettext_lazy("add to the bylines, last")
    )
    remove_byline = forms.ModelChoiceField(
        Person.objects.all(), required=False, label=gettext_lazy("take from the bylines")
    )

    def __init__(self, desk: "ArticleAdmin", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        one, many, who = (
            model._meta.get_field(name)
            for model, name in ((Article, "primary_category"), (Article, "categories"), (Byline, "person"))
        )
        for name, field in self.fields.items():
            if "categories" in name:
                field.widget = AutocompleteSelectMultiple(many, desk.admin_site)
            elif "tags" not in name:
                field.widget = AutocompleteSelect(who if "byline" in name else one, desk.admin_site)
            field.widget.choices = getattr(field, "choices", ())

    def changes(self, article: Article) -> dict[str, Any]:
        """What of the article's snapshot becomes another."""
        said, before = self.cleaned_data, article.snapshot()
        after = {
            "categories": changed(before["categories"], keys(said["add_categories"]), keys(said["remove_categories"])),
            "tags": changed(before["tags"], known_tags(said["add_tags"]), known_tags(said["remove_tags"])),
            "bylines": bylines(before["bylines"], said["add_byline"], said["remove_byline"]),
        }
        if said["primary_category"]:
            after["primary_category_id"] = said["primary_category"].pk
        return {name: value for name, value in after.items() if value != before[name]}


def keys(rows: Any) -> list[int]:
    return [row.pk for row in rows]


def changed(before: list[Any], added: list[Any], removed: list[Any]) -> list[Any]:
    return [*(each for each in before if each not in removed), *(each for each in added if each not in before)]


def bylines(before: list[dict[str, Any]], added: Person | None, removed: Person | None) -> list[dict[str, Any]]:
    kept = [line for line in before if removed is None or line["person"] != removed.pk]
    if added is None or any(line["person"] == added.pk for line in kept):
        return kept
    return [*kept, {"person": added.pk, "role": "", "affiliation": ""}]


def file_many(desk: "ArticleAdmin", request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
    """Ask what is to be changed, then change it in each; what cannot be is named, and stops none of the others."""
    form = FilingForm(desk, request.POST if "_file" in request.POST else None)
    chosen = queryset.order_by("pk")[:MOST]
    if form.is_bound and form.is_valid():
        report(request, [file_one(request, article, form) for article in chosen])
        return None
    context = {
        **desk.admin_site.each_context(request),
        "title": _("File articles"),
        "opts": desk.opts,
        "form": form,
        "media": desk.media + form.media,
        "articles": chosen,
        "action": "file_many",
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/articles/file_many.html", context)


def file_one(request: HttpRequest, article: Article, form: FilingForm) -> str:
    """Why it could not be done; '' where it was."""
    try:
        changes = form.changes(article)
        if changes:
            article.amend(changes, by=request.user, allow=partial(refuse, request))
            article.log(request.user, _("Filed with others: %(what)s") % {"what": ", ".join(sorted(changes))})
    except PermissionDenied:
        return _("%(title)s: you may not change it.") % {"title": article}
    except (ValidationError, NotReady) as error:
        why = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        return f"{article}: {why}"
    return ""


def refuse(request: HttpRequest, article: Article) -> None:
    if not rights.may_edit(request.user, article):
        raise PermissionDenied


def report(request: HttpRequest, outcomes: list[str]) -> None:
    done = outcomes.count("")
    for why in filter(None, outcomes):
        messages.warning(request, why)
    if done:
        messages.success(request, ngettext("%d is changed.", "%d are changed.", done) % done)
