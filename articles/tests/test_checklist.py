"""What an article has to have before readers get it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from articles import checklist
from articles.checklist import Facts, PictureFacts, Severity
from articles.models import Strictness, readiness
from articles.tests.make import make_article, make_category, make_draft, make_person, make_site
from geopolist.library.tests.make import make_image

TODAY = date(2026, 5, 4)
PICTURE = PictureFacts("strait.jpg", "A strait.", False, "T. Lens", "own", None)
SOUND = Facts(
    title="Soundings",
    standfirst="What lies below.",
    body=f"<p>{'words ' * 60}</p>",
    cover="",
    has_primary_category=True,
    bylines=1,
    seo_title="",
    seo_description="",
    today=TODAY,
    pictures={"a": PICTURE},
)


def found(**changes: Any) -> list[tuple[str, str]]:
    """(rule, subject) of all that is said."""
    return [(each.rule, each.subject) for each in checklist.check(replace(SOUND, **changes))]


def with_body(html: str) -> dict[str, str]:
    return {"body": f"{SOUND.body}{html}"}


def test_nothing_is_said_of_a_sound_article() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"standfirst": " "}, [("standfirst", "")]),
        ({"has_primary_category": False}, [("section", "")]),
        ({"bylines": 0}, [("byline", "")]),
        ({"body": " "}, [("text", "")]),
        ({"body": "<p>Few words.</p>"}, [("short", "")]),
        ({"title": "x" * 121, "seo_title": "x"}, [("length", "title")]),
        ({"title": "x" * 61}, [("search", "title")]),
        ({"title": "x" * 61, "seo_title": "Short"}, []),
        ({"standfirst": "x" * 161}, [("search", "description")]),
        ({"standfirst": "x" * 321, "seo_description": "Short"}, [("length", "standfirst")]),
        ({"dead": frozenset({"/nowhere/"})}, [("dead_link", "/nowhere/")]),
        (with_body("<h2>A</h2><h4 data-id='b4'>B</h4><h2>C</h2><h3>D</h3>"), [("headings", "b4")]),
        (with_body("<h2>A</h2><h3>B</h3><h4>C</h4><h2>D</h2>"), []),
        (with_body('<p><a href="/x/">Read more…</a></p>'), [("link_text", "/x/")]),
        (with_body('<p><a href="/x/">Buraya tıklayın</a></p>'), [("link_text", "/x/")]),
        (
            with_body('<p><a href="https://a.example/b">https://a.example/b</a></p>'),
            [("link_text", "https://a.example/b")],
        ),
        (with_body('<p><a href="/x/">the treaty of 1936</a></p>'), []),
        (with_body('<p><a id="here">here</a></p>'), []),
    ],
)
def test_each_rule_finds_its_fault_and_nothing_else(changes: dict[str, Any], said: list[tuple[str, str]]) -> None:
    assert found(**changes) == said


@pytest.mark.parametrize(
    ("figure", "picture", "said"),
    [
        ('<figure data-image="a"></figure>', PICTURE, []),
        ('<figure data-image="a"></figure>', replace(PICTURE, alt=""), ["alt"]),
        ('<figure data-alt="Here a strait." data-image="a"></figure>', replace(PICTURE, alt=""), []),
        ('<figure data-decorative="true" data-image="a"></figure>', replace(PICTURE, alt=""), []),
        ('<figure data-image="a"></figure>', replace(PICTURE, alt="", is_decorative=True), []),
        ('<figure data-alt="" data-image="a"></figure>', PICTURE, ["alt"]),
        ('<figure data-image="a"></figure>', replace(PICTURE, credit=""), ["credit"]),
        ('<figure data-image="a"></figure>', replace(PICTURE, licence=""), ["credit"]),
        ('<figure data-image="a"></figure>', replace(PICTURE, licence_ends=TODAY - timedelta(days=1)), ["licence"]),
        ('<figure data-image="a"></figure>', replace(PICTURE, licence_ends=TODAY), []),
        ('<figure data-src="https://a.example/b.jpg"></figure>', PICTURE, ["alt"]),
    ],
)
def test_pictures_are_described_credited_and_licensed(figure: str, picture: PictureFacts, said: list[str]) -> None:
    rules = [rule for rule, _subject in found(**with_body(figure), pictures={"a": picture})]

    assert rules == said


def test_the_cover_is_a_picture_like_any_other_and_one_fault_is_told_once() -> None:
    bare = replace(PICTURE, alt="", credit="")
    body = with_body('<figure data-image="a"></figure><figure data-image="a"></figure>')

    assert found(**body, cover="a", pictures={"a": bare}) == [("alt", "a"), ("credit", "a")]


def test_what_blocks_comes_first_and_a_rule_that_is_off_says_nothing() -> None:
    facts = replace(SOUND, title="x" * 130, bylines=0, standfirst="")

    said = checklist.check(facts, {"standfirst": Severity.OFF, "search": Severity.BLOCK, "byline": Severity.WARN})

    assert [(each.rule, each.severity) for each in said] == [
        ("search", "block"),
        ("byline", "warn"),
        ("length", "warn"),
    ]


@pytest.mark.django_db
def test_an_article_is_looked_at_with_its_pictures_and_links(django_assert_max_num_queries: Any) -> None:
    make_site()
    image = make_image(alt="", credit="")
    make_article("Elsewhere")
    body = f'<p>{"words " * 60}<a href="/elsewhere/">there</a> <a href="/nowhere/">not there</a></p>'
    draft = make_draft(
        "Soundings", standfirst="Below.", cover=image, body=body, categories=[make_category()], people=[make_person()]
    )

    with django_assert_max_num_queries(8):
        said = readiness.findings(draft, bylines=1)

    assert [(each.rule, each.subject) for each in said] == [
        ("alt", image.public_id),
        ("credit", image.public_id),
        ("dead_link", "/nowhere/"),
    ]


@pytest.mark.django_db
def test_a_rule_that_is_no_more_is_left_alone() -> None:
    Strictness.objects.create(rule="gone", severity="block")

    assert readiness.severities() == {}
