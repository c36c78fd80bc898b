"""What an editor had before them when they wrote: whoever saves on top of something else meets a Conflict."""

from typing import TYPE_CHECKING, NamedTuple, Self

from django.db import models

if TYPE_CHECKING:
    from .working_copy import WorkingCopy

PARTS = 3


class Conflict(Exception):
    """Somebody else saved first. `theirs` is the working copy as it stands now; None where there is none."""

    def __init__(self, theirs: "WorkingCopy | None") -> None:
        super().__init__("It was changed by someone else since it was read.")
        self.theirs = theirs


class Seen(NamedTuple):
    """The number of an object's last revision, the key of its working copy and the copy's version; 0 for none of them.

    As text, `3.17.2`, it travels in the editor's form.
    """

    revision: int
    copy: int
    version: int

    @classmethod
    def of(cls, obj: models.Model) -> Self:
        """As it stands now. Two queries."""
        from .revision import Revision
        from .working_copy import WorkingCopy

        copy = WorkingCopy.objects.of(obj).values_list("pk", "version").first() or (0, 0)
        return cls(Revision.objects.latest_number(obj), *copy)

    @classmethod
    def parse(cls, text: str) -> Self:
        """What `str()` wrote. Anything else is of a state that never was, and no save may follow on it."""
        parts = text.split(".")
        if len(parts) != PARTS or not all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts):
            return cls(-1, 0, 0)
        return cls(*map(int, parts))

    def __str__(self) -> str:
        return ".".join(map(str, self))


# Of an object that nobody has edited.
UNSEEN = Seen(0, 0, 0)
