"""The site's identity where a view's own context hides it, and links that go on in the language being spoken."""

import re
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from geopolist.identity.chrome import Chrome
from geopolist.identity.chrome import chrome as chrome_of
from geopolist.identity.chrome import spoken as language_spoken
from geopolist.identity.menus import is_page_of_ours
from geopolist.lib.links import LANGUAGE_KEY, asking

register = template.Library()
PLAIN = frozenset({str, SafeString, int, bool, type(None)})
ROUTE = re.compile(r"[\w:]+")


@register.simple_tag(takes_context=True)
def chrome(context: Context) -> Chrome | None:
    """What every page knows of the site; None for a page rendered without a request, such as that of a server error."""
    # `only` hides the one of the context, allauth's elements have no other.
    request = getattr(context, "request", None) or context.get("request")
    return chrome_of(request) if request else None


@register.simple_tag(takes_context=True)
def surrounding(context: Context, template_name: str) -> str:
    """A component whose one input is `site`: see Chrome.part."""
    site = chrome(context)
    return site.part(template_name) if site else get_template(template_name).render()


@register.simple_tag(takes_context=True)
def drawn(context: Context, template_name: str, **inputs: Any) -> str:
    """A component with these inputs and no others, as `include … only`; drawn once in a process where it can be.

    It can where each input is a plain value, a row with a print (see geopolist.lib.prints), or a list or dictionary of
    such.
    """
    site, prints = chrome(context), print_of(inputs)

    def draw() -> str:
        component = get_template(template_name).template  # type: ignore[attr-defined]  # Django's
        return str(component.render(context.new(inputs)))

    return draw() if site is None or prints is None else site.drawn((template_name, prints), draw)


def print_of(value: Any) -> Any:
    """What tells one input from another; None for one that nothing tells."""
    kind = type(value)
    if kind in PLAIN:
        return (kind, value)  # "1" is printed as 1 is, but not compared
    if kind is dict:
        prints = tuple([print_of(each) for each in value.values()])
        return None if None in prints else (*value, *prints)
    if kind is list:
        prints = tuple([print_of(each) for each in value])
        return None if None in prints else prints
    return getattr(value, "print", None)


@register.simple_tag(takes_context=True)
def spoken(context: Context, to: Any) -> str:
    """The address of `to` – an object, the name of a route or a path – in the language being spoken."""
    site = chrome(context)
    if hasattr(to, "get_absolute_url"):
        path = to.get_absolute_url()
        return site.in_language(path) if site and getattr(to, "has_languages", False) else path
    path = reverse(to) if ROUTE.fullmatch(to) else to
    if site:
        return site.spoken(path)
    # A language that the site turns out not to have is asked for in vain, which does no harm; a list would be missing.
    return asking(path, language_spoken()) if is_page_of_ours(path) else path


@register.simple_tag(takes_context=True)
def spoken_input(context: Context) -> SafeString | str:
    """The same for a form that is sent as a query: nothing in the default language."""
    site = chrome(context)
    code = site.language_of_links if site else language_spoken()
    return (
        ""
        if code == settings.LANGUAGE_CODE
        else format_html('<input type="hidden" name="{}" value="{}">', LANGUAGE_KEY, code)
    )
