"""Words that the site keeps for itself."""

import pytest
from django.conf import global_settings
from django.core.checks.registry import registry
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path

from geopolist.addresses.checks import routes_are_reserved
from geopolist.addresses.reserved import CODES, is_reserved, is_suffix


def nothing(request: HttpRequest) -> HttpResponse:
    raise AssertionError


urlpatterns = [
    path("admin/", nothing),
    path("unheard-of/<int:pk>/", nothing),
    re_path(r"^also-unheard/(?P<name>.+)$", nothing),
    path("", include([path("hidden-deeper/", nothing), path("<str:any>/", nothing)])),
    path("outer/", include([path("inner/", nothing)])),
]

WORDS = """
category tag author blog feed search my-bookmarks jobs job post-a-job job-dashboard company series corrections
accounts wp-content country countries members people topics feeds api oembed files preview submit notices newsletter
admin static media healthz readyz .well-known page comments 0000 1984 2026 9999 en tr ar de fr ku zh pt-br zh-hans ast
"""

# ISO 639-1, first letter: second letters. Told apart from the list that is tested, so that each holds the other.
ISO_639 = """
a:abefkmnrsvyz b:aegimnors c:aehorsuvy d:aevz e:elnostu f:afijory g:adlnuv h:aeiortuyz i:adegikostu j:av
k:agijklmnorsuvwy l:abginotuv m:ghiklnrsty n:abdeglnorvy o:cjmrs p:ailst q:u r:mnouw s:acdegiklmnoqrstuvw
t:aeghiklnorstwy u:gkrz v:eio w:ao x:h y:io z:ahu
"""
ISO_CODES = [
    first + second for first, _colon, seconds in (line.partition(":") for line in ISO_639.split()) for second in seconds
]
WITHDRAWN = ["bh", "in", "iw", "ji", "jw", "mo", "sh"]


@pytest.mark.parametrize("word", WORDS.split())
def test_a_word_of_ours_is_reserved(word: str) -> None:
    assert is_reserved(word)


@pytest.mark.parametrize("word", ["about", "999", "20266", "٢٠٢٦", "aaa", "energy", "searching", "qq"])
def test_any_other_word_is_free(word: str) -> None:
    assert not is_reserved(word)


def test_every_language_of_the_world_has_its_code_kept() -> None:
    assert len(ISO_CODES) == 183
    assert sorted(CODES.split()) == sorted([*ISO_CODES, *WITHDRAWN])
    assert [code for code in [*ISO_CODES, *WITHDRAWN] if not is_reserved(code)] == []


@pytest.mark.parametrize("code", [code for code, _name in global_settings.LANGUAGES])
def test_a_language_may_be_switched_on_at_any_time(code: str) -> None:
    assert is_reserved(code)


@pytest.mark.parametrize(
    ("word", "means_something"),
    [
        ("feed", True),
        ("page", True),
        ("versions", True),
        ("cite", True),
        ("comment-page-1", True),
        ("comment-page-12", True),
        ("comment-page-x", False),
        ("feeding", False),
        ("my-feed", False),
    ],
)
def test_a_suffix_means_something_after_every_address(word: str, means_something: bool) -> None:
    assert is_suffix(word) is means_something


def test_every_route_of_the_site_is_reserved() -> None:
    assert routes_are_reserved in registry.get_checks()
    assert routes_are_reserved(None) == []


@pytest.mark.urls(__name__)
def test_a_route_that_is_not_reserved_fails_the_check() -> None:
    errors = routes_are_reserved(None)

    assert [(error.id, error.msg) for error in errors] == [
        ("addresses.E001", "The route 'also-unheard' is not in the reserved list."),
        ("addresses.E001", "The route 'hidden-deeper' is not in the reserved list."),
        ("addresses.E001", "The route 'outer' is not in the reserved list."),
        ("addresses.E001", "The route 'unheard-of' is not in the reserved list."),
    ]
