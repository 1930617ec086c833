"""The page for who uses the data: what there is, in which formats, what every column means, and how to check it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from babel.numbers import format_decimal
from django.utils.translation import gettext, ngettext

from regiodeal.publication.rendering import editions, formatting, languages, paths
from regiodeal.publication.rendering.catalogue import Catalogue
from regiodeal.publication.rendering.data import agenda, datasets, dcat_paths, grants, sitemaps, tables
from regiodeal.publication.rendering.data.addresses import Addresses
from regiodeal.publication.rendering.data.columns import Column, Kind, Table
from regiodeal.publication.rendering.data.datasets import Dataset
from regiodeal.publication.rendering.data.files import FORMATS, Rendered
from regiodeal.publication.rendering.data.robots import SECURITY
from regiodeal.publication.rendering.deal import Deal
from regiodeal.publication.rendering.editions import Edition
from regiodeal.publication.rendering.html import Crumb, Frame, page
from regiodeal.publication.rendering.languages import Files, gettext_noop, said
from regiodeal.publication.rendering.navigation import name_of

_UNITS = (("MB", 1_000_000, "#,##0.0"), ("kB", 1_000, "#,##0"))
_KINDS = {
    Kind.TEXT: gettext_noop("tekst"),
    Kind.CODE: gettext_noop("code"),
    Kind.LIST: gettext_noop("lijst"),
    Kind.LINK: gettext_noop("adres"),
    Kind.DAY: gettext_noop("dag"),
    Kind.MOMENT: gettext_noop("moment, in UTC"),
    Kind.CENTS: gettext_noop("hele eurocenten"),
    Kind.NUMBER: gettext_noop("getal"),
    Kind.YEAR: gettext_noop("jaar"),
    Kind.YES_NO: gettext_noop("ja of nee"),
    Kind.DEGREES: gettext_noop("graden"),
}


@dataclass(frozen=True)
class FileLink:
    """A file to download: its format, where it is from the root of the record, and its size; without them, none is."""

    form: str
    href: str
    size: str


@dataclass(frozen=True)
class SetOfData:
    """A set of data with a file or none in every format, and the anchor where it is explained.

    `schema` is the way to its schema, where that is one of ours.
    """

    name: str
    title: str
    about: str
    files: tuple[FileLink, ...]
    schema: str
    explained: str


@dataclass(frozen=True)
class ColumnRow:
    """A column as the page explains it. `in_csv` is its name in CSV, where that differs."""

    anchor: str
    name: str
    in_csv: str
    kind: str
    about: str
    codes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Explained:
    """A table with what its columns mean, and how many there are."""

    name: str
    title: str
    key: str
    schema: str
    count: str
    columns: tuple[ColumnRow, ...]


@dataclass(frozen=True)
class Feed:
    """A feed: of what, and where."""

    name: str
    href: str


def of(catalogue: Catalogue, deal: Deal, rendered: Rendered, granted: bytes | None, there: Collection[str]) -> Files:
    """Return the page, in the language that is spoken. `there` are the files of the data beside the tables."""
    name = name_of(paths.DATA)
    frame = Frame(
        path=f"{paths.DATA}index.html",
        title=name,
        deal=deal,
        stamp=catalogue.head if catalogue.public.editions else None,
        sums_up=True,
        crumbs=(Crumb(name),),
    )
    return page(
        "record/data.html",
        frame,
        formats=[form.name for form in FORMATS],
        sets=[_set(one) for one in datasets.of(rendered, granted)],
        tables=[_explained(table) for table in tables.ALL],
        address=Addresses.of(catalogue).root,
        identifiers=_identifiers(),
        catalogues=_present(dcat_paths.NAMED, there),
        calendar=_one(agenda.PATH, there),
        sitemap=_one(sitemaps.PATH, there),
        documents=sorted(path for path in there if path.startswith(sitemaps.DOCUMENTS)),
        security=_one(SECURITY, there),
        grants=grants.PATH if granted is not None else "",
        extension=grants.EXTENSION,
        feeds=[*_feeds(catalogue, there)],
        current=[*_current(catalogue)],
    )


def _identifiers() -> list[tuple[str, str]]:
    """Return how the identifier of each thing ends, with words in angle brackets where it differs."""
    code, number = f"‹{gettext('code')}›", f"‹{gettext('nummer')}›"
    meeting = f"‹{gettext('vergadering')}›"
    second = paths.TRANSFERS_ON_A_PAGE + 1
    later = gettext("Boeking vanaf nummer %(number)s") % {"number": second}
    page_of_later = paths.ledger_page(second).replace(str(second), f"‹{second}, {2 * second - 1}, …›")
    return [
        (gettext("Project"), f"{paths.PROJECTS}{code}/"),
        (gettext("Besluit"), f"{paths.DECISION_LISTS}{meeting}/#besluit-{number}"),
        (gettext("Boeking"), f"{paths.LEDGER_ROOT}#boeking-{number}"),
        (later, f"{page_of_later}#boeking-{number}"),
        (gettext("Partij"), f"{paths.PARTIES}{code}/"),
        (gettext("Pijler"), f"{paths.PILLARS}{code}/"),
        (gettext("Editie"), f"{paths.EDITIONS}{number}.json"),
    ]


def size(count: int) -> str:
    """Return a number of bytes as people say it: "812 bytes", "12 kB", "1,4 MB"."""
    for unit, per, pattern in _UNITS:
        if count >= per:
            return f"{format_decimal(count / per, pattern, locale=languages.active().locale)}\xa0{unit}"
    return f"{count}\xa0bytes"


def _set(dataset: Dataset) -> SetOfData:
    there = {one.form: FileLink(one.form.name, one.path, size(one.measure.size)) for one in dataset.files}
    ours = not dataset.conforms_to.startswith("https://")
    return SetOfData(
        name=dataset.name,
        title=dataset.title,
        about=dataset.about,
        files=tuple(there.get(form, FileLink(form.name, "", "")) for form in FORMATS),
        schema=dataset.conforms_to if ours else "",
        explained=f"kolommen-{dataset.name}" if ours else "toekenningen",
    )


def _explained(table: Table) -> Explained:
    columns = tuple(_column(table, column) for column in table.columns)
    words = ngettext("%(number)s kolom", "%(number)s kolommen", len(columns))
    return Explained(
        name=table.name,
        title=gettext(table.title),
        key=", ".join(table.key),
        schema=table.schema,
        count=formatting.count(len(columns), words),
        columns=columns,
    )


def _column(table: Table, column: Column) -> ColumnRow:
    codes = tuple((code, said(str(label))) for code, label in column.codes.items())
    differs = column.csv_name != column.name
    return ColumnRow(
        anchor=table.anchor(column),
        name=column.name,
        in_csv=column.csv_name if differs else "",
        kind=gettext(_KINDS[column.kind]),
        about=gettext(column.about),
        codes=codes,
    )


def _present(named: Iterable[tuple[str, str]], there: Collection[str]) -> list[tuple[str, str]]:
    return [(name, path) for name, path in named if path in there]


def _one(path: str, there: Collection[str]) -> str:
    return path if path in there else ""


def _feeds(catalogue: Catalogue, there: Collection[str]) -> Iterator[Feed]:
    for pillar in catalogue.pillars:
        path = paths.pillar_feed(pillar.code) if pillar.code else ""
        if path in there:
            yield Feed(pillar.name, path)
    for party in catalogue.municipalities:
        path = paths.municipality_feed(party.code)
        if path in there:
            yield Feed(party.name, path)


def _current(catalogue: Catalogue) -> Iterator[Edition]:
    for kind in (paths.DECISION_LIST, paths.PROGRAMME, paths.LEDGER):
        for envelope in catalogue.public.current(kind):
            yield editions.of(envelope)
