"""What the demonstration is made of."""

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image as Picture

from articles.models import Person
from geopolist.lib.body import clean
from geopolist.lib.body.vocabulary import BLOCKS, INLINE, KINDS, PARTS, STORED
from geopolist.lib.html import plain_text
from geopolist.lib.nesting import balanced
from geopolist.lib.settled import is_settled
from geopolist.lib.text import word_count
from geopolist.library.documents.pdf import count_pages
from geopolist.pages.demo import bodies, loading, media, reading

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def test_every_file_can_be_read_and_names_only_what_is_there() -> None:
    articles, pages = reading.texts("articles"), reading.texts("pages")
    people = {entry["slug"] for entry in loading.rows("people", "person")}
    sections = {entry["slug"] for entry in loading.rows("categories", "category")}
    slugs = [loading.slug_of(text) for text in articles]

    assert len(articles) >= 60
    assert len(slugs) == len(set(slugs))
    assert {slug for text in articles for slug in text.words("people")} <= people
    assert {slug for text in articles for slug in text.words("categories")} <= sections
    assert {entry["article"] for entry in loading.rows("comments", "comment")} <= set(slugs)
    assert {text.head["translation_of"] for text in articles if text.head.get("translation_of")} <= set(slugs)
    assert [text.name for text in pages if not text.head.get("title")] == []


def test_languages_of_people_are_shown_by_name() -> None:
    people = [Person(languages=entry.get("languages", [])) for entry in loading.rows("people", "person")]

    assert [name for person in people for name in person.languages_shown if len(name) == 2] == []


def test_times_in_a_body_are_counted_back_from_now() -> None:
    body = '<section data-block="live" data-time="-1d2h30m"><p>x</p></section>'

    assert bodies.filled(body, {}, NOW) == body.replace("-1d2h30m", "2026-04-30T09:30:00Z")


def test_articles_are_as_long_as_they_claim_to_be() -> None:
    words = {text.name: word_count(plain_text(text.body)) for text in reading.texts("articles")}

    assert {name: count for name, count in words.items() if not 500 <= count <= 1500} == {}


def test_their_bodies_use_the_whole_vocabulary() -> None:
    bodies_of_all = "".join(text.body for folder in ("articles", "pages") for text in reading.texts(folder))
    # Nobody writes five levels of headings into an essay.
    tags = {*INLINE, *BLOCKS, *PARTS} - {"h5", "h6"}

    assert {tag for tag in tags if not re.search(rf"<{tag}[ >]", bodies_of_all)} == set()
    assert {kind for kind in KINDS if f'data-block="{kind}"' not in bodies_of_all} == set()
    assert bodies.references_in(bodies_of_all)


@pytest.mark.parametrize("text", reading.texts("articles"), ids=lambda text: text.name)
def test_what_was_cleaned_is_not_written_anew(text: reading.Text) -> None:
    cleaned = clean(text.body)

    assert is_settled(cleaned, STORED.known)
    assert STORED.filter(balanced(cleaned, STORED.known)).strip() == cleaned


def test_the_paper_holds_what_the_articles_promise() -> None:
    content, name = media.paper("black-sea-risk-brief")

    assert name == "black-sea-risk-brief.pdf"
    assert [words in content for words in (b"(Port by port)", b"(A model readiness clause)", b"CreationDate")] == [
        True,
        True,
        False,
    ]
    assert count_pages(io.BytesIO(content)) == 2


def test_a_head_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "01-x.html"
    path.write_text("---\ntitle A\n---\n<p>x</p>")

    with pytest.raises(ValueError, match=r"01-x\.html: each line of the head is `name: value`"):
        reading.read(path)


def test_the_same_recipe_draws_the_same_picture() -> None:
    recipe = next(text.head["cover"] for text in reading.texts("articles") if text.head.get("cover"))

    first, second = media.draw(recipe), media.draw(recipe)

    assert first == second
    assert Picture.open(io.BytesIO(first)).size == media.SIZE
