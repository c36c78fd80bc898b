"""What the body's attributes may say. Each rule gives the value in its one spelling, or None to drop it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from geopolist.lib.links import host_of, safe_link
from geopolist.lib.text import one_line

BLOCK_ID = re.compile(r"[a-z2-7]{8}")
PUBLIC_ID = re.compile(r"[a-z2-7]{12}")
ANCHOR = re.compile(r"[^\s\"'<>&`#]{1,100}")
LANGUAGE_TAG = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8}){0,3}")
DATE = re.compile(r"[0-9TZPWYMDHS:.+\- ]{1,40}")
CODE_LANGUAGE = re.compile(r"[\w+#.\-]{1,30}")
LONGEST_LINE = 1_000
PAID_OR_UNVOUCHED = ("sponsored", "nofollow", "ugc")

Rule = Callable[[str], str | None]


def like(pattern: re.Pattern[str]) -> Rule:
    return lambda value: value if pattern.fullmatch(value := value.strip()) else None


def one_of(*choices: str) -> Rule:
    return lambda value: value if (value := value.strip()) in choices else None


def number(low: int, high: int) -> Rule:
    def rule(value: str) -> str | None:
        value = value.strip()
        is_number = re.fullmatch(r"-?[0-9]{1,6}", value)
        return str(int(value)) if is_number and low <= int(value) <= high else None

    return rule


def line(value: str) -> str | None:
    """One line of plain text, cut where nobody reads on."""
    return one_line(value)[:LONGEST_LINE].strip() or None


def present(value: str) -> str:
    return ""


def outside_address(value: str) -> str | None:
    address = safe_link(value)
    return address if address and host_of(address) else None


def public_ids(value: str) -> str:
    return " ".join(dict.fromkeys(word for word in value.split() if PUBLIC_ID.fullmatch(word)))


def instant(value: str) -> str | None:
    """A time to the second, in UTC. One without a zone is UTC."""
    try:
        time = datetime.fromisoformat(value.strip())
        time = time.replace(tzinfo=time.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return time.strftime("%Y-%m-%dT%H:%M:%SZ") if time.year >= 1000 else None


def relations(value: str) -> str | None:
    return " ".join(word for word in PAID_OR_UNVOUCHED if word in value.lower().split()) or None


RULES: dict[str, Rule] = {
    "id": like(ANCHOR),
    "lang": like(LANGUAGE_TAG),
    "dir": one_of("ltr", "rtl", "auto"),
    "href": safe_link,
    "hreflang": like(LANGUAGE_TAG),
    "rel": relations,
    "title": line,
    "datetime": like(DATE),
    "start": number(-9999, 99999),
    "reversed": present,
    "type": one_of("1", "a", "A", "i", "I"),
    # One is the default, and browsers reserve a table as large as these say.
    "colspan": number(2, 50),
    "rowspan": number(2, 500),
    "scope": one_of("col", "row", "colgroup", "rowgroup"),
    "src": outside_address,
    "alt": line,
    "width": number(1, 20000),
    "height": number(1, 20000),
    "data-id": like(BLOCK_ID),
    "data-image": like(PUBLIC_ID),
    "data-document": like(PUBLIC_ID),
    "data-references": public_ids,
    "data-footnote": present,
    "data-alt": line,
    "data-decorative": one_of("true"),
    "data-width": one_of("text", "wide", "full"),
    "data-src": outside_address,
    "data-embed": outside_address,
    "data-w": number(1, 20000),
    "data-h": number(1, 20000),
    "data-align": one_of("end"),
    "data-language": like(CODE_LANGUAGE),
    "data-time": instant,
    "data-title": line,
    "data-block": lambda value: value.strip() or None,
}
