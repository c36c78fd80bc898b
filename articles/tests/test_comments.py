"""Comments: what is counted, what is shown, and how threads stand."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from articles.models import Article, Comment
from articles.tests.make import make_article, make_comment, make_person

pytestmark = pytest.mark.django_db


def count(article: Article) -> int:
    return Article.objects.get(pk=article.pk).comment_count


@pytest.mark.parametrize(
    ("verb", "left"),
    [
        (Comment.approve, 2),
        (Comment.hold, 1),
        (Comment.mark_spam, 1),
        (Comment.bin, 1),
        (Comment.delete, 1),
        (lambda comment: Comment.objects.filter(pk=comment.pk).delete(), 1),
    ],
)
def test_the_count_follows_every_verb_and_a_repeat(verb: Callable[[Comment], object], left: int) -> None:
    article = make_article()
    make_comment(article)
    comment = make_comment(article)

    verb(comment)
    if comment.pk and Comment.objects.filter(pk=comment.pk).exists():
        verb(comment)

    assert count(article) == left


def test_a_held_comment_counts_once_approved() -> None:
    article = make_article()
    comment = make_comment(article, status="pending")
    before = count(article)

    comment.approve()

    assert (before, count(article)) == (0, 1)


def test_counts_of_other_articles_stay_as_they_are() -> None:
    article, other = make_article(), make_article()
    make_comment(other)

    make_comment(article).mark_spam()

    assert (count(article), count(other)) == (0, 1)


def test_only_approved_comments_are_shown(client: Client) -> None:
    article = make_article("Soundings")
    for status in Comment.Status.values:
        make_comment(article, f"It is {status}.", status=status)

    text = client.get("/soundings/").content.decode()

    assert "It is approved." in text
    assert [status for status in ("pending", "spam", "bin") if f"It is {status}." in text] == []
    assert "1 comment<" in text


def test_a_held_parent_does_not_hide_its_answers(client: Client) -> None:
    article = make_article("Soundings")
    held = make_comment(article, "Hidden.", status="pending")
    make_comment(article, "An answer.", parent=held)

    nodes = client.get("/soundings/").context["comments"]

    assert [(node["comment"].text, node["children"]) for node in nodes] == [("An answer.", [])]


def test_name_is_escaped_and_mail_address_stays_with_the_editors(client: Client) -> None:
    article = make_article("Soundings")
    make_comment(article, name="<b>Odette</b>", email="odette@example.org", website="https://example.org/odette")

    text = client.get("/soundings/").content.decode()

    assert "&lt;b&gt;Odette&lt;/b&gt;" in text
    assert "odette@example.org" not in text


def test_text_without_what_no_database_takes() -> None:
    article = make_article()

    comment = make_comment(article, "One\x00 two\x0b", name="Odette\n\x00Fall")

    assert (comment.text, comment.name) == ("One two", "Odette Fall")


def test_only_the_articles_own_people_are_marked_as_authors(client: Client) -> None:
    author, other = make_person("Odette Fall"), make_person("Tomas B")
    article = make_article("Soundings", people=[author])
    make_comment(article, person=author, name="Odette Fall")
    make_comment(article, person=other, name="Tomas B")
    make_comment(article, name="Reader")

    nodes = client.get("/soundings/").context["comments"]

    assert [node["comment"].is_by_author for node in nodes] == [True, False, False]


def test_an_answer_stands_under_the_same_article() -> None:
    elsewhere = make_comment(make_article())
    comment = Comment(article=make_article(), parent=elsewhere, name="Odette", text="Yes.")

    with pytest.raises(ValidationError) as error:
        comment.full_clean()

    assert list(error.value.message_dict) == ["parent"]


def test_ten_levels_are_drawn_with_everybody_in_them(client: Client) -> None:
    article = make_article("Soundings")
    above = None
    for number in range(1, 31):
        above = make_comment(article, f"Answer number {number}.", parent=above)

    text = client.get("/soundings/").content.decode()

    assert [number for number in range(1, 31) if f"Answer number {number}." not in text] == []


def test_five_hundred_answers_in_one_line_break_no_page(client: Client) -> None:
    article = make_article("Soundings")
    first = make_comment(article, "Number 0.")
    comments = [Comment(article=article, name="N", text=f"Number {n}.", status="approved") for n in range(1, 500)]
    Comment.objects.bulk_create(comments)
    keys = list(Comment.objects.order_by("pk").values_list("pk", flat=True))
    Comment.objects.bulk_update([Comment(pk=key, parent_id=above) for above, key in pairwise(keys)], ["parent"])
    first.approve()

    response = client.get("/soundings/")

    assert response.status_code == 200
    assert "Number 499." in response.content.decode()


def test_a_person_has_one_colour_in_bylines_and_comments() -> None:
    person = make_person("Odette Fall")
    make_person("Between")
    article = make_article(people=[person])

    comments = [make_comment(article, name="Odette", person=person), make_comment(article, name="Fall", person=person)]
    strangers = [make_comment(article, name="G. Parallel"), make_comment(article, name="G. Parallel")]

    assert [each.hue for each in comments] == [person.hue] * 2
    assert strangers[0].hue == strangers[1].hue
