from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisation", "0009_frozen_done_counts")]

    operations = [
        migrations.AddField(
            model_name="frozenroster",
            name="audience_id",
            field=models.PositiveBigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="frozenroster",
            name="opens_at",
            field=models.DateTimeField(null=True, verbose_name="opens at"),
        ),
        migrations.AddField(
            model_name="frozenroster",
            name="due_at",
            field=models.DateTimeField(null=True, verbose_name="due at"),
        ),
        migrations.AddField(
            model_name="frozenroster",
            name="is_of_quarter",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="frozenroster",
            name="corrections",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
