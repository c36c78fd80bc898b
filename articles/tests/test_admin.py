"""The editors' desk: the same verbs as everywhere, and nothing that a verb would refuse."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.models import Article, Category, Comment, Person, Tag
from articles.tests.conftest import Committed
from articles.tests.make import (
    make_article,
    make_category,
    make_comment,
    make_draft,
    make_person,
    make_series,
    make_tag,
)
from geopolist.pages.models import Page

pytestmark = pytest.mark.django_db


def sign_in(client: Client, *permissions: str) -> Client:
    user = get_user_model().objects.create_user("desk@example.org", None, is_staff=True)
    for name in permissions:
        app, codename = name.split(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    client.force_login(user)
    return client


@pytest.fixture
def desk(client: Client) -> Client:
    """An editor who may do everything to articles."""
    return sign_in(
        client,
        *(
            f"articles.{verb}_{model}"
            for verb in ("add", "change", "delete", "view")
            for model in ("article", "comment")
        ),
        "articles.publish_article",
        *(
            f"articles.{verb}_{model}"
            for verb in ("change", "delete", "view")
            for model in ("category", "tag", "person")
        ),
    )


def form(article: Article | None = None, **changes: Any) -> dict[str, Any]:
    """What the desk's form sends."""
    values = {
        "title": "Soundings",
        "standfirst": "",
        "body": "<p>Words.</p>",
        "categories": [],
        "countries": [],
        "tags": "",
        "kind": "analysis",
        "format": "standard",
        "language": "en",
        "series_position": 0,
        "translation_group": str(article.translation_group) if article else "",
        "slug": article.slug if article else "",
        "comments_open": "on",
        "bylines-TOTAL_FORMS": 0,
        "bylines-INITIAL_FORMS": 0,
        **changes,
    }
    return {name: value for name, value in values.items() if value is not None}


def act(client: Client, verb: str, *articles: Article) -> str:
    """Do one of the actions of the list; what the desk says."""
    values = {"action": verb, "_selected_action": [article.pk for article in articles]}
    return client.post("/admin/articles/article/", values, follow=True).content.decode()


def status(article: Article) -> str:
    return Article.objects.get(pk=article.pk).status


def test_a_new_article_is_a_draft_with_its_furniture(desk: Client) -> None:
    person, economy = make_person("Odette Fall"), make_category("Economy")
    group = "7f1d4a54-2f0b-4b5e-9c40-0d8b6c5a1d11"
    bylines = {"bylines-TOTAL_FORMS": 1, "bylines-0-person": person.pk, "bylines-0-order": 0}

    response = desk.post(
        "/admin/articles/article/add/",
        form(translation_group=group, primary_category=economy.pk, tags="Ports, Black Sea", **bylines),
    )

    article = Article.objects.get()
    assert response.status_code == 302
    assert (article.status, article.slug, article.byline_text) == ("draft", "soundings", "Odette Fall")
    assert [category["name"] for category in article.furniture["categories"]] == ["Economy"]
    assert sorted(tag["name"] for tag in article.furniture["tags"]) == ["Black Sea", "Ports"]


def test_editing_what_is_public_shows_at_once(desk: Client, client: Client) -> None:
    article = make_article("Soundings")

    desk.post(f"/admin/articles/article/{article.pk}/change/", form(article, body="<p>Other words.</p>"))

    assert "Other words." in Client().get("/soundings/").content.decode()
    assert Article.objects.get().changed_at is not None


def test_the_form_cannot_change_the_state(desk: Client) -> None:
    article = make_draft("Soundings")

    values = form(article, status="published", published_at_0="2026-05-04", published_at_1="12:00:00", version=9)
    desk.post(f"/admin/articles/article/{article.pk}/change/", values)

    assert (status(article), Article.objects.get().published_at) == ("draft", None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"language": "tr"}, "language"),
        ({"ends_at_0": "2020-01-01", "ends_at_1": "12:00:00"}, "ends_at"),
        ({"kind": "poem"}, "kind"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(changes: dict[str, Any], field: str, desk: Client) -> None:
    article = make_article("Soundings")

    response = desk.post(f"/admin/articles/article/{article.pk}/change/", form(article, **changes))

    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == [field]


@pytest.mark.parametrize(
    ("verb", "before", "after"),
    [
        ("publish_now", "draft", "published"),
        ("send_to_review", "draft", "review"),
        ("approve", "review", "approved"),
        ("ask_for_changes", "approved", "draft"),
        ("withdraw", "published", "withdrawn"),
    ],
)
def test_actions_are_the_verbs_and_are_written_down(verb: str, before: str, after: str, desk: Client) -> None:
    article = make_article(status=before, published_at=timezone.now() if before == "published" else None)

    said = act(desk, verb, article)

    assert status(article) == after
    assert "1 is changed." in said
    assert LogEntry.objects.filter(object_id=str(article.pk)).count() == 1


def test_what_a_verb_refuses_is_named_and_stops_none_of_the_others(desk: Client) -> None:
    public, draft = make_article("Public"), make_draft("Draft")
    ended = make_draft("Ended", ends_at=timezone.now() - timedelta(days=1))

    said = act(desk, "send_to_review", public, draft)
    told = act(desk, "publish_now", ended)

    assert (status(public), status(draft), status(ended)) == ("published", "review", "draft")
    assert "Public: It is in the state “Published” and cannot go to “In review”." in said
    assert "Ended: It ends before that time: change the end first." in told


def test_a_notice_of_withdrawal_speaks_the_articles_language_and_may_be_written_anew(desk: Client) -> None:
    article = make_article("Soundings")
    act(desk, "withdraw", article)
    standard = Article.objects.get().withdrawal_notice

    desk.post(f"/admin/articles/article/{article.pk}/change/", form(article, withdrawal_notice="An error of fact."))

    assert standard == "This article has been withdrawn by the editors."
    assert "An error of fact." in Client().get("/soundings/").content.decode()


def test_who_may_not_publish_is_offered_no_verb_of_publishing_and_cannot_touch_what_is_public(client: Client) -> None:
    writer = sign_in(client, "articles.change_article", "articles.view_article")
    draft, public = make_draft("Draft"), make_article("Public")

    for verb in ("publish_now", "withdraw", "approve"):
        act(writer, verb, draft, public)
    answer = writer.post(f"/admin/articles/article/{public.pk}/change/", form(public, title="Mine"))
    own = writer.post(f"/admin/articles/article/{draft.pk}/change/", form(draft, title="Mine"))

    assert (status(draft), status(public)) == ("draft", "published")
    assert (answer.status_code, own.status_code) == (403, 302)
    assert Article.objects.get(pk=public.pk).title == "Public"


@pytest.mark.parametrize("state", ["approved", "scheduled", "withdrawn"])
def test_who_may_not_publish_cannot_touch_what_is_settled_on(state: str, client: Client) -> None:
    article = make_draft("Soundings")
    if state == "approved":
        article.approve()
    else:
        article.publish(at=timezone.now() + timedelta(hours=1))
    if state == "withdrawn":
        article.withdraw()
    writer = sign_in(client, "articles.change_article", "articles.view_article")

    answer = writer.post(f"/admin/articles/article/{article.pk}/change/", form(article, title="Mine"))

    assert (answer.status_code, Article.objects.get().title) == (403, "Soundings")


def test_an_article_is_scheduled_in_the_form_in_the_sites_zone(desk: Client) -> None:
    article = make_draft("Soundings")
    when = {"publish_at_0": "2031-05-04", "publish_at_1": "09:30:00"}

    answer = desk.post(f"/admin/articles/article/{article.pk}/change/", form(article, **when))

    found = Article.objects.get()
    assert (answer.status_code, found.status, found.is_published) == (302, "published", False)
    assert found.published_at == datetime(2031, 5, 4, 9, 30, tzinfo=ZoneInfo("Europe/Istanbul"))


def test_a_time_after_the_end_is_refused_beside_the_field_and_keeps_what_was_typed(desk: Client) -> None:
    article = make_draft("Soundings")
    when = {
        "publish_at_0": "2031-05-04",
        "publish_at_1": "09:30",
        "ends_at_0": "2031-05-04",
        "ends_at_1": "09:00",
    }

    answer = desk.post(f"/admin/articles/article/{article.pk}/change/", form(article, title="Typed", **when))

    text = answer.content.decode()
    assert "It would end before it begins: choose a later time." in text
    assert 'value="Typed"' in text
    assert Article.objects.get().status == "draft"


def test_who_may_not_publish_cannot_schedule_either(client: Client) -> None:
    writer = sign_in(client, "articles.change_article", "articles.view_article")
    article = make_draft("Soundings")
    when = {"publish_at_0": "2031-05-04", "publish_at_1": "09:30"}

    page = writer.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    writer.post(f"/admin/articles/article/{article.pk}/change/", form(article, **when))

    assert "publish_at" not in page
    assert Article.objects.get().status == "draft"


@pytest.mark.django_db(transaction=True)
def test_a_text_is_drawn_before_the_transaction_in_which_nobody_else_could_write(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = make_draft("Soundings")
    drawn_in_transaction = []
    render_body = Article.render_body

    def watched(self: Article) -> None:
        drawn_in_transaction.append(connection.in_atomic_block)
        render_body(self)

    monkeypatch.setattr(Article, "render_body", watched)
    desk.post(f"/admin/articles/article/{article.pk}/change/", form(article, body="<p>Other words.</p>"))

    assert drawn_in_transaction == [False]
    assert "Other words." in Article.objects.get().rendered


def test_pages_have_the_same_verbs(client: Client) -> None:
    names = ("add", "change", "view", "publish")
    desk = sign_in(client, *(f"pages.{name}_page" for name in names))
    desk.post("/admin/pages/page/add/", {"title": "About", "body": "<p>We.</p>", "language": "en", "order": 0})
    page = Page.objects.get()
    states = []

    for verb in ("send_to_review", "approve", "publish_now", "withdraw"):
        desk.post("/admin/pages/page/", {"action": verb, "_selected_action": [page.pk]})
        states.append(Page.objects.get().status)

    assert states == ["review", "approved", "published", "withdrawn"]
    assert Page.objects.get().withdrawal_notice == "This page has been withdrawn by the editors."


def test_what_was_public_cannot_be_deleted_at_the_desk(desk: Client) -> None:
    public, draft = make_article(), make_draft()

    refused = desk.post(f"/admin/articles/article/{public.pk}/delete/", {"post": "yes"})
    done = desk.post(f"/admin/articles/article/{draft.pk}/delete/", {"post": "yes"})
    act(desk, "delete_selected", public)

    assert (refused.status_code, done.status_code) == (403, 302)
    assert list(Article.objects.all()) == [public]


def test_comments_deleted_in_bulk_are_counted_out(desk: Client) -> None:
    article = make_article()
    comments = [make_comment(article) for _number in range(3)]
    values = {"action": "delete_selected", "_selected_action": [comment.pk for comment in comments[:2]], "post": "yes"}

    desk.post("/admin/articles/comment/", values)

    assert (Comment.objects.count(), Article.objects.get().comment_count) == (1, 1)


@pytest.mark.parametrize(("verb", "left"), [("approve", 1), ("hold", 0), ("mark_spam", 0), ("put_in_bin", 0)])
def test_verbs_of_comments_work_from_the_list(verb: str, left: int, desk: Client) -> None:
    article = make_article()
    comment = make_comment(article)

    desk.post("/admin/articles/comment/", {"action": verb, "_selected_action": [comment.pk]})

    assert Article.objects.get().comment_count == left


def test_topics_deleted_in_bulk_disappear_from_their_articles(desk: Client, committed: Committed) -> None:
    article = make_article(tags=["Ports", "Straits"])
    values = {"action": "delete_selected", "_selected_action": [Tag.objects.get(name="Ports").pk], "post": "yes"}

    with committed():
        desk.post("/admin/articles/tag/", values)

    assert [tag["name"] for tag in Article.objects.get(pk=article.pk).furniture["tags"]] == ["Straits"]


def test_a_circle_of_sections_is_said_beside_the_field(desk: Client) -> None:
    economy = make_category("Economy")
    energy = make_category("Energy", parent=economy)
    values = {"name": "Economy", "slug": "economy", "parent": energy.pk, "order": 0, "colour": "cobalt"}

    response = desk.post(f"/admin/articles/category/{economy.pk}/change/", values)

    assert response.context["adminform"].form.errors == {
        "parent": ["Nothing can lie under itself: choose another one."]
    }
    assert Category.objects.get(pk=economy.pk).parent is None


def test_a_wrong_orcid_is_said_beside_the_field(desk: Client) -> None:
    person = make_person("Odette Fall")
    values = {"name": "Odette Fall", "orcid": "0000"}

    response = desk.post(f"/admin/articles/person/{person.pk}/change/", values)

    assert list(response.context["adminform"].form.errors) == ["orcid"]
    assert Person.objects.get().orcid == ""


def test_every_list_and_form_opens_with_rows_in_it(client: Client, admin_user: object) -> None:
    client.force_login(admin_user)  # type: ignore[arg-type]
    rows: list[Any] = [
        make_category("Economy"),
        make_person(),
        make_series(),
        make_tag("Straits"),
        make_article(people=[make_person(), make_person()], tags=["Ports", "Seas"]),
        make_draft(),
        Page.objects.create(title="About"),
    ]
    rows.append(make_comment(rows[4], parent=make_comment(rows[4])))

    answers = {}
    for row in rows:
        path = f"/admin/{row._meta.app_label}/{row._meta.model_name}/"
        answers |= {
            path: client.get(path).status_code,
            f"{path}{row.pk}/": client.get(f"{path}{row.pk}/change/").status_code,
        }

    assert answers == dict.fromkeys(answers, 200)
