"""Plain text that readers wrote, as HTML: paragraphs and links, everything else escaped."""

import re

from django.utils.html import escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

from geopolist.lib.links import LONGEST, safe_link

LINK = re.compile(r"""\b(?:https?://|www\.)[^\s<>"'`]+""", re.IGNORECASE)
# What ends the sentence around an address, not the address.
AFTER = ".,:;!?…"
BRACKETS = {")": "(", "]": "["}


def shown(text: str) -> SafeString:
    """Links lend nobody weight: `nofollow ugc`."""
    return mark_safe(linebreaks(linked(text), autoescape=False))  # linked() has escaped it piece by piece


def linked(text: str) -> str:
    pieces, at = [], 0
    for match in LINK.finditer(text):
        address = trimmed(match[0]) if len(match[0]) <= LONGEST else ""
        href = safe_link(address)
        if href is None:
            continue
        pieces.append(escape(text[at : match.start()]))
        pieces.append(format_html('<a href="{}" rel="nofollow ugc noopener">{}</a>', href, address))
        at = match.start() + len(address)
    return "".join([*pieces, escape(text[at:])])


def trimmed(address: str) -> str:
    """Without the punctuation after it, and without a closing bracket that it does not open."""
    while address[-1] in AFTER or (
        address[-1] in BRACKETS and address.count(BRACKETS[address[-1]]) < address.count(address[-1])
    ):
        address = address[:-1]
    return address
