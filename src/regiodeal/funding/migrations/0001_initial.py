"""The tables of the funding room."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('decisions', '0001_initial'),
        ('programme', '0001_initial'),
        ('projects', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Basis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('agreement', 'convenant'), ('resolution', 'besluit'), ('grant_order', 'beschikking'), ('statement', 'verantwoording')], max_length=20)),
                ('reference', models.CharField(max_length=130)),
                ('title', models.CharField(max_length=300)),
                ('on', models.DateField()),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bases', to='programme.deal')),
                ('resolution', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='basis', to='decisions.resolution')),
                ('under', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='below', to='funding.basis')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('deal', 'kind', 'reference'), name='basis_reference_once_per_deal'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'agreement'), ('resolution', None), ('under', None)), models.Q(('kind', 'resolution'), ('resolution__isnull', False), ('under', None)), models.Q(('kind__in', ['grant_order', 'statement']), ('resolution', None), ('under__isnull', False)), _connector='OR'), name='basis_is_what_its_kind_says')],
            },
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('pledged', 'toegezegd door'), ('free', 'vrij'), ('reserved', 'gereserveerd'), ('awarded', 'toegekend'), ('advanced', 'bevoorschot'), ('settled', 'vastgesteld')], max_length=10)),
                ('phase', models.PositiveSmallIntegerField(null=True)),
                ('cents', models.BigIntegerField(default=0)),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='programme.deal')),
                ('pillar', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='places', to='programme.pillar')),
                ('project', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='places_of_money', to='projects.project')),
                ('source', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='places', to='programme.source')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('deal', 'key'), name='place_key_once_per_deal'), models.CheckConstraint(condition=models.Q(('kind', 'pledged'), ('cents__gte', 0), _connector='OR'), name='only_the_outside_is_negative')],
            },
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveBigIntegerField()),
                ('counts_from', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('cents', models.BigIntegerField()),
                ('previous', models.CharField(max_length=64)),
                ('sha256', models.CharField(max_length=64)),
                ('basis', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='funding.basis')),
                ('corrects', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='funding.transfer')),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='programme.deal')),
                ('destination', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incoming', to='funding.place')),
                ('origin', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outgoing', to='funding.place')),
            ],
            options={
                'ordering': ['deal', 'sequence'],
                'indexes': [models.Index(fields=['origin', 'counts_from'], name='transfer_out_by_day'), models.Index(fields=['destination', 'counts_from'], name='transfer_in_by_day')],
                'constraints': [models.UniqueConstraint(fields=('deal', 'sequence'), name='transfer_sequence_once_per_deal'), models.CheckConstraint(condition=models.Q(('cents__gt', 0)), name='transfer_is_positive'), models.CheckConstraint(condition=models.Q(('origin', models.F('destination')), _negated=True), name='transfer_goes_somewhere_else')],
            },
        ),
    ]
