"""Many articles filed at once, copies, and the order of the front page."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from articles.models import Article
from articles.tests.desk import form, sign_in
from articles.tests.make import make_article, make_category, make_draft, make_person
from geopolist.revisions.models import Revision, Seen, WorkingCopy

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


@pytest.fixture(autouse=True)
def one_by_one(settings: Any) -> None:
    """Each article is saved by itself, with its own rights and checks: zeal would call that one query too many."""
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "zeal" not in each]


def file_them(client: Client, *articles: Article, **values: Any) -> Any:
    sent = {"action": "file_many", "_selected_action": [article.pk for article in articles], **values}
    return client.post(LIST, sent, follow=True)


def fresh(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def public(title: str, **changes: Any) -> Article:
    values = {"categories": [make_category()], "people": [make_person()], "standfirst": "Below.", **changes}
    return make_article(title, **values)


def test_the_desk_asks_what_is_to_be_changed_and_changes_nothing_before(desk: Client) -> None:
    article = public("Soundings")

    page = file_them(desk, article)

    assert "What you enter is changed in 1 article; what is empty stays as it is." in page.text
    assert Revision.objects.count() == 0


def test_many_are_filed_at_once_and_readers_see_it(desk: Client) -> None:
    economy, old, person = make_category("Economy"), make_category("Old"), make_person("New Writer")
    articles = [public("One", categories=[old], tags=["Ports"]), public("Two", categories=[old], tags=["Ports"])]

    told = file_them(
        desk, *articles, _file="1", primary_category=economy.pk, remove_categories=[old.pk], add_tags="Straits",
        remove_tags="ports", add_byline=person.pk,
    )  # fmt: skip

    assert "2 are changed." in told.text
    for article in articles:
        furniture = fresh(article).furniture
        assert [each["name"] for each in furniture["categories"]] == ["Economy"]
        assert [each["name"] for each in furniture["tags"]] == ["Straits"]
        assert furniture["byline"].endswith("and New Writer")
    assert "One</a>" in Client().get("/category/economy/").text


def test_an_edit_that_waits_is_filed_with_its_article(desk: Client) -> None:
    article, economy = public("Soundings"), make_category("Economy")
    article.save_edit({**article.snapshot(), "title": "Deep soundings"}, by=None, seen=Seen.of(article))

    file_them(desk, article, _file="1", add_categories=[economy.pk])
    fresh(article).publish_changes()

    assert economy in fresh(article).categories.all()
    assert fresh(article).title == "Deep soundings"


def test_what_would_not_be_ready_is_named_and_stops_none_of_the_others(desk: Client) -> None:
    writer = make_person("Only Writer")
    one, other = public("One", people=[writer]), public("Other", people=[writer, make_person()])

    told = file_them(desk, one, other, _file="1", remove_byline=writer.pk)

    assert "One: It has no byline" in told.text
    assert (fresh(one).byline_text, fresh(other).bylines.count()) == ("Only Writer", 1)


def test_who_may_not_change_one_of_them_changes_the_others(client: Client) -> None:
    writer = sign_in(client, "articles.change_article", "articles.view_article", "articles.edit_others_article")
    live, draft, economy = public("Live"), make_draft("Draft"), make_category("Economy")

    told = file_them(writer, live, draft, _file="1", add_categories=[economy.pk])

    assert "Live: you may not change it." in told.text
    assert [economy in fresh(each).categories.all() for each in (live, draft)] == [False, True]


def test_filing_twice_changes_nothing_more(desk: Client) -> None:
    article, economy = public("Soundings"), make_category("Economy")

    for _time in range(2):
        file_them(desk, article, _file="1", add_categories=[economy.pk])

    assert [row.reason for row in Revision.objects.of(article)] == ["published", "found"]


def test_a_copy_is_a_draft_of_its_own(desk: Client) -> None:
    article = public("Soundings", tags=["Ports"], front_rank=1, is_pinned=True)

    desk.post(f"{LIST}{article.pk}/duplicate/")

    copy = Article.objects.exclude(pk=article.pk).get()
    assert (copy.title, copy.slug, copy.status) == ("Copy of Soundings", "copy-of-soundings", "draft")
    assert (copy.front_rank, copy.is_pinned, copy.body) == (None, False, article.body)
    assert (copy.byline_text, copy.tags.get().name) == (article.byline_text, "Ports")
    assert copy.translation_group != article.translation_group
    assert copy.created_by == User.objects.get()


def placed() -> list[str]:
    return [article.title for article in Article.objects.placed("en")]


def test_the_front_page_is_put_in_order_one_step_at_a_time(desk: Client) -> None:
    one, two, three = (public(title) for title in ("One", "Two", "Three"))

    def act(do: str, **values: Any) -> list[str]:
        desk.post(f"{LIST}front/", {"_do": do, **values})
        return placed()

    assert [act("add", article=each.pk) for each in (one, two, three)][-1] == ["One", "Two", "Three"]
    assert act(f"up:{three.pk}") == ["One", "Three", "Two"]
    assert act(f"down:{one.pk}") == ["Three", "One", "Two"]
    assert act(f"up:{three.pk}") == ["Three", "One", "Two"]
    assert act(f"remove:{one.pk}") == ["Three", "Two"]
    assert act(f"remove:{one.pk}") == ["Three", "Two"]
    assert act("add", article="x") == act("add") == ["Three", "Two"]
    assert [each.front_rank for each in Article.objects.placed("en")] == [1, 2]


def test_a_place_on_the_front_page_does_not_wait_for_the_text(desk: Client) -> None:
    article = public("Soundings")
    desk.post(f"{LIST}{article.pk}/change/", form(article, title="Deep soundings"))

    desk.post(f"{LIST}front/", {"_do": "add", "article": article.pk})

    assert (fresh(article).front_rank, fresh(article).title) == (1, "Soundings")
    assert WorkingCopy.objects.get().data["front_rank"] == 1


def test_who_does_not_publish_has_no_say_about_the_front_page(client: Client) -> None:
    article = public("Soundings")
    writer = sign_in(client, "articles.change_article", "articles.view_article", "articles.edit_others_article")

    answers = [writer.get(f"{LIST}front/"), writer.post(f"{LIST}front/", {"_do": "add", "article": article.pk})]

    assert ([each.status_code for each in answers], placed()) == ([403, 403], [])
