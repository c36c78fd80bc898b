"""Numbers for people."""

from django.utils.formats import number_format
from django.utils.translation import pgettext


def compact(number: int) -> str:
    """`999`, `1.5k`, `20k`, `1M`, `1.25M`: one decimal for thousands, two for millions, no idle zero, never `1,000k`.

    Rounded half up, in the language being spoken: `1,5 B` in Turkish.
    """
    if number < 1000:
        return number_format(number, use_l10n=True)
    if number < 999_950:
        return pgettext("thousands", "%sk") % trimmed(number, 1000, 1)
    return pgettext("millions", "%sM") % trimmed(number, 1_000_000, 2)


def trimmed(number: int, unit: int, decimals: int) -> str:
    scaled = (number * 10**decimals + unit // 2) // unit
    whole, rest = divmod(scaled, 10**decimals)
    digits = str(rest).zfill(decimals).rstrip("0")
    return number_format(f"{whole}.{digits}" if digits else str(whole), use_l10n=True, force_grouping=True)
