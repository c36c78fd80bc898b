"""Putting articles in order again after something they print has changed its name, address or place."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import transaction
from django.tasks import task

BATCH = 200


@task
def refile(kind: str, pk: int) -> None:
    """Settle again every article that prints the category, country, person or tag `pk`. Safe to repeat."""
    articles = apps.get_model("articles", "Article").objects
    settle_each(articles, articles.printing(kind, pk))


@task
def resettle(keys: list[int]) -> None:
    """Settle these articles again, as far as they are still there. Safe to repeat."""
    settle_each(apps.get_model("articles", "Article").objects, keys)


@task
def resettle_all(after: int = 0) -> None:
    """Settle every article again, BATCH a task so that none takes long. Safe to repeat."""
    articles = apps.get_model("articles", "Article").objects
    keys = list(articles.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH])
    settle_each(articles, keys)
    if len(keys) == BATCH:
        resettle_all.enqueue(keys[-1])


def refile_on_commit(kind: str, pk: int) -> None:
    """Queue `refile` once the change that caused it is in the database."""
    transaction.on_commit(lambda: refile.enqueue(kind, pk))


def resettle_on_commit(kind: str, pk: int) -> None:
    """The same before something is deleted: afterwards nobody could tell which articles printed it."""
    keys = list(apps.get_model("articles", "Article").objects.printing(kind, pk))
    if keys:
        transaction.on_commit(lambda: resettle.enqueue(keys))


def settle_each(rows: Any, keys: Iterable[int], *, render: bool = False) -> None:
    """Settle these of `rows`, articles or pages: one a transaction, held, so that no save is undone."""
    for key in list(keys):
        with transaction.atomic():
            row = rows.held().filter(pk=key).first()
            if row is not None and render:
                row.render_again()
            if row is not None:
                row.follow()


def print_again(keys: list[int]) -> None:
    """Render anew the articles that use an image or document that has changed."""
    settle_each(apps.get_model("articles", "Article").objects, keys, render=True)


def portraits_changed(keys: list[int]) -> None:
    """Print the people's pictures anew beside all they wrote."""
    for key in keys:
        refile.enqueue("person", key)


def public_among(keys: list[int]) -> set[int]:
    """Which of these articles readers see: what the library asks before it serves a document."""
    return set(apps.get_model("articles", "Article").objects.public().filter(pk__in=keys).values_list("pk", flat=True))


def all_public(keys: list[int]) -> bool:
    """Sections, people and series have no state: readers see them all."""
    return True


def read_anew(keys: list[int]) -> None:
    """Nothing to do for those whose picture is read for every page."""
