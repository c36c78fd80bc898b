"""Views that only show."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe


def read_only[View: Callable[..., HttpResponseBase]](view: View) -> View:
    """Takes GET and HEAD. What is posted is refused as a method, not as an expired form: nothing is written here."""
    checked: Any = csrf_exempt(require_safe(view))
    return checked


def alike[View: Callable[..., HttpResponseBase]](view: View) -> View:
    """Of a view whose page is the same bytes for everybody who has not signed in: it may be kept and given to all.

    It depends on its address, the rows that it reads and the clock (geopolist.lib.surrogate), and on nothing else of
    the request; it holds no form that writes. That nothing is there is said to everybody as well.
    """
    return marked(view, is_alike=True)


def alike_by_page[View: Callable[..., HttpResponseBase]](view: View) -> View:
    """The same of a list, which has another page for `?page=2`."""
    return marked(view, is_alike=True, has_pages=True)


def marked[View: Callable[..., HttpResponseBase]](view: View, **marks: bool) -> View:
    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(*args, **kwargs)
        except Http404 as error:
            vars(error).update(marks)
            raise
        vars(response).update(marks)
        return response

    wrapped: Any = answer
    return wrapped


def answering[Response: HttpResponseBase](response: Response, error: Exception | None) -> Response:
    """`response`, the page that says what is the matter, marked like the view that raised the error."""
    vars(response).update(is_alike=is_alike(error), has_pages=has_pages(error))
    return response


def is_alike(answer: object) -> bool:
    return getattr(answer, "is_alike", False)


def has_pages(answer: object) -> bool:
    return getattr(answer, "has_pages", False)
