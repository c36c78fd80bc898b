"""What the worker remembers between two ticks."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class ScheduledJob(models.Model):
    """One row per recurring job. Moving `due_at` on is the claim: whoever's UPDATE finds the row due runs the job."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    due_at = models.DateTimeField(_("due"))
    last_started = models.DateTimeField(_("last started"), null=True, blank=True)
    last_finished = models.DateTimeField(_("last finished"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("recurring job")
        verbose_name_plural = _("recurring jobs")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Heartbeat(models.Model):
    """When a worker last ticked: a row per process, taken away when it ends in order."""

    worker = models.CharField(_("worker"), max_length=64, unique=True)
    started_at = models.DateTimeField(_("started"))
    ticked_at = models.DateTimeField(_("last tick"), db_index=True)

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")
        ordering = ["-ticked_at"]

    def __str__(self) -> str:
        return self.worker

    @classmethod
    def last_tick(cls) -> datetime | None:
        """The newest tick of any worker; None when none ever ran or all ended in order. One query."""
        return cls.objects.aggregate(newest=models.Max("ticked_at"))["newest"]

    @classmethod
    def beat(cls, worker: str, now: datetime) -> None:
        if not cls.objects.filter(worker=worker).update(ticked_at=now):
            cls.objects.create(worker=worker, started_at=now, ticked_at=now)
