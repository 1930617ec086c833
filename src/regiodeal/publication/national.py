"""National totals: published bookings of any number of deals, added up to the cent from their Parquet files alone.

Neither a database nor a network is needed, and memory is bounded. Every amount is a whole number of cents.
"""

import glob
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from regiodeal.common.errors import Refusal
from regiodeal.common.sentences import Sentence
from regiodeal.funding.choices import PlaceKind

_INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
_TEXT = ("VARCHAR",)
_COLUMNS = {
    "deal": _TEXT, "boeking": _INTEGERS, "hash": _TEXT, "jaar": _INTEGERS, "cent": _INTEGERS,
    "van": _TEXT, "van_soort": _TEXT, "van_pijler": _TEXT, "naar": _TEXT, "naar_soort": _TEXT, "naar_pijler": _TEXT,
}  # fmt: skip
"""What is read of a file of bookings, and as what it may be written. A file may hold more."""

_PILLARS = ("van_pijler", "naar_pijler")
"""Where the projects of a booking are told: these may be empty, and are not of the booking itself."""

_CONTENT = (
    "deal, boeking, jaar, cent::HUGEINT AS cent, van_soort, naar_soort, "
    f"split_part(CASE '{PlaceKind.PLEDGED}' WHEN van_soort THEN van WHEN naar_soort THEN naar END, '/', 2) AS source, "
    "hash(hash, van, naar) AS rest"
)
"""What a booking says, with in one number all that is only compared: millions of them have to fit in memory."""

_MOST_MEMORY = "768MB"


class By(StrEnum):
    """What totals can be told by. Money of a source can be told as long as it is pledged: a euro carries no name."""

    DEAL = "deal"
    PILLAR = "pillar"
    KIND = "kind"
    SOURCE = "source"
    YEAR = "year"


@dataclass(frozen=True)
class Totals:
    """Rows of what they are told by, with the cents last; how many bookings were added up, and what is missing."""

    rows: list[tuple[Any, ...]]
    bookings: int
    gaps: list[Sentence]


def found(patterns: Sequence[str]) -> list[Path]:
    """Return the files that names or patterns such as `*/data/boekingen.parquet` mean, each once.

    Raises Refusal for what means no file.
    """
    files: dict[Path, Path] = {}
    for pattern in patterns:
        matches = glob.glob(pattern, recursive=True)  # noqa: PTH207 - a pattern can be absolute, unlike those of Path
        named = [Path(one) for one in ([pattern] if Path(pattern).exists() else sorted(matches)) if Path(one).is_file()]
        if not named:
            raise Refusal(
                "{pattern}: there is no such file; name a file of bookings (boekingen.parquet)", pattern=pattern
            )
        files |= {one.resolve(): one for one in named}
    return list(files.values())


def totals(files: Sequence[Path], by: Sequence[By]) -> Totals:
    """Return what the deals in these files hold, in cents, by what is asked, in its order.

    By source this is what each pledged. By year it is what changed with the bookings that count from that year, so that
    the years up to one add up to what there was at its end. A booking that stands in several files counts once.
    Raises Refusal for a file that cannot be read, is not of bookings, or says another thing of a booking than another.
    """
    with TemporaryDirectory() as folder, _connected(folder) as database:
        for file in files:
            _check(database, file)
        bookings = _each_once(database, files)
        _check_agreement(bookings)
        return Totals(_added_up(bookings, by).fetchall(), len(bookings), list(_gaps(bookings)))


def _connected(folder: str) -> duckdb.DuckDBPyConnection:
    alone = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    return duckdb.connect(config={**alone, "memory_limit": _MOST_MEMORY, "temp_directory": folder})


def _check(database: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Refuse a file that is damaged or is not what a record publishes, by its name and the column."""
    try:
        read = database.read_parquet(_literal(file))
        _check_columns(file, dict(zip(read.columns, map(str, read.types), strict=True)))
        counts = read.aggregate(", ".join(f"count_if({test})" for _, test, _ in _faults())).fetchall()[0]
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise Refusal(
            "{file}: cannot be read as Parquet ({reason}); download it again", file=file, reason=reason
        ) from error
    for (column, _, what), count in zip(_faults(), counts, strict=True):
        if count:
            raise Refusal(
                "{file}: column {column} {what} in {count} rows; download it again from the record",
                file=file,
                column=column,
                what=what,
                count=count,
            )


def _check_columns(file: Path, types: Mapping[str, str]) -> None:
    for column, allowed in _COLUMNS.items():
        if column not in types:
            raise Refusal("{file}: has no column {column}; is it a file of bookings?", file=file, column=column)
        if types[column] not in allowed:
            raise Refusal(
                "{file}: column {column} is {kind}, not {allowed}; download it again from the record",
                file=file,
                column=column,
                kind=types[column],
                allowed=Sentence("text") if allowed is _TEXT else Sentence("whole numbers"),
            )


def _faults() -> Iterator[tuple[str, str, Sentence]]:
    """Yield what no booking can say: the column, SQL that finds it, and what to call it."""
    empty = Sentence("is empty")
    yield from ((column, f"{column} IS NULL", empty) for column in _COLUMNS if column not in _PILLARS)
    yield "cent", "cent <= 0", Sentence("is not above nothing")
    kinds = ", ".join(f"'{kind}'" for kind in PlaceKind)
    for side in ("van", "naar"):
        yield f"{side}_soort", f"{side}_soort NOT IN ({kinds})", Sentence("names no kind of place")


def _each_once(database: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> duckdb.DuckDBPyRelation:
    """Return each booking once, however many files hold it, under the pillars of the file that reaches furthest: a
    project can move to another pillar, and its older bookings are then told under that one."""
    read = database.read_parquet([_literal(file) for file in files], union_by_name=True, filename=True)
    reach = read.aggregate("deal, filename, max(boeking)::BIGINT AS reach", "deal, filename").set_alias("reach")
    same = "told.deal = reach.deal AND told.filename = reach.filename"
    told = read.select(f"filename, {_CONTENT}, {', '.join(_PILLARS)}").set_alias("told")
    content = "told.deal, boeking, jaar, cent, van_soort, naar_soort, source, rest"
    pillars = ", ".join(f"'{column}': coalesce({column}, '-')" for column in _PILLARS)
    newest = f"max({{'reach': reach, {pillars}}}) AS newest, min({{'reach': -reach, {pillars}}}) AS as_new"
    told.join(reach, same).aggregate(f"{content}, {newest}", content).create("bookings")
    return database.table("bookings")


def _check_agreement(bookings: duckdb.DuckDBPyRelation) -> None:
    """Refuse bookings with one number and more than one content: a ledger says one thing."""
    numbers = bookings.aggregate("deal, boeking, count(*) AS contents", "deal, boeking").filter("contents > 1")
    twice = numbers.order("deal, boeking").limit(1).fetchall()
    for deal, number, _ in twice:
        raise Refusal(
            "booking {number} of {deal} says one thing in one file and another in the next; leave out the one that "
            "does not come from the record",
            number=number,
            deal=deal,
        )
    moved = bookings.filter(" OR ".join(f"newest.{column} <> as_new.{column}" for column in _PILLARS))
    for deal, number in moved.select("deal, boeking").order("deal, boeking").limit(1).fetchall():
        raise Refusal(
            "booking {number} of {deal} has different pillars in two files that reach as far; leave out the older",
            number=number,
            deal=deal,
        )


def _gaps(bookings: duckdb.DuckDBPyRelation) -> Iterator[Sentence]:
    ends = bookings.aggregate("deal, max(boeking) AS last, count(*) AS found", "deal").filter("found <> last")
    for deal, last, count in ends.order("deal").fetchall():
        yield Sentence(
            "{deal}: {missing} of the first {last} bookings are in none of these files, so its totals are not complete",
            deal=deal,
            missing=last - count,
            last=last,
        )


def _added_up(bookings: duckdb.DuckDBPyRelation, by: Sequence[By]) -> duckdb.DuckDBPyRelation:
    into = bookings.select("deal, source, naar_soort AS kind, newest.naar_pijler AS pillar, jaar AS year, cent")
    out = bookings.select("deal, source, van_soort, newest.van_pijler, jaar, -cent")
    pledged, chosen = f"kind = '{PlaceKind.PLEDGED}'", ", ".join(by)
    kinds, cents = (pledged, "sum(-cent)") if By.SOURCE in by else (f"NOT ({pledged})", "sum(cent)")
    told = into.union(out).filter(kinds).aggregate(", ".join([*by, f"coalesce({cents}, 0) AS cents"]), chosen)
    return told.order(chosen or "cents")


def _literal(file: Path) -> str:
    """Return a name that DuckDB reads as a name, where it would take some characters for a pattern."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(file))
