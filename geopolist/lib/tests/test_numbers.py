"""Numbers as people write them."""

import pytest
from django.utils import translation

from geopolist.lib.numbers import compact


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1k"),
        (1049, "1k"),
        (1050, "1.1k"),
        (1500, "1.5k"),
        (19_950, "20k"),
        (20_000, "20k"),
        (999_949, "999.9k"),
        (999_950, "1M"),
        (1_000_000, "1M"),
        (1_254_999, "1.25M"),
        (1_255_000, "1.26M"),
        (10_000_000, "10M"),
        (1_234_567_890, "1,234.57M"),
    ],
)
def test_a_number_is_short_and_rounded_half_up(number: int, text: str) -> None:
    assert compact(number) == text


@pytest.mark.parametrize(
    ("language", "thousands", "millions"),
    # With no-break spaces, as the Unicode CLDR shortens them.
    [("en", "1.5k", "1.25M"), ("tr", "1,5\xa0B", "1,25\xa0Mn"), ("ar", "1,5\xa0ألف", "1,25\xa0مليون")],
)
def test_a_short_number_is_spelled_as_the_language_does(language: str, thousands: str, millions: str) -> None:
    with translation.override(language):
        assert (compact(1500), compact(1_250_000)) == (thousands, millions)
