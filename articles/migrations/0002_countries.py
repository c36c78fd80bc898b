from django.db import migrations

from articles.countries import entries


def load(apps, schema_editor):
    country = apps.get_model("articles", "Country")
    country.objects.bulk_create(
        country(
            code=entry["code"],
            name=entry["name"],
            slug=entry["slug"],
            names={"tr": entry["tr"], "ar": entry["ar"]},
        )
        for entry in entries()
    )


def unload(apps, schema_editor):
    apps.get_model("articles", "Country").objects.all().delete()


class Migration(migrations.Migration):
    """Countries are data that every site has; the file is articles/countries.json."""

    dependencies = [("articles", "0001_initial")]
    operations = [migrations.RunPython(load, unload)]
