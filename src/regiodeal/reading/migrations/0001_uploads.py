"""Uploaded documents, with what was found in them and the state of their review."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('programme', '0002_proxies_and_users'),
    ]

    operations = [
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255)),
                ('media_type', models.CharField(max_length=80)),
                ('sha256', models.CharField(max_length=64)),
                ('data', models.BinaryField()),
                ('reading', models.JSONField()),
                ('review', models.JSONField()),
                ('looked_at', models.PositiveIntegerField(default=0)),
                ('values_asked', models.PositiveIntegerField(default=0)),
                ('projects', models.PositiveIntegerField(default=0)),
                ('uploaded_by', models.CharField(max_length=200)),
                ('uploaded_at', models.DateTimeField()),
                ('changed_by', models.CharField(max_length=200)),
                ('changed_at', models.DateTimeField()),
                ('reference', models.CharField(blank=True, max_length=120)),
                ('dropped_at', models.DateTimeField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uploads', to='programme.deal')),
            ],
            options={
                'ordering': ['-uploaded_at', '-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('dropped_at', None)), fields=('deal', 'sha256'), name='document_once_per_deal'), models.CheckConstraint(condition=models.Q(('reference', ''), ('dropped_at', None), _connector='OR'), name='registered_stays')],
            },
        ),
    ]
