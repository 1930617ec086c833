"""Migration operations that make the database itself refuse what the rules forbid, on SQLite and PostgreSQL."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation


class Refuse(Operation):
    """Make the database refuse an event on a table, always or `when` a condition holds for the row.

    A column that is added can make SQLite write the table anew, which no trigger may name meanwhile: a migration that
    does so begins with `lifted` for all refusals of its room, and ends with those refusals again.

    `when` is SQL that both databases know, with `{row}` for the row as it was (UPDATE, DELETE) or would be (INSERT).
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, event: str, table: str, message: str, when: str = "") -> None:
        self.event = event
        self.table = table
        self.message = message
        self.when = when

    @property
    def _name(self) -> str:
        return f"{self.table}_refuse_{self.event.lower()}"

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Change nothing in the models: the trigger lives in the database alone."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Create the trigger."""
        for statement in self._create(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Drop the trigger."""
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f'DROP TRIGGER "{self._name}" ON "{self.table}"', params=None)
            schema_editor.execute(f'DROP FUNCTION "{self._name}"()', params=None)
        else:
            schema_editor.execute(f'DROP TRIGGER "{self._name}"', params=None)

    def describe(self) -> str:
        """Return the sentence that the migration prints."""
        return f"Refuse {self.event} on {self.table}"

    def _create(self, vendor: str) -> list[str]:
        condition = self.when.format(row="NEW" if self.event == "INSERT" else "OLD")
        message = self.message.replace("'", "''")
        if vendor == "postgresql":
            return self._create_on_postgresql(condition, message)
        when = f"WHEN {condition}" if condition else ""
        return [
            f'DROP TRIGGER IF EXISTS "{self._name}"',
            f'CREATE TRIGGER "{self._name}" BEFORE {self.event} ON "{self.table}" {when} '
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END",
        ]

    def _create_on_postgresql(self, condition: str, message: str) -> list[str]:
        row = "OLD" if self.event == "DELETE" else "NEW"
        level = "STATEMENT" if self.event == "TRUNCATE" else "ROW"
        passes = "" if level == "STATEMENT" else f"RETURN {row};"
        return [
            f'CREATE OR REPLACE FUNCTION "{self._name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
            f"IF {condition or 'TRUE'} THEN "
            f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';"
            f" END IF; {passes or 'RETURN NULL;'} END $$",
            f'CREATE OR REPLACE TRIGGER "{self._name}" BEFORE {self.event} ON "{self.table}" '
            f'FOR EACH {level} EXECUTE FUNCTION "{self._name}"()',
        ]


def append_only(table: str) -> list[Operation]:
    """Return the operations after which rows can be added to `table`, and never changed or removed."""
    message = f"{table} is append-only: put a mistake right with a new row"
    return [Refuse("UPDATE", table, message), Refuse("DELETE", table, message), RefuseTruncate(table, message)]


class RefuseTruncate(Refuse):
    """PostgreSQL alone can empty a table without deleting rows; make it refuse that too."""

    def __init__(self, table: str, message: str) -> None:
        super().__init__("TRUNCATE", table, message)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Create the trigger where TRUNCATE exists."""
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Drop the trigger where TRUNCATE exists."""
        if schema_editor.connection.vendor == "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)


class Lift(Operation):
    """Take a refusal away, for as long as a migration writes tables anew."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, refusal: Refuse) -> None:
        self.refusal = refusal

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Change nothing in the models."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Drop the trigger."""
        self.refusal.database_backwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Create the trigger again."""
        self.refusal.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Return the sentence that the migration prints."""
        return f"Lift: {self.refusal.describe()}"


def lifted(refusals: Sequence[Operation]) -> list[Operation]:
    """Return the operations that take refusals away, before the tables that they name are written anew."""
    return [Lift(refusal) for refusal in refusals if isinstance(refusal, Refuse)]
