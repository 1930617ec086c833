"""`regiodeal record`: build the public record."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import click

from regiodeal.config.commands.options import deal_option, now
from regiodeal.config.database import prepare
from regiodeal.config.records import build_record
from regiodeal.programme import queries
from regiodeal.publication.progress import Progress


@click.group()
def record() -> None:
    """Build the public record."""


@record.command()
@deal_option
@click.option("--full", is_flag=True, help="Render everything again, not only what changed.")
@click.option("--record", "folder", type=click.Path(path_type=Path), help="Where; by default in the data home.")
def build(code: str | None, full: bool, folder: Path | None) -> None:
    """Bring the record up to date with the editions. Killed at any moment, the old record stays whole."""
    prepare()
    with _bar() as bar:
        report = build_record(queries.deal(code), at=now(), full=full, folder=folder, tell=bar)
    click.echo(str(report))


@contextmanager
def _bar() -> Iterator[Progress]:
    """Give what shows how far a build is, to somebody who looks at a terminal."""
    with ExitStack() as stack:
        bars: list[Any] = []

        def tell(done: int, total: int) -> None:
            if not bars:
                hidden = not sys.stderr.isatty()
                bars.append(stack.enter_context(click.progressbar(length=total, file=sys.stderr, hidden=hidden)))
            bars[0].update(done - bars[0].pos)

        yield tell
