"""What each known shortcode becomes: HTML with marks (`data-wp`) that the tree steps turn into our vocabulary."""

import html
import re
from collections.abc import Callable

from geopolist.wordpress.text import words

from .job import Job

type Attributes = dict[str, str]
type Handler = Callable[[str, Attributes, str, Job], str]

_IMAGE = re.compile(r"\s*(?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"'\[\]]+|//[^\s<>\"'\[\]]+")
_WIDTHS = {"alignwide": "wide", "alignfull": "full"}


def mark(kind: str, inner: str = "", **values: str) -> str:
    """A `div` that tells the tree steps what stood here."""
    written = "".join(f' data-wp-{name}="{html.escape(value)}"' for name, value in values.items() if value)
    return f'\n\n<div data-wp="{kind}"{written}>{inner}</div>\n\n'


def _caption(name: str, attributes: Attributes, inner: str, job: Job) -> str:
    job.count("shortcode", name, "converted")
    image = _IMAGE.match(inner)
    picture, rest = (image[0], inner[image.end() :]) if image else (inner, "")
    text = rest.strip() or html.escape(attributes.get("caption", ""), quote=False)
    caption = f"<figcaption>{' '.join(text.split())}</figcaption>" if text else ""
    number = re.sub(r"\D", "", attributes.get("id", ""))
    width = _WIDTHS.get(attributes.get("align", ""), "")
    return mark("image", f"<figure>{picture.strip()}{caption}</figure>", id=number, align=width)


def _gallery(name: str, attributes: Attributes, inner: str, job: Job) -> str:
    job.count("shortcode", name, "converted")
    ids = attributes.get("ids") or attributes.get("include") or ""
    if not ids.strip():
        left_out = _numbers(attributes.get("exclude", ""))
        ids = ",".join(str(number) for number in job.lookups.attached() if number not in left_out)
    return mark("gallery", ids=ids)


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d{1,12}", text)]


def _playlist(name: str, attributes: Attributes, inner: str, job: Job) -> str:
    job.count("shortcode", name, "converted")
    kind = "video" if attributes.get("type") == "video" else "audio"
    return "".join(mark(kind, id=str(number)) for number in _numbers(attributes.get("ids", "")))


_FORMATS = (
    "src",
    "mp3",
    "m4a",
    "ogg",
    "wav",
    "flac",
    "wma",
    "mp4",
    "m4v",
    "webm",
    "ogv",
    "mov",
    "wmv",
    "flv",
    "url",
    "0",
)


def _player(name: str, attributes: Attributes, inner: str, job: Job) -> str:
    given = next((attributes[key] for key in _FORMATS if attributes.get(key)), "") or inner
    address = _ADDRESS.search(html.unescape(given))
    number = attributes.get("id", "") if attributes.get("id", "").isdigit() else ""
    if address is None and not number:
        job.count("shortcode", name, "removed: it names no file")
        return ""
    job.count("shortcode", name, "converted")
    # An old player took several addresses after a bar, and settings after another.
    return mark(name, url=address[0].partition("|")[0] if address else "", id=number)


def _embed(name: str, attributes: Attributes, inner: str, job: Job) -> str:
    given = " ".join([inner, *attributes.values()])
    address = _ADDRESS.search(html.unescape(given))
    url = address[0] if address else ""
    number = next((value for value in [*attributes.values(), inner.strip()] if value.isdigit()), "")
    if not url and name == "vimeo" and number:
        url = f"https://vimeo.com/{number}"
    if (
        not url
        and name == "youtube"
        and (key := re.fullmatch(r"[\w-]{11}", (inner or attributes.get("0", "")).strip()))
    ):
        url = f"https://www.youtube.com/watch?v={key[0]}"
    if not url:
        job.count("shortcode", name, "removed: it names no address")
        return ""
    job.count("shortcode", name, "converted")
    return mark("embed", url=url)


def _code(name: str, attributes: Attributes, inner: str, job: Job) -> str:
    job.count("shortcode", name, "converted")
    given = attributes.get("language") or attributes.get("lang") or (name if name not in ("code", "sourcecode") else "")
    language = re.sub(r"[^a-z0-9+#-]", "", given.lower())[:20]
    # Kept escaped by some editors and as typed by others: either way the reader sees it as it was typed.
    text = html.escape(html.unescape(inner).strip("\n"), quote=False).replace("[", "&#91;")
    return f'\n\n<pre><code class="language-{language}">{text}</code></pre>\n\n'


def _note(name: str, attributes: Attributes, inner: str, job: Job) -> str:
    if not inner.strip():
        job.count("shortcode", name, "removed")
        return ""
    job.count("shortcode", name, "converted")
    return f'<span data-wp="note">{" ".join(inner.split())}</span>'


def _pull(name: str, attributes: Attributes, inner: str, job: Job) -> str:
    job.count("shortcode", name, "converted")
    return f'\n\n<blockquote class="wp-block-pullquote">{inner}</blockquote>\n\n' if inner.strip() else ""


def _gone(name: str, attributes: Attributes, inner: str, job: Job) -> str:
    job.count("shortcode", name, "removed")
    return inner


_EMBEDS = words("""
    dailymotion embed facebook instagram soundcloud spotify ted tweet twitter vimeo wpvideo youtube
""")
_NOTES = words("efn_note fn footnote mfn ref")
# These show forms, lists and tables of contents of a plugin: there is nothing of them in the text.
_MADE = words("footnotes job_dashboard jobs references searchform sitemap submit_job_form toc")
_LANGUAGES = words("""
    bash c code cpp csharp css diff go html java javascript js json kotlin perl php plain powershell py python r ruby
    rust scala sh shell sourcecode sql swift text typescript xml yaml
""")

KNOWN: dict[str, Handler] = {
    **dict.fromkeys(("caption", "wp_caption"), _caption),
    "gallery": _gallery,
    "playlist": _playlist,
    **dict.fromkeys(("audio", "video"), _player),
    **dict.fromkeys(_EMBEDS, _embed),
    **dict.fromkeys(_NOTES, _note),
    "pullquote": _pull,
    **dict.fromkeys(_MADE, _gone),
}
VERBATIM: dict[str, Handler] = dict.fromkeys(_LANGUAGES, _code)


def is_shortcode(name: str, written: str) -> bool:
    """Whether an unknown bracket without an end is a shortcode: `[a_b]` and `[a b="c"]` are, `[sic]` is not."""
    return "_" in name or bool(re.search(r"""[\s][\w-]+\s*=\s*["'“”&\w]""", written))
