"""Open data: safe in a spreadsheet, exact to the cent."""

import csv
import io
from decimal import Decimal

import pytest

from regiodeal.publication.rendering import tables
from tests.publication.rendering import samples


def read(data: bytes) -> list[dict[str, str]]:
    """Return the rows of a table."""
    return list(csv.DictReader(io.StringIO(data.decode())))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_text_is_never_a_formula(text: str) -> None:
    """A name that a spreadsheet would calculate starts with an apostrophe."""
    row = next(csv.reader(io.StringIO(tables.written(["naam"], [[text]]).decode().partition("\r\n")[2], newline="")))
    assert row == [f"'{text}"]


def test_amounts_stay_numbers() -> None:
    """A negative amount is a number, not a formula."""
    rows: list[list[tables.Cell]] = [[Decimal("-1.50"), "a"], [None, "b"], [3, "c"]]
    assert tables.written(["euro", "naam"], rows) == b"euro,naam\r\n-1.50,a\r\n,b\r\n3,c\r\n"


def test_contributions_come_back_to_the_cent() -> None:
    """What was frozen in cents reads back as the same cents; unknown stays empty."""
    envelope = next(one for one in reversed(samples.eventful()) if one.kind == "decision-list")
    assert envelope.snapshot is not None
    cents = [Decimal(row["bijdrage_euro"]) * 100 if row["bijdrage_euro"] else None for row in read(tables.of(envelope))]
    assert cents == [item["contribution_cents"] for item in envelope.snapshot["items"]]


def test_the_ledger_comes_back_to_the_cent() -> None:
    """Every transfer with its amount and its hash."""
    envelope = next(one for one in samples.envelopes() if one.kind == "ledger")
    assert envelope.snapshot is not None
    rows = [(Decimal(row["bedrag_euro"]) * 100, row["hash"]) for row in read(tables.of(envelope))]
    assert rows == [(transfer["cents"], transfer["sha256"]) for transfer in envelope.snapshot["transfers"]]
