"""Dates, names, slugs and PHP values."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from geopolist.wordpress import dates, php, text

ISTANBUL = ZoneInfo("Europe/Istanbul")
ZERO = "0000-00-00 00:00:00"


@pytest.mark.parametrize(
    ("gmt", "local", "published", "expected"),
    [
        ("2024-05-01 09:30:00", "2024-05-01 12:30:00", "", datetime(2024, 5, 1, 9, 30, tzinfo=UTC)),
        (ZERO, "2024-05-01 12:30:00", "", datetime(2024, 5, 1, 9, 30, tzinfo=UTC)),
        (ZERO, ZERO, "Wed, 01 May 2024 09:30:00 +0000", datetime(2024, 5, 1, 9, 30, tzinfo=UTC)),
        (ZERO, ZERO, "Mon, 30 Nov -0001 00:00:00 +0000", None),
        ("", "", "Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("1970-01-01 00:00:00", "", "", None),
        ("tomorrow", "9999-99-99", "soon", None),
    ],
)
def test_instant_is_utc_then_local_then_none(gmt, local, published, expected):
    assert dates.instant(gmt, local, ISTANBUL, published) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("hello-world", "hello-world"),
        ("%d8%a2%d8%b2%d8%a7%d8%af", "آزاد"),
        ("%d8%a2%d8", "آ"),
        ("a%2fb", "a-b"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\r\nSet-Cookie: b", "a-set-cookie-b"),
        ("draft-post.html", "draft-post-html"),
        ("e\u0301t\u00e9", "\u00e9t\u00e9"),
        ("pay\u202elap", "paylap"),
        ("…", ""),
    ],
)
def test_slug_is_one_step_of_a_path(written, expected):
    assert text.slug(written) == expected


def test_name_is_decoded_once_and_loses_its_tags():
    assert text.plain("Tea &amp; <b>Coffee</b> &amp;lt; 5") == "Tea & Coffee &lt; 5"
    assert text.plain("If x <script>alert(1)</script> < y\n\tthen") == "If x < y then"
    assert text.plain("one two three four", longest=12) == "one two…"


@pytest.mark.parametrize(
    ("written", "expected"), [("12,345", 12345), ("0", 0), ("-5", None), ("1.5K", None), ("", None)]
)
def test_digits_takes_counts_and_nothing_else(written, expected):
    assert text.digits(written) == expected


def test_php_reads_scalars_and_arrays_with_lengths_in_bytes():
    value = php.read('a:4:{s:2:"en";i:7;i:3;d:0.5;s:5:"çö2";b:1;s:1:"x";N;}')

    assert value == {"en": 7, 3: 0.5, "çö2": True, "x": None}


@pytest.mark.parametrize(
    "written",
    [
        'O:8:"stdClass":1:{s:1:"a";i:1;}',
        'a:1:{s:1:"a";O:3:"Foo":0:{}}',
        's:5:"four";',
        "a:999999999:{}",
        "a:1:{" * 200,
        "i:１;",
        'a:1:{b:1;s:1:"x";}',
        "i:1;i:2;",
        "",
        "plain words",
    ],
)
def test_php_refuses_objects_damage_and_size(written):
    with pytest.raises(php.Unreadable):
        php.read(written)
    assert php.read_array(written) == {}
