from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0009_frozen_done_counts"),
        ("quiz", "0004_folded_questions"),
    ]

    operations = [
        migrations.CreateModel(
            name="FrozenUnderstanding",
            fields=[
                (
                    "roster",
                    models.OneToOneField(
                        on_delete=models.deletion.CASCADE,
                        primary_key=True,
                        related_name="understanding",
                        serialize=False,
                        to="organisation.frozenroster",
                    ),
                ),
                ("counting", models.JSONField()),
                ("first", models.JSONField()),
                ("every", models.JSONField()),
                ("by_unit", models.JSONField()),
                ("corrections", models.JSONField()),
            ],
            options={
                "verbose_name": "frozen understanding",
                "verbose_name_plural": "frozen understanding",
                "default_permissions": (),
            },
        ),
    ]
