"""Counters, locks and spent form keys. Instants are milliseconds since 1970: the same upsert suits every database."""

from django.db import models


class Counter(models.Model):
    """How often something happened in a window that began with its first time."""

    key = models.CharField(max_length=64, primary_key=True)
    hits = models.BigIntegerField()
    ends_at = models.BigIntegerField(db_index=True)


class Lock(models.Model):
    """Who holds a name, and until when."""

    name = models.CharField(max_length=200, primary_key=True)
    token = models.CharField(max_length=32)
    ends_at = models.BigIntegerField(db_index=True)


class SpentKey(models.Model):
    """A form key that had its effect. The primary key is what makes a second one impossible."""

    key = models.CharField(max_length=64, primary_key=True)
    outcome = models.CharField(max_length=500, blank=True)
    spent_at = models.BigIntegerField(db_index=True)
