"""`changed_at`, `version` and the fingerprint move when readers get another text, and at no other time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from articles.models import Article, Person
from articles.models.filing import refile
from articles.tests.make import make_article, make_category, make_comment, make_draft, make_person
from geopolist.library.tests.make import make_image

pytestmark = pytest.mark.django_db

DAY_ONE = datetime(2026, 5, 4, 12, tzinfo=UTC)
DAY_TWO = DAY_ONE + timedelta(days=1)


@pytest.fixture
def article() -> Article:
    with time_machine.travel(DAY_ONE, tick=False):
        return make_article(
            "Soundings",
            published_at=DAY_ONE,
            people=[make_person("Odette Fall")],
            categories=[make_category("Security")],
        )


def on_day_two(article: Article, act: Callable[[Article], object]) -> tuple[datetime | None, int]:
    with time_machine.travel(DAY_TWO, tick=False):
        act(Article.objects.get(pk=article.pk))
    stored = Article.objects.get(pk=article.pk)
    return stored.changed_at, stored.version


def save(**changes: object) -> Callable[[Article], None]:
    def act(article: Article) -> None:
        for name, value in changes.items():
            setattr(article, name, value)
        article.save()
        article.settle()

    return act


def another_byline(article: Article) -> None:
    article.bylines.create(person=make_person(), order=1)
    article.settle()


def renamed_person(article: Article) -> None:
    person = Person.objects.get()
    person.name = "Odette Fall-Meridian"
    person.save()
    refile.func("person", person.pk)


def renamed_category(article: Article) -> None:
    category = article.categories.get()
    category.name = "Safety"
    category.save()
    refile.func("category", category.pk)


def refiled(article: Article) -> None:
    article.categories.set([make_category()])
    article.tags.set(["Ports"])
    article.settle()


@pytest.mark.parametrize(
    "act",
    [
        save(title="Deep soundings"),
        save(standfirst="What lies below."),
        save(body="<p>Other words.</p>"),
        save(sources="A chart."),
        save(kind="brief"),
        save(format="video"),
        save(sponsor="Port of Nowhere"),
        lambda article: save(cover=make_image())(article),
        another_byline,
    ],
)
def test_what_readers_see_of_the_article_moves_the_date_and_the_version(act: Callable, article: Article) -> None:
    assert on_day_two(article, act) == (DAY_TWO, 2)


@pytest.mark.parametrize(
    "act",
    [
        save(),
        save(front_rank=1, is_pinned=True, noindex=True, seo_title="Found", comments_open=False, slug="other"),
        save(ends_at=DAY_TWO + timedelta(days=9)),
        lambda article: Article.objects.filter(pk=article.pk).update(views=500),
        make_comment,
        renamed_person,
        renamed_category,
        refiled,
        lambda article: article.publish(),
        lambda article: (article.settle(), article.settle()),
        lambda article: article.render_again(),
    ],
)
def test_nothing_else_moves_them(act: Callable, article: Article) -> None:
    assert on_day_two(article, act) == (None, 1)


def test_a_draft_counts_versions_but_has_no_date_of_change() -> None:
    draft = make_draft()

    assert on_day_two(draft, save(title="Other")) == (None, 2)


def test_back_to_the_old_text_is_a_change_too(article: Article) -> None:
    on_day_two(article, save(title="Deep soundings"))

    assert on_day_two(article, save(title="Soundings")) == (DAY_TWO, 3)


def test_what_is_corrected_while_withdrawn_is_shown_as_an_update_when_it_is_back(article: Article) -> None:
    article.withdraw("An error.")

    changed_at = on_day_two(article, save(title="Other"))[0]
    article.publish()

    assert changed_at is not None
    assert article.shows_update


@pytest.mark.parametrize(("minutes", "shown"), [(0, False), (60, False), (61, True)])
def test_update_is_shown_only_after_the_first_hour(minutes: int, shown: bool, article: Article) -> None:
    article.changed_at = DAY_ONE + timedelta(minutes=minutes)

    assert article.shows_update is shown
    assert article.updated_at == (article.changed_at if shown else DAY_ONE)


def test_refiling_follows_what_an_editor_saved_meanwhile(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(title="Deep soundings")
    person = Person.objects.get()

    refile.func("person", person.pk)

    assert Article.objects.get(pk=article.pk).title == "Deep soundings"


def test_titles_lose_what_no_reader_sees(article: Article) -> None:
    save(title="Deep\x00 \u202esound\x0bings\n ", standfirst="Below\x0c the\x00 line")(article)

    assert (article.title, article.standfirst) == ("Deep soundings", "Below  the line")
