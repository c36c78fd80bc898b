"""What comes in as a document: its name, its kind and its inside have to agree."""

from geopolist.library.documents.check import Checked, check
from geopolist.library.documents.kinds import KINDS, Kind

__all__ = ["KINDS", "Checked", "Kind", "check"]
