"""A file with rows: a spreadsheet or text, told by its content."""

from typing import Any

from django.utils.translation import gettext_lazy

from regiodeal.common.headed_rows import Rows, rows_of_csv
from regiodeal.office.projects.register import wording, workbook
from regiodeal.office.projects.register.workbook import CannotOpen, Trouble

MOST_BYTES = workbook.MOST_BYTES
_TROUBLES: dict[Trouble, Any] = {
    Trouble.TOO_LARGE: gettext_lazy("Het bestand is groter dan {megabytes} MB. Verdeel het over meer bestanden."),
    Trouble.UNPACKS_TOO_LARGE: gettext_lazy(
        "In het bestand staat te veel. Verwijder lege rijen en kolommen onder en naast de gegevens."
    ),
    Trouble.OTHER_DOCUMENT: gettext_lazy(
        "Dit is geen spreadsheet. Kies een bestand dat eindigt op .xlsx, .ods of .csv."
    ),
}


def rows(content: bytes) -> list[Rows]:
    """Return the rows of each sheet that a reader sees. Raises CannotOpen."""
    try:
        return [grid.rows for grid in workbook.grids(content) if not grid.hidden]
    except CannotOpen as error:
        if error.trouble is not Trouble.TEXT:
            raise
        return [rows_of_csv(content)]


def trouble(found: Trouble) -> str:
    """Say why a file cannot be opened."""
    if found in _TROUBLES:
        return str(_TROUBLES[found]).format(megabytes=MOST_BYTES // 1_000_000)
    return wording.trouble(found)
