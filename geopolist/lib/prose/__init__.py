"""The writing surface of a body: a textarea of HTML, and over it the editor that static/desk/prose makes of it."""

from typing import Any

from django import forms
from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info

from geopolist.lib.body import BodyError, clean
from geopolist.lib.prose.tools import BLOCK_MENU, INSERT_MENU, MARK_MENU, STYLE_MENU, TOOLBAR, shortcuts

__all__ = ["ProseWidget"]


class ProseWidget(forms.Textarea):
    """A body's field. Without script, or with a text that cannot be stored, it is a textarea of its HTML.

    `embeds` is the name of a route that tells what an address elsewhere becomes; `licences` the choices for a picture
    that is uploaded while writing; `words_per_minute` the site's reading speed.
    """

    template_name = "admin/prose/surface.html"

    class Media:
        css = {"all": ["desk/prose/prose.css", "desk/prose/blocks.css", "desk/prose/dialogs.css"]}
        js = [forms.Script("desk/prose/prose.js", type="module")]

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, embeds: str, licences: Any = (), words_per_minute: int = 200
    ) -> None:
        super().__init__({"rows": 30, "cols": 80, "spellcheck": "true", **(attrs or {})})
        self.embeds, self.licences, self.words_per_minute = embeds, licences, words_per_minute

    def format_value(self, value: Any) -> str | None:
        """In the vocabulary: the editor reads nothing else. What cannot be stored stays as it was written."""
        text = super().format_value(value)
        try:
            return text and clean(text)
        except BodyError:
            return text

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        return {**context, "is_sound": is_sound(context["widget"]["value"]), "surface": self.surface()}

    def surface(self) -> dict[str, Any]:
        return {
            "toolbar": TOOLBAR,
            "styles": STYLE_MENU,
            "inserts": INSERT_MENU,
            "marks": MARK_MENU,
            "blocks": BLOCK_MENU,
            "shortcuts": shortcuts(),
            "libraries": {kind: reverse(f"admin:library_{kind}_choose") for kind in ("image", "document", "reference")},
            "embeds": reverse(self.embeds),
            "licences": self.licences,
            "words_per_minute": self.words_per_minute,
            "zone": settings.TIME_ZONE,
            "right_to_left": [code for code, _name in settings.LANGUAGES if get_language_info(code)["bidi"]],
        }

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """From the project's own templates, which Django's renderer of forms does not know."""
        template: SafeString = get_template(self.template_name).render(self.get_context(name, value, attrs))  # type: ignore[assignment]
        return template

    def use_required_attribute(self, initial: Any) -> bool:
        """The textarea is hidden, and a browser cannot point at it."""
        return False


def is_sound(text: str | None) -> bool:
    """Whether the editor may open it."""
    try:
        clean(text or "")
    except BodyError:
        return False
    return True
