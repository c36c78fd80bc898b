"""Putting articles in order again after something they print has changed its name, address or place."""

from django.apps import apps
from django.db import transaction
from django.tasks import task

BATCH = 200


@task
def refile(kind: str, pk: int) -> None:
    """Settle again every article that prints the category, person, tag, series or country `pk`. Safe to repeat."""
    article_model = apps.get_model("articles", "Article")
    for article in article_model.objects.printing(kind, pk).for_settling().iterator(chunk_size=BATCH):
        article.settle()


def refile_on_commit(kind: str, pk: int) -> None:
    """Queue `refile` once the change that caused it is in the database."""
    transaction.on_commit(lambda: refile.enqueue(kind, pk))


def any_is_public(keys: list[int]) -> bool:
    """Whether readers see any of these articles: what the library asks before it serves a document."""
    return apps.get_model("articles", "Article").objects.public().filter(pk__in=keys).exists()


def print_again(keys: list[int]) -> None:
    """Render anew the articles that use an image or document that has changed."""
    for article in apps.get_model("articles", "Article").objects.filter(pk__in=keys):
        article.render_again()
        article.settle()
