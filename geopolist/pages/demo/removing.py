"""Taking the demonstration out of a site that becomes real."""

from datetime import timedelta

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models, transaction

from articles.models import Article, Byline, Category, Comment, Person, Series, Tag
from geopolist.identity.models import SiteIdentity, SocialLink
from geopolist.library import sweeping
from geopolist.library.models import Document, Image, Reference, Use
from geopolist.pages.models import Page, RiskOutlook
from geopolist.search import index as search_index

from . import accounts

# In an order in which nothing is left that another row protects.
TREES = (Page, Category)
EVERYTHING = (
    *(Comment, RiskOutlook, Byline, Article),
    *(*TREES, Series, Tag, Person),
    *(SocialLink, Use, Image, Document, Reference),
)


class NotADemo(Exception):
    """The site was never filled with the demonstration: nothing is removed."""


@transaction.atomic
def remove() -> str:
    """Remove everything that a demonstration site holds, its accounts and addresses included. Raises NotADemo.

    A site is one or the other: what was written into a demonstration goes with it, and the command says so. A nameless
    identity stays, so that the next start does not load the demonstration again.
    """
    if not SiteIdentity.objects.current().is_demo:
        raise NotADemo("This site does not hold the demonstration: nothing was removed.")
    count = Article.objects.count()
    for tree in TREES:
        tree._base_manager.update(parent=None)
    everything: list[type[models.Model]] = [*pointing(), *EVERYTHING]
    for model in everything:
        # Not by the models' own delete(), which refuses what was public and keeps addresses for ever.
        model._base_manager.all().delete()
    search_index.clear()
    accounts.remove()
    SiteIdentity().save()
    transaction.on_commit(lambda: sweeping.sweep(older_than=timedelta(0)))
    return f"Removed the demonstration: {count} articles, its people, pages, pictures and accounts."


def pointing() -> list[type[models.Model]]:
    """The models whose rows follow an object of any kind: addresses, menu items, working copies, and what an import
    remembers, which would otherwise take everything it brought for deliberately removed.

    Asked for and not named: the import is an app that nothing may know.
    """
    return [
        model
        for model in apps.get_models()
        if any(isinstance(field, GenericForeignKey) for field in model._meta.private_fields)
    ]
