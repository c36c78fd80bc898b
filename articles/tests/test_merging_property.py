"""Whatever is renamed, moved and merged: old addresses lead to what stands for them, and nothing is lost or doubled."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from articles.models import Article, Category, Listing, Person, Tag
from articles.tests.make import make_article, make_category, make_person
from geopolist.addresses.models import Address

pytestmark = pytest.mark.django_db
KINDS: tuple[Any, ...] = (Category, Tag, Person)
NAMES = ("Strait", "strait", "Straits", "Boğaz", "Feed", "!?")
# (what, which kind, which one, which other one, which name)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["rename", "move", "merge", "merge"]),
        st.integers(0, 2),
        st.integers(0, 9),
        st.integers(0, 9),
        st.sampled_from(NAMES),
    ),
    min_size=1,
    max_size=10,
)


class Undone(Exception):
    """Ends a run: what it wrote is taken back."""


@contextmanager
def undone() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
            raise Undone
    except Undone:
        return


class World:
    """Some of each kind, and articles that bear one, two or three of each."""

    def __init__(self) -> None:
        tops = [make_category(name) for name in ("Economy", "Security", "Regions")]
        self.low = [make_category(name, tops[0]) for name in ("Ports", "Energy")]
        people = [make_person(f"Writer {letter}") for letter in "ABCD"]
        topics = ["One", "Two", "Three", "Four"]
        shelves = [*tops, *self.low]
        self.articles = [
            make_article(
                f"Article {number}",
                categories=[shelves[number % 5], shelves[(number * 2) % 5]],
                people=[people[number % 4], people[(number + 1) % 4]],
                tags=[topics[number % 4], topics[(number * 3) % 4]],
            )
            for number in range(6)
        ]
        # Each address that ever was, and the key of what it led to when it was new.
        self.known: dict[str, tuple[Any, int]] = {}
        # Which key stands for one that is merged.
        self.stands: dict[tuple[Any, int], int] = {}
        self.note()

    def note(self) -> None:
        for model in KINDS:
            for row in model.objects.all():
                self.known.setdefault(row.get_absolute_url(), (model, row.pk))

    def now(self, model: Any, key: int) -> int:
        while (model, key) in self.stands:
            key = self.stands[model, key]
        return key

    def step(self, what: str, kind: int, one: int, other: int, name: str) -> None:
        model = KINDS[kind]
        rows = list(model.objects.order_by("pk"))
        row, second = rows[one % len(rows)], rows[other % len(rows)]
        try:
            with transaction.atomic():
                self.act(what, row, second, name)
        except ValidationError:
            return
        if what == "merge":
            self.stands[model, second.pk] = row.pk
        self.note()

    def act(self, what: str, row: Any, second: Any, name: str) -> None:
        if what == "merge":
            row.absorb(second)
        elif what == "move" and isinstance(row, Category):
            row.parent = second if second.pk != row.pk else None
            row.save()
        else:
            row.name, row.slug = name, ""
            row.full_clean()
            row.save()


def listed() -> set[tuple[Any, ...]]:
    return set(Listing.objects.values_list("article", "kind", "key", "language", "published_at", "ends_at"))


@given(steps=STEPS)
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    # To shorten a series takes minutes, and says little more.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
def test_nothing_is_lost_or_doubled_whatever_is_renamed_moved_and_merged(
    steps: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    with undone():
        with django_capture_on_commit_callbacks(execute=True):
            world = World()
            for step in steps:
                world.step(*step)

        check_addresses(world)
        check_articles(world)


def check_addresses(world: World) -> None:
    """Each leads in one redirect at most to what stands for it now, and each row has one of its own."""
    client = Client()
    for path, (model, key) in world.known.items():
        here = model.objects.get(pk=world.now(model, key)).get_absolute_url()
        response = client.get(path)
        leads = response.status_code, unquote(response.get("Location", path))
        assert leads == (200 if path == here else 301, here)
    for model in KINDS:
        rows = model.objects.all()
        assert len({row.get_absolute_url() for row in rows}) == len(rows)
        for row in rows:
            assert Address.objects.of(row).get(is_current=True).key == row.get_absolute_url()
    for row in Category.objects.select_related("parent"):
        assert row.path == (f"{row.parent.path}/{row.slug}" if row.parent else row.slug)


def check_articles(world: World) -> None:
    """What the worker has made of them is what a fresh look makes of them, and each bears something of each kind."""
    lists = listed()
    for article in Article.objects.all():
        furniture = article.furniture
        article.settle()
        assert article.furniture == furniture
        assert article.primary_category in article.categories.all()
        assert article.tags.exists()
        assert article.bylines.exists()
        assert article.changed_at is None
    assert listed() == lists
