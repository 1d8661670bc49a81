import secrets

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Count, F


BATCH = 1000


def complete_attempts(apps, schema_editor):
    """Give earlier attempts what new ones get at the start."""
    attempts = apps.get_model("quiz", "Attempt").objects
    attempts.update(closes_at=F("deadline"))
    unsalted = attempts.filter(salt="").annotate(places=Count("responses")).order_by("pk")
    while batch := list(unsalted[:BATCH]):
        for attempt in batch:
            attempt.salt, attempt.slots = secrets.token_hex(16), attempt.places
        attempts.bulk_update(batch, ["salt", "slots"])


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0005_personal_data'),
        ('quiz', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('extra_minutes', models.PositiveIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(1440)], verbose_name='more minutes')),
                ('extra_attempts', models.PositiveIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(20)], verbose_name='more attempts')),
                ('closes_at', models.DateTimeField(blank=True, null=True, verbose_name='open until')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('created_at', models.DateTimeField(verbose_name='granted at')),
            ],
            options={
                'verbose_name': 'extension',
                'verbose_name_plural': 'extensions',
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='LateAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.JSONField(default=list, verbose_name='late answer')),
                ('writer', models.CharField(max_length=60, verbose_name='writer')),
                ('writer_number', models.PositiveBigIntegerField(verbose_name='number of the save')),
                ('arrived_at', models.DateTimeField(verbose_name='arrived at')),
                ('state', models.CharField(choices=[('late', 'late, not counted'), ('proposed', 'proposed for acceptance'), ('accepted', 'accepted and marked'), ('refused', 'refused')], default='late', max_length=10, verbose_name='state')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('proposed_at', models.DateTimeField(null=True, verbose_name='proposed at')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided at')),
            ],
            options={
                'verbose_name': 'late answer',
                'verbose_name_plural': 'late answers',
                'ordering': ['-arrived_at'],
            },
        ),
        migrations.RemoveIndex(
            model_name='attempt',
            name='quiz_attemp_state_df53fb_idx',
        ),
        migrations.AddField(
            model_name='attempt',
            name='closes_at',
            field=models.DateTimeField(null=True, verbose_name='closes at'),
        ),
        migrations.AddField(
            model_name='attempt',
            name='negative_marks',
            field=models.BooleanField(default=False, verbose_name='wrong answers cost marks'),
        ),
        migrations.AddField(
            model_name='attempt',
            name='salt',
            field=models.CharField(default='', max_length=32, verbose_name='salt'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='attempt',
            name='slots',
            field=models.PositiveIntegerField(default=0, verbose_name='places'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='question',
            name='marking_rule',
            field=models.CharField(choices=[('all_or_nothing', 'all parts right, or nothing'), ('partial', 'a share for each right part; surplus choices cost as much')], default='all_or_nothing', max_length=30, verbose_name='marking rule'),
        ),
        migrations.AddField(
            model_name='question',
            name='tolerance',
            field=models.DecimalField(blank=True, decimal_places=6, help_text='For a number: how far an answer may be from it and still be right.', max_digits=20, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='tolerance'),
        ),
        migrations.AddField(
            model_name='question',
            name='unit',
            field=models.CharField(blank=True, help_text='For a number: shown behind the field, for example «days».', max_length=30, verbose_name='unit'),
        ),
        migrations.AddField(
            model_name='questionoption',
            name='match',
            field=models.CharField(blank=True, help_text='For matching pairs: what this option is to be paired with.', max_length=1000, verbose_name='belongs to'),
        ),
        migrations.AddField(
            model_name='questionoption',
            name='reference_handling',
            field=models.CharField(choices=[('auto', 'as recognised'), ('plain', 'speaks of no other option'), ('keep_place', 'keeps its place'), ('rewrite', 'letters follow the order shown')], default='auto', max_length=20, verbose_name='speaks of other options'),
        ),
        migrations.AddField(
            model_name='questionversion',
            name='tolerance',
            field=models.DecimalField(decimal_places=6, max_digits=20, null=True, verbose_name='tolerance'),
        ),
        migrations.AddField(
            model_name='questionversion',
            name='unit',
            field=models.CharField(blank=True, max_length=30, verbose_name='unit'),
        ),
        migrations.AddField(
            model_name='quizpage',
            name='negative_marks',
            field=models.BooleanField(default=False, help_text='A wrong choice takes away what guessing would gain on average.', verbose_name='wrong answers cost marks'),
        ),
        migrations.AddField(
            model_name='quizpage',
            name='preset',
            field=models.CharField(choices=[('practice', 'practice: explanation at once'), ('contest', 'contest: score at once, answers after the closing'), ('examination', 'examination: everything after the closing')], default='practice', max_length=20, verbose_name='what the quiz is for'),
        ),
        migrations.AddField(
            model_name='response',
            name='is_flagged',
            field=models.BooleanField(default=False, verbose_name='flagged for later'),
        ),
        migrations.AddField(
            model_name='response',
            name='revealed_at',
            field=models.DateTimeField(null=True, verbose_name='explained at'),
        ),
        migrations.AddField(
            model_name='response',
            name='writer_number',
            field=models.PositiveBigIntegerField(default=0, verbose_name='number of the save'),
        ),
        migrations.AlterField(
            model_name='attempt',
            name='maximum',
            field=models.DecimalField(decimal_places=6, max_digits=12, verbose_name='maximum'),
        ),
        migrations.AlterField(
            model_name='attempt',
            name='score',
            field=models.DecimalField(decimal_places=6, max_digits=12, null=True, verbose_name='score'),
        ),
        migrations.AlterField(
            model_name='question',
            name='kind',
            field=models.CharField(choices=[('single', 'one right answer'), ('multiple', 'several right answers'), ('true_false', 'true or false'), ('short_text', 'a few words'), ('number', 'a number'), ('matching', 'matching pairs'), ('ordering', 'putting in order'), ('prediction', 'prediction (not scored)'), ('survey', 'survey, choose one (not scored)'), ('survey_text', 'survey, own words (not scored)'), ('text_block', 'text without a question')], default='single', max_length=20, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='questionversion',
            name='kind',
            field=models.CharField(choices=[('single', 'one right answer'), ('multiple', 'several right answers'), ('true_false', 'true or false'), ('short_text', 'a few words'), ('number', 'a number'), ('matching', 'matching pairs'), ('ordering', 'putting in order'), ('prediction', 'prediction (not scored)'), ('survey', 'survey, choose one (not scored)'), ('survey_text', 'survey, own words (not scored)'), ('text_block', 'text without a question')], max_length=20, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='response',
            name='mark',
            field=models.DecimalField(decimal_places=6, max_digits=9, null=True, verbose_name='mark'),
        ),
        migrations.AddIndex(
            model_name='attempt',
            index=models.Index(fields=['state', 'closes_at'], name='quiz_attemp_state_33de0e_idx'),
        ),
        migrations.AddField(
            model_name='extension',
            name='created_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='granted by'),
        ),
        migrations.AddField(
            model_name='extension',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person', verbose_name='person'),
        ),
        migrations.AddField(
            model_name='extension',
            name='quiz',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='quiz.quizpage', verbose_name='quiz'),
        ),
        migrations.AddField(
            model_name='extension',
            name='unit',
            field=models.ForeignKey(blank=True, help_text='All who belong to the unit or to one below it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit', verbose_name='unit'),
        ),
        migrations.AddField(
            model_name='lateanswer',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
        ),
        migrations.AddField(
            model_name='lateanswer',
            name='proposed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by'),
        ),
        migrations.AddField(
            model_name='lateanswer',
            name='response',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='late_answers', to='quiz.response', verbose_name='answer'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('person', None), ('unit__isnull', False)), models.Q(('person__isnull', False), ('unit', None)), _connector='OR'), name='extension_for_a_person_or_a_unit', violation_error_message='Choose either a person or a unit.'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(('extra_minutes__gt', 0), ('extra_attempts__gt', 0), ('closes_at__isnull', False), _connector='OR'), name='extension_grants_something', violation_error_message='Say what is granted: minutes, attempts or a later end.'),
        ),
        migrations.AddConstraint(
            model_name='lateanswer',
            constraint=models.UniqueConstraint(fields=('response', 'writer', 'writer_number'), name='late_answer_once'),
        ),
        migrations.RunPython(complete_attempts, migrations.RunPython.noop),
    ]
