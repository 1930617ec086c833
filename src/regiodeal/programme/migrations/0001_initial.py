"""The tables of the programme room."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('partners', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Deal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=80, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('short_name', models.CharField(max_length=200)),
                ('round', models.PositiveSmallIntegerField(null=True)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('projects_end_by', models.DateField(null=True)),
                ('agreement_title', models.CharField(max_length=300)),
                ('agreed_on', models.DateField()),
                ('agreement_url', models.URLField(blank=True, max_length=500)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('website', models.URLField(blank=True, max_length=500)),
                ('hosts', models.JSONField(default=list)),
                ('accent', models.CharField(max_length=7)),
                ('allocation_rule', models.TextField(blank=True)),
                ('publisher', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.organisation')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='deal_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=80)),
                ('name', models.CharField(max_length=200)),
                ('power', models.CharField(choices=[('decides', 'besluit'), ('advises', 'adviseert')], max_length=10)),
                ('quorum', models.CharField(max_length=40)),
                ('majority', models.CharField(max_length=40)),
                ('interest', models.CharField(choices=[('recorded', 'wordt vastgelegd'), ('excluded', 'telt niet mee voor quorum en stemming')], max_length=10)),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bodies', to='programme.deal')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('deal', 'code'), name='body_code_once_per_deal')],
            },
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='programme.deal')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.organisation')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('deal', 'organisation'), name='party_once_per_deal')],
            },
        ),
        migrations.CreateModel(
            name='Pillar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=80)),
                ('name', models.CharField(max_length=200)),
                ('cross_cutting', models.BooleanField(default=False)),
                ('budget_cents', models.BigIntegerField(null=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pillars', to='programme.deal')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('deal', 'code'), name='pillar_code_once_per_deal'), models.CheckConstraint(condition=models.Q(('budget_cents__gt', 0)), name='pillar_budget_is_positive')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=80)),
                ('holder', models.CharField(blank=True, max_length=200)),
                ('office', models.CharField(blank=True, max_length=200)),
                ('chair', models.BooleanField(default=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='programme.body')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.organisation')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('body', 'code'), name='seat_code_once_per_body')],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=80)),
                ('name', models.CharField(max_length=200)),
                ('level', models.CharField(choices=[('state', 'Rijk'), ('province', 'provincie'), ('municipality', 'gemeente'), ('other', 'overig')], max_length=20)),
                ('cents', models.BigIntegerField()),
                ('published_cents', models.BigIntegerField(null=True)),
                ('source_url', models.URLField(blank=True, max_length=500)),
                ('position', models.PositiveSmallIntegerField()),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='programme.deal')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('deal', 'code'), name='source_code_once_per_deal'), models.CheckConstraint(condition=models.Q(('cents__gt', 0)), name='source_cents_are_positive')],
            },
        ),
    ]
