"""`regiodeal worker`: do what is due."""

import time
from datetime import timedelta

import click

from regiodeal.common.errors import Refusal
from regiodeal.config.database import NoDatabase, prepare
from regiodeal.config.parents import end_with
from regiodeal.config.worker import Worker, stop_on_signals


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, and end.")
@click.option("--poll", default=1.0, show_default=True, type=click.FloatRange(0.05), help="Seconds between two looks.")
@click.option(
    "--lease",
    default=60.0,
    show_default=True,
    type=click.FloatRange(1),
    help="Seconds after which the work of a worker that shows no sign of life is taken over.",
)
@click.option("--with-parent", type=int, metavar="PID", help="End when the process that started this one, PID, ends.")
def worker(*, once: bool, poll: float, lease: float, with_parent: int | None) -> None:
    """Do what is due: build the record after a publication and at the end of an embargo, and deliver mailings.

    Run as many as you like."""
    one = Worker(poll=poll, lease=timedelta(seconds=lease))
    if with_parent is not None:
        end_with(with_parent)
    if once:
        prepare()
        builds, messages = one.run_until_idle()
        click.echo(f"{builds} builds done, {messages} messages delivered")
        return
    stop_on_signals(one)
    _wait_for_the_database(poll)
    one.run()


def _wait_for_the_database(poll: float) -> None:
    while True:
        try:
            prepare()
        except NoDatabase as refusal:
            click.echo(f"waiting: {refusal}", err=True)
            time.sleep(max(poll, 1.0))
        except Refusal:
            raise
        else:
            return
