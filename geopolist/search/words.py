"""From what people type to words that both databases understand, and back to marked text."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
TERM = re.compile(r'(?P<no>-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
DOTLESS = str.maketrans({"ı": "i", "İ": "i", "ʼ": "'", "’": "'"})
MAX_TERMS = 12
EXCERPT = 220
# Two letters are enough for an acronym (EU); one says nothing.
SHORTEST = 2


@dataclass(frozen=True)
class Term:
    """Folded words that must (or must not) stand next to each other."""

    words: tuple[str, ...]
    is_wanted: bool = True


def fold(text: str) -> str:
    """`text` without case and marks, so that Istanbul finds İstanbul and Türkiye finds turkiye. Length may change."""
    decomposed = unicodedata.normalize("NFKD", text.translate(DOTLESS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()


def words_of(text: str) -> list[str]:
    """The folded words of `text`; what follows an apostrophe (İstanbul’da, Ankara's) is left off."""
    return [fold(word).partition("'")[0] for word in WORD.findall(text)]


def read(query: str) -> list[Term]:
    """The terms of a query: words, "phrases" and -exclusions. Other signs separate words and mean nothing."""
    terms = []
    for match in TERM.finditer(query[:400]):
        words = tuple(word for word in words_of(match["phrase"] or match["word"] or "") if len(word) >= SHORTEST)
        if words:
            terms.append(Term(words, is_wanted=not match["no"]))
    return terms[:MAX_TERMS]


def stem(word: str) -> str:
    """A prefix by which related forms are marked; matching itself is the database's."""
    return word if len(word) < 6 else word[: max(5, len(word) * 2 // 3)]


def marked(text: str, terms: list[Term]) -> SafeString:
    """`text`, escaped, with <mark> around the words that the query asked for."""
    stems = tuple(stem(word) for term in terms if term.is_wanted for word in term.words)
    # Everything that goes in is escaped here, piece by piece.
    return mark_safe("".join(pieces(text, stems)))


def pieces(text: str, stems: tuple[str, ...]) -> Iterator[str]:
    at = 0
    for match in WORD.finditer(text):
        yield escape(text[at : match.start()])
        word = escape(match[0])
        yield f"<mark>{word}</mark>" if stems and fold(match[0]).startswith(stems) else word
        at = match.end()
    yield escape(text[at:])


def excerpt(text: str, terms: list[Term]) -> str:
    """About EXCERPT characters of `text` around the first word that was asked for, cut between words."""
    stems = tuple(stem(word) for term in terms if term.is_wanted for word in term.words)
    hit = next((m.start() for m in WORD.finditer(text) if stems and fold(m[0]).startswith(stems)), 0)
    begin = max(0, hit - EXCERPT // 3)
    begin = text.rfind(" ", 0, begin) + 1 if begin else 0
    end = text.find(" ", min(len(text), begin + EXCERPT))
    cut = text[begin : end if end > 0 else len(text)].strip()
    return ("… " if begin else "") + cut + (" …" if 0 < end < len(text) else "")
