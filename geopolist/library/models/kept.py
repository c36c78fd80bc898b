"""What pictures, documents and references have in common."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import models, transaction

from geopolist.library import tasks


class Kept(models.Model):
    """A thing that others use by its public id, and that tells them when what they show of it has changed."""

    # Which kind of use points at it, and the fields that its users print.
    use_kind: str
    shown_fields: frozenset[str]

    public_id: str

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        is_new = self._state.adding
        update_fields = None if update_fields is None else frozenset(update_fields)
        super().save(*args, update_fields=update_fields, **kwargs)
        if not is_new and (update_fields is None or update_fields & self.shown_fields):
            self.tell_users()

    def tell_users(self) -> None:
        """Have everything that uses this made again, by the worker, once the change is committed."""
        transaction.on_commit(partial(tasks.enqueue_telling, self.use_kind, self.public_id))
