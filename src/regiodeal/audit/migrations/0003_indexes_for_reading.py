"""Indexes by which the trail of a deal is read: by person, by act, by subject and by moment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the indexes; the table itself is not written anew, so its triggers stay."""

    dependencies = [("audit", "0002_append_only")]
    operations = [
        migrations.AddIndex("auditline", models.Index(fields=["scope", "actor", "number"], name="trail_by_actor")),
        migrations.AddIndex("auditline", models.Index(fields=["scope", "act", "number"], name="trail_by_act")),
        migrations.AddIndex("auditline", models.Index(fields=["scope", "subject", "number"], name="trail_by_subject")),
        migrations.AddIndex("auditline", models.Index(fields=["scope", "at"], name="trail_by_moment")),
    ]
