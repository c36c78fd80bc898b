from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest


class OneByOne:
    """Mixed into admins of models whose delete() does more than take the row away: bulk deletion calls it for each."""

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for each in queryset:
            each.delete()
