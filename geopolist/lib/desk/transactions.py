"""Forms whose saving takes long."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse


class OwnTransactions[Row: models.Model](admin.ModelAdmin[Row]):
    """A form without the transaction that Django puts around it: drawing pictures and long texts takes seconds, in
    which nobody else could write. What is saved together is held together by whoever saves it."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        return self._changeform_view(request, object_id, form_url, extra_context)  # type: ignore[attr-defined]
