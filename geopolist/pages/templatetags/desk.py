"""What the front page of the admin shows beside Django's own."""

from typing import Any

from django import template

from geopolist.pages import desk, recent

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_parts(context: Any) -> list[desk.Part]:
    return [*desk.parts(context["user"]), recent.recent(context["request"])]


@register.simple_tag(takes_context=True)
def desk_chart(context: Any) -> desk.Chart | None:
    return desk.chart(context["user"])
