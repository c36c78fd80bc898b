"""Fields of forms in the site's own clothes."""

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def as_input(field: BoundField) -> SafeString:
    """The field's widget with the class that the style sheet knows. Django ties hints and errors to it by id."""
    return field.as_widget(attrs={"class": "input"})
