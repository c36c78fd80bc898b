"""What a body shows besides its text, handed to `render` as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from geopolist.lib.picture import FileFacts, Picture


@dataclass(frozen=True)
class Media:
    """By public id: pictures uncropped, addresses of their largest JPEG, documents, and references as (text, address).

    What is missing is left out of the page; its caption stays.
    """

    images: Mapping[str, Picture] = field(default_factory=dict)
    large: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, FileFacts] = field(default_factory=dict)
    references: Mapping[str, tuple[str, str]] = field(default_factory=dict)
