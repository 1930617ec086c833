"""The tables of the audit room."""

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='AuditLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(max_length=80)),
                ('number', models.PositiveBigIntegerField()),
                ('at', models.DateTimeField()),
                ('actor', models.CharField(max_length=200)),
                ('act', models.CharField(max_length=80)),
                ('subject', models.CharField(max_length=200)),
                ('ground', models.TextField(blank=True)),
                ('details', models.JSONField(default=dict)),
                ('previous', models.CharField(max_length=64)),
                ('sha256', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['scope', 'number'],
                'constraints': [models.UniqueConstraint(fields=('scope', 'number'), name='audit_one_line_per_number'), models.CheckConstraint(condition=models.Q(('actor', ''), _negated=True), name='audit_names_an_actor')],
            },
        ),
    ]
