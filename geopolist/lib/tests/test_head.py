"""What a page tells machines, and that none of it ends the script element that holds it."""

import json

import pytest

from geopolist.lib.head import Head, absolute


def test_empty_values_are_left_out() -> None:
    head = Head()
    head.add({"@type": "Thing", "name": "x", "url": "", "image": None, "tags": [], "about": {}, "position": 0})

    assert json.loads(head.structured_data[0]) == {
        "@context": "https://schema.org",
        "@type": "Thing",
        "name": "x",
        "position": 0,
    }


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<!--", "a & b", "line\u2028end\u2029", "İstanbul"]
)
def test_a_text_comes_out_as_it_went_in_and_cannot_end_the_element(text: str) -> None:
    head = Head()
    head.add({"name": text})

    printed = head.structured_data[0]

    assert json.loads(printed)["name"] == text
    assert [sign for sign in "<>&\u2028\u2029" if sign in printed] == []


def test_each_head_has_its_own_data() -> None:
    Head().add({"name": "x"})

    assert Head().structured_data == []


@pytest.mark.parametrize(
    ("path", "address"),
    [("/about/", "https://www.example.org/about/"), ("https://cdn.example/a.jpg", "https://cdn.example/a.jpg")],
)
def test_an_address_is_the_sites_own(settings: object, path: str, address: str) -> None:
    settings.SITE_URL = "https://www.example.org"  # type: ignore[attr-defined]

    assert absolute(path) == address
