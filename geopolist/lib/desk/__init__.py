"""What the desks of several apps have in common."""

from geopolist.lib.desk.exporting import ExportAdmin
from geopolist.lib.desk.transactions import OwnTransactions

__all__ = ["ExportAdmin", "OwnTransactions"]
