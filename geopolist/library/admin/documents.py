from typing import Any

from django import forms
from django.contrib import admin
from django.forms import Script
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from geopolist.lib.body.figures import facts_of
from geopolist.library import documents
from geopolist.library.admin.choosing import ChoosableAdmin
from geopolist.library.admin.kept import IsUsed, UploadForm
from geopolist.library.admin.pictures import preview_fragment
from geopolist.library.models import Document

ACCEPTED = ",".join(f".{extension}" for extension in documents.KINDS)


class DocumentForm(UploadForm):
    class Meta:
        model = Document
        fields = ["title", "language", "credit", "pages", "source_url"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "upload" in self.fields:
            self.fields["upload"].widget.attrs["accept"] = ACCEPTED

    def check_upload(self, file: Any) -> documents.Checked:
        checked = documents.check(file)
        if self.instance.pk:
            checked.check_replaces(self.instance.extension)
        return checked


class Language(admin.AllValuesFieldListFilter):
    """A document need not say its language: where one does not, the link would have no words."""

    def choices(self, changelist: Any) -> Any:
        for choice in super().choices(changelist):
            yield {**choice, "display": choice["display"] or _("None given")}


@admin.register(Document)
class DocumentAdmin(ChoosableAdmin[Document]):
    form = DocumentForm
    asked_for = ["upload", "title", "language", "credit"]
    list_display = ["title", "kind_in_words", "size_in_words", "pages", "language", "created_at"]
    export_fields = [
        *("public_id", "title", "address_on_site", "extension", "size", "pages", "language", "credit", "source_url"),
        *("uploaded_by", "created_at"),
    ]
    list_filter = [IsUsed, "extension", ("language", Language)]
    search_fields = ["title", "name", "credit", "=public_id"]
    told = ["address", "public_id", "size_in_words", "uploaded_by", "created_at", "where_used"]
    readonly_fields = ["replacement", *told]
    fieldsets = [
        (None, {"fields": ["upload", "replacement", "title", "language", "credit", "pages", "source_url"]}),
        (_("About this document"), {"fields": [*told]}),
    ]

    class Media:
        css = {"all": ["desk/library.css"]}
        js = [Script("desk/file-preview.js", type="module")]

    def save_model(self, request: HttpRequest, obj: Document, form: forms.ModelForm[Document], change: bool) -> None:
        checked = form.cleaned_data.get("upload")
        if checked:
            before = self.facts(obj) if change else ""
            counted = obj.pages if "pages" in form.changed_data else None
            obj.take(checked, by=request.user)
            if obj.pages is None and counted is not None:
                obj.pages = counted
                obj.save(update_fields=["pages"])
            self.tell_replaced(request, before, self.facts(obj))
        elif form.changed_data:
            obj.save(update_fields=form.changed_data)

    @admin.display(description=_("preview"))
    def replacement(self, document: Document) -> SafeString:
        return preview_fragment(self.facts(document) if document.pk else "")

    def facts(self, document: Document) -> str:
        return facts_of(document.facts())

    def as_item(self, document: Document) -> dict[str, Any]:
        facts = document.facts()
        return {
            "id": document.public_id,
            "title": facts.title,
            "kind": facts.kind,
            "facts": facts_of(facts),
            "media_type": facts.media_type,
            "language": facts.language,
        }

    @admin.display(description=_("address"))
    def address(self, document: Document) -> str | SafeString:
        if document.pk is None:
            return ""
        return format_html('<a href="{0}">{0}</a>', document.get_absolute_url())

    @admin.display(description=_("kind"), ordering="extension")
    def kind_in_words(self, document: Document) -> str:
        return document.kind.word

    @admin.display(description=_("size"), ordering="size")
    def size_in_words(self, document: Document) -> str:
        return filesizeformat(document.size) if document.pk else ""
