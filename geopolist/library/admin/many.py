"""Many pictures at once."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from geopolist.library.admin.image_form import DESCRIBED, upload_fragment
from geopolist.library.models import Image

type PictureForm = forms.ModelForm[Image]


class AddManyAdmin(ModelAdmin[Image]):
    """A page that takes many files with what is to be said of them all.

    With script each is sent by itself to the chooser's address, with words of its own; without, all of them come here.
    """

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.add_many)
        return [path("add-many/", view, name="library_image_add_many"), *super().get_urls()]

    def add_many(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        files = request.FILES.getlist("upload")
        taken = [(file, self._add_one(request, file)) for file in files]
        refused = [(file.name, form) for file, form in taken if form.errors]
        if done := len(taken) - len(refused):
            text = ngettext("%d picture is added.", "%d pictures are added.", done) % done
            self.message_user(request, text, messages.SUCCESS)
        if files and not refused:
            return HttpResponseRedirect(reverse("admin:library_image_changelist"))
        return self._many_page(request, refused)

    def _add_one(self, request: HttpRequest, file: UploadedFile) -> PictureForm:
        """One of the files, through the form in which the desk adds one. Its errors say why it is not taken."""
        form_class = self.get_form(request, None, change=False, fields=["upload", *DESCRIBED])
        form = form_class(request.POST, MultiValueDict({"upload": [file]}))
        if form.is_valid():
            picture = self.save_form(request, form, change=False)
            self.save_model(request, picture, form, change=False)
            self.log_addition(request, picture, [{"added": {}}])
        return form

    def _many_page(self, request: HttpRequest, refused: list[tuple[str | None, PictureForm]]) -> HttpResponse:
        is_sent = request.method == "POST"
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": _("Add many pictures"),
            "opts": self.opts,
            "refused": refused,
            "lacks_files": is_sent and not refused,
            "media": self.media,
            **upload_fragment(request.POST if is_sent else None),
        }
        return TemplateResponse(request, "admin/library/image/add_many.html", context, status=422 if is_sent else 200)
