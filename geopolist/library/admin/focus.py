"""Where a picture's focal point is set, from any form that shows it."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from geopolist.library.admin.choosing import ChoosableAdmin, refused
from geopolist.library.admin.pictures import picture_item
from geopolist.library.models import Image


class Point(forms.Form):
    """Shares of width and height, from the top left."""

    x = forms.FloatField(min_value=0, max_value=1)
    y = forms.FloatField(min_value=0, max_value=1)


class FocusableAdmin(ChoosableAdmin[Image]):
    """`admin:library_image_focus` with the public id: POST `x, y` → `{"item": …}`, or 422 `{"errors": {…}}`."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.focus))
        return [path("focus/<str:public_id>/", view, name="library_image_focus"), *super().get_urls()]

    def focus(self, request: HttpRequest, public_id: str) -> HttpResponse:
        image = get_object_or_404(Image, public_id=public_id)
        if not self.has_change_permission(request, image):
            raise PermissionDenied
        point = Point(request.POST)
        if not point.is_valid():
            return refused(point)
        before = image.crop_key
        image.focus_on(point.cleaned_data["x"], point.cleaned_data["y"])
        if image.crop_key != before:
            self.log_change(request, image, [{"changed": {"fields": [gettext_noop("focal point")]}}])
        return JsonResponse({"item": picture_item(image)})
