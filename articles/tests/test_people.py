"""Who writes: identifiers, bylines as they were that day, and what follows a new name."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.test import Client

from articles.models import Article, Person
from articles.models.person import orcid_is_valid, orcid_of
from articles.tests.conftest import Committed
from articles.tests.make import make_article, make_category, make_person
from articles.views.lists import LETTERED
from geopolist.library import registry
from geopolist.library.models import Use
from geopolist.library.tests.make import make_image
from geopolist.search.models import Document

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("orcid", ["0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X"])
def test_orcids_with_the_right_last_character_pass(orcid: str) -> None:
    assert orcid_is_valid(orcid)


@pytest.mark.parametrize(
    "place", [pytest.param(place, id=f"digit-{place}") for place in range(19) if place not in (4, 9, 14)]
)
def test_any_one_wrong_digit_is_noticed(place: int) -> None:
    orcid = "0000-0002-1825-0097"
    wrong = orcid[:place] + ("8" if orcid[place] != "8" else "3") + orcid[place + 1 :]

    assert not orcid_is_valid(wrong)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("  ", ""),
        ("0000-0002-1825-0097", "0000-0002-1825-0097"),
        (" https://orcid.org/0000-0002-1694-233x ", "0000-0002-1694-233X"),
        ("http://orcid.org/0000-0002-1825-0097/", "0000-0002-1825-0097"),
    ],
)
def test_an_orcid_is_kept_bare(typed: str, kept: str) -> None:
    assert orcid_of(typed) == kept


@pytest.mark.parametrize(
    "typed", ["0000-0002-1825-0098", "0000000218250097", "٠٠٠٠-0002-1825-0097", "https://x.org/0000-0002-1825-0097"]
)
def test_anything_else_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(ValidationError) as error:
        make_person(orcid=typed)

    assert "0000-0002-1825-0097" in error.value.message_dict["orcid"][0]


@pytest.mark.parametrize(
    "changes",
    [
        {"links": [{"label": "Site", "url": "javascript:alert(1)"}]},
        {"links": [{"label": "Site", "url": "java\nscript:alert(1)"}]},
        {"links": [{"label": "", "url": "https://example.org/"}]},
        {"links": [{"url": "https://example.org/"}]},
        {"links": ["https://example.org/"]},
        {"links": {}},
        {"expertise": "ports"},
        {"languages": [1]},
    ],
)
def test_lists_that_no_page_may_print_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as error:
        make_person(**changes)

    assert list(error.value.message_dict) == list(changes)


def test_affiliation_and_role_stay_as_they_were_that_day() -> None:
    person = make_person("Odette Fall", affiliation="Harbour Institute", role="Fellow")
    article = make_article(people=[person])

    person.affiliation, person.role = "Ministry of Tides", "Adviser"
    person.save()
    article.settle()

    byline = Article.objects.get(pk=article.pk).furniture["bylines"][0]
    assert (byline["affiliation"], byline["role"]) == ("Harbour Institute", "Fellow")
    assert make_article(people=[person]).furniture["bylines"][0]["affiliation"] == "Ministry of Tides"


def test_a_byline_may_say_another_affiliation() -> None:
    article = make_article()

    article.bylines.create(person=make_person(affiliation="Harbour Institute"), affiliation="Writing for herself")
    article.settle()

    assert article.furniture["bylines"][0]["affiliation"] == "Writing for herself"


def test_a_new_name_is_printed_beside_every_article_and_the_old_address_leads_on(
    client: Client, committed: Committed
) -> None:
    person = make_person("Odette Fall")
    make_article("Soundings", people=[person, make_person("Tomas B")])

    person.name, person.slug = "Odette Meridian", "odette-meridian"
    with committed():
        person.save()

    text = client.get("/soundings/").content.decode()
    assert 'href="/author/odette-meridian/"' in text
    assert "Odette Fall" not in text
    assert Article.objects.get().byline_text == "Odette Meridian and Tomas B"
    assert client.get("/author/odette-fall/")["Location"] == "/author/odette-meridian/"


def test_saving_without_a_printed_change_refiles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    person = make_person()
    asked: list[object] = []
    monkeypatch.setattr("articles.models.person.refile_on_commit", lambda *names: asked.append(names))

    person.affiliation = "Elsewhere"
    person.save()
    person.bio = "<p>Other words.</p>"
    person.save()

    assert asked == [("person", person.pk)]


def test_biography_is_cleaned_and_printed_under_the_article(client: Client) -> None:
    person = make_person("Odette Fall", bio="<p>Reads <em>charts</em>.<script>alert(1)</script></p>")
    make_article("Soundings", people=[person])

    text = client.get("/soundings/").content.decode()

    assert "<p>Reads <em>charts</em>.</p>" in text
    assert "alert(1)" not in text


def test_page_shows_who_somebody_is_and_what_they_wrote(client: Client) -> None:
    person = make_person(
        "Odette Fall",
        role="Fellow",
        affiliation="Harbour Institute",
        bio="<p>Reads charts.</p>",
        expertise=["Ports", "Straits"],
        languages=["English", "Turkish"],
        orcid="0000-0002-1825-0097",
        links=[{"label": "Site", "url": "https://example.org/"}],
    )
    make_article("Soundings", people=[person])
    make_article("Of another", people=[make_person()])

    response = client.get("/author/odette-fall/")
    text = response.content.decode()

    for words in (
        "<h1>Odette Fall</h1>",
        "Fellow, Harbour Institute",
        "<p>Reads charts.</p>",
        "Ports, Straits",
        "English, Turkish",
        'href="https://orcid.org/0000-0002-1825-0097"',
        'href="https://example.org/"',
    ):
        assert words in text
    assert [each.title for each in response.context["page"].items] == ["Soundings"]


def test_page_of_somebody_of_whom_nothing_is_known_has_no_side(client: Client) -> None:
    make_person("Odette Fall", bio="")
    make_person("Known", bio="<p>Reads charts.</p>")

    assert "<aside" not in client.get("/author/odette-fall/").content.decode()
    assert "<aside" in client.get("/author/known/").content.decode()


def test_people_page_lists_those_who_want_to_be_listed(client: Client) -> None:
    make_person("Odette Fall", role="Fellow")
    make_person("Hidden Hand", is_listed=False)

    text = client.get("/people/").content.decode()

    assert ">Odette Fall</a>" in text
    assert "Hidden Hand" not in text


def test_portrait_is_drawn_where_people_are_listed(client: Client) -> None:
    image = make_image()
    make_person("Odette Fall", portrait=image)
    make_article("Soundings", people=[Person.objects.get()])

    source = image.picture("portrait").src

    assert f'src="{source}"' in client.get("/people/").content.decode()
    assert f'src="{source}"' in client.get("/author/odette-fall/").content.decode()
    assert f'src="{source}"' in client.get("/soundings/").content.decode()


def test_an_unlisted_person_keeps_a_page_but_is_in_no_index(client: Client) -> None:
    person = make_person("Odette Fall")
    assert Document.objects.count() == 1

    person.is_listed = False
    person.save()

    assert Document.objects.count() == 0
    assert client.get("/author/odette-fall/").status_code == 200


def test_an_institution_is_an_organization_to_machines(client: Client) -> None:
    institution = make_person("Harbour Institute", is_institution=True)
    article = make_article("Soundings", people=[institution], categories=[make_category()])

    person_page = client.get("/author/harbour-institute/").content.decode()
    article_page = client.get("/soundings/").content.decode()

    assert article.furniture["bylines"][0]["is_institution"] is True
    assert '"@type":"Organization","name":"Harbour Institute"' in person_page
    assert '"@type":"Organization","name":"Harbour Institute"' in article_page


def test_portraits_are_in_use_and_new_formats_reach_the_articles() -> None:
    image = make_image()
    person = make_person(portrait=image)
    article = make_article(people=[person])
    type(image).objects.filter(pk=image.pk).update(formats=["jpg", "webp", "avif"])

    users = Use.objects.filter(kind="image", target=image.public_id)
    registry.user(Person).changed([person.pk])  # type: ignore[union-attr]

    assert [(use.content_type.model, use.object_id) for use in users] == [("person", person.pk)]
    sources = Article.objects.get(pk=article.pk).furniture["bylines"][0]["portrait"]["sources"]
    assert [source["type"] for source in sources] == ["image/avif", "image/webp"]


def test_who_wrote_something_cannot_be_deleted_and_another_leaves_nothing_behind(client: Client) -> None:
    writer, other = make_person("Odette Fall"), make_person("Tomas B", portrait=make_image())
    make_article(people=[writer])

    with pytest.raises(ProtectedError):
        writer.delete()
    other.delete()

    assert (Document.objects.filter(kind="person").count(), Use.objects.count()) == (1, 0)
    assert client.get("/author/tomas-b/").status_code == 410


@pytest.mark.parametrize(
    ("names", "joined"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_bylines_are_joined_as_one_speaks(names: list[str], joined: str) -> None:
    assert make_article(people=[make_person(name) for name in names]).byline_text == joined


# --- The list of people


@pytest.mark.parametrize(
    ("name", "changes", "place"),
    [
        ("Odette Fall", {}, "fall"),
        ("Ödette Çizgi", {}, "cizgi"),
        ("Jan van der Berg", {"sort_name": "van der Berg"}, "van der berg"),
        ("Institute of Straits", {"is_institution": True}, "institute of straits"),
        ("Prince", {}, "prince"),
    ],
)
def test_people_are_filed_under_their_family_name(name: str, changes: dict[str, object], place: str) -> None:
    assert make_person(name, **changes).filed_under == place


def test_a_few_people_stand_together_and_institutions_apart(client: Client) -> None:
    for name in ("Odette Fall", "Tomas Arden", "Zoe Arden"):
        make_person(name)
    make_person("A Center", is_institution=True)
    make_person("Unlisted", is_listed=False)

    response = client.get("/people/")
    text = response.content.decode()

    assert re.findall(r'<b><a href="[^"]+">([^<]+)</a></b>', text) == [
        "Tomas Arden",
        "Zoe Arden",
        "Odette Fall",
        "A Center",
    ]
    assert '<h2 id="institutions">Institutions</h2>' in text
    assert response.context["groups"] == []
    assert 'name="kind" value="person"' not in text


def test_many_people_stand_under_letters_and_can_be_searched(client: Client) -> None:
    for number in range(LETTERED):
        make_person(f"Person {chr(ord('A') + number % 3)}rden {number}", sort_name=f"{chr(ord('A') + number % 3)}rden")
    make_person("Öykü Ünal")

    response = client.get("/people/")
    text = response.content.decode()

    assert [(group["letter"], len(group["items"])) for group in response.context["groups"]] == [
        *(("A", 10), ("B", 10), ("C", 10), ("U", 1)),
    ]
    assert '<a class="chip" href="#letter-u">U</a>' in text
    assert '<h2 id="letter-u">U</h2>' in text
    assert '<input type="hidden" name="kind" value="person">' in text


def test_nobody_leads_on(client: Client) -> None:
    text = client.get("/people/").content.decode()

    assert "Nobody here yet" in text
    assert '<a class="button button--line" href="/blog/">All articles</a>' in text
    assert '<meta name="robots" content="noindex">' in text
