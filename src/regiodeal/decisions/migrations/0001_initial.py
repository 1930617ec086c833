"""The tables of the decisions room."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('programme', '0001_initial'),
        ('projects', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.SlugField(max_length=120)),
                ('held_on', models.DateField()),
                ('introduction', models.TextField(blank=True)),
                ('events', models.JSONField(default=list)),
                ('source_title', models.CharField(blank=True, max_length=300)),
                ('source_url', models.URLField(blank=True, max_length=500)),
                ('adopted_on', models.DateField(null=True)),
                ('adopted_at', models.DateTimeField(null=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='programme.body')),
            ],
            options={
                'ordering': ['held_on', 'id'],
                'constraints': [models.UniqueConstraint(fields=('body', 'reference'), name='meeting_reference_once_per_body'), models.CheckConstraint(condition=models.Q(models.Q(('adopted_at', None), ('adopted_on', None)), models.Q(('adopted_at__isnull', False), ('adopted_on__isnull', False)), _connector='OR'), name='meeting_adopted_on_and_at')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('present', models.BooleanField()),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.seat')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='decisions.meeting')),
            ],
            options={
                'ordering': ['seat__position'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'seat'), name='attendance_once_per_seat')],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('new', 'nieuw project'), ('follow_up', 'vervolgfase'), ('enlargement', 'uitbreiding'), ('extension', 'verlenging'), ('change', 'wijziging'), ('stop', 'beëindiging')], max_length=20)),
                ('ask_cents', models.BigIntegerField(null=True)),
                ('text', models.TextField(blank=True)),
                ('figures', models.ManyToManyField(related_name='agenda_items', to='projects.figure')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agenda_items', to='projects.project')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='decisions.meeting')),
            ],
            options={
                'ordering': ['meeting', 'position'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'position'), name='agenda_position_once_per_meeting'), models.CheckConstraint(condition=models.Q(('ask_cents__gt', 0)), name='agenda_ask_is_positive')],
            },
        ),
        migrations.CreateModel(
            name='Rectification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rectifications', to='decisions.agendaitem')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='rectification_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Resolution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('reference', models.CharField(max_length=130)),
                ('outcome', models.CharField(choices=[('granted', 'toegekend'), ('granted_on_conditions', 'toegekend onder voorwaarden'), ('deferred', 'aangehouden'), ('rejected', 'afgewezen')], max_length=30)),
                ('phase', models.PositiveSmallIntegerField(null=True)),
                ('contribution_cents', models.BigIntegerField(null=True)),
                ('release_cents', models.BigIntegerField(null=True)),
                ('new_end', models.DateField(null=True)),
                ('previous_end', models.DateField(null=True)),
                ('reason', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField()),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='resolutions', to='decisions.agendaitem')),
            ],
            options={
                'ordering': ['item__meeting', 'number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('contribution_cents__gt', 0)), name='contribution_is_positive'), models.CheckConstraint(condition=models.Q(('release_cents__gt', 0)), name='release_is_positive'), models.CheckConstraint(condition=models.Q(('outcome__in', ['granted', 'granted_on_conditions']), models.Q(('contribution_cents', None), ('new_end', None), ('release_cents', None)), _connector='OR'), name='only_a_grant_changes_anything')],
            },
        ),
        migrations.CreateModel(
            name='Condition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('owner', models.CharField(max_length=200)),
                ('due_on', models.DateField(null=True)),
                ('met_on', models.DateField(null=True)),
                ('evidence', models.TextField(blank=True)),
                ('resolution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conditions', to='decisions.resolution')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('met_on', None), models.Q(('evidence', ''), _negated=True), _connector='OR'), name='condition_met_with_evidence')],
            },
        ),
        migrations.CreateModel(
            name='Retraction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('resolution', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='retraction', to='decisions.resolution')),
            ],
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('choice', models.CharField(choices=[('for', 'voor'), ('against', 'tegen'), ('abstained', 'onthouding')], max_length=10)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='decisions.agendaitem')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.seat')),
            ],
            options={
                'ordering': ['seat__position'],
                'constraints': [models.UniqueConstraint(fields=('item', 'seat'), name='vote_once_per_seat')],
            },
        ),
        migrations.CreateModel(
            name='Interest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('statement', models.TextField()),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interests', to='decisions.agendaitem')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.seat')),
            ],
            options={
                'ordering': ['seat__position'],
                'constraints': [models.UniqueConstraint(fields=('item', 'seat'), name='interest_once_per_seat')],
            },
        ),
    ]
