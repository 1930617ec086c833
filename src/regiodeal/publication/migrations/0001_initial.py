"""The tables of the publication room."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('programme', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('decision-list', 'besluitenlijst'), ('implementation-programme', 'uitvoeringsprogramma'), ('project-page', 'projectpagina'), ('ledger', 'grootboek')], max_length=30)),
                ('subject', models.CharField(max_length=130)),
                ('version', models.PositiveIntegerField()),
                ('act', models.CharField(choices=[('publish', 'publicatie'), ('correct', 'correctie'), ('withdraw', 'intrekking')], max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('published_at', models.DateTimeField()),
                ('embargo_until', models.DateTimeField(null=True)),
                ('form', models.PositiveSmallIntegerField()),
                ('snapshot', models.TextField()),
                ('snapshot_sha256', models.CharField(max_length=64)),
                ('previous', models.CharField(max_length=64)),
                ('sha256', models.CharField(max_length=64)),
                ('corrects', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='publication.edition')),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='programme.deal')),
            ],
            options={
                'ordering': ['deal', 'number'],
                'constraints': [models.UniqueConstraint(fields=('deal', 'number'), name='edition_number_once_per_deal'), models.UniqueConstraint(fields=('deal', 'kind', 'subject', 'version'), name='edition_version_once'), models.CheckConstraint(condition=models.Q(models.Q(('act', 'publish'), ('corrects', None)), models.Q(('act__in', ['correct', 'withdraw']), ('corrects__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='edition_says_what_it_corrects_and_why')],
            },
        ),
    ]
