"""An editor at the desk, for tests: who signs in, what the form sends, an action of the list."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from articles.models import Article
from geopolist.revisions.models import Seen


def sign_in(client: Client, *permissions: str) -> Client:
    user = get_user_model().objects.create_user("desk@example.org", None, is_staff=True)
    for name in permissions:
        app, codename = name.split(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    client.force_login(user)
    return client


def form(article: Article | None = None, **changes: Any) -> dict[str, Any]:
    """What the desk's form sends."""
    values = {
        "title": "Soundings",
        "standfirst": "",
        "body": "<p>Words.</p>",
        "categories": [],
        "countries": [],
        "tags": "",
        "kind": "analysis",
        "format": "standard",
        "language": "en",
        "series_position": 0,
        "slug": article.slug if article else "",
        "comments_open": "on",
        "seen": str(Seen.of(article)) if article else "",
        **changes,
    }
    return {name: value for name, value in values.items() if value is not None}


def act(client: Client, verb: str, *articles: Article) -> str:
    """Do one of the actions of the list; what the desk says."""
    values = {"action": verb, "_selected_action": [article.pk for article in articles]}
    return client.post("/admin/articles/article/", values, follow=True).content.decode()
