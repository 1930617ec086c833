"""What the data of a record is as sets of data for a catalogue: each with its files, their schema and their size."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from regiodeal.publication.rendering.data import grants, tables
from regiodeal.publication.rendering.data.files import FORMATS, JSON, Format, Measure, Rendered


@dataclass(frozen=True)
class DataFile:
    """A file of a set of data; `path` counts from the root of the record."""

    form: Format
    path: str
    measure: Measure


@dataclass(frozen=True)
class Dataset:
    """A set of data with its files. `conforms_to` is the address of its schema, from the root unless absolute."""

    name: str
    title: str
    about: str
    conforms_to: str
    files: tuple[DataFile, ...]


def of(rendered: Rendered, granted: bytes | None) -> Iterator[Dataset]:
    """Yield all sets of data, in the language that is spoken. `granted` is the file of grants, where there is one."""
    for table in tables.ALL:
        measures = [(one, rendered.measure(table, one)) for one in FORMATS]
        files = tuple(DataFile(one, table.file(one.suffix), found) for one, found in measures if found)
        yield Dataset(table.name, gettext(table.title), gettext(table.about), table.schema, files)
    if granted is not None:
        file = DataFile(JSON, grants.PATH, Measure.of(granted))
        yield Dataset("360giving", gettext(grants.TITLE), gettext(grants.ABOUT), grants.STANDARD, (file,))
