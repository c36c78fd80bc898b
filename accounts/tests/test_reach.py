"""Contributors and authors reach their own articles, and by no way of the desk those of others."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from accounts.models import User
from accounts.tests.make import make_user, signed_in
from articles.models import Article
from articles.tests.desk import form
from articles.tests.make import make_article, make_category, make_comment, make_draft, make_person, make_site
from geopolist.library.tests.make import make_document
from geopolist.revisions.models import Seen

pytestmark = pytest.mark.django_db
DESK = "/admin/articles/article"


@pytest.fixture
def secret() -> Article:
    return make_draft("Secret soundings", standfirst="Nobody knows.")


@pytest.fixture
def contributor() -> Client:
    make_site()
    return signed_in("contributor")


def me() -> User:
    return User.objects.get(email="contributor@example.org")


@pytest.mark.parametrize("role", ["contributor", "author"])
@pytest.mark.parametrize(
    "path",
    [
        "{pk}/change/",
        "{pk}/history/",
        "{pk}/delete/",
        "{pk}/preview/",
        "{pk}/revisions/",
        "{pk}/revisions/1/",
        "{pk}/change/?_popup=1",
        "{pk}/change/?_to_field=id",
    ],
)
def test_a_page_of_somebody_elses_article_is_refused(role: str, path: str, secret: Article) -> None:
    secret.keep_found()

    answer = signed_in(role).get(f"{DESK}/{path.format(pk=secret.pk)}")

    assert answer.status_code in (302, 403)
    assert "Secret" not in answer.text


@pytest.mark.parametrize(
    "name", ["change", "delete", "autosave", "presence", "override", "links", "revisions/1/restore"]
)
def test_nothing_is_done_to_somebody_elses_article(name: str, secret: Article, contributor: Client) -> None:
    secret.keep_found()

    answer = contributor.post(f"{DESK}/{secret.pk}/{name}/", form(secret, title="Mine now"))

    assert (answer.status_code, Article.objects.get().title) == (403, "Secret soundings")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?q=Secret",
        "?state=draft",
        "?title__startswith=Secret",
        "?_popup=1",
        "?created_by__isnull=True",
        "?_to_field=id",
    ],
)
def test_the_list_holds_ones_own_however_it_is_asked(query: str, secret: Article, contributor: Client) -> None:
    own = make_draft("Mine")
    Article.objects.filter(pk=own.pk).update(created_by=me())

    text = contributor.get(f"{DESK}/{query}", follow=True).text

    assert "Secret soundings" not in text


@pytest.mark.parametrize(
    "path", [f"{DESK}/export/csv/", f"{DESK}/export/json/", "/admin/search/?q=soundings", "/admin/"]
)
def test_what_is_gathered_at_the_desk_is_gathered_from_ones_own(
    path: str, secret: Article, contributor: Client
) -> None:
    own = make_draft("Soundings of mine")
    Article.objects.filter(pk=own.pk).update(created_by=me())
    secret.stage({**secret.snapshot(), "title": "Secret soundings, edited"}, by=None, seen=Seen.of(secret))

    answer = contributor.get(path)
    text = answer.getvalue().decode()

    assert answer.status_code == 200
    assert "Secret soundings" not in text
    assert path == "/admin/" or "Soundings of mine" in text


def test_an_action_of_the_list_reaches_nothing_of_others(secret: Article, contributor: Client) -> None:
    actions = [
        "publish_now",
        "send_to_review",
        "approve",
        "ask_for_changes",
        "withdraw",
        "file_many",
        "delete_selected",
    ]
    for action in actions:
        contributor.post(f"{DESK}/", {"action": action, "_selected_action": [secret.pk], "post": "yes"})
    refused = contributor.post(f"{DESK}/{secret.pk}/duplicate/").status_code

    assert (refused, Article.objects.get().status) == (403, "draft")


def test_what_bears_their_byline_is_theirs_and_publishing_is_not() -> None:
    client = signed_in("contributor")
    person = make_person("Elif Deniz", user=me())
    draft = make_draft("Mine", people=[person])

    client.post(f"{DESK}/{draft.pk}/change/", form(draft, title="Mine, changed", _do="publish"))
    client.post(f"{DESK}/", {"action": "publish_now", "_selected_action": [draft.pk]})

    stored = Article.objects.get()
    assert (stored.title, stored.status) == ("Mine, changed", "draft")


@pytest.mark.parametrize(("role", "status"), [("contributor", "draft"), ("author", "published")])
def test_an_author_publishes_their_own_where_the_section_allows_it(role: str, status: str) -> None:
    make_site()
    client, economy = signed_in(role), make_category("Economy", authors_publish=True)
    words = {"standfirst": "What lies below.", "body": f"<p>{'words ' * 60}</p>"}
    person = make_person(user=User.objects.get())
    draft = make_draft("Mine", categories=[economy], people=[person], **words)

    values = form(draft, primary_category=economy.pk, categories=[economy.pk], _do="publish", **words)
    client.post(f"{DESK}/{draft.pk}/change/", {**values, "bylines-0-person": person.pk})

    assert Article.objects.get().status == status


def test_a_look_up_of_articles_finds_ones_own(secret: Article, contributor: Client) -> None:
    own = make_draft("Soundings of mine")
    Article.objects.filter(pk=own.pk).update(created_by=me())
    query = {"app_label": "pages", "model_name": "riskoutlook", "field_name": "article", "term": "soundings"}

    found = contributor.get("/admin/autocomplete/", query).json()["results"]

    assert [each["id"] for each in found] == [str(own.pk)]


@pytest.mark.parametrize("model", ["articles.Article", "accounts.User", "auth.Permission", "articles.Comment"])
def test_the_way_to_the_site_tells_no_address_of_what_one_may_not_see(
    model: str, secret: Article, contributor: Client
) -> None:
    kind = ContentType.objects.get_by_natural_key(*model.lower().split("."))
    key = {"articles.Article": secret.pk, "articles.Comment": make_comment(make_article()).pk}.get(model, 1)

    answer = contributor.get(f"/admin/r/{kind.pk}/{key}/")

    assert (answer.status_code, answer.headers.get("Location")) == (403, None)


def test_the_way_to_the_site_leads_to_ones_own(contributor: Client) -> None:
    own = make_draft("Mine")
    Article.objects.filter(pk=own.pk).update(created_by=me())
    kind = ContentType.objects.get_for_model(Article).pk

    assert contributor.get(f"/admin/r/{kind}/{own.pk}/")["Location"].endswith("/mine/")


def test_the_library_says_that_something_is_used_and_not_in_what(contributor: Client) -> None:
    document = make_document()
    make_draft("Secret soundings", body=f'<div data-block="file" data-document="{document.public_id}"></div>')

    text = contributor.get(f"/admin/library/document/{document.pk}/change/").text

    assert "<dt>Articles (1)</dt><dd>and 1 more</dd>" in text
    assert "Secret" not in text


def test_the_address_of_another_draft_is_nothing_that_one_can_translate(secret: Article, contributor: Client) -> None:
    own = make_draft("Mine", language="tr")
    Article.objects.filter(pk=own.pk).update(created_by=me())

    answer = contributor.post(f"{DESK}/{own.pk}/change/", form(own, language="tr", translation_of="/secret-soundings/"))

    assert "There is no article at this address" in answer.text
    assert Article.objects.get(pk=own.pk).translation_group != secret.translation_group


def test_whose_account_a_person_is_stays_with_chief_editors() -> None:
    person = make_person("Elif Deniz", user=make_user("", "elif@example.org"))
    values: dict[str, Any] = {"name": "Elif Deniz", "slug": person.slug, "user": make_user("author").pk}
    editor = signed_in("editor")

    shown = [signed_in("contributor").get(f"/admin/articles/person/{person.pk}/change/").text]
    shown.append(editor.get(f"/admin/articles/person/{person.pk}/change/").text)
    editor.post(f"/admin/articles/person/{person.pk}/change/", values)

    assert ["elif@example.org" in text for text in shown] == [False, False]
    person.refresh_from_db()
    assert person.user.email == "elif@example.org"


def test_a_moderator_sees_comments_and_no_desk_of_articles() -> None:
    comment = make_comment(make_article("Public"), text="A remark.")
    client = signed_in("moderator")

    assert "A remark." in client.get(f"/admin/articles/comment/{comment.pk}/change/").text
    assert client.get(f"{DESK}/").status_code == 403
    assert client.get(f"/admin/articles/comment/{comment.pk}/delete/").status_code == 403
