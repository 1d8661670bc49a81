from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("api", "0001_access_tokens")]

    operations = [
        migrations.CreateModel(
            name="RefusedUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=45)),
                ("kind", models.CharField(max_length=40)),
                ("since", models.DateTimeField()),
                ("times", models.PositiveIntegerField()),
            ],
            options={"default_permissions": ()},
        ),
        migrations.AddConstraint(
            model_name="refuseduse",
            constraint=models.UniqueConstraint(
                fields=("address", "kind"), name="refused_use_once_a_kind"
            ),
        ),
    ]
