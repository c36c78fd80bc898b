"""Kinds of mail: each is registered once with its placeholders and has file templates in English and Turkish.

    kinds.register("password_reset", label=_("Password reset"), placeholders={"link": "https://…"}, required=["link"])
    kinds.send("password_reset", to=user.email, language="tr", link=link)

Templates: emails/<kind>/subject.txt and body.txt, with .tr before the ending in Turkish; body.html only where the HTML
that is made from the text is not enough. An editor's MailText takes the place of subject and text.
"""

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template import Context, TemplateDoesNotExist, engines
from django.utils import translation
from django.utils.functional import Promise

from geopolist.mail import outbox
from geopolist.mail.models import MailText, Message
from geopolist.mail.placeholders import fill

logger = logging.getLogger("geopolist.mail")

# What every mail knows besides its own placeholders; identity lives in another app, which may name the site.
COMMON = ("site", "site_url")
RESERVED = ("kind", "to", "language", "headers", "unsubscribe")


@dataclass(frozen=True)
class Kind:
    """`placeholders` maps each name to an example. Those in `long` may hold line breaks."""

    name: str
    label: str | Promise
    placeholders: Mapping[str, str]
    required: Collection[str]
    long: Collection[str]
    bulk: bool
    folder: str

    def all_names(self) -> set[str]:
        return {*self.placeholders, *COMMON}


class Letter(NamedTuple):
    subject: str
    text: str
    html: str


KINDS: dict[str, Kind] = {}
_site_name: Callable[[str], str] | None = None


def register(
    name: str,
    *,
    label: str | Promise,
    placeholders: Mapping[str, str],
    required: Collection[str] = (),
    long: Collection[str] = (),
    bulk: bool = False,
    folder: str = "",
) -> Kind:
    """Make a kind of mail known. `required` are those an editor's text must not leave out, such as the link.

    `bulk` mail is sent at most once and carries a way to unsubscribe.
    Raises ValueError for a placeholder that is not registered or has a name of ours.
    """
    taken = set(placeholders) & {*COMMON, *RESERVED}
    if taken or not {*required, *long} <= set(placeholders):
        raise ValueError(f"The placeholders of {name!r} are wrong: {sorted(taken) or sorted({*required, *long})}.")
    KINDS[name] = Kind(name, label, dict(placeholders), required, long, bulk, folder or f"emails/{name}")
    return KINDS[name]


def name_site(site_name: Callable[[str], str]) -> None:
    """Have mail call the site what this function says for a language, instead of its host name."""
    global _site_name
    _site_name = site_name


def send(
    kind: str,
    *,
    to: str,
    language: str,
    headers: Mapping[str, str] | None = None,
    unsubscribe: str = "",
    **values: object,
) -> Message:
    """Write one mail of this kind into the outbox. `unsubscribe` is the address that one click posts to.

    Raises ValueError, and sends nothing, for values that are not exactly the placeholders, for bulk mail without
    `unsubscribe`, and for line breaks where `outbox.queue` refuses them or in a placeholder that is not long.
    """
    registered = KINDS[kind]
    if registered.bulk and not unsubscribe:
        raise ValueError(f"{kind!r} goes to many: it needs an address to unsubscribe.")
    letter = render(registered, language, _checked(registered, values))
    return outbox.queue(
        kind=kind,
        to=to,
        language=language,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        bulk=registered.bulk,
        headers={**(headers or {}), **_unsubscribing(unsubscribe)},
    )


def render(kind: Kind, language: str, values: Mapping[str, str]) -> Letter:
    """The mail in this language, in an editor's words where there are any, in English where there are no others."""
    with translation.override(language):
        known = {**values, "site": _name_of_site(language), "site_url": settings.SITE_URL}
        subject, text = _words(kind, language, known)
        page = _file(f"{kind.folder}/body.html", language) or "emails/layout.html"
        context = {**known, "subject": subject, "text": text, "language": language}
        html = _render(page, {**context, "dir": "rtl" if translation.get_language_bidi() else "ltr"}, escape=True)
    return Letter(subject, text, html)


def default_words(kind: Kind, language: str) -> tuple[str, str]:
    """Subject and text of the file templates, placeholders shown as {name}: what an editor starts from."""
    names = {name: f"{{{name}}}" for name in kind.all_names()}
    with translation.override(language):
        return _words_of_file(kind, language, names)


def _words(kind: Kind, language: str, values: Mapping[str, str]) -> tuple[str, str]:
    own = MailText.objects.filter(kind=kind.name, language=language).first()
    if own and _can_be_used(own):
        return fill(own.subject, values), fill(own.text, values)
    return _words_of_file(kind, language, values)


def _can_be_used(own: MailText) -> bool:
    """Not if it was saved before a rule or a placeholder changed: people get their mail all the same, in our words."""
    try:
        own.clean()
    except ValidationError as error:
        logger.error("an editor's mail text cannot be used: %s", error.messages, extra={"kind": own.kind})
        return False
    return True


def _words_of_file(kind: Kind, language: str, values: Mapping[str, str]) -> tuple[str, str]:
    subject, text = (_file(f"{kind.folder}/{name}.txt", language) for name in ("subject", "body"))
    if not subject or not text:
        raise TemplateDoesNotExist(f"{kind.folder}/subject.txt and body.txt")
    # Plain text: what is escaped for HTML would be read as it stands.
    return _render(subject, values, escape=False).strip(), _render(text, values, escape=False).strip() + "\n"


def _file(name: str, language: str) -> str:
    """The template for the language or, failing that, the English one; empty if there is neither."""
    stem, ending = name.rsplit(".", 1)
    for candidate in (f"{stem}.{language}.{ending}", name):
        try:
            engines["django"].get_template(candidate)
        except TemplateDoesNotExist:
            continue
        return candidate
    return ""


def _render(name: str, values: Mapping[str, str], *, escape: bool) -> str:
    template = engines["django"].engine.get_template(name)  # type: ignore[attr-defined]
    return str(template.render(Context(dict(values), autoescape=escape)))


def _checked(kind: Kind, values: Mapping[str, object]) -> dict[str, str]:
    if set(values) != set(kind.placeholders):
        raise ValueError(f"{kind.name!r} is sent with {sorted(values)}, not with {sorted(kind.placeholders)}.")
    texts = {name: str(value) for name, value in values.items()}
    for name, text in texts.items():
        outbox.refuse_control_characters(text, allowed="\r\n\t" if name in kind.long else "")
    return texts


def _unsubscribing(address: str) -> dict[str, str]:
    """RFC 2369 and RFC 8058."""
    if not address:
        return {}
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _name_of_site(language: str) -> str:
    return (_site_name(language) if _site_name else "") or urlsplit(settings.SITE_URL).hostname or ""
