"""Read a list of addresses from the rows of a spreadsheet, with every fault at its cell. Nothing of a list is needed.

The columns stand in any order, under their Dutch or English names: `e-mailadres`, `grond`, and where somebody filled
them in `naam`, `taal` and `bron`. Rows in which nothing stands are passed over.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from regiodeal.accounts.models import Language
from regiodeal.common.cell_names import column_letters
from regiodeal.common.errors import Refusal
from regiodeal.common.sentences import Sentence
from regiodeal.mailing import addresses
from regiodeal.mailing.actions.subscribers import tidy_name
from regiodeal.mailing.actions.subscriptions import checked_source
from regiodeal.mailing.choices import Ground

MOST_ROWS = 200_000
_MOST_ROWS_ABOVE = 10  # where a title can stand before the headings
_SHOWN = 60  # characters of a value in a message

Rows = Sequence[Sequence[object]]
"""A sheet as a program gives it, from A1."""

_HEADINGS = {
    "email": {"emailadres", "email", "mail", "mailadres", "emailaddress", "address"},
    "name": {"naam", "name"},
    "language": {"taal", "language"},
    "ground": {"grond", "grondslag", "ground"},
    "source": {"bron", "toelichting", "brontoelichting", "source", "explanation"},
}
_GROUNDS = {
    Ground.CONSENT: {"toestemming", "consent"},
    Ground.LEGITIMATE_INTEREST: {
        "gerechtvaardigdbelang", "gerechtvaardigdbelangpersrelatie", "persrelatie", "legitimateinterest",
    },
    Ground.PUBLIC_TASK: {"publieketaak", "publieketaakgriffiepartnervandedeal", "publictask"},
}  # fmt: skip
_LANGUAGES = {
    Language.DUTCH: {"nl", "nederlands", "dutch", ""},
    Language.ENGLISH: {"en", "engels", "english"},
}


@dataclass(frozen=True)
class Entry:
    """A row that can be taken in; `row` is its number in the sheet, from 1."""

    row: int
    email: str
    name: str
    language: Language
    ground: Ground
    source: str


@dataclass(frozen=True)
class Fault:
    """Something wrong: at a cell such as `B14`, or about the file where `cell` is empty."""

    cell: str
    what: Sentence


@dataclass
class Sheet:
    """What stands in a sheet: the rows that are right, and the faults of the others."""

    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    faulty_rows: int = 0


class _Wrong(Exception):
    """A value that does not fit its column."""

    def __init__(self, what: Sentence) -> None:
        self.what = what
        super().__init__(what)


def rows_of_csv(content: bytes) -> Rows:
    """Return the rows of a text file, as Dutch and English programs write it: `;`, `,` or a tab between values."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    head = text[:2000].partition("\n")[0]
    separator = max(";,\t", key=head.count)
    try:
        return list(csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=separator))
    except csv.Error:
        return []


def read(sheets: Sequence[Rows]) -> Sheet:
    """Read the first sheet that has a column with addresses."""
    for rows in sheets:
        for top, headings in enumerate(rows[:_MOST_ROWS_ABOVE]):
            columns = _columns(headings)
            if "email" in columns:
                return _read(rows, top, columns)
    told = Sentence("there is no column e-mailadres; put that heading above the addresses")
    return Sheet(faults=[Fault("", told)])


def _columns(headings: Sequence[object]) -> dict[str, int]:
    """Return in which column each key stands; the first one counts."""
    found: dict[str, int] = {}
    for index, heading in enumerate(headings):
        for key, names in _HEADINGS.items():
            if _plain(heading) in names:
                found.setdefault(key, index)
    return found


def _read(rows: Rows, top: int, columns: Mapping[str, int]) -> Sheet:
    sheet = Sheet()
    if "ground" not in columns:
        told = Sentence("there is no column grond; say for each address on what ground you may mail it")
        sheet.faults.append(Fault(str(top + 1), told))
        return sheet
    if len(rows) - top - 1 > MOST_ROWS:
        told = Sentence("there are more than {most} rows; divide the file", most=MOST_ROWS)
        sheet.faults.append(Fault("", told))
        return sheet
    for number, row in enumerate(rows[top + 1 :], start=top + 2):
        if any(str(value).strip() for value in row if value is not None):
            _read_row(number, row, columns, sheet)
    if not sheet.entries and not sheet.faults:
        sheet.faults.append(Fault("", Sentence("there is no address below the headings")))
    return sheet


def _read_row(number: int, row: Sequence[object], columns: Mapping[str, int], sheet: Sheet) -> None:
    values: dict[str, str] = {}
    faults = []
    for key, index in columns.items():
        try:
            values[key] = _checked(key, row[index] if index < len(row) else None)
        except _Wrong as wrong:
            faults.append(Fault(f"{column_letters(index)}{number}", wrong.what))
    if faults:
        sheet.faults += faults
        sheet.faulty_rows += 1
        return
    sheet.entries.append(
        Entry(
            row=number,
            email=values["email"],
            name=values.get("name", ""),
            language=Language(values.get("language", Language.DUTCH)),
            ground=Ground(values["ground"]),
            source=values.get("source", ""),
        )
    )


def _checked(key: str, value: object) -> str:
    """Return what a cell says as it will be kept. Raises _Wrong."""
    written = _written(value)
    match key:
        case "ground":
            return _choice(_GROUNDS, written, Sentence("fill in toestemming, gerechtvaardigd belang or publieke taak"))
        case "language":
            return _choice(_LANGUAGES, written, Sentence("fill in nl or en, or nothing"))
        case _:
            try:
                return _tidy(key, written)
            except Refusal as refusal:
                raise _Wrong(refusal.sentences[0]) from refusal


def _tidy(key: str, written: str) -> str:
    if key == "email":
        return addresses.tidy(written)
    if key == "name":
        return tidy_name(written)
    return checked_source(written) if written.strip() else ""


def _choice(choices: "Mapping[Ground, set[str]] | Mapping[Language, set[str]]", written: str, told: Sentence) -> str:
    plain = _plain(written)
    for choice, names in choices.items():
        if plain in names:
            return str(choice)
    shown = written.strip()[:_SHOWN]
    raise _Wrong(Sentence("“{value}” cannot stand here; {told}", value=shown, told=told) if shown else told)


def _written(value: object) -> str:
    """Return the text of a cell. Raises _Wrong for a date, a formula without a value and the like."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            pass
        case int():
            return str(value)
        case float():
            return f"{value:g}"
    raise _Wrong(Sentence("this cell holds no text; type what it should say"))


def _plain(written: object) -> str:
    """Return what is written without what people vary in: capitals, spaces, hyphens and the like."""
    return re.sub(r"[\W_]+", "", str(written or "")).casefold()
