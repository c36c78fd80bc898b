"""What goes by the clock."""

from django.conf import settings

from geopolist.worker.schedule import every

from . import purging


@every(name="pagecache: purge what is over", seconds=10)
def keep_in_step() -> None:
    """Behind nginx nothing else notices that a page's time is over."""
    purging.keep_in_step(settings.PAGE_STORE_BYTES)
