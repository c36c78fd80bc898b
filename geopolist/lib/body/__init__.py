"""The body of an article or page: its vocabulary, its cleaning, and what readers get. Pure functions of values."""

from geopolist.lib.body.embeds import EMBED_FRAME_HOSTS
from geopolist.lib.body.media import Media
from geopolist.lib.body.openings import split_after
from geopolist.lib.body.parts import live_entries, medium_and_text, oldest_first
from geopolist.lib.body.shown import Shown, render
from geopolist.lib.body.source import BodyError, Needs, clean, needs

__all__ = [
    "EMBED_FRAME_HOSTS",
    "BodyError",
    "Media",
    "Needs",
    "Shown",
    "clean",
    "live_entries",
    "medium_and_text",
    "needs",
    "oldest_first",
    "render",
    "split_after",
]
