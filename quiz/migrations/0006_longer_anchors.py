from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quiz", "0005_frozen_understanding"),
    ]

    operations = [
        migrations.AlterField(
            model_name="question",
            name="source_anchor",
            field=models.CharField(
                blank=True,
                help_text="The mark of the part within the policy, for example III.1.c.",
                max_length=160,
                verbose_name="part of the policy",
            ),
        ),
        migrations.AlterField(
            model_name="questionversion",
            name="source_anchor",
            field=models.CharField(blank=True, max_length=160, verbose_name="part of the policy"),
        ),
    ]
