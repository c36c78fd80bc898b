"""A reader of another language, in a real browser."""

from typing import Any

import pytest

from articles.tests.make import make_article, make_copies, make_site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_turkish_reader_searches_turns_the_page_and_goes_to_sign_in_all_in_turkish(
    tab: Any, live_server: Any
) -> None:
    make_site()
    first = make_article("Boğaz", language="tr")
    for copy in make_copies(first, 14):
        copy.settle()
    heard = []

    def listen() -> None:
        heard.append(tab.evaluate("document.documentElement.lang"))

    tab.goto(f"{live_server.url}/tr/")
    listen()
    tab.get_by_role("searchbox").first.fill("boğaz")
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"{live_server.url}/search/?q=*")
    listen()
    tab.get_by_role("link", name="Sonraki").click()
    tab.wait_for_url("**page=2*")
    listen()
    tab.get_by_role("link", name="Oturum aç").first.click()
    tab.wait_for_url("**/accounts/login/**")
    listen()
    tab.get_by_role("link", name="Parola unutuldu mu?").click()
    tab.wait_for_url("**/accounts/password/reset/**")
    listen()

    assert heard == ["tr"] * 5
    assert tab.complaints == []
