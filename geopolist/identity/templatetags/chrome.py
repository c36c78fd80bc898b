"""The site's identity where a view's own context hides it: allauth calls something else `site`."""

from django import template
from django.template import Context

from geopolist.identity.chrome import Chrome
from geopolist.identity.chrome import chrome as chrome_of

register = template.Library()


@register.simple_tag(takes_context=True)
def chrome(context: Context) -> Chrome | None:
    """What every page knows of the site; None for a page rendered without a request, such as that of a server error."""
    request = context.get("request")
    return chrome_of(request) if request else None
