import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0001_initial"),
        ("pages", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="page",
            name="page_state_is_known",
        ),
        migrations.AddField(
            model_name="page",
            name="binned_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="put in the bin"),
        ),
        migrations.AddField(
            model_name="page",
            name="status_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, editable=False, verbose_name="in this state since"
            ),
        ),
        migrations.AlterField(
            model_name="page",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("review", "In review"),
                    ("approved", "Approved"),
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                    ("bin", "In the bin"),
                ],
                default="draft",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AddConstraint(
            model_name="page",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["draft", "review", "approved", "published", "withdrawn", "bin"])),
                name="page_state_is_known",
            ),
        ),
    ]
