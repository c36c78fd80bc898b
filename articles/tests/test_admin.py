"""The editors' desk: lists and forms, and what cannot be deleted there."""

import re
from typing import Any

import pytest
from django.test import Client

from articles.models import Article, Category, Comment, Person, Tag
from articles.tests.conftest import Committed
from articles.tests.desk import act, form
from articles.tests.make import (
    make_article,
    make_category,
    make_comment,
    make_country,
    make_draft,
    make_person,
    make_series,
    make_tag,
)
from geopolist.pages.models import Page

pytestmark = pytest.mark.django_db


def test_a_new_article_is_a_draft_with_its_furniture(desk: Client) -> None:
    person, economy = make_person("Odette Fall"), make_category("Economy")
    group = "7f1d4a54-2f0b-4b5e-9c40-0d8b6c5a1d11"
    bylines = {"bylines-0-person": person.pk}

    response = desk.post(
        "/admin/articles/article/add/",
        form(draft_key=group, primary_category=economy.pk, tags="Ports, Black Sea", **bylines),
    )

    article = Article.objects.get()
    assert response.status_code == 302
    assert (article.status, article.slug, article.byline_text) == ("draft", "soundings", "Odette Fall")
    assert [category["name"] for category in article.furniture["categories"]] == ["Economy"]
    assert sorted(tag["name"] for tag in article.furniture["tags"]) == ["Black Sea", "Ports"]


def test_an_edit_of_what_is_public_shows_once_its_changes_are_published(desk: Client) -> None:
    article = make_article("Soundings", categories=[make_category()], people=[make_person()], standfirst="Below.")
    path = f"/admin/articles/article/{article.pk}/change/"
    lines = {"bylines-0-person": article.bylines.get().person_id, "primary_category": article.primary_category_id}
    values = {"standfirst": "Below.", "body": "<p>Other words.</p>", **lines}

    desk.post(path, form(article, **values))
    before = Client().get("/soundings/").content.decode()
    desk.post(path, form(article, **values, _do="publish_changes"))
    after = Client().get("/soundings/").content.decode()

    assert ("Other words." in before, "Other words." in after) == (False, True)
    assert Article.objects.get().changed_at is not None


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


SECTION = {"name": "Economy", "slug": "economy", "order": 0, "colour": "cobalt", "layout": "rows", "page_size": 20}


def test_a_section_gets_a_layout_and_a_page_size(desk: Client) -> None:
    economy = make_category("Economy")

    desk.post(f"/admin/articles/category/{economy.pk}/change/", {**SECTION, "layout": "grid", "page_size": 12})

    economy.refresh_from_db()
    assert (economy.layout, economy.page_size) == ("grid", 12)


def test_the_desk_leads_from_a_country_to_its_page(client: Client, admin_user: object) -> None:
    client.force_login(admin_user)  # type: ignore[arg-type]
    malta = make_country("MT")

    form = client.get(f"/admin/articles/country/{malta.pk}/change/").content.decode()
    link = re.search('href="(/admin/r/[^"]+)" class="viewsitelink"', form)

    assert link is not None
    assert client.get(link[1])["Location"].endswith("/country/malta/")


def test_a_circle_of_sections_is_said_beside_the_field(desk: Client) -> None:
    economy = make_category("Economy")
    energy = make_category("Energy", parent=economy)
    values = {**SECTION, "parent": energy.pk, "page_size": 61}

    response = desk.post(f"/admin/articles/category/{economy.pk}/change/", values)

    assert response.context["adminform"].form.errors == {
        "parent": ["Nothing can lie under itself: choose another one."],
        "page_size": ["Ensure this value is less than or equal to 60."],
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
