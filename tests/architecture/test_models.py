"""What every table keeps to: a migration, a way to its deal, and no way back where it is append-only."""

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models

from regiodeal.programme.models import Deal

_NO_DEAL = {
    "partners.Organisation": "exists outside any one deal: a municipality can be party to several",
    "accounts.User": "is a person, who can have roles in several deals",
    "accounts.Membership": "knows nothing above it, and names the deal by its code",
    "accounts.Invitation": "knows nothing above it, and names the deal by its code",
    "mailing.MailingList": "knows nothing above it, and names the deal by its code",
    "mailing.Subscriber": "knows nothing above it, and names the deal by its code",
    "mailing.Subscription": "belongs to a list, which names the deal by its code",
    "mailing.Wording": "is what many agreed to, and is never without evidence that belongs to a list",
    "mailing.Evidence": "belongs to a list, which names the deal by its code",
    "mailing.Suppression": "knows nothing above it, and names the deal by its code",
    "mailing.Mailing": "knows nothing above it, and names the deal by its code",
    "mailing.Courier": "is a process, which delivers for all deals",
    "mailing.Delivery": "belongs to a mailing, which names the deal by its code",
    "mailing.Bounce": "belongs to a delivery",
    "audit.AuditLine": "knows nothing above it, and names the deal by its code",
}
_APPEND_ONLY = [
    "audit_auditline",
    "decisions_rectification",
    "decisions_resolution",
    "decisions_retraction",
    "funding_basis",
    "funding_transfer",
    "mailing_evidence",
    "mailing_wording",
    "publication_edition",
]
_ROW, _BEFORE, _DELETE, _UPDATE, _TRUNCATE = 1, 2, 8, 16, 32  # pg_trigger.tgtype


def test_every_room_with_models_has_migrations_that_equal_them(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    rooms = [config for config in apps.get_app_configs() if [*config.get_models()]]
    assert rooms
    without = [config.label for config in rooms if not [*(Path(config.path) / "migrations").glob("0*.py")]]
    assert not without, f"no migrations: {without}"
    try:
        call_command("makemigrations", check=True, dry_run=True, skip_checks=True)
    except SystemExit:
        pytest.fail(f"the models are ahead of their migrations:\n{capsys.readouterr().out}")


def test_every_row_belongs_to_a_deal() -> None:
    every = [model for model in apps.get_models() if model.__module__.startswith("regiodeal.")]
    assert every
    lost = {model._meta.label for model in every if not _leads_to_a_deal(model)}
    assert lost == set(_NO_DEAL), "each row belongs to a deal, by itself or by a parent that it cannot be without"


@pytest.mark.parametrize("table", _APPEND_ONLY)
def test_append_only_tables_refuse_every_change(db: None, table: str) -> None:
    assert table in connection.introspection.table_names()
    refused = _refused_on_postgresql(table) if connection.vendor == "postgresql" else _refused_on_sqlite(table)
    expected = {"UPDATE", "DELETE", "TRUNCATE"} if connection.vendor == "postgresql" else {"UPDATE", "DELETE"}
    assert refused == expected


def _leads_to_a_deal(model: type[models.Model], seen: frozenset[type[models.Model]] = frozenset()) -> bool:
    if model is Deal:
        return True
    parents = {
        field.related_model for field in model._meta.fields if isinstance(field, models.ForeignKey) and not field.null
    }
    return any(_leads_to_a_deal(parent, seen | {model}) for parent in parents - seen - {model})


def _refused_on_sqlite(table: str) -> set[str]:
    """Return the events that a trigger refuses for every row: one without a condition."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        triggers = [" ".join(sql.replace('"', "").split()) for (sql,) in cursor.fetchall()]
    return {
        event
        for event in ("UPDATE", "DELETE")
        for sql in triggers
        if f"BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT" in sql
    }


def _refused_on_postgresql(table: str) -> set[str]:
    """Return the events that an enabled trigger refuses for every row: one that raises whatever the row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgtype, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
            " WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgenabled = 'O' AND tgqual IS NULL",
            [table],
        )
        triggers = cursor.fetchall()
    always = [kind for kind, body in triggers if kind & _BEFORE and "BEGIN IF TRUE THEN RAISE EXCEPTION" in body]
    events = {"UPDATE": _ROW | _UPDATE, "DELETE": _ROW | _DELETE, "TRUNCATE": _TRUNCATE}
    return {event for event, bits in events.items() for kind in always if kind & bits == bits}
