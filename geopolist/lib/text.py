"""Words as values: slugs, lengths, initials. Right for Turkish and Arabic as for English."""

import re
import unicodedata
from itertools import filterfalse

# C0 and C1 controls, lone surrogates, noncharacters that XML refuses, byte order marks, and the characters that turn
# the order of everything after them around. Marks, joiners and isolates stay: Arabic and Persian need them.
CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u202a-\u202e\u2060\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff]"
)
LINE_ENDS = re.compile("\r\n?")
ODD_SPACES = re.compile("[\x0c\x85\u2028\u2029]")
TURKISH = ("tr", "az")
APOSTROPHES = re.compile("['’ʼ`´]")
SPACES = re.compile(r"\s+")
BETWEEN_WORDS = str.maketrans(dict.fromkeys("–—―…/|\\", " "))
LETTER = re.compile(r"\w")
# Scripts written without spaces. Two Chinese or Japanese characters read like one English word, five Thai ones too.
CHINESE_OR_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]")
THAI_LAO_KHMER_BURMESE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
JOINED_SCRIPTS = ("ARABIC", "SYRIAC", "MONGOLIAN")
ELLIPSIS = "…"


def without_controls(text: str) -> str:
    """`text` with line ends as newlines, and without what no reader sees and no database or XML takes."""
    text = LINE_ENDS.sub("\n", text)
    return CONTROLS.sub("", ODD_SPACES.sub(" ", text))


def one_line(text: str) -> str:
    """`text` without controls, every run of white space one space, none at the ends."""
    return SPACES.sub(" ", without_controls(text)).strip()


def lower(text: str, language: str = "") -> str:
    """Lower case. İ becomes i in every language; I becomes ı only in Turkish and Azerbaijani."""
    text = text.replace("İ", "i")
    if language.partition("-")[0] in TURKISH:
        text = text.replace("I", "ı")
    return text.lower()


def slugify(text: str, *, language: str = "", limit: int = 80) -> str:
    """A path segment in the script of `text`: NFC, lower case, letters, digits and marks parted by single hyphens.

    At most `limit` characters, cut at a word where one ends in the second half. Empty when nothing readable is left.
    """
    text = lower(unicodedata.normalize("NFC", without_controls(text)), language)
    text = unicodedata.normalize("NFC", APOSTROPHES.sub("", text))
    kept = (letter if is_slug_letter(letter) else "" if letter in "\u200c\u200d\u00ad" else "-" for letter in text)
    words = [word.lstrip("".join(filter(unicodedata.combining, word))) for word in "".join(kept).split("-")]
    return cut("-".join(filter(None, words)), limit, "-")


def is_slug_letter(letter: str) -> bool:
    if letter.isascii():
        return letter.isalnum()
    return unicodedata.category(letter)[0] in "LNM"


def cut(text: str, limit: int, between: str) -> str:
    """The beginning of `text`, at most `limit` characters, ending before a `between` unless that loses half of it."""
    if len(text) <= limit:
        return text
    end = text.rfind(between, limit // 2, limit + 1)
    return text[: end if end > 0 else limit].rstrip(between)


def shorten(text: str, limit: int) -> str:
    """Plain text in one line, at most `limit` characters: what is too long ends after a word, with an ellipsis."""
    text = one_line(text)
    if len(text) <= limit:
        return text
    return cut(text, limit - 1, " ").rstrip(" ,;:.–—-") + ELLIPSIS


def first_words(text: str, count: int) -> str:
    """Plain text in one line, at most `count` words of it: what is longer ends with an ellipsis."""
    words = one_line(text).split(" ")
    if len(words) <= count:
        return " ".join(words)
    return " ".join(words[:count]).rstrip(" ,;:.–—-") + ELLIPSIS


def word_count(text: str) -> int:
    """Words in plain text. A word needs a letter or digit; scripts without spaces count by their characters."""
    dense = len(CHINESE_OR_JAPANESE.findall(text))
    thai = len(THAI_LAO_KHMER_BURMESE.findall(text))
    if dense or thai:
        text = THAI_LAO_KHMER_BURMESE.sub(" ", CHINESE_OR_JAPANESE.sub(" ", text))
    words = text.translate(BETWEEN_WORDS).split()
    # Most are letters and digits only: told apart without a step in Python for each.
    spaced = len(words) - sum(1 for word in filterfalse(str.isalnum, words) if not LETTER.search(word))
    return spaced + -(-dense // 2) + -(-thai // 5)


def reading_minutes(words: int, words_per_minute: int) -> int:
    """Minutes to read so many words, rounded up, at least 1.

    Raises ValueError if `words_per_minute` is not positive.
    """
    if words_per_minute <= 0:
        raise ValueError(f"words_per_minute is {words_per_minute}: it must be positive.")
    return max(1, -(-words // words_per_minute))


def initials(name: str, *, language: str = "") -> str:
    """Letters for a monogram: of the first and last word; one in scripts whose letters join, '' if none."""
    words = [word for word in re.split(r"[\s.\-–]+", one_line(name)) if word[:1].isalpha()]
    if not words:
        return ""
    script = unicodedata.name(words[0][0], "").partition(" ")[0]
    first = upper(words[0][0], language)
    if len(words) == 1 or script in (*JOINED_SCRIPTS, "CJK"):
        return first
    return first + upper(words[-1][0], language)


def upper(letter: str, language: str) -> str:
    """One capital letter; i becomes İ in Turkish. ß stays: it has no capital of one letter that readers know."""
    if letter == "i" and language.partition("-")[0] in TURKISH:
        return "İ"
    capital = letter.upper()
    return capital if len(capital) == 1 else letter


def folded(name: str) -> str:
    """What spellings of one tag have in common: NFKC, no case, single spaces; I, İ, ı and i are one letter."""
    text = unicodedata.normalize("NFKC", one_line(name)).replace("İ", "i").replace("ı", "i").casefold()
    return one_line(unicodedata.normalize("NFKC", text))


def sort_key(name: str) -> str:
    """By what a name stands in a list that mixes languages: no case, no marks on letters, nothing before the first."""
    letters = unicodedata.normalize("NFKD", folded(name))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"\A[\W_]+", "", plain) or plain


def first_letter(key: str) -> str:
    """The letter under which a name with this sort_key() stands; `#` for what begins with none."""
    return key[:1] if key[:1].isalpha() else "#"
