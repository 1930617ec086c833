"""The database refuses every change to what is append-only here."""

from django.db import migrations

from regiodeal.common.append_only import append_only


class Migration(migrations.Migration):
    """Adds the triggers."""

    dependencies = [("mailing", "0001_initial")]
    operations = [*append_only("mailing_evidence"), *append_only("mailing_wording")]
