"""The tables of the mailing room."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Courier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=36, unique=True)),
                ('seen_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='MailingList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(max_length=80)),
                ('code', models.SlugField(max_length=80)),
                ('name', models.CharField(max_length=200)),
                ('description', models.CharField(blank=True, max_length=500)),
                ('promise', models.TextField()),
                ('open_to_all', models.BooleanField(default=False)),
                ('keep_months', models.PositiveSmallIntegerField(default=12)),
                ('closed_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['scope', 'name'],
                'constraints': [models.UniqueConstraint(fields=('scope', 'code'), name='list_code_once_per_deal'), models.CheckConstraint(condition=models.Q(('keep_months__gte', 1)), name='list_keeps_a_month_at_least')],
            },
        ),
        migrations.CreateModel(
            name='Mailing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(max_length=80)),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('press_release', 'persbericht'), ('newsletter', 'nieuwsbrief')], max_length=20)),
                ('language', models.CharField(choices=[('nl', 'Nederlands'), ('en', 'English')], default='nl', max_length=5)),
                ('about', models.CharField(blank=True, max_length=200)),
                ('not_before', models.DateTimeField(null=True)),
                ('subject', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('state', models.CharField(choices=[('draft', 'concept'), ('sending', 'wordt verzonden'), ('paused', 'gepauzeerd'), ('stopped', 'gestopt'), ('done', 'verzonden')], default='draft', max_length=10)),
                ('send_at', models.DateTimeField(null=True)),
                ('letter', models.JSONField(null=True)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.CharField(max_length=200)),
                ('changed_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('error', models.CharField(blank=True, max_length=500)),
                ('lists', models.ManyToManyField(related_name='mailings', to='mailing.mailinglist')),
            ],
            options={
                'ordering': ['scope', '-number'],
                'indexes': [models.Index(fields=['state', 'send_at'], name='mailing_due')],
                'constraints': [models.UniqueConstraint(fields=('scope', 'number'), name='mailing_number_once_per_deal'), models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('letter__isnull', False), ('send_at__isnull', False)), _connector='OR'), name='mailing_that_goes_out_has_a_letter')],
            },
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('text', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='Subscriber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(max_length=80)),
                ('email', models.CharField(max_length=254)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('language', models.CharField(choices=[('nl', 'Nederlands'), ('en', 'English')], default='nl', max_length=5)),
                ('salt', models.CharField(max_length=32)),
                ('person', models.CharField(max_length=64, unique=True)),
                ('since', models.DateTimeField()),
            ],
            options={
                'ordering': ['scope', 'email'],
                'constraints': [models.UniqueConstraint(fields=('scope', 'email'), name='subscriber_once_per_deal')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=254)),
                ('domain', models.CharField(max_length=254)),
                ('state', models.CharField(choices=[('waiting', 'wacht'), ('sending', 'onderweg'), ('sent', 'aangenomen door de mailserver'), ('refused', 'geweigerd'), ('expired', 'opgegeven na herhaald proberen'), ('doubt', 'onzeker'), ('left', 'niet verstuurd: afgemeld'), ('stopped', 'niet verstuurd: gestopt')], default='waiting', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('due_at', models.DateTimeField()),
                ('at', models.DateTimeField(null=True)),
                ('code', models.PositiveSmallIntegerField(null=True)),
                ('reply', models.CharField(blank=True, max_length=300)),
                ('courier', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deliveries', to='mailing.courier')),
                ('mailing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='mailing.mailing')),
                ('mailing_list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mailing.mailinglist')),
                ('subscriber', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deliveries', to='mailing.subscriber')),
            ],
            options={
                'ordering': ['mailing', 'id'],
                'indexes': [models.Index(fields=['mailing', 'state'], name='delivery_by_state'), models.Index(condition=models.Q(('courier', None), ('state', 'waiting')), fields=['mailing', 'due_at', 'id'], name='delivery_to_claim')],
                'constraints': [models.UniqueConstraint(fields=('mailing', 'address'), name='one_delivery_per_address')],
            },
        ),
        migrations.CreateModel(
            name='Bounce',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('hard', 'blijvend onbestelbaar'), ('soft', 'tijdelijk onbestelbaar'), ('complaint', 'klacht')], max_length=10)),
                ('at', models.DateTimeField()),
                ('status', models.CharField(blank=True, max_length=20)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('message', models.CharField(max_length=64, unique=True)),
                ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bounces', to='mailing.delivery')),
            ],
            options={
                'ordering': ['-at'],
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('asked', 'wacht op bevestiging'), ('active', 'aangemeld'), ('left', 'afgemeld'), ('unreachable', 'onbereikbaar')], max_length=12)),
                ('since', models.DateTimeField()),
                ('soft_bounces', models.PositiveSmallIntegerField(default=0)),
                ('mailing_list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='subscriptions', to='mailing.mailinglist')),
                ('subscriber', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to='mailing.subscriber')),
            ],
            options={
                'ordering': ['mailing_list', 'subscriber'],
                'indexes': [models.Index(fields=['mailing_list', 'state'], name='subscription_by_state')],
                'constraints': [models.UniqueConstraint(fields=('mailing_list', 'subscriber'), name='subscription_once')],
            },
        ),
        migrations.CreateModel(
            name='Suppression',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(max_length=80)),
                ('address', models.CharField(max_length=64)),
                ('reason', models.CharField(choices=[('left', 'afgemeld'), ('unreachable', 'onbereikbaar'), ('forgotten', 'gewist op verzoek')], max_length=12)),
                ('at', models.DateTimeField()),
                ('mailing_list', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='suppressions', to='mailing.mailinglist')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('scope', 'mailing_list', 'address'), name='suppression_once_per_list'), models.UniqueConstraint(condition=models.Q(('mailing_list', None)), fields=('scope', 'address'), name='suppression_once_for_all_lists')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField()),
                ('at', models.DateTimeField()),
                ('person', models.CharField(max_length=64)),
                ('act', models.CharField(choices=[('asked', 'aangevraagd'), ('confirmed', 'bevestigd'), ('added', 'door het bureau toegevoegd'), ('imported', 'uit een bestand overgenomen'), ('left', 'afgemeld'), ('returned', 'afmelding ongedaan gemaakt'), ('unreachable', 'onbereikbaar gebleken'), ('reachable', 'weer bereikbaar verklaard'), ('removed', 'door het bureau van de lijst gehaald'), ('forgotten', 'gegevens gewist')], max_length=12)),
                ('ground', models.CharField(blank=True, choices=[('consent', 'toestemming'), ('legitimate_interest', 'gerechtvaardigd belang (persrelatie)'), ('public_task', 'publieke taak (griffie, partner van de deal)')], max_length=20)),
                ('source', models.CharField(max_length=300)),
                ('previous', models.CharField(max_length=64)),
                ('sha256', models.CharField(max_length=64)),
                ('mailing_list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='mailing.mailinglist')),
                ('wording', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mailing.wording')),
            ],
            options={
                'ordering': ['mailing_list', 'number'],
                'indexes': [models.Index(fields=['person'], name='evidence_of_a_person')],
                'constraints': [models.UniqueConstraint(fields=('mailing_list', 'number'), name='evidence_one_per_number')],
            },
        ),
    ]
