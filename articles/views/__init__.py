"""What readers open."""

from .article import article, article_url, live
from .lists import (
    all_articles,
    archive,
    category,
    category_url,
    countries,
    country,
    country_url,
    most_read,
    people,
    person,
    person_url,
    series,
    series_url,
    tag,
    tag_url,
    topics,
)
from .notices import notices
from .preview import shared_preview

__all__ = [
    "all_articles",
    "archive",
    "article",
    "article_url",
    "category",
    "category_url",
    "countries",
    "country",
    "country_url",
    "live",
    "most_read",
    "notices",
    "people",
    "person",
    "person_url",
    "series",
    "series_url",
    "shared_preview",
    "tag",
    "tag_url",
    "topics",
]
