"""What the desks of several apps have in common."""

from geopolist.lib.desk.branches import Line
from geopolist.lib.desk.exporting import ExportAdmin
from geopolist.lib.desk.transactions import OwnTransactions
from geopolist.lib.desk.tree import TreeAdmin

__all__ = ["ExportAdmin", "Line", "OwnTransactions", "TreeAdmin"]
