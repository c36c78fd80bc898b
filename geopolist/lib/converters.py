"""Parts of addresses."""

from django.conf import settings
from django.urls import register_converter


class Year:
    regex = "[12][0-9]{3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04d}"


class Month(Year):
    regex = "0[1-9]|1[0-2]"

    def to_url(self, value: int) -> str:
        return f"{value:02d}"


class Language:
    """A further language in front of an address: the default one has no prefix."""

    # Without further languages it matches nothing; an empty pattern would match everything.
    regex = "|".join(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE) or "(?!)"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def register() -> None:
    register_converter(Year, "year")
    register_converter(Month, "month")
    register_converter(Language, "language")
