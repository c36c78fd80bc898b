from django.db import migrations

from geopolist.search.engines import CREATE_POSTGRESQL, CREATE_SQLITE


def create(apps, schema_editor):
    schema_editor.execute(CREATE_SQLITE if schema_editor.connection.vendor == "sqlite" else CREATE_POSTGRESQL)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE search_words")
    else:
        schema_editor.execute("ALTER TABLE search_document DROP COLUMN vector")


class Migration(migrations.Migration):
    """The index of words: a table of its own on SQLite, a column on PostgreSQL. Neither is a model's."""

    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
