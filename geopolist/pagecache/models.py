"""Which pages are kept, what each showed, and what has changed. The pages themselves are in the store."""

from django.db import models


class StoredPage(models.Model):
    """A finished page. `name` is its path with the part of the query that makes it another page."""

    name = models.CharField(max_length=500, unique=True)
    valid_until = models.DateTimeField(db_index=True)
    made_at = models.DateTimeField(db_index=True)
    size = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.name


class PageKey(models.Model):
    """A surrogate key of what a page showed."""

    page = models.ForeignKey(StoredPage, models.CASCADE, related_name="keys")
    key = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "page"], name="one_key_a_page")]


class Purge(models.Model):
    """Keys of a change, written in its transaction, so that neither is there without the other.

    `number` is given once the change can be seen, and grows: a page that was begun when the last one was smaller must
    not be kept if it shows one of the keys.
    """

    keys = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)
    number = models.PositiveBigIntegerField(null=True, db_index=True)
    is_done = models.BooleanField(default=False)


class Turn(models.Model):
    """One row: the last number given, and how often pages were removed, which the store counts as well.

    Held by whoever numbers purges, keeps a page or removes some: one waits for the other.
    """

    number = models.PositiveBigIntegerField(default=0)
    removals = models.PositiveBigIntegerField(default=0)
