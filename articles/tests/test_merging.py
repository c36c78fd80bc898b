"""A duplicate merged into the one that stays: what moves, what is kept, where every old address leads."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.test import Client
from django.utils import timezone

from articles.models import Article, Category, Listing, Merged, Person, Tag
from articles.models.merging import pointers, uniques
from articles.querysets.kinds import ListKind
from articles.tests.conftest import Committed
from articles.tests.make import (
    make_article,
    make_category,
    make_comment,
    make_country,
    make_draft,
    make_person,
    make_site,
    make_tag,
)
from geopolist.addresses.models import Address
from geopolist.identity.models import MenuItem, SiteIdentity
from geopolist.library.models import users_of
from geopolist.library.tests.make import make_image
from geopolist.revisions.models import Revision, Seen
from geopolist.search.models import Document

pytestmark = pytest.mark.django_db


def fresh(row: Any) -> Any:
    return type(row)._base_manager.get(pk=row.pk)


def lead(client: Client, path: str) -> tuple[int, str]:
    response = client.get(path)
    return response.status_code, response.get("Location", "")


def places(article: Article) -> set[tuple[int, int]]:
    return set(article.listings.values_list("kind", "key"))


def why(error: Any) -> str:
    return " ".join(error.value.messages)


# --- Topics


def test_articles_of_a_merged_topic_bear_the_one_that_stays_once(committed: Committed) -> None:
    one, both = make_article(tags=["Strait"]), make_article(tags=["Strait", "Straits"])
    strait, straits = Tag.objects.get(name="Strait"), Tag.objects.get(name="Straits")

    with committed():
        number = straits.absorb(strait)

    assert number == 2
    assert [[tag["name"] for tag in fresh(each).furniture["tags"]] for each in (one, both)] == [["Straits"]] * 2
    assert not Tag.objects.filter(pk=strait.pk).exists()
    for each in (one, both):
        assert (ListKind.TAG, straits.pk) in places(each)
        assert (ListKind.TAG, strait.pk) not in places(each)
        assert "Straits" in Document.objects.of(each).get().names


def test_readers_see_the_list_whole_before_the_worker_comes(client: Client) -> None:
    make_article("One", tags=["Strait"])
    make_article("Two", tags=["Straits"])

    Tag.objects.get(name="Straits").absorb(Tag.objects.get(name="Strait"))

    page = client.get("/tag/straits/").text
    assert "One</a>" in page
    assert "Two</a>" in page


def test_every_address_of_a_merged_topic_leads_to_the_other_in_one_hop(client: Client) -> None:
    make_site()
    strait, straits = make_tag("Strait"), make_tag("Straits")
    strait.slug = "the-strait"
    strait.save()

    straits.absorb(strait)
    straits.slug = "all-straits"
    straits.save()

    for old in ("/tag/strait/", "/tag/the-strait/", "/tag/straits/"):
        assert lead(client, old) == (301, "/tag/all-straits/")
    assert lead(client, "/tr/tag/strait/") == (301, "/tr/tag/all-straits/")
    assert lead(client, "/tag/strait/feed/") == (301, "/tag/all-straits/feed/")
    assert lead(client, "/tag/all-straits/")[0] == 200


def test_the_address_of_a_merged_one_is_given_to_nobody_else() -> None:
    strait, straits = make_tag("Strait"), make_tag("Straits")

    straits.absorb(strait)

    assert make_tag("Strait").slug == "strait-2"


def test_a_word_that_names_a_merged_topic_means_the_one_that_stays() -> None:
    straits = make_tag("Straits")
    straits.absorb(make_tag("Strait"))
    article = make_draft()

    article.tags.set(["STRAIT"])

    assert list(article.tags.all()) == [straits]
    assert not Tag.objects.filter(name__iexact="strait").exists()


def test_what_is_empty_comes_from_the_duplicate_and_what_is_there_stays() -> None:
    one, two = make_tag("Strait"), make_tag("Straits")
    Tag.objects.filter(pk=one.pk).update(description="Narrow waters.")

    two.absorb(one)

    assert fresh(two).description == "Narrow waters."
    assert (fresh(two).name, fresh(two).slug) == ("Straits", "straits")


def test_a_chain_of_merges_leads_to_its_end(client: Client) -> None:
    one, two, three = (make_tag(name) for name in ("One", "Two", "Three"))

    two.absorb(one)
    three.absorb(two)

    assert lead(client, "/tag/one/") == (301, "/tag/three/")
    assert Tag.objects.meant("one") == three
    assert set(Merged.objects.values_list("old", "object_id")) == {(one.pk, three.pk), (two.pk, three.pk)}


# --- Sections


def test_articles_of_a_merged_section_are_filed_under_the_other(committed: Committed, client: Client) -> None:
    defence, security = make_category("Defence"), make_category("Security", make_category("Topics"))
    article = make_article("Soundings", categories=[defence, security])
    draft = make_draft(categories=[defence])
    old = client.get("/category/defence/").status_code

    with committed():
        security.absorb(defence)

    assert old == 200
    for each in (article, draft):
        assert list(each.categories.all()) == [security]
        assert fresh(each).primary_category == security
    assert [each["name"] for each in fresh(article).furniture["crumbs"]] == ["Topics", "Security"]
    assert (ListKind.CATEGORY, security.parent_id) in places(article)
    assert lead(client, "/category/defence/") == (301, "/category/topics/security/")


def test_what_lies_under_a_merged_section_moves_with_its_addresses(committed: Committed, client: Client) -> None:
    old, new = make_category("Old"), make_category("New")
    ports, twin = make_category("Ports", old), make_category("Ports", new)
    deep = make_category("Cranes", ports)
    article = make_article(categories=[deep])

    with committed():
        new.absorb(old)

    assert [fresh(each).path for each in (twin, ports, deep)] == ["new/ports", "new/ports-2", "new/ports-2/cranes"]
    assert lead(client, "/category/old/ports/cranes/") == (301, "/category/new/ports-2/cranes/")
    assert lead(client, "/category/old/") == (301, "/category/new/")
    assert (ListKind.CATEGORY, new.pk) in places(article)
    assert fresh(article).furniture["crumbs"][0]["url"] == "/category/new/"


def test_a_section_is_merged_into_what_it_lies_under_but_not_into_what_lies_under_it() -> None:
    top = make_category("Top")
    middle = make_category("Middle", top)
    low = make_category("Low", middle)

    with pytest.raises(ValidationError) as error:
        low.absorb(top)
    top.absorb(middle)

    assert why(error) == "“Low” lies under “Top”: move it elsewhere first, or keep “Top” instead."
    assert fresh(low).path == "top/low"


def test_what_would_lie_too_deep_is_named_and_nothing_has_changed() -> None:
    line: list[Category] = []
    for name in "abcde":
        line.append(make_category(name, line[-1] if line else None))
    top = make_category("Top")
    make_category("Lowest", make_category("Low", top))

    with pytest.raises(ValidationError) as error:
        line[-1].absorb(top)

    assert why(error) == "“Low” lies under “Top” and would come to lie too deep: move it first."
    assert (Category.objects.count(), Merged.objects.count()) == (8, 0)


def test_menus_regions_and_pictures_follow_a_merged_section(client: Client) -> None:
    make_site()
    old, new = make_category("Old", cover=make_image()), make_category("New")
    item = MenuItem.objects.create(label="Old", target=old)
    malta = make_country("MT", region=old)

    new.absorb(old)

    assert MenuItem.objects.get(pk=item.pk).target == new
    assert SiteIdentity.objects.get().prepared["menus"]["primary"][0]["url"] == "/category/new/"
    assert fresh(malta).region == new
    assert fresh(new).cover == old.cover
    assert users_of("image", old.cover.public_id) == {Category: [new.pk]}


def test_texts_in_other_languages_are_filled_up_field_by_field() -> None:
    old = make_category("Old", texts={"tr": {"name": "Eski", "description": "Eskiler."}, "ar": {"name": "قديم"}})
    new = make_category("New", texts={"tr": {"name": "Yeni"}}, description="News.")
    Category.objects.filter(pk=old.pk).update(description="Olds.")

    new.absorb(old)

    assert fresh(new).texts == {"tr": {"name": "Yeni", "description": "Eskiler."}, "ar": {"name": "قديم"}}
    assert fresh(new).description == "News."
    assert fresh(new).parent is None


# --- People


def test_bylines_keep_their_order_and_what_they_said_that_day(committed: Committed) -> None:
    short, other, full = make_person("O. Fall"), make_person("Other"), make_person("Odette Fall")
    both, alone = make_article(people=[short, other, full]), make_article(people=[other, short])
    both.bylines.filter(person=short).update(role="Fellow", affiliation="Harbour Institute")
    alone.bylines.filter(person=short).update(role="Editor")

    with committed():
        full.absorb(short)

    assert list(both.bylines.values_list("person__name", "role", "affiliation")) == [
        ("Odette Fall", "Fellow", "Harbour Institute"),
        ("Other", "", ""),
    ]
    assert list(alone.bylines.values_list("person__name", "role")) == [("Other", ""), ("Odette Fall", "Editor")]
    assert fresh(both).byline_text == "Odette Fall and Other"


def test_no_article_is_called_updated_because_its_author_is_named_by_another_row(committed: Committed) -> None:
    short, full = make_person("O. Fall"), make_person("Odette Fall")
    article = make_article(people=[short], published_at=timezone.now() - timedelta(days=9))
    before = fresh(article)

    with committed():
        full.absorb(short)
    fresh(article).settle()

    assert (fresh(article).changed_at, fresh(article).version) == (before.changed_at, before.version)


def test_a_person_takes_over_account_portrait_words_and_comments() -> None:
    user = get_user_model().objects.create_user("o@example.org")
    links = [{"label": "Site", "url": "https://example.org/"}]
    short = make_person(
        "O. Fall", user=user, bio="<p>Writes.</p>", orcid="0000-0002-1825-0097", links=links,
        portrait=make_image(), expertise=["Ports"], sort_name="Fall, O.", role="Fellow",
    )  # fmt: skip
    full = make_person("Odette Fall", role="Director")
    comment = make_comment(make_article(people=[short]), person=short)

    full.absorb(short)

    kept = fresh(full)
    assert (kept.user, kept.bio, kept.orcid, kept.links) == (user, "<p>Writes.</p>", "0000-0002-1825-0097", links)
    assert (kept.portrait, kept.expertise, kept.role, kept.sort_name) == (short.portrait, ["Ports"], "Director", "")
    assert fresh(comment).person == full
    assert [row.title for row in Document.objects.filter(kind="person")] == ["Odette Fall"]


def test_two_accounts_are_not_merged() -> None:
    users = [get_user_model().objects.create_user(f"{name}@example.org") for name in "ab"]
    one, two = make_person("One", user=users[0]), make_person("Two", user=users[1])

    with pytest.raises(ValidationError) as error:
        two.absorb(one)

    assert why(error) == "“One” and “Two” have an account each: take one of them out of its form first."
    assert Person.objects.count() == 2


def test_old_keys_and_former_addresses_of_a_person_lead_to_the_other(client: Client) -> None:
    short, full = make_person("O. Fall"), make_person("Odette Fall")
    Address.objects.remember(short, "?author=7")
    Address.objects.remember(short, "/author/ofall/")

    full.absorb(short)

    for old in ("/?author=7", "/author/ofall/", "/author/o-fall/"):
        assert lead(client, old) == (301, "/author/odette-fall/")
    assert Address.objects.of(full).filter(is_current=True).get().key == "/author/odette-fall/"


# --- Refusals, and what is asked for twice


def test_nothing_is_merged_into_itself_or_into_another_kind() -> None:
    tag: Any = make_tag("Ports")

    with pytest.raises(ValidationError) as itself:
        tag.absorb(fresh(tag))
    with pytest.raises(ValidationError) as kind:
        tag.absorb(make_category("Ports"))

    assert why(itself) == "“Ports” cannot be merged into itself: choose another one."
    assert why(kind) == "Only two of a kind can be merged: choose two categories, two tags or two people."


def test_what_is_merged_already_is_said_to_be() -> None:
    one, two, three = (make_tag(name) for name in ("One", "Two", "Three"))
    again, deleted = fresh(one), make_tag("Deleted")
    two.absorb(one)
    Tag.objects.get(pk=deleted.pk).delete()

    with pytest.raises(ValidationError) as error:
        two.absorb(again)
    with pytest.raises(ValidationError) as other:
        again.absorb(three)
    with pytest.raises(ValidationError) as gone:
        two.absorb(deleted)

    assert why(error) == why(other) == "“One” is merged already, into “Two”."
    assert why(gone) == "“Deleted” has been deleted meanwhile: choose again."


def test_the_log_of_the_one_that_stays_says_what_was_merged() -> None:
    editor = get_user_model().objects.create_user("editor@example.org")
    make_article(tags=["Strait"])
    straits = make_tag("Straits")

    straits.absorb(Tag.objects.get(name="Strait"), by=editor)

    entry = LogEntry.objects.get()
    assert (entry.user, entry.get_edited_object()) == (editor, straits)
    assert entry.change_message == "“Strait” merged into it: 1 article"


# --- Edits that wait, and what the history has


def test_an_edit_that_waits_names_the_one_that_stays() -> None:
    old, new = make_category("Old"), make_category("New")
    short, full, strait, straits = make_person("O. F."), make_person("Odette"), make_tag("Strait"), make_tag("Straits")
    article = make_article("Soundings", categories=[make_category("Home")], people=[make_person()])
    line = [{"person": person.pk, "role": "", "affiliation": ""} for person in (short, full)]
    edit = {
        **article.snapshot(), "categories": [old.pk, new.pk], "primary_category_id": old.pk, "bylines": line,
        "tags": [strait.pk, straits.pk, "New word"],
    }  # fmt: skip
    article.save_edit(edit, by=None, seen=Seen.of(article))
    seen = Seen.of(article)

    new.absorb(old)
    full.absorb(short)
    straits.absorb(strait)

    data = fresh(article).working_copy.data
    assert (data["categories"], data["primary_category_id"]) == ([new.pk], new.pk)
    assert [line["person"] for line in data["bylines"]] == [full.pk]
    assert data["tags"] == [straits.pk, "New word"]
    assert Seen.of(article) == seen
    fresh(article).publish_changes()
    assert sorted(tag.name for tag in article.tags.all()) == ["New word", "Straits"]


def test_a_revision_is_untouched_and_restores_into_the_one_that_stays() -> None:
    old, new, short, full = make_category("Old"), make_category("New"), make_person("O. F."), make_person("Odette")
    article = make_article("Soundings", categories=[old], people=[short], tags=["Strait"], standfirst="Below.")
    article.keep_found()
    kept = Revision.objects.of(article).get()

    new.absorb(old)
    full.absorb(short)
    make_tag("Straits").absorb(Tag.objects.get(name="Strait"))
    article.restore(kept, by=None, seen=Seen.of(article))

    assert fresh(kept).data["categories"] == [old.pk]
    data = fresh(article).working_copy.data
    assert (data["categories"], data["primary_category_id"]) == ([new.pk], new.pk)
    fresh(article).publish_changes()
    assert list(article.categories.all()) == [new]
    assert [tag.name for tag in article.tags.all()] == ["Straits"]
    assert [byline.person for byline in article.bylines.all()] == [full]


# --- Stored pages


def test_pages_of_both_are_said_to_have_changed(purged: list[set[str]]) -> None:
    make_article(tags=["Strait"])
    strait, straits = Tag.objects.get(name="Strait"), make_tag("Straits")
    purged.clear()

    straits.absorb(strait)

    told = set().union(*purged)
    assert {strait.surrogate_key, straits.surrogate_key, "articles.tag"} <= told
    assert {ListKind.TAG.surrogate_key("en", each.pk) for each in (strait, straits)} <= told


# --- Nothing that points at them is forgotten

KINDS = (Category, Tag, Person)
# What names its object without pointing at it: the verbs of the objects keep it in step, or it is history.
IN_STEP = {"library.Use", "search.Document", "admin.LogEntry", "auth.Permission"}


@pytest.mark.parametrize("model", KINDS)
def test_every_foreign_key_to_them_is_moved(model: type[models.Model]) -> None:
    wanted = {
        (each, field.name)
        for each in apps.get_models(include_auto_created=True)
        for field in each._meta.concrete_fields
        if field.related_model is model
    }

    assert {(each.model, each.column) for each in pointers(model) if not each.kind} == wanted
    assert len(wanted) > 0


def test_every_many_to_many_field_to_them_has_a_table_that_is_moved() -> None:
    for each in apps.get_models(include_auto_created=True):
        for field in each._meta.many_to_many:
            if field.related_model in KINDS:
                tables = {pointer.model for pointer in pointers(field.related_model)}
                assert field.remote_field.through in tables, field


def test_every_generic_use_is_moved_and_what_names_its_kind_otherwise_is_known() -> None:
    kinds = {
        each
        for each in apps.get_models(include_auto_created=True)
        if any(field.related_model is ContentType for field in each._meta.concrete_fields)
    }
    generic = {each for each in kinds if any(isinstance(f, GenericForeignKey) for f in each._meta.private_fields)}

    assert {pointer.model for pointer in pointers(Tag) if pointer.kind} == generic
    assert {each._meta.label for each in kinds - generic} == IN_STEP


@pytest.mark.parametrize("model", KINDS)
def test_every_rule_that_could_forbid_a_move_is_seen(model: type[models.Model]) -> None:
    """Rules with a condition are not: that of addresses is its own, and there is no other."""
    conditional = {
        rule.name
        for pointer in pointers(model)
        for rule in pointer.model._meta.constraints
        if isinstance(rule, models.UniqueConstraint) and pointer.column in rule.fields and rule.condition is not None
    }

    assert conditional <= {"one_current_address"}


def test_a_table_that_has_a_row_but_once_is_known_by_the_fields_beside_the_key() -> None:
    tagging, byline = apps.get_model("articles", "Tagging"), apps.get_model("articles", "Byline")

    assert uniques(tagging, "tag") == [["content_object"]]
    assert uniques(byline, "person") == [["article"]]
    assert uniques(Article.categories.through, "category") == [["article"]]
    assert Listing.objects.count() == 0
