import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_countries"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("library", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Override",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=20, verbose_name="rule")),
                ("subject", models.CharField(blank=True, max_length=200, verbose_name="what of it")),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
            ],
            options={
                "verbose_name": "exception to the checklist",
                "verbose_name_plural": "exceptions to the checklist",
            },
        ),
        migrations.CreateModel(
            name="Strictness",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("text", "a text"),
                            ("standfirst", "a standfirst"),
                            ("section", "a primary category"),
                            ("byline", "a byline"),
                            ("alt", "alternative texts"),
                            ("licence", "licences that have not ended"),
                            ("credit", "credit and licence of pictures"),
                            ("headings", "headings without gaps"),
                            ("link_text", "links that say where they lead"),
                            ("dead_link", "links within the site that lead somewhere"),
                            ("length", "lengths of title and standfirst"),
                            ("search", "lengths for search engines"),
                            ("short", "more than a note"),
                        ],
                        max_length=20,
                        unique=True,
                        verbose_name="rule",
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[("block", "must be mended"), ("warn", "is pointed out"), ("off", "is not looked at")],
                        max_length=5,
                        verbose_name="what it does",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule of the checklist",
                "verbose_name_plural": "rules of the checklist",
            },
        ),
        migrations.AlterModelOptions(
            name="article",
            options={
                "ordering": ["-published_at", "-pk"],
                "permissions": [
                    ("publish_article", "Can publish articles"),
                    ("publish_own_article", "Can publish own articles where the section allows it"),
                    ("edit_others_article", "Can edit articles that others began"),
                ],
                "verbose_name": "article",
                "verbose_name_plural": "articles",
            },
        ),
        migrations.RemoveConstraint(
            model_name="article",
            name="article_state_is_known",
        ),
        migrations.AddField(
            model_name="article",
            name="binned_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="put in the bin"),
        ),
        migrations.AddField(
            model_name="article",
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
            model_name="article",
            name="review_note",
            field=models.TextField(blank=True, editable=False, verbose_name="changes asked for"),
        ),
        migrations.AddField(
            model_name="article",
            name="status_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, editable=False, verbose_name="in this state since"
            ),
        ),
        migrations.AddField(
            model_name="category",
            name="authors_publish",
            field=models.BooleanField(
                default=False,
                help_text="Without an editor: those with the role.",
                verbose_name="authors publish their own here",
            ),
        ),
        migrations.AlterField(
            model_name="article",
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
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["draft", "review", "approved", "published", "withdrawn", "bin"])),
                name="article_state_is_known",
            ),
        ),
        migrations.AddField(
            model_name="override",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="overrides", to="articles.article"
            ),
        ),
        migrations.AddField(
            model_name="override",
            name="author",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name="by"
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.UniqueConstraint(fields=("article", "rule", "subject"), name="one_override_each"),
        ),
        migrations.CreateModel(
            name="Merged",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("old", models.PositiveBigIntegerField()),
                ("known_as", models.CharField(max_length=400)),
                ("name", models.CharField(max_length=400)),
                ("object_id", models.PositiveBigIntegerField()),
                ("merged_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contenttypes.contenttype"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["content_type", "known_as"], name="merged_name"),
                    models.Index(fields=["content_type", "object_id"], name="merged_into"),
                ],
                "constraints": [models.UniqueConstraint(fields=("content_type", "old"), name="merged_once")],
            },
        ),
        migrations.AlterModelOptions(
            name="category",
            options={
                "ordering": ["order", "name"],
                "permissions": [("merge_category", "Can merge categories")],
                "verbose_name": "category",
                "verbose_name_plural": "categories",
            },
        ),
        migrations.AlterModelOptions(
            name="person",
            options={
                "ordering": ["name"],
                "permissions": [("merge_person", "Can merge people")],
                "verbose_name": "person",
                "verbose_name_plural": "people",
            },
        ),
        migrations.AlterModelOptions(
            name="tag",
            options={
                "ordering": ["name"],
                "permissions": [("merge_tag", "Can merge tags")],
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
            },
        ),
    ]
