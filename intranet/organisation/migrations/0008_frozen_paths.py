from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisation", "0007_frozen_rosters")]

    operations = [
        migrations.AlterField(model_name="frozenunit", name="path", field=models.TextField()),
    ]
