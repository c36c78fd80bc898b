"""What tests of the library's desk in a browser have in common."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from articles.models import Series
from geopolist.library.models import Image

LIST = "/admin/library/image/"
MANY = "/admin/library/image/add-many/"
# What the console says of answers that refuse something.
REFUSED = "Failed to load resource: the server responded with a status of 4"


def sign_in(context: Any, server: Any, *rights: str) -> None:
    """For all pages of a browser's context: as the chief, or as somebody with these rights."""
    client, users = Client(), get_user_model().objects
    user = users.create_user("staff@example.org", is_staff=True, is_superuser=not rights)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)
    context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": server.url}])


def form_of(image: Image) -> str:
    return f"/admin/library/image/{image.pk}/change/"


def series_form(series: Series) -> str:
    return f"/admin/articles/series/{series.pk}/change/"


def save(tab: Any, button: str = "Save") -> str:
    """Send the form, and wait until the desk says that it is saved; what it says."""
    tab.get_by_role("button", name=button, exact=True).click()
    tab.locator(".messagelist .success").wait_for()
    return tab.locator(".messagelist").inner_text()
