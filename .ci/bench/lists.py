#!/usr/bin/env python3
"""Measure lists in a scratch database: how long a page takes, at the head and in the depth of a list.

On SQLite, or on PostgreSQL where DATABASE_URL names a server that lets us make a database. Takes numbers of articles as
arguments, the smallest first; without them 2,000 and 1,000,000. Nothing of it stays.
"""
# ruff: noqa: T201, S608, E402 - a program that talks to whoever ran it, writes its own SQL, and begins with settings

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
FOLDER = tempfile.TemporaryDirectory(prefix="geopolist-bench-")
os.environ |= {"DJANGO_SETTINGS_MODULE": "geopolist.settings", "DATA": FOLDER.name, "SITE_URL": "http://127.0.0.1:8000"}
(Path(FOLDER.name) / "static").mkdir()

import django

django.setup()

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment
from django.utils import timezone

from articles.models import Article, Category, Listing, Person
from geopolist.lib.paging import Place

ROWS = (2_000, 1_000_000)
TIMES = 15
# Between two articles: a million of them are twenty years.
STEP = 600
LISTS = {"all": "/blog/", "section": "/category/economy/", "person": "/author/odette-fall/"}


@dataclass
class Clock:
    """How often the database was asked, and for how long."""

    seconds: float = 0
    queries: int = 0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            self.seconds += time.perf_counter() - began
            self.queries += 1


@dataclass
class Measure:
    """Seconds of each of TIMES requests."""

    whole: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    queries: int = 0

    def __str__(self) -> str:
        # The best: what others do on the machine makes a request slower, never faster.
        best = [1000 * min(times) for times in (self.database, self.whole)]
        return f"{best[0]:7.1f} {best[1]:7.1f} {self.queries:3d}"


def main(sizes: list[int]) -> None:
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    setup_test_environment()
    with scratch_database():
        first = begin()
        tables: dict[str, list[Measure]] = {}
        for size in sizes:
            fill(first, size)
            for name, path in pages(size).items():
                tables.setdefault(name, []).append(measure(path) if path else Measure())
        report(tables, sizes)


@contextmanager
def scratch_database() -> Iterator[None]:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        # In a file: a database in memory would have nothing to look for.
        connection.settings_dict["TEST"]["NAME"] = str(Path(FOLDER.name) / "bench.sqlite3")
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def begin() -> Article:
    """One article that stands in every list; all others are made from it."""
    economy = Category.objects.create(name="Economy")
    person = Person.objects.create(name="Odette Fall")
    body = "<p>Words about a strait.</p>" * 40
    article = Article(title="Soundings", standfirst="What lies below. " * 8, body=body, primary_category=economy)
    article.save()
    article.bylines.create(person=person)
    article.tags.set(["Ports"])
    article.publish()
    return article


def fill(first: Article, size: int) -> None:
    """Copies of the first article until there are so many, each a step older than the last."""
    begins = Article.objects.count()
    on_sqlite = connection.vendor == "sqlite"
    numbers = (
        "WITH RECURSIVE number(n) AS (SELECT %s UNION ALL SELECT n + 1 FROM number WHERE n < %s) "
        if on_sqlite
        else "WITH number(n) AS (SELECT generate_series(%s::int, %s::int)) "
    )
    earlier = f"first.published_at - n * interval '{STEP} seconds'"
    older = f"strftime('%Y-%m-%d %H:%M:%f000', first.published_at, '-' || (n * {STEP}) || ' seconds')"
    instant = older if on_sqlite else earlier
    changes = {
        "id": "first.id + n",
        "title": "first.title || ' ' || n",
        "slug": "first.slug || '-' || n",
        "published_at": instant,
        "translation_group": "lower(hex(randomblob(16)))" if on_sqlite else "gen_random_uuid()",
        "views": "n % 900",
    }
    places = {"article_id": "first.article_id + n", "published_at": instant}
    with connection.cursor() as cursor:
        if on_sqlite:
            # While it fills: a million keys made at random come in no order.
            cursor.execute("PRAGMA cache_size = -2000000")
        for model, changed, only in ((Article, changes, "id"), (Listing, places, "article_id")):
            columns = [each.column for each in model._meta.concrete_fields if model is Article or each.column != "id"]
            values = ", ".join(changed.get(column, f"first.{column}").replace("%", "%%") for column in columns)
            cursor.execute(
                f"{numbers} INSERT INTO {model._meta.db_table} ({', '.join(columns)}) "
                f"SELECT {values} FROM number, {model._meta.db_table} AS first WHERE first.{only} = %s",
                [begins, size - 1, first.pk],
            )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if on_sqlite else "VACUUM ANALYZE")
    connection.close()  # the next one begins with settings as a site has them


def pages(size: int) -> dict[str, str]:
    """Name -> address, of the pages that a list of so many has."""
    found: dict[str, str] = {}
    for name, path in LISTS.items():
        for number in (1, 50, 200):
            there = (number - 1) * 20 < size
            found[f"{name}, page {number}"] = f"{path}?page={number}" if there else ""
        for share in (0.25, 0.5, 0.999):
            found[f"{name}, {share:.1%} down by date"] = f"{path}?before={place(size, share)}" if size > 4000 else ""
    year = timezone.localdate().year
    return {**found, "a year": f"/{year}/", "topics": "/topics/", "an article": "/soundings/", "feed": "/feed/"}


def place(size: int, share: float) -> Place:
    published_at, pk = Article.objects.order_by("pk").values_list("published_at", "pk")[int(size * share)]
    return Place(published_at, pk)


def measure(path: str) -> Measure:
    client, result = Client(), Measure()
    client.get(path)
    for _time in range(TIMES):
        cache.clear()
        clock, began = Clock(), time.perf_counter()
        with connection.execute_wrapper(clock):
            response = client.get(path)
        result.whole.append(time.perf_counter() - began)
        result.database.append(clock.seconds)
        result.queries = clock.queries
        if response.status_code != 200:
            raise SystemExit(f"{path} answered {response.status_code}.")
    return result


def report(tables: dict[str, list[Measure]], sizes: list[int]) -> None:
    print(f"{connection.vendor}: milliseconds in the database, of the whole answer, and queries; best of {TIMES}")
    print(f"{'':28}" + "".join(f"{f'{size:,} articles':>22}" for size in sizes))
    for name, measures in tables.items():
        cells = [str(each) if each.whole else "-" for each in measures]
        print(f"{name:28}" + "".join(f"{cell:>22}" for cell in cells))


if __name__ == "__main__":
    main([int(word.replace(",", "")) for word in sys.argv[1:]] or list(ROWS))
