"""How the demonstration was read of late, from which its lists of the most read are made.

How often in all stands in the head of each article. It is spread as news are read: much at first, ever less later.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from math import log

from django.contrib.contenttypes.models import ContentType

from articles.models import Article
from geopolist.audience.folding import KEEP, beginning
from geopolist.audience.models import Span

DAY = timedelta(days=1)


def spans(articles: Iterable[Article], now: datetime) -> Counter[Span]:
    """{hour or day of an article: readings} as far back as any window reaches."""
    kind = ContentType.objects.get_for_model(Article).pk
    found: Counter[Span] = Counter()
    for article in articles:
        for hours, begins, ends in periods(now):
            found[kind, article.pk, hours, begins] = read_until(article, ends, now) - read_until(article, begins, now)
    return +found


def periods(now: datetime) -> Iterator[tuple[int, datetime, datetime]]:
    """(hours, begin, end) of the hours and days that are kept, the last one still going on."""
    for hours, age in KEEP.items():
        begins = beginning(now, hours)
        while begins > now - age:
            yield hours, begins, min(begins + timedelta(hours=hours), now)
            begins -= timedelta(hours=hours)


def read_until(article: Article, when: datetime, now: datetime) -> int:
    """How many of the readings that an article has `now` it had at an earlier instant."""
    appeared = article.published_at or now
    if when <= appeared:
        return 0
    return int(article.views * log(1 + (when - appeared) / DAY) / log(1 + (now - appeared) / DAY))
