"""Who installed the site reads on without a network; nobody else gets a service worker or anything stored."""

import json
from typing import Any

import pytest
from django.test import Client

from articles.tests.make import make_article, make_site


@pytest.mark.django_db
def test_the_service_worker_is_asked_for_anew_and_names_what_it_keeps(client: Client) -> None:
    answer = client.get("/service-worker.js")

    first, _, script = answer.content.decode().partition("\n")
    site = json.loads(first.removeprefix("self.SITE = ").removesuffix(";"))
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/javascript", "no-cache")
    assert site["offline"] == "/offline/"
    assert {"/static/css/site.css", "/static/js/site.js", "/offline/"} <= set(site["shell"])
    assert "addEventListener" in script


@pytest.mark.django_db
def test_the_page_for_readers_without_a_network_is_not_for_search_engines(client: Client) -> None:
    make_site()

    answer = client.get("/offline/")

    assert '<meta name="robots" content="noindex">' in answer.content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_an_installed_site_opens_what_was_read_without_a_network(tab: Any, live_server: Any) -> None:
    make_site()
    make_article("Soundings & “depths”")
    make_article("Not read yet")
    tab.goto(f"{live_server.url}/")
    tab.evaluate("dispatchEvent(new Event('appinstalled'))")
    tab.evaluate("navigator.serviceWorker.ready.then(() => true)")
    tab.wait_for_function("navigator.serviceWorker.controller")
    tab.goto(f"{live_server.url}/soundings-depths/")
    tab.wait_for_function("caches.open('pages').then(async (cache) => (await cache.keys()).length === 1)")

    tab.context.set_offline(True)
    tab.goto(f"{live_server.url}/soundings-depths/")

    assert tab.locator("h1").inner_text() == "Soundings & “depths”"

    tab.goto(f"{live_server.url}/not-read-yet/")

    assert tab.locator("h1").inner_text() == "You are offline"
    tab.locator("[data-kept-none]").wait_for(state="hidden")
    assert tab.locator("[data-kept] a").all_inner_texts() == ["Soundings & “depths”"]
    assert [each for each in tab.complaints if "ERR_INTERNET_DISCONNECTED" not in each] == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_reader_in_a_browser_gets_no_service_worker_and_nothing_stored(tab: Any, live_server: Any) -> None:
    make_site()
    make_article("Soundings")

    tab.goto(f"{live_server.url}/soundings/")
    tab.wait_for_load_state("networkidle")

    assert tab.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert tab.evaluate("caches.keys()") == []
    assert tab.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
