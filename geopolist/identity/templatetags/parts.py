"""What pages print by the dozen: as tags, for an included template takes a hundred times as long."""

from datetime import datetime, tzinfo
from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.dateformat import format as written
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

register = template.Library()

FULL = "full"
PATTERNS = {
    "recent": pgettext_lazy("date format", "j M, H:i"),
    "short": pgettext_lazy("date format", "j M Y"),
    "time": pgettext_lazy("date format", "j M Y, H:i"),
    "month": pgettext_lazy("date format", "F Y"),
    FULL: pgettext_lazy("date format", "j F Y"),
}
# To machines a list says the day, as to everybody; elsewhere the second, and not "c": HTML takes no millionths.


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """A drawing from the sprite; always beside words or inside a named control."""
    drawing = '<svg class="icon{}" aria-hidden="true"><use href="{}#{}"/></svg>\n'
    return format_html(drawing, f" {extra}" if extra else "", static("icons.svg"), name)


@register.simple_tag
def moment(when: datetime | None, style: str = FULL) -> SafeString | str:
    """A moment as the page's language writes it.

    `style`: "short", "recent" (day and hour), "time" (with the year), "month"; any other is the full date. Nothing for
    None.
    """
    if when is None:
        return ""
    return printed(
        when, style if style in PATTERNS else FULL, translation.get_language(), timezone.get_current_timezone()
    )


@lru_cache(maxsize=4096)
def printed(when: datetime, style: str, _language: str | None, zone: tzinfo) -> SafeString:
    local = when.astimezone(zone)
    exact = local.date().isoformat() if style in ("short", "month") else local.isoformat(timespec="seconds")
    return format_html('<time datetime="{}">{}</time>\n', exact, written(local, str(PATTERNS[style])))
