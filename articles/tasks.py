"""What the newsroom leaves to the worker. Every task may run twice."""

from datetime import datetime, timedelta

from django.apps import apps
from django.tasks import task
from django.utils import timezone

from articles import emails
from articles.models import Comment
from geopolist.worker.schedule import every

# How long a comment that an editor put in the bin can be taken out of it.
KEEP_COMMENTS = timedelta(days=30)
# Comments deleted in one transaction.
BATCH = 500


@every(name="articles: empty the bin", hours=6)
def empty_bin() -> None:
    """Delete drafts that have lain in the bin for thirty days, and forget who had what open."""
    apps.get_model("articles", "Article")._default_manager.empty_bin()
    apps.get_model("revisions", "Presence")._default_manager.drop_old()


@every(name="articles: tell editors of new comments", minutes=10)
def tell_of_comments() -> None:
    emails.tell_of_comments()


@every(name="articles: empty the bin of comments", days=1)
def forget_comments() -> None:
    """Delete for good what has been in the bin for thirty days."""
    delete_comments(timezone.now() - KEEP_COMMENTS)


@task
def empty_bin_of_comments(before: str) -> None:
    """The same for what was in the bin at that instant, as an editor asked for."""
    delete_comments(datetime.fromisoformat(before))


def delete_comments(before: datetime) -> None:
    while keys := list(
        Comment.objects.binned_before(before).order_by("status_at").values_list("pk", flat=True)[:BATCH]
    ):
        Comment.objects.in_bin().with_keys(keys).delete()
