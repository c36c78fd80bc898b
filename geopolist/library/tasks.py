"""What the library leaves to the worker. Every task may run twice."""

from datetime import timedelta

from django.apps import apps
from django.tasks import task
from django.utils import timezone

from geopolist.library import registry
from geopolist.worker.retries import retry
from geopolist.worker.schedule import every

BATCH = 500
# An object that is being saved while its picture changes has no row of use yet: give it the time to commit.
PATIENCE = timedelta(seconds=2)


@retry(tries=4, first=20)
@task()
def make_later_formats(image_id: int) -> None:
    """Draw AVIF and WebP for an image, and tell its users. Nothing to do if it is gone or done."""
    image = apps.get_model("library", "Image").objects.filter(pk=image_id).first()
    if image is not None:
        image.make_later_formats()


@retry(tries=4, first=5)
@task()
def tell_users(kind: str, target: str) -> None:
    """Tell every registered model which of its objects use what has changed."""
    from geopolist.library.models import users_of  # models enqueue these tasks

    for model, ids in users_of(kind, target).items():
        user = registry.user(model)
        if user is not None:
            for start in range(0, len(ids), BATCH):
                user.changed(ids[start : start + BATCH])


def enqueue_telling(kind: str, target: str) -> None:
    deferred = tell_users
    if tell_users.get_backend().supports_defer:
        deferred = tell_users.using(run_after=timezone.now() + PATIENCE)
    deferred.enqueue(str(kind), target)


@every(name="library: sweep out what nobody shows", days=1)
def sweep_daily() -> None:
    from geopolist.library import sweeping  # it needs the models, which need this file

    sweeping.sweep()
