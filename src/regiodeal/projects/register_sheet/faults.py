"""What can be wrong in a spreadsheet, and where. A screen says it in words."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from regiodeal.common.cell_names import column_letters


class Problem(StrEnum):
    """Every kind of fault, and of thing that is left alone and told."""

    NO_SHEETS = "no_sheets"
    HIDDEN_SHEET = "hidden_sheet"
    SHEET_TWICE = "sheet_twice"
    NO_HEADINGS = "no_headings"
    MISSING_COLUMN = "missing_column"
    MISSPELT_COLUMN = "misspelt_column"
    MISSPELT_SHEET = "misspelt_sheet"
    COLUMN_TWICE = "column_twice"
    MERGED = "merged"
    TOO_MANY_ROWS = "too_many_rows"
    NOT_CALCULATED = "not_calculated"
    ERROR_VALUE = "error_value"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_TEXT = "not_text"
    NOT_A_CODE = "not_a_code"
    NOT_A_DAY = "not_a_day"
    NOT_AN_AMOUNT = "not_an_amount"
    NOT_MORE_THAN_NOTHING = "not_more_than_nothing"
    NOT_A_NUMBER = "not_a_number"
    NOT_AN_ADDRESS = "not_an_address"
    NOT_A_CHOICE = "not_a_choice"
    UNKNOWN_PILLAR = "unknown_pillar"
    UNKNOWN_LEAD = "unknown_lead"
    UNKNOWN_PROJECT = "unknown_project"
    CODE_TWICE = "code_twice"
    ROW_TWICE = "row_twice"
    LINK_TO_ITSELF = "link_to_itself"
    LINK_CIRCLE = "link_circle"
    TRL_UNCLEAR = "trl_unclear"
    DAYS_TURNED = "days_turned"
    CODE_KEPT = "code_kept"
    PILLAR_FIRM = "pillar_firm"
    PHASE_TOO_LATE = "phase_too_late"
    NEEDS_COLUMN = "needs_column"
    PHASE_GAP = "phase_gap"
    FIXED = "fixed"
    OTHER = "other"

    SHEET_NOT_READ = "sheet_not_read"
    COLUMN_NOT_READ = "column_not_read"
    MONEY_NOT_READ = "money_not_read"
    ROW_STAYS = "row_stays"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: `row` counts from 1 and `column` from 0; None means the whole sheet, or the file."""

    problem: Problem
    sheet: str = ""
    row: int | None = None
    column: int | None = None
    values: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def cell(self) -> str:
        """The place as a spreadsheet program writes it: "C14"; a row or a column alone as "14" or "C"."""
        letters = "" if self.column is None else column_letters(self.column)
        return f"{letters}{self.row or ''}"
