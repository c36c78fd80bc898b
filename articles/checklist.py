"""What an article has to have before readers get it: plain functions of values, the same for form and bulk action.

Each rule blocks, warns or is off, as the desk's chief says; what blocks can be overridden for one article and one
thing in it, with a reason that is kept.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from geopolist.lib.body.vocabulary import HEADINGS
from geopolist.lib.text import word_count
from geopolist.lib.tree import Element, text_of, tree_of

# What search engines show of a title and a description, about.
SEARCH_TITLE, SEARCH_DESCRIPTION = 60, 160
# Longer ones fill a phone's screen, or do not fit on a card.
TITLE, STANDFIRST = 120, 320
# Of a link that tells nobody where it leads, in the site's languages.
EMPTY_WORDS = frozenset(
    [
        *("here", "click here", "this", "link", "read more", "more", "this link", "this page"),
        *("buraya tıklayın", "tıklayın", "burada", "bağlantı", "devamı"),
        *("هنا", "اضغط هنا", "المزيد", "رابط"),
    ]
)
ADDRESS = re.compile(r"\s*(?:https?://|www\.)\S+\s*", re.IGNORECASE)


class Severity(models.TextChoices):
    BLOCK = "block", gettext_lazy("must be mended")
    WARN = "warn", gettext_lazy("is pointed out")
    OFF = "off", gettext_lazy("is not looked at")


class Finding(NamedTuple):
    """`subject` tells two findings of one rule apart: a picture's id, a link, the id of a block; '' for the article.

    `field` is the part of the form where it is mended.
    """

    rule: str
    subject: str
    message: str
    field: str
    severity: Severity = Severity.WARN


class NotReady(Exception):
    """Readers must not get it yet. `findings` are those that block."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__(" ".join(each.message for each in findings))


@dataclass(frozen=True)
class PictureFacts:
    name: str
    alt: str
    is_decorative: bool
    credit: str
    licence: str
    licence_ends: date | None


@dataclass(frozen=True)
class Facts:
    """What is looked at. `pictures` are those of the library by id, as far as they are there; `dead` the paths of this
    site that lead nowhere."""

    title: str
    standfirst: str
    body: str
    cover: str
    has_primary_category: bool
    bylines: int
    seo_title: str
    seo_description: str
    today: date
    pictures: dict[str, PictureFacts] = field(default_factory=dict)
    dead: frozenset[str] = frozenset()


class Use(NamedTuple):
    """A picture where it stands: what is said of it there goes before what the library says."""

    picture: str
    alt: str
    is_decorative: bool


type Check = Callable[[Facts], Iterator[tuple[str, str]]]


class Rule(NamedTuple):
    label: str | Promise
    field: str
    default: Severity
    check: Check


def check(facts: Facts, severities: dict[str, Severity] | None = None) -> list[Finding]:
    """All that is to be said of it, what blocks first. `severities` of rules other than their defaults."""
    chosen = {name: rule.default for name, rule in RULES.items()} | (severities or {})
    found = [
        Finding(name, subject, message, rule.field, chosen[name])
        for name, rule in RULES.items()
        if chosen[name] != Severity.OFF
        for subject, message in rule.check(facts)
    ]
    return sorted(found, key=lambda each: each.severity != Severity.BLOCK)


# --- Rules: each gives (subject, message) of what it finds


def no_standfirst(facts: Facts) -> Iterator[tuple[str, str]]:
    if not facts.standfirst.strip():
        yield "", _("It has no standfirst: say in a sentence or two what it is about.")


def no_section(facts: Facts) -> Iterator[tuple[str, str]]:
    if not facts.has_primary_category:
        yield "", _("It has no primary category: choose the section where it belongs.")


def no_byline(facts: Facts) -> Iterator[tuple[str, str]]:
    if not facts.bylines:
        yield "", _("It has no byline: say who wrote it.")


def no_text(facts: Facts) -> Iterator[tuple[str, str]]:
    if not facts.body.strip():
        yield "", _("It has no text.")


def undescribed(facts: Facts) -> Iterator[tuple[str, str]]:
    for use in uses(facts):
        if not use.alt and not use.is_decorative:
            words = {"name": picture_name(facts, use.picture)}
            yield (
                use.picture,
                _("The picture “%(name)s” has no alternative text: describe it, or call it decorative.") % words,
            )


def uncredited(facts: Facts) -> Iterator[tuple[str, str]]:
    for key, picture in shown(facts):
        if not picture.credit or not picture.licence:
            yield key, _("The picture “%(name)s” lacks its credit or its licence.") % {"name": picture.name}


def licence_over(facts: Facts) -> Iterator[tuple[str, str]]:
    for key, picture in shown(facts):
        if picture.licence_ends and picture.licence_ends < facts.today:
            yield (
                key,
                _("The licence of the picture “%(name)s” has ended: choose another.") % {"name": picture.name},
            )


def heading_skipped(facts: Facts) -> Iterator[tuple[str, str]]:
    level = 1
    for heading in tree(facts).iter(*HEADINGS):
        own = int(heading.tag[1])
        if own > level + 1:
            words = {"text": text_of(heading)[:60]}
            yield block_id(heading), _("The heading “%(text)s” skips a level: make it one higher.") % words
        level = own


def empty_link(facts: Facts) -> Iterator[tuple[str, str]]:
    for link in tree(facts).iter("a"):
        text = " ".join(text_of(link).split())
        if "href" in link.attrib and (text.casefold().rstrip(".!…: ") in EMPTY_WORDS or ADDRESS.fullmatch(text)):
            words = {"text": text[:60]}
            yield link.attrib["href"][:200], _("The link “%(text)s” does not say where it leads.") % words


def dead_link(facts: Facts) -> Iterator[tuple[str, str]]:
    for path in sorted(facts.dead):
        yield path[:200], _("The link to %(path)s leads nowhere on this site.") % {"path": path}


def too_long(facts: Facts) -> Iterator[tuple[str, str]]:
    """Titles and standfirsts that fit nowhere."""
    for name, text, limit, message in (
        ("title", facts.title, TITLE, _("The title has %(number)d characters; cards have room for %(limit)d.")),
        ("standfirst", facts.standfirst, STANDFIRST, _("The standfirst has %(number)d characters; %(limit)d fit.")),
    ):
        if len(text) > limit:
            yield name, message % {"number": len(text), "limit": limit}


def too_long_for_search(facts: Facts) -> Iterator[tuple[str, str]]:
    title, description = facts.seo_title or facts.title, facts.seo_description or facts.standfirst
    for name, text, limit, message in (
        ("title", title, SEARCH_TITLE, _("Search engines cut the title after about %(limit)d characters.")),
        (
            "description",
            description,
            SEARCH_DESCRIPTION,
            _("Search engines cut the text after about %(limit)d."),
        ),
    ):
        if len(text) > limit:
            yield name, message % {"limit": limit}


def too_short(facts: Facts) -> Iterator[tuple[str, str]]:
    words = word_count(" ".join(tree(facts).itertext()))
    if 0 < words < 50:
        yield "", ngettext("The text has %(number)d word.", "The text has %(number)d words.", words) % {"number": words}


RULES = {
    "text": Rule(gettext_lazy("a text"), "body", Severity.BLOCK, no_text),
    "standfirst": Rule(gettext_lazy("a standfirst"), "standfirst", Severity.BLOCK, no_standfirst),
    "section": Rule(gettext_lazy("a primary category"), "primary_category", Severity.BLOCK, no_section),
    "byline": Rule(gettext_lazy("a byline"), "bylines", Severity.BLOCK, no_byline),
    "alt": Rule(gettext_lazy("alternative texts"), "body", Severity.BLOCK, undescribed),
    "licence": Rule(gettext_lazy("licences that have not ended"), "body", Severity.BLOCK, licence_over),
    "credit": Rule(gettext_lazy("credit and licence of pictures"), "body", Severity.WARN, uncredited),
    "headings": Rule(gettext_lazy("headings without gaps"), "body", Severity.WARN, heading_skipped),
    "link_text": Rule(gettext_lazy("links that say where they lead"), "body", Severity.WARN, empty_link),
    "dead_link": Rule(gettext_lazy("links within the site that lead somewhere"), "body", Severity.WARN, dead_link),
    "length": Rule(gettext_lazy("lengths of title and standfirst"), "title", Severity.WARN, too_long),
    "search": Rule(gettext_lazy("lengths for search engines"), "seo_title", Severity.WARN, too_long_for_search),
    "short": Rule(gettext_lazy("more than a note"), "body", Severity.WARN, too_short),
}

# --- What they look at


def tree(facts: Facts) -> Element:
    # The body as it is stored: nh3 wrote it.
    return tree_of(facts.body)


def uses(facts: Facts) -> Iterator[Use]:
    """Pictures where they stand, the cover first; each once. One that is not in the library is one all the same."""
    found = [Use(facts.cover, *of_library(facts, facts.cover))] if facts.cover else []
    for figure in tree(facts).iter("figure"):
        key = figure.get("data-image") or figure.get("data-src", "")
        alt, is_decorative = of_library(facts, key)
        found.append(Use(key, figure.get("data-alt", alt), figure.get("data-decorative") == "true" or is_decorative))
    yield from dict.fromkeys(use for use in found if use.picture)


def of_library(facts: Facts, key: str) -> tuple[str, bool]:
    picture = facts.pictures.get(key)
    return (picture.alt, picture.is_decorative) if picture else ("", False)


def shown(facts: Facts) -> Iterator[tuple[str, PictureFacts]]:
    for key in dict.fromkeys(use.picture for use in uses(facts)):
        if key in facts.pictures:
            yield key, facts.pictures[key]


def picture_name(facts: Facts, key: str) -> str:
    picture = facts.pictures.get(key)
    return picture.name if picture else key[:80]


def block_id(element: Element) -> str:
    return str(element.get("data-id", ""))
