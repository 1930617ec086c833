"""The whole check: every standard that the data of a record follows, and which of them could not be held against it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from regiodeal.common.errors import Refusal
from regiodeal.publication.rendering import paths
from regiodeal.publication.validation import calendars, catalogue, documents, feeds, grants, tables, visitors
from regiodeal.publication.validation.faults import Fault, Record


class NotARecord(Refusal):
    """A folder holds no record."""


@dataclass(frozen=True)
class Outcome:
    """What a check found: faults, standards that it could not check, and advice that was not taken."""

    faults: tuple[Fault, ...]
    skipped: tuple[str, ...]
    advice: tuple[str, ...]


@dataclass(frozen=True)
class _Standard:
    """A check with schemas of others: where these are below the folder of schemas, and which files it needs."""

    name: str
    folder: str
    files: tuple[str, ...]
    check: Callable[[Record, Path], Iterator[Fault]]
    applies: Callable[[Record], bool]


_STANDARDS = (
    _Standard("DCAT-AP-NL", "dcat-ap-nl", catalogue.SHAPES, catalogue.check_shapes, lambda record: bool(record.root)),
    _Standard(
        "360Giving",
        "360giving",
        (grants.PACKAGE, grants.GRANT, *grants.LISTS.values()),
        grants.check_standard,
        lambda record: bool(record.root),
    ),
)


def check(folder: Path, schemas: Path | None) -> Outcome:
    """Hold the data in the record in a folder against its standards; `schemas` holds those of others.

    Raises NotARecord where the folder holds none.
    """
    folder = folder.resolve()  # one generation, also where a builder puts the next in its place meanwhile
    record = Record(folder)
    if not record.has(paths.MANIFEST):
        raise NotARecord("{folder} holds no {file}: it is not a record", folder=str(folder), file=paths.MANIFEST)
    faults = [fault for one in _own(record) for fault in one]
    skipped, advice = [], []
    if not record.root:
        skipped.append("files that need the address of the record in the world are not there: the deal file names none")
    for standard in _STANDARDS:
        if not standard.applies(record):
            continue
        missing = _missing(schemas, standard)
        if missing:
            skipped.append(f"{standard.name} was not checked: {missing}")
        else:
            faults += standard.check(record, _at(schemas, standard.folder))
    if record.root and schemas is not None and not _missing(schemas, _STANDARDS[0]):
        advice += catalogue.advice(record, _at(schemas, _STANDARDS[0].folder))
    xsd = next(iter(sorted(schemas.rglob(documents.XSD))), None) if schemas is not None else None
    if xsd is not None:
        faults += documents.check_xsd(record, xsd)
    elif record.root:
        skipped.append(f"DiWoo was checked by our own reading alone: there is no {documents.XSD}")
    return Outcome(tuple(faults), tuple(skipped), tuple(advice))


def _own(record: Record) -> Iterator[Iterator[Fault]]:
    yield tables.check(record)
    if record.root:
        yield catalogue.check(record)
    yield grants.check(record)
    yield documents.check(record)
    yield feeds.check(record)
    yield calendars.check(record)
    yield visitors.check(record)


def _missing(schemas: Path | None, standard: _Standard) -> str:
    if schemas is None:
        return "no folder with schemas was named; do so with --schemas or REGIODEAL_SCHEMAS"
    absent = [name for name in standard.files if not (_at(schemas, standard.folder) / name).is_file()]
    return f"{_at(schemas, standard.folder)} has no {', '.join(absent)}" if absent else ""


def _at(schemas: Path | None, folder: str) -> Path:
    return (schemas or Path()) / folder
