"""Views that only show."""

from collections.abc import Callable
from typing import Any

from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe


def read_only[View: Callable[..., HttpResponseBase]](view: View) -> View:
    """Takes GET and HEAD. What is posted is refused as a method, not as an expired form: nothing is written here."""
    checked: Any = csrf_exempt(require_safe(view))
    return checked
