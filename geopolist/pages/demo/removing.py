"""Taking the demonstration out of a site that becomes real."""

from django.db import transaction

from articles.models import Article, Byline, Category, Comment, Person, Series, Tag
from geopolist.addresses.models import Address
from geopolist.identity.models import MenuItem, SiteIdentity, SocialLink
from geopolist.library.models import Document, Image
from geopolist.pages.models import Page, RiskOutlook
from geopolist.search.models import Document as SearchDocument

from . import accounts


class NotADemo(Exception):
    """The site was never filled with the demonstration: nothing is removed."""


@transaction.atomic
def remove() -> str:
    """Remove everything that a demonstration site holds, its accounts and addresses included. Raises NotADemo.

    A site is one or the other: what was written into a demonstration goes with it, and the command says so.
    """
    if not SiteIdentity.objects.current().is_demo:
        raise NotADemo("This site does not hold the demonstration: nothing was removed.")
    count = Article.objects.count()
    for model in (Comment, RiskOutlook, Byline, Article, MenuItem, SocialLink):
        model._base_manager.all().delete()
    for page in Page.objects.order_by("-path"):
        page.delete()
    for category in Category.objects.order_by("-path"):
        category.delete()
    for kept in (Series, Tag, Person, Image, Document, Address, SearchDocument):
        kept._base_manager.all().delete()
    accounts.remove()
    SiteIdentity.objects.filter(pk=1).delete()
    return f"Removed the demonstration: {count} articles, its people, pages, pictures and accounts."
