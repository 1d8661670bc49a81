import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [
        migrations.CreateModel(
            name="CollectionBinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "collection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="binding",
                        to="wagtailcore.collection",
                        verbose_name="collection",
                    ),
                ),
                (
                    "page",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.page",
                        verbose_name="page",
                    ),
                ),
            ],
            options={
                "verbose_name": "collection of a page",
                "verbose_name_plural": "collections of pages",
            },
        ),
        # Pictures are asked for by their stored names, which Wagtail does not index.
        migrations.RunSQL(
            "CREATE INDEX pages_rendition_file ON wagtailimages_rendition (file)",
            "DROP INDEX pages_rendition_file",
        ),
        migrations.RunSQL(
            "CREATE INDEX pages_image_file ON wagtailimages_image (file)",
            "DROP INDEX pages_image_file",
        ),
    ]
