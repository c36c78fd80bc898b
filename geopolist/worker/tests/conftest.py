import pytest


@pytest.fixture(autouse=True)
def queue(quick_and_quiet, settings):
    """The real queue, where other tests run tasks at once."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
