"""Addresses that editors type into menus."""

import pytest
from django.core.exceptions import ValidationError

from geopolist.identity.links import check_link


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/about/",
        "/search/?q=a#b",
        "/نهر/",
        "https://www.example.org",
        "https://example.org/a?b",
        "HTTPS://example.org/",
    ],
)
def test_a_path_or_a_web_address_is_taken(url: str) -> None:
    check_link(url)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example/",
        "/\\evil.example/",
        "/\t/evil.example/",
        "\\\\evil.example",
        "https:///path",
        "https:example.org",
        "https://[",
        "http://example.org/",
        "about/",
        "www.example.org",
        "mailto:desk@example.org",
        "ftp://example.org/",
        "/a\u202eb/",
        "",
    ],
    ids=ascii,
)
def test_anything_else_is_refused(url: str) -> None:
    with pytest.raises(ValidationError, match="Give a path of this site"):
        check_link(url)


def test_a_further_scheme_needs_more_than_its_name() -> None:
    check_link("mailto:desk@example.org", also=("mailto",))

    with pytest.raises(ValidationError):
        check_link("mailto:", also=("mailto",))
