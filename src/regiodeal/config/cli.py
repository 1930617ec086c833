"""The command line: `regiodeal`. Each command is imported when it is asked for, so that a quick one stays quick."""

import os
import sys
from importlib import import_module
from typing import IO, Any

import click

from regiodeal.common.errors import Refusal

_COMMANDS = {
    "balance": ("regiodeal.config.commands.balance", "Show where every euro of a deal is."),
    "boundaries": ("regiodeal.config.commands.boundaries", "Load the borders of municipalities, for the map."),
    "condition": ("regiodeal.config.commands.condition", "List conditions, and note that one is met."),
    "deal": ("regiodeal.config.commands.deal", "Load and list deals."),
    "demo": ("regiodeal.config.commands.demo", "Build the example deal and serve its record."),
    "figure": ("regiodeal.config.commands.figure", "Classify a larger figure."),
    "mail": ("regiodeal.config.commands.mail", "Show lists, take in addresses, show or erase a person."),
    "meeting": ("regiodeal.config.commands.meeting", "Register meetings and rectify texts."),
    "nginx": ("regiodeal.config.commands.nginx", "Print a configuration of nginx for the public records."),
    "payment": ("regiodeal.config.commands.payment", "Book advances, recoveries and settlements."),
    "project": ("regiodeal.config.commands.project", "Load the register of projects."),
    "publish": ("regiodeal.config.commands.publish", "Publish, correct and withdraw editions."),
    "read": ("regiodeal.reading.command", "Find the projects and amounts in an old document."),
    "record": ("regiodeal.config.commands.record", "Build the public record."),
    "serve": ("regiodeal.config.commands.serve", "Serve the office and the public record."),
    "totals": ("regiodeal.config.commands.totals", "Add up what any number of deals published."),
    "user": ("regiodeal.config.commands.user", "Invite people, list them, close an account."),
    "verify": ("regiodeal.config.commands.verify", "Prove that nothing was changed, removed or inserted."),
    "worker": ("regiodeal.config.commands.worker", "Do what is due, such as building the record."),
}
_WITHOUT_DATABASE = {"nginx", "read", "verify", "serve", "totals"}
_SETTINGS = {"demo": {"REGIODEAL_SECOND_FACTOR": "optional"}}
"""What a command sets where the environment does not: the demo lets people in with a password alone."""


class _Refused(click.ClickException):
    """A refusal on its way to standard error."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Say what is wrong in its own words."""
        click.echo(self.message, file=file, err=file is None)


def _is_of_the_database(error: Exception) -> bool:
    """Whether Django's database layer raised this; a command that never loaded it cannot meet it."""
    database = sys.modules.get("django.db.utils")
    return database is not None and isinstance(error, database.Error)


class _Commands(click.Group):
    """Finds commands by name, sets Django up for those that need it, and turns refusals into messages."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what a person can mend is said on standard error, with exit code 2."""
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            raise _Refused(str(refusal)) from refusal
        except Exception as error:
            if not _is_of_the_database(error):
                raise
            raise _Refused(
                f"the database could not do this, and nothing of it is stored: {error}; try again"
            ) from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command with this name; where Django is needed, it is set up first."""
        if cmd_name not in _COMMANDS:
            return None
        for name, value in _SETTINGS.get(cmd_name, {}).items():
            os.environ.setdefault(name, value)
        if cmd_name not in _WITHOUT_DATABASE:
            import_module("regiodeal.config.database").set_up()
        command: click.Command = getattr(import_module(_COMMANDS[cmd_name][0]), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in sorted(_COMMANDS.items())])


@click.group(cls=_Commands)
@click.version_option(package_name="regiodeal")
def cli() -> None:
    """Run a Regio Deal: from proposal to decision, from decision to euro, from euro to a record that all can check.

    Everything stands in the data home: REGIODEAL_HOME, or the folder `var` here.
    """


if __name__ == "__main__":
    cli()
