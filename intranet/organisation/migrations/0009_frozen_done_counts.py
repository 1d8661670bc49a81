from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisation", "0008_frozen_paths")]

    operations = [
        migrations.AddField(
            model_name=model, name="done_counts", field=models.JSONField(default=dict)
        )
        for model in ("frozenroster", "frozenunit")
    ]
