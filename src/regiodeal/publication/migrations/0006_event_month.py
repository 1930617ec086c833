from django.db import migrations, models


class Migration(migrations.Migration):
    """The programme of an event month is a kind of edition."""

    dependencies = [("publication", "0005_mailing")]

    operations = [
        migrations.AlterField(
            model_name="edition",
            name="kind",
            field=models.CharField(
                choices=[
                    ("decision-list", "besluitenlijst"),
                    ("implementation-programme", "uitvoeringsprogramma"),
                    ("project-page", "projectpagina"),
                    ("ledger", "grootboek"),
                    ("calendar", "agenda"),
                    ("mailing", "bericht"),
                    ("event-month", "programma van de Maand van de Regio"),
                ],
                max_length=30,
            ),
        ),
    ]
