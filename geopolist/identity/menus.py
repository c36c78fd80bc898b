"""Menus as plain values, ready to print in any language at any time."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from geopolist.lib.text import first_words

if TYPE_CHECKING:
    from .models import MenuItem

type Prepared = dict[str, Any]
# The stored state of what readers may see; things without a state are always shown.
PUBLISHED = "published"
# The route that takes every path: see geopolist/urls.py.
CATCH_ALL = "address"
# One further language stands for all: a route takes each of them or none.
FURTHER = next((code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE), "")
# What of a section's description stands in its panel.
WORDS = 25


class Panel(models.TextChoices):
    """What opens below an item of the main menu."""

    PLAIN = "plain", _("The items under it, if there are any")
    LATEST = "latest", _("The latest of its section")
    FEATURED = "featured", _("Its section: description, top news and latest")


def prepared(items: list["MenuItem"], names: list[str]) -> dict[str, list[Prepared]]:
    """{menu: its items}, each with its children. `items` in their order, targets fetched."""
    return {name: branch([item for item in items if item.menu == name], None) for name in names}


def branch(items: list["MenuItem"], parent: int | None) -> list[Prepared]:
    """Those under `parent`; one whose object is never shown is left out with its children."""
    return [
        {**entry, "children": branch(items, item.pk)}
        for item in items
        if item.parent_id == parent and (entry := described(item)) is not None
    ]


def described(item: "MenuItem") -> Prepared | None:
    """The item by itself; None when its object is gone or not published."""
    target: Any = item.target if item.content_type_id else None
    entry: Prepared = {"label": item.label, **descriptions(item, target), "panel": item.panel}
    if item.content_type_id is None:
        return {**entry, "url": item.url, "has_languages": is_list_of_ours(item.url)}
    if target is None or getattr(target, "status", PUBLISHED) != PUBLISHED:
        return None
    return {
        **entry,
        "url": target.get_absolute_url(),
        "has_languages": getattr(target, "has_languages", False),
        "list": item.list_key,
        # The clock publishes: what is scheduled is prepared, and shown in its time.
        "begins": stamp(getattr(target, "published_at", None)),
        "ends": stamp(getattr(target, "ends_at", None)),
    }


def descriptions(item: "MenuItem", target: Any) -> Prepared:
    """`description` and `texts`: the item's own sentence; in a featured panel, without one, the beginning of what its
    object says of itself.
    """
    if item.description or item.panel != Panel.FEATURED:
        return {"description": item.description, "texts": item.texts}
    texts = {
        code: {"description": first_words(fields["description"], WORDS)}
        for code, fields in getattr(target, "texts", {}).items()
        if fields.get("description")
    }
    for code, fields in item.texts.items():
        texts[code] = texts.get(code, {}) | {name: text for name, text in fields.items() if text}
    return {"description": first_words(getattr(target, "description", ""), WORDS), "texts": texts}


def panels(items: list[Prepared]) -> dict[int, bool]:
    """Keys of the lists of which panels tell, and whether one of them is featured."""
    lists: dict[int, bool] = {}
    for item in items:
        if key := item.get("list"):
            lists[key] = lists.get(key, False) or item["panel"] == Panel.FEATURED
    return lists


def stamp(instant: datetime | None) -> str:
    return instant.isoformat() if instant else ""


def is_list_of_ours(path: str) -> bool:
    """Whether a further language may stand in front of it, as for the front page and all articles."""
    try:
        return path.startswith("/") and resolve(f"/{FURTHER}{path}").url_name != CATCH_ALL
    except Resolver404:
        return False


def is_page_of_ours(path: str) -> bool:
    """Whether a route of ours draws a page there that speaks as it is asked: no list, and no object's."""
    try:
        match = resolve(path)
    except Resolver404:
        return False
    speaks_already = match.url_name == CATCH_ALL or "language" in match.kwargs
    # What has no slash at its end is a file, or for machines; the desk speaks as its editor wishes.
    return path.endswith("/") and not speaks_already and "admin" not in match.namespaces and not is_list_of_ours(path)


def is_shown(entry: Prepared, now: datetime) -> bool:
    begins, ends = entry.get("begins"), entry.get("ends")
    return not (begins and datetime.fromisoformat(begins) > now) and not (ends and datetime.fromisoformat(ends) <= now)
