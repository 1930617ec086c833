"""The tables of the partners room."""

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=80, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('ministry', 'ministerie'), ('province', 'provincie'), ('municipality', 'gemeente'), ('water_board', 'waterschap'), ('education', 'onderwijsinstelling'), ('business', 'bedrijf'), ('civil_society', 'maatschappelijke organisatie'), ('other', 'overig')], max_length=20)),
                ('identifier', models.CharField(blank=True, max_length=20)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
    ]
