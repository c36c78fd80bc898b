import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0001_initial"),
        ("pages", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="page",
            name="page_state_is_known",
        ),
        migrations.AddField(
            model_name="page",
            name="begun_as",
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="page",
            name="created_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="begun by",
            ),
        ),
        migrations.AddField(
            model_name="page",
            name="review_note",
            field=models.TextField(blank=True, editable=False, verbose_name="changes asked for"),
        ),
        migrations.AddField(
            model_name="page",
            name="version",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
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
