"""Read a list of addresses from the rows of a spreadsheet, with every fault at its cell. Nothing of a list is needed.

The columns stand in any order, under their Dutch or English names: `e-mailadres`, `grond`, and where somebody filled
them in `naam`, `taal` and `bron`. Rows in which nothing stands are passed over.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from regiodeal.accounts.models import Language
from regiodeal.common import headed_rows
from regiodeal.common.cell_names import column_letters
from regiodeal.common.errors import Refusal
from regiodeal.common.headed_rows import Fault, Rows, Wrong
from regiodeal.common.sentences import Sentence
from regiodeal.mailing import addresses
from regiodeal.mailing.actions.subscribers import tidy_name
from regiodeal.mailing.actions.subscriptions import checked_source
from regiodeal.mailing.choices import Ground

MOST_ROWS = 200_000

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


@dataclass
class Sheet:
    """What stands in a sheet: the rows that are right, and the faults of the others."""

    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    faulty_rows: int = 0


def read(sheets: Sequence[Rows]) -> Sheet:
    """Read the first sheet that has a column with addresses."""
    if there := headed_rows.found(sheets, _HEADINGS, "email"):
        return _read(*there)
    told = Sentence("there is no column e-mailadres; put that heading above the addresses")
    return Sheet(faults=[Fault("", told)])


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
        if not headed_rows.says_nothing(row):
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
        except Wrong as wrong:
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
    """Return what a cell says as it will be kept. Raises Wrong."""
    written = headed_rows.written(value)
    match key:
        case "ground":
            told = Sentence("fill in toestemming, gerechtvaardigd belang or publieke taak")
            return headed_rows.chosen(_GROUNDS, written, told)
        case "language":
            return headed_rows.chosen(_LANGUAGES, written, Sentence("fill in nl or en, or nothing"))
        case _:
            try:
                return _tidy(key, written)
            except Refusal as refusal:
                raise Wrong(refusal.sentences[0]) from refusal


def _tidy(key: str, written: str) -> str:
    if key == "email":
        return addresses.tidy(written)
    if key == "name":
        return tidy_name(written)
    return checked_source(written) if written.strip() else ""
