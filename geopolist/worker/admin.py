"""What the worker did and will do: to read, and to start again what is parked."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.tasks import TaskResultStatus
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_tasks_db.admin import DBTaskResultAdmin
from django_tasks_db.models import DBTaskResult, get_date_max

from geopolist.worker.models import Heartbeat, ScheduledJob

admin.site.unregister(DBTaskResult)


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that only the machine writes."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(DBTaskResult)
class TaskAdmin(DBTaskResultAdmin):
    """The library's page, with a second chance for parked tasks."""

    list_display = ["id", "name", *DBTaskResultAdmin.list_display[2:]]
    actions = ["try_again"]

    @admin.display(description=_("task"))
    def name(self, result: DBTaskResult) -> str:
        return result.task_name

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("django_tasks_database.change_dbtaskresult")

    @admin.action(description=_("Try failed tasks again"), permissions=["retry"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[DBTaskResult]) -> None:
        parked = queryset.filter(status=TaskResultStatus.FAILED)
        # The worker ids count the tries: without them the task has all of its tries again.
        count = parked.update(status=TaskResultStatus.READY, run_after=get_date_max(), worker_ids=[])
        text = ngettext("%(count)d task will be tried again.", "%(count)d tasks will be tried again.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS if count else messages.WARNING)


@admin.register(ScheduledJob)
class ScheduledJobAdmin(ReadOnlyAdmin):
    list_display = ("name", "due_at", "last_started", "last_finished", "went_well")
    actions = ["run_now"]

    @admin.display(description=_("went well"), boolean=True)
    def went_well(self, job: ScheduledJob) -> bool | None:
        return not job.last_error if job.last_finished else None

    def has_run_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("worker.change_scheduledjob")

    @admin.action(description=_("Run at the next tick"), permissions=["run"])
    def run_now(self, request: HttpRequest, queryset: QuerySet[ScheduledJob]) -> None:
        queryset.update(due_at=timezone.now())
        self.message_user(request, _("The worker runs them within a few seconds."), messages.SUCCESS)


@admin.register(Heartbeat)
class HeartbeatAdmin(ReadOnlyAdmin):
    list_display = ("worker", "started_at", "ticked_at")
