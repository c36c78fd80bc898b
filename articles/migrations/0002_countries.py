from django.db import migrations

from articles.countries import entries


def load(apps, schema_editor):
    country, address = apps.get_model("articles", "Country"), apps.get_model("addresses", "Address")
    country.objects.bulk_create(
        country(
            code=entry["code"],
            name=entry["name"],
            slug=entry["slug"],
            names={"tr": entry["tr"], "ar": entry["ar"]},
        )
        for entry in entries()
    )
    kind = kind_of_country(apps)
    address.objects.bulk_create(
        address(key=f"/country/{slug}/", content_type=kind, object_id=pk, is_current=True)
        for pk, slug in country.objects.values_list("pk", "slug")
    )


def unload(apps, schema_editor):
    apps.get_model("addresses", "Address").objects.filter(content_type=kind_of_country(apps)).delete()
    apps.get_model("articles", "Country").objects.all().delete()


def kind_of_country(apps):
    kinds = apps.get_model("contenttypes", "ContentType").objects
    return kinds.get_or_create(app_label="articles", model="country")[0]


class Migration(migrations.Migration):
    """Countries are data that every site has; the file is articles/countries.json."""

    dependencies = [
        ("articles", "0001_initial"),
        ("addresses", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(load, unload)]
