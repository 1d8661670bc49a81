from django.db import migrations

from quiz.bank_folding import fold_existing


class Migration(migrations.Migration):

    dependencies = [
        ('quiz', '0003_bank'),
    ]

    operations = [
        migrations.RunPython(fold_existing, migrations.RunPython.noop),
    ]
