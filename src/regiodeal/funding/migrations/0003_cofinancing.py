"""What others contribute beside the deal."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('funding', '0002_append_only'),
        ('projects', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CoFinancing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phase', models.PositiveSmallIntegerField(null=True)),
                ('party', models.CharField(max_length=200)),
                ('sector', models.CharField(choices=[('state', 'Rijk'), ('regional_public', 'regionaal publiek'), ('regional_private', 'regionaal privaat'), ('other', 'overig')], max_length=20)),
                ('party_to_deal', models.BooleanField()),
                ('form', models.CharField(choices=[('cash', 'in geld'), ('in_kind', 'in natura')], max_length=10)),
                ('origin', models.CharField(choices=[('own', 'eigen middelen'), ('state', 'geld van het Rijk'), ('eu', 'Europees geld'), ('other', 'ander geld'), ('unknown', 'niet bekend')], max_length=10)),
                ('cents', models.BigIntegerField(null=True)),
                ('evidence', models.TextField(blank=True)),
                ('removed_at', models.DateTimeField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cofinancing', to='projects.project')),
            ],
            options={
                'ordering': ['project', 'phase', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('cents__gt', 0)), name='cofinancing_is_positive')],
            },
        ),
    ]
