"""What goes by the clock."""

from geopolist.worker.schedule import every

from .models import refresh


@every(name="identity: renew what menus tell", minutes=10)
def renew() -> None:
    """What was read most changes without a save, and what was kept in reserve is used up."""
    refresh()
