"""The command `regiodeal read`: show what an old document says, and store nothing."""

import json
import sys
from pathlib import Path

import click

from regiodeal.reading import output, reader, report
from regiodeal.reading.documents import SIZE_LIMIT, check_size
from regiodeal.reading.errors import UnreadableDocument
from regiodeal.reading.reader import Reading


@click.command(name="read")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--json", "json_wanted", is_flag=True, help="Print JSON: every value with its line and its words.")
def read(file: Path, json_wanted: bool) -> None:
    """Find the projects in a decision list.

    FILE is a text, PDF, HTML or e-mail (.eml) file, or - for standard input. Nothing is stored.
    """
    found = read_file(file)
    shown = (
        json.dumps(output.as_json(found), ensure_ascii=False, indent=2) + "\n" if json_wanted else report.as_text(found)
    )
    click.echo(shown.encode("utf-8", "replace"), nl=False)


def read_file(file: Path) -> Reading:
    """Read a document that the user names; `-` is standard input. Raises UnreadableDocument, which names the file."""
    try:
        return reader.read(_bytes_of(file), file.name)
    except UnreadableDocument as error:
        raise type(error)("{file}: {error}", file=str(file), error=error.sentences) from error
    except OSError as error:
        raise UnreadableDocument(
            "{file}: cannot be opened: {error}.", file=str(file), error=error.strerror or str(error)
        ) from error


def _bytes_of(file: Path) -> bytes:
    """Return the bytes of the file; one that is over the limit is refused before it is read."""
    if str(file) == "-":
        return sys.stdin.buffer.read(SIZE_LIMIT + 1)
    check_size(file.stat().st_size)
    with file.open("rb") as stream:
        return stream.read(SIZE_LIMIT + 1)
