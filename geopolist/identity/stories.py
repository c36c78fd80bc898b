"""What menus and the bell print of an app's own lists: this app knows no article, whoever has them registers here.

What is handed over is plain values that hold good for a while. Each entry says in `begins` and `ends` when readers may
see it, so that the clock publishes (see menus.is_shown), and there are more than are printed: some that are still to
come, some in reserve for those that end.
"""

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from django.db import models

type Entry = dict[str, Any]
# In a language: {"newest": entries for the bell, "panels": {key of the list: {"top": entries, "latest": entries}}}.
type Told = dict[str, Any]


class Stories(Protocol):
    """What an app registers; its module will do."""

    def has_list(self, model: "type[models.Model]") -> bool:
        """Whether each object of `model` is a list of stories, of which a panel can tell."""

    def panel(self, key: int, language: str, *, is_featured: bool) -> dict[str, list[Entry]]:
        """`top`, most read first, where the panel is featured, and `latest`, newest first, of the list `key`.

        An entry has `pk`, `title`, `url`, `date` as the language writes it, `begins`, and may have `ends` and
        `standfirst`.
        """

    def newest(self, language: str) -> list[Entry]:
        """Of everything in a language: `pk`, `begins`, perhaps `ends`, the newest first."""

    def concerned(self, obj: "models.Model", told: dict[str, Told]) -> list[str]:
        """The languages in which what was told, by language, is another now that `obj` has changed."""


_stories: Stories | None = None


def register(stories: Stories) -> None:
    global _stories
    _stories = stories


def has_list(obj: "models.Model | None") -> bool:
    """Whether `obj` is a list of stories."""
    return bool(_stories and obj and _stories.has_list(type(obj)))


def concerned(obj: "models.Model", told: dict[str, Told]) -> list[str]:
    return _stories.concerned(obj, told) if _stories else []


def told(panels: dict[int, bool], languages: list[str]) -> dict[str, Told]:
    """Everything there is to tell, by language. `panels`: the lists that have one, and whether it is featured."""
    if _stories is None:
        return {}
    return {language: told_in(language, _stories, panels) for language in languages}


def told_in(language: str, stories: Stories, panels: dict[int, bool]) -> Told:
    return {
        "newest": stories.newest(language),
        # JSON knows no numbers as keys.
        "panels": {
            str(key): stories.panel(key, language, is_featured=is_featured) for key, is_featured in panels.items()
        },
    }
