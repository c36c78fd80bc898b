"""What becomes of a text before readers have it: working copies, revisions, who writes now, links for outsiders."""

from .presence import Presence
from .preview import PreviewLink, PreviewOpening
from .revision import Reason, Revision
from .seen import UNSEEN, Conflict, Seen
from .working_copy import WorkingCopy

__all__ = [
    "UNSEEN",
    "Conflict",
    "Presence",
    "PreviewLink",
    "PreviewOpening",
    "Reason",
    "Revision",
    "Seen",
    "WorkingCopy",
]
