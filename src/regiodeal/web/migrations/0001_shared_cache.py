"""The table in which all processes of an installation count together, such as how often somebody failed to sign in."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import migrations


def _create(_apps: Any, editor: Any) -> None:
    """Let Django make the table, as its cache wants it on this database."""
    call_command("createcachetable", settings.SHARED_CACHE_TABLE, database=editor.connection.alias, verbosity=0)


def _remove(_apps: Any, editor: Any) -> None:
    editor.execute(editor.sql_delete_table % {"table": editor.quote_name(settings.SHARED_CACHE_TABLE)})


class Migration(migrations.Migration):
    """Adds the table."""

    dependencies = []
    operations = [migrations.RunPython(_create, _remove)]
