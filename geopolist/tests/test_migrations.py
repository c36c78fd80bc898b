"""Migrations say what the models say, and can go back."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL

OURS = {
    "accounts",
    "addresses",
    "articles",
    "guard",
    "identity",
    "library",
    "mail",
    "pages",
    "revisions",
    "search",
    "worker",
}


@pytest.mark.django_db
def test_no_model_waits_for_a_migration() -> None:
    said = StringIO()

    call_command("makemigrations", "--check", "--dry-run", stdout=said, no_color=True)

    assert said.getvalue() == "No changes detected\n"


def test_every_step_can_go_back() -> None:
    steps = MigrationLoader(None, ignore_no_migrations=True).disk_migrations.items()

    stuck = [
        f"{app}.{name}: {operation}"
        for (app, name), migration in steps
        if app in OURS
        for operation in migration.operations
        if isinstance(operation, RunPython | RunSQL) and not operation.reversible
    ]

    assert stuck == []


def test_each_app_has_one_first_migration_and_no_two_ends() -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)

    assert loader.detect_conflicts() == {}
    assert {app for app, name in loader.disk_migrations if app in OURS and name.startswith("0001")} == OURS


@pytest.mark.django_db
def test_no_index_holds_only_the_rows_of_one_value() -> None:
    """SQLite plans a query anew each time it is asked where such a value might be among its parameters."""
    indexes = [
        (model, index) for model in apps.get_models() if model._meta.app_label in OURS for index in model._meta.indexes
    ]
    editor = connection.SchemaEditorClass(connection, collect_sql=True)  # type: ignore[misc]
    conditions = {index.name: index._get_condition_sql(model, editor) or "" for model, index in indexes}

    assert [name for name, condition in conditions.items() if "=" in condition or "'" in condition] == []
    assert conditions["article_ends"]
