"""What the clock publishes and ends: see geopolist.pagecache.clock."""

from collections.abc import Iterator
from datetime import datetime

from articles.models import Article, Listing
from articles.models.settling import list_keys
from geopolist.pagecache.clock import Event


def events(after: datetime, until: datetime) -> Iterator[Event]:
    """When published articles appear or end, with the keys of their rows, their lists and their other places."""
    soon = list(Article.objects.turning(after, until))
    places: dict[int, list[tuple[int, int, str]]] = {}
    for article, kind, key, language in Listing.objects.places_of([each.pk for each in soon]):
        places.setdefault(article, []).append((kind, key, language))
    for article in soon:
        keys = {article.surrogate_key, *article.furniture.get("placement", {}), *list_keys(places.get(article.pk, []))}
        for instant in (article.published_at, article.ends_at):
            if instant is not None and after < instant < until:
                yield instant, keys
