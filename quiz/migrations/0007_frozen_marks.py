from collections import Counter
from decimal import Decimal

import django.db.models.deletion
from django.db import migrations, models


def fill_in(apps, _schema_editor):
    """Take from what was frozen before: the marks by version, names of topics, the pass mark."""
    frozen_mark = apps.get_model("quiz", "FrozenMark")
    versions = set(apps.get_model("quiz", "QuestionVersion").objects.values_list("pk", flat=True))
    quizzes = apps.get_model("quiz", "QuizPage").objects
    places = apps.get_model("quiz", "QuizQuestion").objects
    for kept in apps.get_model("quiz", "FrozenUnderstanding").objects.select_related("roster"):
        quiz_id = int(kept.roster.duty_key)
        fixed = set(
            places.filter(quiz=quiz_id).values_list("question__versions", flat=True)
        )
        times = Counter()
        for version_id, mark, score, maximum, _answer, attempts in kept.counting["answers"]:
            if mark is not None and version_id in versions:
                times[version_id, mark, score, maximum] += attempts
        frozen_mark.objects.bulk_create(
            frozen_mark(
                understanding=kept,
                version_id=version_id,
                is_fixed=version_id in fixed,
                mark=Decimal(mark),
                score=Decimal(score),
                maximum=Decimal(maximum),
                attempts=attempts,
            )
            for (version_id, mark, score, maximum), attempts in times.items()
        )
        named = {topic_id: name for _unit, topic_id, name, *_row in kept.by_unit["marks"]}
        kept.topics = [[topic_id, name] for topic_id, name in sorted(named.items())]
        kept.pass_mark = quizzes.filter(pk=quiz_id).values_list("pass_mark", flat=True).first() or 0
        for sample in (kept.counting, kept.first, kept.every):
            attempts = sum(row[3] for row in sample["results"])
            people = sum(row[4] for row in sample["results"])
            sample.setdefault("most_by_one", max(attempts - people + 1, 1))  # nobody took it more often
        kept.save(update_fields=["topics", "pass_mark", "counting", "first", "every"])


class Migration(migrations.Migration):
    dependencies = [
        ("quiz", "0006_longer_anchors"),
    ]

    operations = [
        migrations.AddField(
            model_name="frozenunderstanding",
            name="pass_mark",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="frozenunderstanding",
            name="topics",
            field=models.JSONField(default=list),
        ),
        migrations.CreateModel(
            name="FrozenMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_fixed", models.BooleanField()),
                ("mark", models.DecimalField(decimal_places=6, max_digits=9)),
                ("score", models.DecimalField(decimal_places=6, max_digits=12)),
                ("maximum", models.DecimalField(decimal_places=6, max_digits=12)),
                ("attempts", models.PositiveIntegerField()),
                (
                    "understanding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="quiz.frozenunderstanding",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="quiz.questionversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "frozen mark",
                "verbose_name_plural": "frozen marks",
                "default_permissions": (),
            },
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
    ]
