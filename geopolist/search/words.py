"""From what people type to words that both databases understand, and back to marked text."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# Letters that readers type one for the other, in lower case. NFKD parts the others: é, ş, أ, ﷲ.
ALIKE = str.maketrans(
    {
        **{"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e"},
        # Alef wasla, alef maqsura and Persian yeh, Persian kaf, taa marbuta; tatweel stretches and says nothing.
        **{"ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": None},
        # Ayn and hamza in Latin letters, joiners, soft hyphens and what turns the direction: seen, not typed.
        **dict.fromkeys("ʿʾʻ\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"),
        **dict.fromkeys("’ʼ‘`´＇", "'"),
    }
)
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
# A word as it is written, with marks that are no letters and invisible joiners.
MARKS = "".join(chr(code) for code in range(0x300, 0xFE30) if unicodedata.category(chr(code)) in ("Mn", "Mc"))
WRITTEN = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}’ʼ‘'\u00ad\u200c\u200d])*")
TERM = re.compile(r'(?P<no>-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
# "The", with "and", "in" or "as" before it, where a word is left.
ARABIC_ARTICLE = re.compile(r"(?:[وفبك]?ال|لل)(?=\w{3})")
# What stands before an apostrophe is the word (İstanbul’da, the EU's), unless it is one letter (O'Brien, L'Aquila).
SHORTEST_HEAD = 2
# Longer words are found with any ending: Turkish and Arabic add theirs where English stemming does not look.
ENDINGS_FROM = 5
MAX_QUERY = 400
MAX_TERMS = 12
EXCERPT = 220


@dataclass(frozen=True)
class Term:
    """Folded words that must (or must not) stand next to each other."""

    words: tuple[str, ...]
    is_wanted: bool = True

    @property
    def beginning(self) -> str:
        """What a match may begin with instead; empty where the words must stand as they are.

        A Turkish k softens before an ending: güvenlik, güvenliği.
        """
        word = self.words[0]
        if len(self.words) > 1 or len(word) < ENDINGS_FROM:
            return ""
        return word[:-1] if word.endswith("k") and len(word) > ENDINGS_FROM else word


def fold(text: str) -> str:
    """`text` without case and marks, so that Istanbul finds İstanbul and إيران finds ايران. Its length may change."""
    if text.isascii():
        return text.lower().replace("`", "'")
    parted = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(letter for letter in parted if not unicodedata.category(letter).startswith("M"))
    return "".join(map(digit, bare.translate(ALIKE)))


def digit(letter: str) -> str:
    """Arabic and other digits as 0-9."""
    return letter if letter.isascii() else str(unicodedata.decimal(letter, letter))


def words_of(text: str) -> list[str]:
    """The words of `text`, folded, as they are indexed and looked for."""
    return [bare(word) for word in WORD.findall(fold(text))]


def bare(word: str) -> str:
    """A folded word without what follows its apostrophe and without an Arabic article."""
    head, _apostrophe, rest = word.partition("'")
    return ARABIC_ARTICLE.sub("", head if len(head) >= SHORTEST_HEAD else head + rest, count=1)


def read(query: str) -> list[Term]:
    """The terms of a query: words, "phrases" and -exclusions. Other signs separate words and mean nothing."""
    terms = []
    for match in TERM.finditer(query[:MAX_QUERY]):
        words = tuple(words_of(match["phrase"] or match["word"] or ""))
        # A single letter by itself says nothing; a digit may.
        if words and not (len(words) == 1 and len(words[0]) == 1 and words[0].isalpha()):
            terms.append(Term(words, is_wanted=not match["no"]))
    return terms[:MAX_TERMS]


@dataclass(frozen=True)
class Marker:
    """Recognises the words that were asked for in a text as it is written. What matches is the database's to say."""

    words: frozenset[str]

    @classmethod
    def of(cls, terms: list[Term]) -> "Marker":
        return cls(frozenset(word for term in terms if term.is_wanted for word in term.words))

    def knows(self, written: str) -> bool:
        return any(akin(asked, word) for word in words_of(written) for asked in self.words)


def akin(asked: str, word: str) -> bool:
    """Whether `word` is a form of `asked`: it begins alike, and a short one has one letter more at most."""
    if len(asked) < ENDINGS_FROM:
        return word in (asked, f"{asked}s")
    return word.startswith(asked[: max(ENDINGS_FROM, len(asked) * 2 // 3)])


def marked(text: str, terms: list[Term]) -> SafeString:
    """`text`, escaped, with <mark> around the words that the query asked for."""
    # Everything that goes in is escaped in pieces(), piece by piece.
    return mark_safe("".join(pieces(text, Marker.of(terms))))


def pieces(text: str, marker: Marker) -> Iterator[str]:
    at = 0
    for match in WRITTEN.finditer(text):
        yield escape(text[at : match.start()])
        word = escape(match[0])
        yield f"<mark>{word}</mark>" if marker.knows(match[0]) else word
        at = match.end()
    yield escape(text[at:])


def excerpt(text: str, terms: list[Term]) -> str:
    """About EXCERPT characters of `text` around the first word that was asked for, cut between words."""
    marker = Marker.of(terms)
    hit = next((match.start() for match in WRITTEN.finditer(text) if marker.knows(match[0])), 0)
    begin = max(0, hit - EXCERPT // 3)
    begin = text.rfind(" ", 0, begin) + 1 if begin else 0
    end = text.find(" ", min(len(text), begin + EXCERPT))
    cut = text[begin : end if end > 0 else len(text)].strip()
    return ("… " if begin else "") + cut + (" …" if 0 < end < len(text) else "")
