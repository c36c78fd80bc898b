"""The writing surface in the forms of articles and pages, and what it asks of the desk."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from geopolist.identity.chrome import chrome
from geopolist.lib.body.embeds import embed_of
from geopolist.lib.links import host_of
from geopolist.lib.prose import ProseWidget
from geopolist.library.models import Image


class WrittenAdmin[Row: models.Model](admin.ModelAdmin[Row]):
    """The desk of a model with a body."""

    @property
    def embed_route(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_embed"

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "body":
            kwargs["widget"] = ProseWidget(
                embeds=f"admin:{self.embed_route}",
                licences=Image.Licence.choices,
                words_per_minute=chrome(request).words_per_minute,
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(never_cache(require_safe(self.embed)))
        return [path("embed/", view, name=self.embed_route), *super().get_urls()]

    def embed(self, request: HttpRequest) -> JsonResponse:
        """What an `address` elsewhere becomes: its `host`, the `label` of its link, whether readers can play it."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        address = request.GET.get("address", "")
        found = embed_of(address)
        return JsonResponse({"host": host_of(address), "label": found.label, "player": bool(found.player)})
