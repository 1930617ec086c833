"""Bring the database up to date, once, whoever comes first."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.utils import DatabaseError

from regiodeal.common.errors import Refusal
from regiodeal.config.home import home
from regiodeal.publication.rendering.languages import CATALOGUES


class NoDatabase(Refusal):
    """The database cannot be reached."""


def set_up() -> None:
    """Set Django up, without touching the database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regiodeal.config.settings")
    if not apps.ready:
        django.setup()


def set_up_texts() -> None:
    """Set up no more of Django than pages need: their texts. No installation is needed for that, and none is made."""
    if not settings.configured:
        settings.configure(USE_I18N=True, LANGUAGE_CODE="nl", LOCALE_PATHS=[CATALOGUES], INSTALLED_APPS=[])
        django.setup()


def prepare() -> None:
    """Bring the database up to date: migrate where it is behind; cheap when it is not. Raises NoDatabase."""
    set_up()
    home().mkdir(parents=True, exist_ok=True)
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        raise NoDatabase(f"the database cannot be reached: {error}; see REGIODEAL_DATABASE_URL") from error
    if _is_current():
        return
    with _alone():
        if not _is_current():
            _migrate()


def _migrate() -> None:
    """Apply what is missing, all or nothing: Django notes a migration only after what it made was committed, so whoever
    was killed in between would leave tables that the next one wants to make again."""
    with connection.constraint_checks_disabled(), transaction.atomic():
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)


def _is_current() -> bool:
    """Compare the migrations that stand in the rooms with those that were applied, without importing them."""
    wanted = {
        (config.label, file.stem)
        for config in apps.get_app_configs()
        for file in (Path(config.path) / "migrations").glob("[0-9]*.py")
    }
    if "django_migrations" not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        return wanted <= set(cursor.fetchall())


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the only right to migrate: a lock in the database on PostgreSQL, a locked file beside it on SQLite."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext('regiodeal migrate'))")
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(hashtext('regiodeal migrate'))")
        return
    with (home() / ".migrate.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
