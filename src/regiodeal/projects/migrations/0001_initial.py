"""The tables of the projects room."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('partners', '0001_initial'),
        ('programme', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=80)),
                ('stage', models.CharField(choices=[('announced', 'aangekondigd'), ('decided', 'besloten'), ('in_execution', 'in uitvoering'), ('completed', 'afgerond'), ('stopped', 'gestopt')], max_length=20)),
                ('summary', models.TextField(blank=True)),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='projects', to='programme.deal')),
                ('lead', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.organisation')),
                ('pillar', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='programme.pillar')),
            ],
            options={
                'ordering': ['code'],
                'constraints': [models.UniqueConstraint(fields=('deal', 'code'), name='project_code_once_per_deal')],
            },
        ),
        migrations.CreateModel(
            name='Phase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=200)),
                ('ends_on', models.DateField(null=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phases', to='projects.project')),
            ],
            options={
                'ordering': ['project', 'number'],
                'constraints': [models.UniqueConstraint(fields=('project', 'number'), name='phase_number_once_per_project')],
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('role', models.CharField(max_length=80)),
                ('starts_on', models.DateField(null=True)),
                ('ends_on', models.DateField(null=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='projects.project')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Figure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('deal_reservation', 'gereserveerd binnen de deal'), ('total_cost', 'totale kosten uit alle bronnen'), ('requested', 'gevraagde bijdrage'), ('unclassified', 'nog niet ingedeeld')], max_length=20)),
                ('cents', models.BigIntegerField()),
                ('words', models.TextField()),
                ('source_title', models.CharField(blank=True, max_length=300)),
                ('source_url', models.URLField(blank=True, max_length=500)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='projects.project')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('cents__gt', 0)), name='figure_is_positive'), models.UniqueConstraint(fields=('project', 'cents', 'words'), name='figure_once_per_project')],
            },
        ),
        migrations.CreateModel(
            name='Fact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('statement', models.TextField()),
                ('source_title', models.CharField(max_length=300)),
                ('source_url', models.URLField(blank=True, max_length=500)),
                ('known_on', models.DateField(null=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facts', to='projects.project')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='ProjectLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('part_of', 'onderdeel van'), ('continues', 'vervolg op'), ('builds_on', 'bouwt voort op')], max_length=20)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='projects.project')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_back', to='projects.project')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('project', 'kind', 'target'), name='project_link_once'), models.CheckConstraint(condition=models.Q(('project', models.F('target')), _negated=True), name='project_links_to_another')],
            },
        ),
        migrations.CreateModel(
            name='ProjectName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('until', models.DateField(null=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='projects.project')),
            ],
            options={
                'ordering': ['project', models.OrderBy(models.F('until'), descending=True, nulls_first=True)],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('project',), name='project_has_one_present_name')],
            },
        ),
        migrations.CreateModel(
            name='ProjectPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('position', models.PositiveSmallIntegerField()),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='projects.project')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
    ]
