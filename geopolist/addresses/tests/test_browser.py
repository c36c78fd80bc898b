"""What a browser remembers of an address must not outlive what the address meant."""

from typing import Any

import pytest

from articles.models import Article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def rename(article: Article, slug: str) -> None:
    article.slug = slug
    article.save()
    article.settle()


def test_an_article_that_comes_back_is_seen_by_who_saw_it_gone(tab: Any, live_server: Any, strait: Article) -> None:
    address = f"{live_server.url}/the-strait/"
    seen = [tab.goto(address).status]
    strait.withdraw("The figures were wrong.")
    seen.append(tab.goto(address).status)
    strait.publish()
    seen.append(tab.goto(address).status)

    assert seen == [200, 410, 200]


def test_an_address_that_is_given_up_and_taken_back_leads_in_no_circle(
    tab: Any, live_server: Any, strait: Article
) -> None:
    old, new = (f"{live_server.url}/{slug}/" for slug in ("the-strait", "narrows"))
    reached = []
    for slug in ("narrows", "the-strait", "narrows", "the-strait"):
        rename(strait, slug)
        for address in (old, new):
            answer = tab.goto(address)
            reached.append((answer.status, answer.url == f"{live_server.url}/{slug}/"))

    assert set(reached) == {(200, True)}
