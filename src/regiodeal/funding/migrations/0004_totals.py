"""Totals that are kept with every transfer."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('funding', '0003_cofinancing'),
        ('programme', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Total',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=100)),
                ('kind', models.CharField(choices=[('pledged', 'toegezegd door'), ('free', 'vrij'), ('reserved', 'gereserveerd'), ('awarded', 'toegekend'), ('advanced', 'bevoorschot'), ('settled', 'vastgesteld')], max_length=10)),
                ('cents', models.BigIntegerField()),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='totals', to='programme.deal')),
                ('pillar', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.pillar')),
                ('source', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.source')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('deal', 'key'), name='total_key_once_per_deal'), models.CheckConstraint(condition=models.Q(('kind', 'pledged'), ('cents__gte', 0), _connector='OR'), name='only_pledged_totals_are_negative')],
            },
        ),
        migrations.CreateModel(
            name='Turnover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('origin', models.CharField(choices=[('pledged', 'toegezegd door'), ('free', 'vrij'), ('reserved', 'gereserveerd'), ('awarded', 'toegekend'), ('advanced', 'bevoorschot'), ('settled', 'vastgesteld')], max_length=10)),
                ('destination', models.CharField(choices=[('pledged', 'toegezegd door'), ('free', 'vrij'), ('reserved', 'gereserveerd'), ('awarded', 'toegekend'), ('advanced', 'bevoorschot'), ('settled', 'vastgesteld')], max_length=10)),
                ('corrects', models.BooleanField()),
                ('cents', models.BigIntegerField()),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='turnovers', to='programme.deal')),
            ],
            options={
                'ordering': ['deal', 'year', 'id'],
                'constraints': [models.UniqueConstraint(fields=('deal', 'year', 'origin', 'destination', 'corrects'), name='turnover_once_per_year_and_way'), models.CheckConstraint(condition=models.Q(('cents__gt', 0)), name='turnover_is_positive')],
            },
        ),
    ]
