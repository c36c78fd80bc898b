from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from geopolist.lib.naming import name_app


class WorkerConfig(AppConfig):
    name = "geopolist.worker"
    label = "worker"
    verbose_name = _("Worker")

    def ready(self) -> None:
        from geopolist.worker import checks  # noqa: F401 - registers them

        name_app("django_tasks_database", _("Tasks"))
