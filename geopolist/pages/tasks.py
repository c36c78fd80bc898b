"""What pages leave to the worker. Every task may run twice."""

from geopolist.pages.models import Page
from geopolist.worker.schedule import every


@every(name="pages: empty the bin", hours=6)
def empty_bin() -> None:
    """Delete drafts that have lain in the bin for thirty days."""
    Page.objects.empty_bin()
