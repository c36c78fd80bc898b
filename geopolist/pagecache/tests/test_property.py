"""Random edits of every kind: no stored page may say what a fresh one would not, and what did not change is kept."""

import os
import random
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone

from articles.models import Article, Category, Comment, Person, Tag
from articles.models.publication import WrongState
from articles.models.ranking import rank
from articles.tests.make import make_article, make_category, make_comment, make_person, make_series, make_site, make_tag
from geopolist.identity import parts
from geopolist.identity.models import MenuItem, SiteIdentity, SocialLink, refresh
from geopolist.pagecache import filling, missing, purging
from geopolist.pagecache.models import StoredPage
from geopolist.pagecache.store import Store
from geopolist.pages.models import Page, RiskOutlook, Spot

pytestmark = pytest.mark.django_db(transaction=True)
CLIENT = Client(headers={"host": f"127.0.0.1:{django_settings.PORT}"})
FEWEST = 6
EDITS = 2000 if os.environ.get("SOAK") else 100


class World:
    """A small site and everything that may happen to it."""

    def __init__(self, seed: int, traveller: Any) -> None:
        self.random = random.Random(seed)
        self.traveller = traveller
        self.number = 0
        make_site()
        self.sections = [make_category(name) for name in ("Geopolitics", "Security", "Regions")]
        self.sections.append(make_category("Europe", self.sections[2]))
        self.people = [make_person(name) for name in ("Ada Meridian", "Bora Kerteriz")]
        self.series = make_series("Straits")
        for place, section in enumerate(self.sections[:2]):
            panel = MenuItem.Panel.FEATURED if place == 0 else MenuItem.Panel.LATEST
            MenuItem.objects.create(label=section.name, target=section, panel=panel, order=place)
        for _time in range(12):
            self.publish()
        self.page = Page.objects.create(title="About", body="<p>Who we are.</p>")
        self.page.publish()
        RiskOutlook.objects.create(theatre="Black Sea", article=Article.objects.first())

    def word(self) -> str:
        self.number += 1
        return f"{self.random.choice(['Strait', 'Boğaz', 'Ünlü İş', 'Corridor', 'Treaty'])} {self.number}"

    def any(self, model: Any) -> Any:
        return self.any_of(model.objects.all())

    def any_of(self, rows: Any) -> Any:
        return self.random.choice(list(rows.order_by("pk")))

    def any_public(self) -> Article:
        """More is withdrawn and ends than is published: a long walk would come to a site with nothing on it."""
        while Article.objects.public().count() < FEWEST:
            self.publish()
        return self.any_of(Article.objects.public())

    # --- What may happen

    def publish(self) -> None:
        pick = self.random
        make_article(
            self.word(),
            categories=pick.sample(self.sections, pick.randint(1, 2)),
            people=pick.sample(self.people, 1),
            tags=pick.sample(["sea", "trade", "law"], pick.randint(0, 2)),
            language=pick.choice(["en", "en", "en", "tr"]),
            published_at=timezone.now() - timedelta(hours=pick.randint(0, 900)),
        )

    def withdraw(self) -> None:
        self.any_public().withdraw("It was wrong.")

    def bring_back(self) -> None:
        # One whose end is past is refused; so is the editor who tries.
        with suppress(WrongState):
            self.any_of(Article.objects.filter(status="withdrawn") or Article.objects.all()).publish()

    def schedule(self) -> None:
        begins = timezone.now() + timedelta(minutes=self.random.randint(1, 300))
        ends = begins + timedelta(minutes=self.random.randint(1, 300)) if self.random.random() < 0.5 else None
        self.any(Article).schedule(begins, ends)

    def let_end(self) -> None:
        article = self.any_public()
        article.schedule(article.published_at, timezone.now() + timedelta(minutes=self.random.randint(1, 300)))

    def move_clock(self) -> None:
        self.traveller.shift(timedelta(minutes=self.random.randint(1, 200)))
        purging.keep_in_step(2**30)

    def retitle(self) -> None:
        article = self.any(Article)
        article.title = self.word()
        article.save()
        article.settle()

    def recategorise(self) -> None:
        article = self.any(Article)
        article.primary_category = self.random.choice(self.sections)
        article.save()
        article.categories.set([article.primary_category])
        article.settle()

    def translate(self) -> None:
        article = self.any(Article)
        article.language = "tr" if article.language == "en" else "en"
        article.save()
        article.settle()

    def place(self) -> None:
        article = self.any(Article)
        article.is_pinned, article.front_rank = not article.is_pinned, self.random.choice([None, 1, 2])
        article.series = self.random.choice([None, self.series])
        article.series_position = self.random.randint(1, 9)
        article.save()
        article.settle()

    def rename_section(self) -> None:
        section = Category.objects.get(pk=self.random.choice(self.sections).pk)
        section.name, section.description = self.word(), self.word()
        section.save()

    def move_section(self) -> None:
        section = Category.objects.get(pk=self.sections[3].pk)
        section.parent = self.random.choice([None, *self.sections[:3]])
        section.save()

    def put_in_order(self) -> None:
        model = self.random.choice([Category, MenuItem, SocialLink])
        if not model.objects.exists():
            return
        row = self.any(model)
        beside = [pk for pk in row.beside().values_list("pk", flat=True) if pk != row.pk]
        before = self.random.choice([None, *beside])
        if model is Category:
            row.move(row.parent_id, before)
        elif model is MenuItem:
            row.move(row.menu, row.parent_id, before)
        else:
            row.move(before)

    def rename_person(self) -> None:
        person = self.any(Person)
        person.name, person.role = self.word(), self.word()
        person.save()

    def rename_tag(self) -> None:
        tag = self.any(Tag)
        tag.name = self.word()
        tag.save()

    def merge(self) -> None:
        """A duplicate that readers have seen, of any kind, into one that stays."""
        name = self.word()
        kind = self.random.choice(["section", "person", "tag"])
        duplicate = {"section": make_category, "person": make_person, "tag": make_tag}[kind](name)
        article = self.any_public()
        if kind == "section":
            article.categories.add(duplicate)
            MenuItem.objects.create(label=name, target=duplicate, order=9)
        elif kind == "person":
            article.bylines.create(person=duplicate, order=9)
        else:
            article.tags.add(duplicate)
        article.settle()
        for address in (duplicate.get_absolute_url(), article.get_absolute_url(), "/", "/people/", "/topics/"):
            CLIENT.get(address)
        stays = self.any_of(type(duplicate).objects.exclude(pk=duplicate.pk))
        stays.absorb(duplicate)

    def edit_menu(self) -> None:
        if self.random.random() < 0.5 or MenuItem.objects.count() < 2:
            MenuItem.objects.create(label=self.word(), url="/blog/", order=9)
        else:
            self.any(MenuItem).delete()
        SocialLink.objects.create(kind="x", url=f"https://x.com/{self.number}")

    def comment(self) -> None:
        make_comment(self.any(Article), self.word(), status=self.random.choice(Comment.Status.values))

    def moderate(self) -> None:
        if Comment.objects.exists():
            comment = self.any(Comment)
            self.random.choice([comment.approve, comment.bin, comment.delete])()

    def edit_page(self) -> None:
        self.page.title = self.word()
        self.page.save()
        self.page.settle()

    def rename_site(self) -> None:
        site = SiteIdentity.objects.get()
        site.tagline = self.word()
        site.save()

    def alert(self) -> None:
        site = SiteIdentity.objects.get()
        site.alert_text = self.word()
        site.alert_begins = timezone.now() + timedelta(minutes=self.random.randint(-60, 100))
        site.alert_ends = site.alert_begins + timedelta(minutes=self.random.randint(100, 200))
        site.save()

    def advertise(self) -> None:
        begins = timezone.now() + timedelta(minutes=self.random.randint(-60, 100))
        place = self.random.choice(Spot.Place.values)
        Spot.objects.create(place=place, sponsor="A sponsor", text=self.word(), begins_at=begins, paragraph=1,
                            ends_at=begins + timedelta(minutes=self.random.randint(100, 200)))  # fmt: skip

    def change_risk(self) -> None:
        row = RiskOutlook.objects.get()
        row.level, row.article = self.random.randint(1, 5), self.any(Article)
        row.save()

    def count(self) -> None:
        Article.objects.add_views({self.any(Article).pk: self.random.choice([1, 999, 40_000])})
        rank()
        refresh()

    @property
    def addresses(self) -> list[str]:
        kinds = [*Article.objects.all(), *Category.objects.all(), *Tag.objects.all(), *Person.objects.all()]
        lists = ["/", "/tr/", "/blog/", "/tr/blog/", "/topics/", "/people/", "/most-read/", "/jobs/", "/feed/"]
        lists += ["/nothing/", "/tr/yok/", "/blog/?page=2", "/2001/"]
        return [*lists, *(each.get_absolute_url() for each in [*kinds, self.series, self.page])]


HELPERS = ("__init__", "word", "any", "any_of", "any_public")
EVENTS = [name for name, each in vars(World).items() if callable(each) and name not in HELPERS]


def fresh(name: str) -> tuple[int, bytes]:
    """The page as it is made where nothing is kept and nothing was drawn before."""
    parts.forget()
    with patch.object(filling, "store", lambda: None):
        answer = CLIENT.get(name)
    return answer.status_code, answer.content


@pytest.mark.parametrize("seed", [1])
def test_no_page_is_stale_whatever_is_edited(settings: Any, kept: Store, seed: int) -> None:
    # What a change concerns is the same for every store: a short walk tells whether this one lets go of it.
    edits = EDITS if settings.PAGE_STORE == "files" else EDITS // 5
    # zeal sees the many requests of one test as one.
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "zeal" not in each]
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        world = World(seed, traveller)
        happened: Counter[str] = Counter()
        survived = 0
        for edit in range(1, edits + 1):
            for address in world.random.sample(world.addresses, 12):
                CLIENT.get(address)
            before = set(StoredPage.objects.values_list("name", flat=True))
            event = world.random.choice(EVENTS)
            getattr(world, event)()
            happened[event] += 1
            rows = {row.name: row for row in StoredPage.objects.all()}
            survived += len(before & rows.keys())
            names = sorted(rows)
            # A page that is stale stays so: every so often, and at the end, all are looked at.
            for name in names if edit % 25 == 0 else world.random.sample(names, min(12, len(names))):
                page = kept.get(name)
                assert page is not None, (event, name)
                assert (200, page.bodies["identity"]) == fresh(name), (event, name)
            # What was said to be missing, and no event since has ended.
            for name in list(missing._pages):
                if page := filling.valid(missing.get(name, kept)):
                    assert (page.status, page.bodies["identity"]) == fresh(name), (event, name)

    assert survived > edits * 2
    assert sum(happened.values()) == edits
