"""The worker's part."""

from geopolist.worker.schedule import every

from . import folding


@every(name="audience: fold readings into counts", minutes=10)
def fold() -> None:
    folding.fold()
