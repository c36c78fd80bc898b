"""What becomes of a comment that comes in. Plain functions of values: nothing here asks a database or saves.

Whoever takes one in (`Article.add_comment`) asks in this order: are comments open, is it short enough, is it there
already, does its writer write too fast; then `judge` says whether readers see it.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles import plain
from geopolist.lib.text import folded

# The columns of the old site have the same lengths, so that everything it kept can be taken over.
LONGEST_NAME, LONGEST_EMAIL, LONGEST_WEBSITE, LONGEST_TEXT = 245, 100, 200, 65_525
# Between two comments of one writer, in seconds.
PAUSE = 15
LONGEST_DETAIL = 200
# What no reader sees, and what would hide a word from the lists.
UNSEEN = re.compile(
    "[\u00ad\u034f\u115f\u1160\u180e\u200b-\u200f\u2061-\u2064\u3164\ufe00-\ufe0f\U000e0000-\U000e007f]"
)


class Why(TextChoices):
    """Why a comment was not shown at once."""

    ALL = "all", _("Every comment is held")
    LINKS = "links", _("Links")
    WORDS = "words", _("A word on the list")
    FIRST = "first", _("A writer's first")
    REFUSED = "refused", _("A refused word")
    EDITOR = "editor", _("Held by an editor")
    OLD_SITE = "old", _("Held on the old site")


class Refused(Exception):
    """The comment is not taken in. The message is for its writer."""


class Closed(Refused):
    """Nobody may comment on the article, or no longer."""

    def __init__(self) -> None:
        super().__init__(gettext("Comments on this article are closed."))


class Duplicate(Refused):
    """The same writer has said the same in the same place."""

    def __init__(self) -> None:
        super().__init__(gettext("You have said this here already: there is no need to send it again."))


class TooSoon(Refused):
    """The writer's last comment is hardly there. `retry_after` is in seconds."""

    def __init__(self, retry_after: int) -> None:
        words = ngettext(
            "You write too fast: send it again in %(count)d second.",
            "You write too fast: send it again in %(count)d seconds.",
            retry_after,
        )
        super().__init__(words % {"count": retry_after})
        self.retry_after = retry_after


@dataclass(frozen=True)
class Writing:
    """What somebody sent. `address` (of guard.client) and `agent` are looked at and not kept."""

    name: str
    text: str
    email: str = ""
    website: str = ""
    address: str = ""
    agent: str = ""


@dataclass(frozen=True)
class Rules:
    """The site's, as they are when a comment comes in. `links` is the number that is too many, None for any number."""

    hold_all: bool = False
    hold_first: bool = False
    links: int | None = None
    held_words: Collection[str] = ()
    refused_words: Collection[str] = ()

    @classmethod
    def of(cls, site: Any) -> "Rules":
        return cls(
            hold_all=site.comments_hold_all,
            hold_first=site.comments_hold_first,
            links=site.comments_links,
            held_words=site.comments_held_words.splitlines(),
            refused_words=site.comments_refused_words.splitlines(),
        )


class Verdict(NamedTuple):
    """`status` is one of Comment.Status; `detail` is the word or the number that `why` is about."""

    status: str
    why: str = ""
    detail: str = ""


def judge(writing: Writing, rules: Rules, *, is_trusted: bool, was_approved: bool) -> Verdict:
    """Whether readers see it. `is_trusted`: the article's author or a moderator; `was_approved`: one of the same
    writer's was before."""
    if is_trusted:
        return Verdict("approved")
    if (word := first_word(writing, rules.refused_words)) is not None:
        return Verdict("bin", Why.REFUSED, word)
    if rules.hold_all:
        return Verdict("pending", Why.ALL)
    if rules.links and (links := count_links(writing.text)) >= rules.links:
        return Verdict("pending", Why.LINKS, str(links))
    if (word := first_word(writing, rules.held_words)) is not None:
        return Verdict("pending", Why.WORDS, word)
    if rules.hold_first and not was_approved:
        return Verdict("pending", Why.FIRST)
    return Verdict("approved")


def first_word(writing: Writing, words: Collection[str]) -> str | None:
    """The first of `words` that stands in `writing`, inside words too; None for none of them.

    Empty where it stands only in the address or the browser: to name it would keep what must not be kept.
    """
    seen = [seen_as(text) for text in (writing.text, writing.name, writing.website, writing.email)]
    unkept = [seen_as(text) for text in (writing.address, writing.agent)]
    for word, sought in sought_in(words):
        if any(sought in text for text in seen):
            return word
        if any(sought in text for text in unkept):
            return ""
    return None


def sought_in(words: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each word as an editor wrote it, and as it is looked for; what is empty would be in everything."""
    for word in words:
        if sought := seen_as(word):
            yield word.strip()[:LONGEST_DETAIL], sought


def seen_as(text: str) -> str:
    """What spellings of one word have in common: no case, I, İ, ı and i one letter, nothing that is not seen."""
    return folded(UNSEEN.sub("", text))


def count_links(text: str) -> int:
    return len(plain.LINK.findall(text))


def closes_at(published_at: datetime | None, after_days: int | None) -> datetime | None:
    """When comments on an article end, which take them for so many days; None for never."""
    return published_at + timedelta(days=after_days) if published_at and after_days else None


def in_words(why: str, detail: str) -> str:
    """Why a comment was not shown at once, as a sentence for editors. Empty where nothing is known."""
    match why:
        case Why.LINKS if detail.isdecimal():
            count = int(detail)
            return ngettext("It has %(count)d link.", "It has %(count)d links.", count) % {"count": count}
        case Why.WORDS if detail:
            return gettext("“%(word)s” is on the list of words that are held.") % {"word": detail}
        case Why.REFUSED if detail:
            return gettext("“%(word)s” is on the list of words that are refused.") % {"word": detail}
        case Why.WORDS | Why.REFUSED:
            return gettext("Its writer's network address or browser is on the list of words.")
        case Why.FIRST:
            return gettext("Nothing of this writer was approved before.")
        case Why.ALL:
            return gettext("Every comment is held until an editor approves it.")
        case Why.EDITOR:
            return gettext("An editor held it.")
        case Why.OLD_SITE:
            return gettext("It was held on the old site.")
        case _:
            return ""
