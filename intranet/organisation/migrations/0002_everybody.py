from django.db import migrations

EVERYBODY = "everybody"
NAME = "Toàn thể cán bộ, công chức, viên chức, người lao động"


def add_everybody(apps, schema_editor):
    """Make the audience that every page has until another one is chosen."""
    audience = apps.get_model("organisation", "Audience")
    audience.objects.get_or_create(kind=EVERYBODY, defaults={"name": NAME})


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial")]

    operations = [migrations.RunPython(add_everybody, migrations.RunPython.noop)]
