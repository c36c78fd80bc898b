"""Edits of what is public wait beside it until they are published, whole and valid."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from articles.models import Article, Tag
from articles.tests.make import make_article, make_category, make_person, make_series
from geopolist.library.tests.make import make_image
from geopolist.revisions.models import UNSEEN, Conflict, Seen, WorkingCopy

pytestmark = pytest.mark.django_db


def fresh(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def test_a_snapshot_is_json_and_holds_the_row_with_its_relations() -> None:
    category, person, series, cover = make_category(), make_person(affiliation="Harbour"), make_series(), make_image()
    article = make_article(
        "Soundings", categories=[category], people=[person], tags=["Ports"], series=series, cover=cover, is_pinned=True
    )

    data = json.loads(json.dumps(article.snapshot()))

    assert data == {
        "title": "Soundings",
        "slug": "soundings",
        "standfirst": "",
        "body": article.body,
        "kind": "analysis",
        "format": "standard",
        "sources": "",
        "sponsor": "",
        "sponsor_url": "",
        "noindex": False,
        "seo_title": "",
        "seo_description": "",
        "canonical_url": "",
        "comments_open": True,
        "comments_close_after": None,
        "front_rank": None,
        "is_pinned": True,
        "without_spots": False,
        "primary_category_id": category.pk,
        "cover_id": cover.pk,
        "series_id": series.pk,
        "series_position": 0,
        "language": "en",
        "translation_group": str(article.translation_group),
        "ends_at": None,
        "live_until": None,
        "categories": [category.pk],
        "countries": [],
        "tags": [Tag.objects.get().pk],
        "bylines": [{"person": person.pk, "role": "", "affiliation": "Harbour"}],
    }


def test_a_snapshot_published_unchanged_changes_nothing() -> None:
    article = make_article(
        categories=[make_category()], people=[make_person(), make_person()], tags=["Ports", "Straits"]
    )
    before = (fresh(article).snapshot(), fresh(article).furniture, fresh(article).fingerprint, fresh(article).version)
    rows = sorted(article.bylines.values_list("pk", flat=True))

    article.stage(article.snapshot(), by=None, seen=UNSEEN)
    article.publish_changes()

    after = (fresh(article).snapshot(), fresh(article).furniture, fresh(article).fingerprint, fresh(article).version)
    assert after == before
    assert sorted(article.bylines.values_list("pk", flat=True)) == rows
    assert fresh(article).changed_at is None


def test_readers_see_nothing_of_a_staged_edit_until_it_is_published(client: Client) -> None:
    article = make_article("Soundings")

    article.stage({"title": "Deep soundings", "body": "<p>Other words.</p>"}, by=None, seen=UNSEEN)
    before = client.get("/soundings/").content.decode()
    article.publish_changes()
    after = client.get("/soundings/").content.decode()

    assert ("<h1>Soundings</h1>" in before, "Other words." in before) == (True, False)
    assert ("<h1>Deep soundings</h1>" in after, "Other words." in after) == (True, True)
    assert fresh(article).changed_at is not None
    assert WorkingCopy.objects.count() == 0


def test_relations_become_what_the_copy_says() -> None:
    old, new = make_category(), make_category()
    first, second, third = make_person("A"), make_person("B"), make_person("C")
    article = make_article(categories=[old], people=[first, second], tags=["Ports", "Straits"])
    kept = article.bylines.get(person=second).pk
    data = {
        "categories": [new.pk],
        "primary_category_id": new.pk,
        "tags": [Tag.objects.named("ports").pk, "black sea"],  # type: ignore[union-attr]
        "bylines": [{"person": third.pk}, {"person": second.pk, "role": "Editor"}],
    }

    article.stage(data, by=None, seen=UNSEEN)
    article.publish_changes()

    article = fresh(article)
    assert list(article.categories.all()) == [new]
    assert sorted(article.tags.names()) == ["Ports", "black sea"]
    assert [(line.person.name, line.role) for line in article.bylines.all()] == [("C", ""), ("B", "Editor")]
    assert article.bylines.get(person=second).pk == kept
    assert article.byline_text == "C and B"


def test_a_tag_renamed_meanwhile_is_still_the_same_tag() -> None:
    article = make_article(tags=["Ports"])
    data = article.snapshot()
    tag = Tag.objects.get()
    tag.name = "Harbours"
    tag.save()

    article.stage(data, by=None, seen=UNSEEN)
    article.publish_changes()

    assert list(Tag.objects.values_list("name", flat=True)) == ["Harbours"]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": None}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"kind": "poem"}, "kind"),
        ({"series_position": "first"}, "series_position"),
        ({"cover_id": 99}, "cover"),
        ({"primary_category_id": 99}, "primary_category"),
        ({"canonical_url": "javascript:alert(1)"}, "canonical_url"),
        ({"categories": [99]}, "categories"),
        ({"categories": ["x"]}, "categories"),
        ({"categories": None}, "categories"),
        ({"countries": [0]}, "countries"),
        ({"tags": [99]}, "tags"),
        ({"bylines": [{"person": 99}]}, "bylines"),
        ({"bylines": [{}]}, "bylines"),
        ({"bylines": [5]}, "bylines"),
        ({"bylines": "abc"}, "bylines"),
        ({"tags": None}, "tags"),
        ({"tags": [" "]}, "tags"),
        ({"tags": ["x" * 101]}, "tags"),
        ({"body": None}, "body"),
        ({"ends_at": "tomorrow"}, "ends_at"),
        ({"ends_at": 5}, "ends_at"),
        ({"live_until": "soon"}, "live_until"),
        ({"ends_at": "2026-05-04T12:00:00"}, "ends_at"),
    ],
)
def test_an_invalid_edit_may_be_kept_and_is_not_published(data: dict[str, object], field: str, client: Client) -> None:
    article = make_article("Soundings", categories=[make_category("Economy")], tags=["Ports"])
    before = article.snapshot()

    article.stage(data, by=None, seen=UNSEEN)
    with pytest.raises(ValidationError) as error:
        article.publish_changes()

    assert list(error.value.message_dict) == [field]
    assert fresh(article).snapshot() == before
    assert article.title == "Soundings"
    assert WorkingCopy.objects.get().data == data
    assert client.get("/soundings/").status_code == 200


def test_who_saves_over_another_is_told_and_shown_theirs() -> None:
    article = make_article()
    mine = article.stage({"title": "Mine"}, by=None, seen=UNSEEN)
    article.stage({"title": "Theirs"}, by=None, seen=Seen(0, mine.pk, mine.version))

    with pytest.raises(Conflict) as late:
        article.stage({"title": "Mine again"}, by=None, seen=Seen(0, mine.pk, mine.version))
    with pytest.raises(Conflict) as new:
        article.stage({"title": "A third"}, by=None, seen=UNSEEN)

    assert [error.value.theirs.data for error in (late, new)] == [{"title": "Theirs"}] * 2  # type: ignore[union-attr]
    assert WorkingCopy.objects.get().version == 2


def test_discarding_leaves_what_is_public(client: Client) -> None:
    article = make_article("Soundings")
    article.stage({"title": "Other"}, by=None, seen=UNSEEN)

    article.discard_changes()
    article.publish_changes()

    assert "<h1>Soundings</h1>" in client.get("/soundings/").content.decode()


def test_a_published_edit_moves_the_address_and_the_old_one_leads_on(client: Client) -> None:
    article = make_article("Soundings")

    article.stage({"slug": "deep-soundings"}, by=None, seen=UNSEEN)
    article.publish_changes()

    assert client.get("/soundings/")["Location"] == "/deep-soundings/"


def test_an_edit_may_end_the_article(client: Client) -> None:
    article = make_article("Soundings")
    ends = timezone.now() + timedelta(hours=1)

    article.stage({**article.snapshot(), "ends_at": ends.isoformat()}, by=None, seen=UNSEEN)
    article.publish_changes()

    assert fresh(article).ends_at == ends


def test_a_byline_too_long_for_its_column_is_refused_before_the_database_does() -> None:
    article, person = make_article(), make_person()

    article.stage({"bylines": [{"person": person.pk, "role": "x" * 500}]}, by=None, seen=UNSEEN)
    with pytest.raises(ValidationError) as error:
        article.publish_changes()

    assert list(error.value.message_dict) == ["bylines"]


def test_publishing_an_edit_does_not_bring_back_what_was_withdrawn_meanwhile() -> None:
    article = make_article("Soundings")
    article.stage({"title": "Deep soundings"}, by=None, seen=UNSEEN)
    read_before = fresh(article)
    article.withdraw("An error.")

    read_before.publish_changes()

    assert (fresh(article).status, fresh(article).title) == ("withdrawn", "Deep soundings")


def test_after_a_refusal_that_comes_late_the_row_at_hand_says_what_readers_see() -> None:
    article = make_article("Soundings")
    article.stage({"title": "Deep soundings", "bylines": [{"person": 99}]}, by=None, seen=UNSEEN)

    with pytest.raises(ValidationError):
        article.publish_changes()

    assert (article.title, fresh(article).title) == ("Soundings", "Soundings")


def test_an_edit_knows_whether_readers_have_got_another_text_since_it_began() -> None:
    article = make_article("Soundings")
    first = article.stage({"standfirst": "Mine."}, by=None, seen=UNSEEN)
    unchanged = fresh(article).is_changed_since(first)

    article.title = "Deep soundings"
    article.save()
    article.settle()
    second = fresh(article).stage({"standfirst": "Mine again."}, by=None, seen=Seen.of(article))

    assert (unchanged, fresh(article).is_changed_since(second)) == (False, True)
    assert (first.began_from, second.began_from, fresh(article).version) == (1, 1, 2)


def test_an_edit_begins_from_what_its_editor_was_shown() -> None:
    article = make_article("Soundings")
    shown = article.version
    article.title = "Deep soundings"
    article.save()
    article.settle()

    copy = fresh(article).stage({"standfirst": "Mine."}, by=None, seen=UNSEEN, began_from=shown)

    assert (copy.began_from, fresh(article).is_changed_since(copy)) == (1, True)
