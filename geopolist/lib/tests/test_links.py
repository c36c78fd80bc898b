import pytest

from geopolist.lib.links import asking, is_outside, path_inside, safe_link


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://x.example/a?b=c&d#e", "https://x.example/a?b=c&d#e"),
        (" HTTP://X.example/a b ", "http://X.example/a%20b"),
        ("//x.example/a", "https://x.example/a"),
        ("www.x.example", "https://www.x.example"),
        ("mailto:a@x.example", "mailto:a@x.example"),
        ("tel:+90 212", "tel:+90%20212"),
        ("/a/b", "/a/b"),
        ("#part", "#part"),
        ("?p=12", "/?p=12"),
        ("/\\x.example", "https://x.example"),
        ("java\nscript:x", None),
        ("\x01javascript:x", None),
        ("javascript:x", None),
        ("javascript://x.example/%0Ax", None),
        ("data:text/html,x", None),
        ("https:x.example", None),
        ("https://", None),
        ("https://x.example:port/", None),
        ("https://[x/", None),
        ("mailto:", None),
        ("a/b", None),
        ("", None),
        ("https://x.example/" + "a" * 2_000, None),
    ],
)
def test_only_safe_addresses_become_links(address, safe):
    assert safe_link(address) == safe


def test_hosts_are_told_apart_without_www():
    assert is_outside("https://x.example/", "site.example")
    assert is_outside("https://site.example.evil.example/", "site.example")
    assert not is_outside("https://WWW.site.example/a", "site.example")
    assert not is_outside("/a", "site.example")
    assert not is_outside("mailto:a@x.example", "site.example")


def test_paths_on_the_site_are_decoded():
    assert path_inside("/%D8%A7/?x#y", "") == "/ا/"
    assert path_inside("https://www.site.example/a", "site.example") == "/a"
    assert path_inside("/a%2Fb", "") == "/a%2Fb"
    assert path_inside("https://x.example/a", "site.example") is None
    assert path_inside("//x.example/a", "site.example") is None
    assert path_inside("#a", "site.example") is None
    assert path_inside("ftp://site.example/a", "site.example") is None


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("/people/", "/people/?lang=tr"),
        ("/search/?q=a%20b&sort=newest#c", "/search/?q=a%20b&sort=newest&lang=tr#c"),
        ("/people/?lang=ar", "/people/?lang=ar"),
        ("http://[", "http://["),
    ],
)
def test_a_page_is_asked_for_in_a_language_once(address: str, asked: str) -> None:
    assert (asking(address, "tr"), asking(address, "en")) == (asked, address)
