"""The roots that Wagtail makes bear English names, which every listing shows."""

from django.db import migrations

ENGLISH = "Root"
PAGES, FILES = "Toàn trang", "Mọi tệp"


def rename(apps, old, new):
    for name, column, label in (("Page", "title", 0), ("Collection", "name", 1)):
        model = apps.get_model("wagtailcore", name)
        rows = model.objects.filter(depth=1, **{column: old[label]})
        rows.update(**{column: new[label]})
    page = apps.get_model("wagtailcore", "Page")
    page.objects.filter(depth=1, draft_title=old[0]).update(draft_title=new[0])


def to_vietnamese(apps, _schema_editor):
    rename(apps, (ENGLISH, ENGLISH), (PAGES, FILES))


def to_english(apps, _schema_editor):
    rename(apps, (PAGES, FILES), (ENGLISH, ENGLISH))


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0003_second_person"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(to_vietnamese, to_english)]
