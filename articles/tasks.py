"""What the newsroom leaves to the worker. Every task may run twice."""

from django.apps import apps

from geopolist.worker.schedule import every


@every(name="articles: empty the bin", hours=6)
def empty_bin() -> None:
    """Delete drafts that have lain in the bin for thirty days, and forget who had what open."""
    apps.get_model("articles", "Article")._default_manager.empty_bin()
    apps.get_model("revisions", "Presence")._default_manager.drop_old()
