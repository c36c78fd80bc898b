import pytest
from django.test import RequestFactory

from geopolist.guard.client import address


def ask(forwarded: str | None = None, seen: str = "198.51.100.7") -> str:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return address(RequestFactory().get("/", headers=headers, REMOTE_ADDR=seen))


def test_without_proxies_the_header_is_not_believed(settings):
    settings.TRUSTED_PROXIES = 0

    assert ask("203.0.113.1") == "198.51.100.7"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (1, "203.0.113.1", "203.0.113.1"),
        (1, "6.6.6.6, 203.0.113.1", "203.0.113.1"),
        (2, "6.6.6.6, 203.0.113.1, 10.0.0.1", "203.0.113.1"),
        (2, "203.0.113.1", "203.0.113.1"),
        (1, "203.0.113.1:4711", "203.0.113.1"),
        (1, "not an address", "198.51.100.7"),
        (1, "", "198.51.100.7"),
        (1, None, "198.51.100.7"),
    ],
)
def test_as_many_last_words_as_there_are_proxies_are_believed(settings, proxies, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies

    assert ask(forwarded) == expected


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]:4711", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.9", "192.0.2.9"),
        ("192.0.2.9", "192.0.2.9"),
        ("", "unknown"),
    ],
)
def test_one_household_is_one_address(settings, seen, expected):
    settings.TRUSTED_PROXIES = 0

    assert ask(seen=seen) == expected
