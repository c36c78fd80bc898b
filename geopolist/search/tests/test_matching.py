"""The table of queries that holds for both databases."""

from typing import Any

import pytest
from django.contrib.auth.models import Group

from articles.tests.make import make_article
from geopolist.search.tests.conftest import put, titles

pytestmark = pytest.mark.django_db
TEXTS = {
    "Energy security in the Black Sea": "Ships carry grain past the straits. Sanctions, sanctioned and sanctioning.",
    "Çanakkale Boğazı": "İstanbul’da güvenliğin bedeli; Türkiye'nin enerji politikası tartışılıyor.",
    "نهر النيل": "تتفاوض إثيوبيا ومصر على مياه النهر في القاهرة، والأزمة مستمرة.",
    "A café in São Paulo": "The state of the nation is a coffee price. O'Brien reports for the EU's office.",
    "Oil and gas": "Crude oil flows. Gas does not. The nation of the state, said in another order.",
}
ENERGY, TURKISH, ARABIC, CAFE, OIL = TEXTS
TABLE = [
    ("energy", {ENERGY}),
    ("ENERGIES", {ENERGY}),
    ("sanction", {ENERGY}),
    ("ship grains", {ENERGY}),
    ("black sea", {ENERGY}),
    ("sea black", {ENERGY}),
    ('"black sea"', {ENERGY}),
    ('"sea black"', set()),
    ("strait", {ENERGY}),
    ("cafe sao", {CAFE}),
    ("CAFÉ", {CAFE}),
    ('"state of the nation"', {CAFE}),
    ("the", {ENERGY, CAFE, OIL}),
    ("nation -crude", {CAFE}),
    ('nation -"crude oil"', {CAFE}),
    ("nation -flowing", {CAFE}),
    ("-nation", set()),
    ("obrien", {CAFE}),
    ("O’Brien", {CAFE}),
    ("eu", {CAFE}),
    ("canakkale", {TURKISH}),
    ("ISTANBUL", {TURKISH}),
    ("istanbul'da", {TURKISH}),
    ("politika", {TURKISH}),
    ("TÜRKİYE", {TURKISH}),
    ("güvenlik", {TURKISH}),
    ("politikacı", set()),
    ("guvenli", {TURKISH}),
    ("النهر", {ARABIC}),
    ("نهر", {ARABIC}),
    ("أثيوبيا", {ARABIC}),
    ("القاهره", {ARABIC}),
    ("وَالأَزْمَة", {ARABIC}),
    ("ازمه", {ARABIC}),
    ("oil gas", {OIL}),
    ("oil OR cafe", set()),
    ("crud", set()),
    ("submarine", set()),
    ("' \" ( ) * : -", set()),
    ('sea" OR 1=1', set()),
    ("sea NEAR energy", set()),
    ("title:energy", set()),
    ("{energy}", {ENERGY}),
    ("energy*", {ENERGY}),
    ("^energy$", {ENERGY}),
    ("(energy", {ENERGY}),
    ("energy & !sea", {ENERGY}),
    ("energy\\", {ENERGY}),
    ("%s energy %", {ENERGY}),
    ("energy\x00", {ENERGY}),
    ("", set()),
]


@pytest.fixture
def library_of_texts(group_pages: dict[int, Group]) -> None:
    for title, body in TEXTS.items():
        put(group_pages, title, body=body)


@pytest.mark.parametrize(("query", "expected"), TABLE, ids=[ascii(query) for query, _expected in TABLE])
def test_both_databases_find_the_same(library_of_texts: None, query: str, expected: set[str]) -> None:
    assert set(titles(query)) == expected


def test_the_search_page_answers_every_hostile_query(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geopolist.pages.views.searching.PER_MINUTE", len(TABLE))
    make_article("Strait")

    answers = {query: client.get("/search/", {"q": query, "sort": "'", "kind": "%"}).status_code for query, _ in TABLE}

    assert set(answers.values()) == {200}
