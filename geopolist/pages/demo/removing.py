"""Taking the demonstration out of a site that becomes real."""

from datetime import timedelta

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from articles.models import Article, Byline, Category, Comment, Country, Person, Series, Tag
from geopolist.addresses.models import Address
from geopolist.identity.models import SiteIdentity, SocialLink
from geopolist.library import sweeping
from geopolist.library.models import Document, Image, Reference, Use
from geopolist.pages.models import Page, RiskOutlook, Spot
from geopolist.search import index as search_index

from . import accounts, bodies, discussion, loading, names

# In an order in which nothing is left that another row protects.
TREES = (Page, Category)
EVERYTHING = (
    *(Comment, RiskOutlook, Spot, Byline, Article),
    *(*TREES, Series, Tag, Person),
    *(SocialLink, Use, Image, Document, Reference),
)


class NotADemo(Exception):
    """The site was never filled with the demonstration: nothing is removed."""


def check() -> None:
    """Raises NotADemo."""
    if not SiteIdentity.objects.current().is_demo:
        raise NotADemo("This site does not hold the demonstration: nothing was removed.")


def added() -> dict[str, int]:
    """How much of what a removal takes is not the demonstration's, by what it is: written here, or imported."""
    loader = loading.Loader(lambda _: None)
    pages = [text.head["slug"].rpartition("/")[2] for text in loader.pages]
    files = [name for text in [*loader.articles, *loader.pages] for name in bodies.documents_in(text.body)]
    comments = discussion.public_ids()
    groups = [names.group(text.name) for text in loader.articles]
    strange = {
        "articles": Article._base_manager.exclude(translation_group__in=groups),
        "pages": Page._base_manager.exclude(slug__in=pages),
        "comments": Comment._base_manager.exclude(public_id__in=comments),
        "advertisements": Spot._base_manager.all(),
        "pictures": Image._base_manager.exclude(
            public_id__in=[names.public_id("image", recipe) for recipe in loader.recipes()]
        ),
        "documents": Document._base_manager.exclude(
            public_id__in=[names.public_id("document", name) for name in files]
        ),
    }
    return {kind: count for kind, rows in strange.items() if (count := rows.count())}


def added_in_words() -> str:
    """Empty where nothing was added."""
    return ", ".join(f"{kind} ({count:,})" for kind, count in added().items())


@transaction.atomic
def remove() -> str:
    """Remove everything that a demonstration site holds, accounts and addresses included. Raises NotADemo.

    A site is one or the other: what was written into a demonstration goes with it, and whoever calls this has said
    that it may (see added()). A nameless identity stays, so that the next start does not load the demonstration again.
    """
    check()
    count = Article.objects.count()
    for tree in TREES:
        tree._base_manager.update(parent=None)
    everything: list[type[models.Model]] = [*pointing(), *EVERYTHING]
    for model in everything:
        # Not by the models' own delete(), which refuses what was public and keeps addresses for ever.
        rows = model._base_manager.all()
        # Countries are every site's: they stay where they live.
        rows = rows.exclude(content_type=ContentType.objects.get_for_model(Country)) if model is Address else rows
        rows.delete()
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
