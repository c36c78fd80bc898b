"""What the writing surface offers, as data: the toolbar, its menus and the list of shortcuts are drawn from here.

`name` is that of a command in static/desk/prose/commands.js. `keys` are written as ProseMirror reads them: Mod is the
command key of a Mac and Ctrl elsewhere.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Tool(NamedTuple):
    name: str
    label: Promise
    keys: str = ""
    # Of the sprite icons.svg. A tool without one stands in a menu.
    icon: str = ""

    @property
    def shown_keys(self) -> str:
        """As they are printed on a keyboard; static/desk/prose/mac.js has the names of a Mac's."""
        return "+".join(KEY_NAMES.get(key, key.upper() if len(key) == 1 else key) for key in self.keys.split("-"))

    @property
    def toggles(self) -> bool:
        """Whether it is on or off."""
        return self.name in ("strong", "em", "link", "bulletList", "orderedList", "quote", "fullscreen")


KEY_NAMES = {"Mod": "Ctrl", "ArrowUp": "↑", "ArrowDown": "↓", "Escape": "Esc"}

STYLE_MENU = (
    Tool("paragraph", _("Paragraph"), "Mod-Alt-0"),
    Tool("heading2", _("Heading 2"), "Mod-Alt-2"),
    Tool("heading3", _("Heading 3"), "Mod-Alt-3"),
    Tool("heading4", _("Heading 4"), "Mod-Alt-4"),
    Tool("heading5", _("Heading 5"), "Mod-Alt-5"),
    Tool("heading6", _("Heading 6"), "Mod-Alt-6"),
    Tool("preformatted", _("Preformatted")),
    Tool("verse", _("Verse")),
)
TOOLBAR = (
    (
        Tool("strong", _("Strong"), "Mod-b", "strong"),
        Tool("em", _("Emphasis"), "Mod-i", "em"),
        Tool("link", _("Link…"), "Mod-k", "link"),
        Tool("note", _("Footnote…"), "Mod-Alt-f", "note"),
    ),
    (
        Tool("bulletList", _("List"), "Mod-Shift-8", "bullets"),
        Tool("orderedList", _("Numbered list"), "Mod-Shift-7", "numbers"),
        Tool("quote", _("Quote"), "Mod-Shift-9", "quote"),
        Tool("image", _("Picture…"), "Mod-Alt-p", "image"),
    ),
    (
        Tool("undo", _("Undo"), "Mod-z", "undo"),
        Tool("redo", _("Redo"), "Mod-Shift-z", "redo"),
        Tool("find", _("Find and replace"), "Mod-f", "find"),
        Tool("fullscreen", _("Full screen"), "Mod-Shift-Enter", "fullscreen"),
        Tool("shortcuts", _("Shortcuts"), "Mod-/", "help"),
    ),
)
INSERT_MENU = (
    Tool("gallery", _("Gallery…")),
    Tool("table", _("Table…")),
    Tool("keypoints", _("The short version")),
    Tool("callout", _("Callout")),
    Tool("pull", _("Pull quote")),
    Tool("details", _("Details to open")),
    Tool("columns", _("Columns")),
    Tool("live", _("Live entry")),
    Tool("document", _("Document, sound or film…")),
    Tool("embed", _("From another site…")),
    Tool("definitionList", _("Terms and meanings")),
    Tool("rule", _("Rule"), "Mod-Alt-Enter"),
    Tool("place", _("Place for links to lead to…")),
)
MARK_MENU = (
    Tool("cite", _("Title of a work")),
    Tool("language", _("Words in another language…"), "Mod-Alt-l"),
    Tool("abbr", _("Abbreviation…")),
    Tool("time", _("Date or time…")),
    Tool("q", _("Quotation in the sentence")),
    Tool("mark", _("Marked passage")),
    Tool("sub", _("Subscript"), "Mod-,"),
    Tool("sup", _("Superscript"), "Mod-."),
    Tool("small", _("Small print")),
    Tool("s", _("No longer holds")),
    Tool("del", _("Taken out by a correction")),
    Tool("ins", _("Put in by a correction")),
    Tool("code", _("Code"), "Mod-e"),
    Tool("kbd", _("Key to press")),
    Tool("bdi", _("Name that runs the other way")),
    Tool("bdo", _("Order of letters set by hand…")),
    Tool("plain", _("Without formatting"), "Mod-\\"),
)
BLOCK_MENU = (
    Tool("settings", _("Settings of the block…"), "Alt-Enter"),
    Tool("up", _("Move up"), "Alt-Shift-ArrowUp"),
    Tool("down", _("Move down"), "Alt-Shift-ArrowDown"),
    Tool("sink", _("Deeper in the list"), "Tab"),
    Tool("lift", _("Out of the list or block"), "Shift-Tab"),
    Tool("speaker", _("Say who said it")),
    Tool("after", _("Go on below the block"), "Mod-Enter"),
    Tool("source", _("Edit as HTML…")),
    Tool("remove", _("Remove the block"), "Mod-Shift-Backspace"),
)
# Beside the tools: keys that only move about.
MOVES = (
    Tool("", _("To the toolbar"), "Alt-F10"),
    Tool("", _("To the fields of the block"), "Alt-F9"),
    Tool("", _("Back to the text"), "Escape"),
    Tool("", _("Next line in the same paragraph"), "Shift-Enter"),
    Tool("", _("Next cell of a table"), "Tab"),
    Tool("", _("Paste without formatting"), "Mod-Shift-v"),
    Tool("", _("Next place found"), "Mod-g"),
)


class Shortcuts(NamedTuple):
    heading: Promise
    tools: tuple[Tool, ...]


def shortcuts() -> list[Shortcuts]:
    """Every tool with keys, under the heading of its menu."""
    groups = [
        (pgettext_lazy("of the writing surface", "Writing"), tuple(tool for group in TOOLBAR for tool in group)),
        (_("Styles"), STYLE_MENU),
        (_("Words"), MARK_MENU),
        (_("Insert"), INSERT_MENU),
        (_("Block"), BLOCK_MENU),
        (_("Moving about"), MOVES),
    ]
    return [Shortcuts(heading, tuple(tool for tool in tools if tool.keys)) for heading, tools in groups]
