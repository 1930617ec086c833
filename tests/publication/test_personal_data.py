"""Personal data in what is about to be published: found wherever it stands, and nothing found where there is none."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiodeal.publication.personal_data import DataKind, found_in, is_bsn, key
from tests.publication.rendering import samples

DEAL = {"contact": {"phone": "0592-365555", "email": "regiodealZO@drenthe.nl"}}


def told(text: str) -> list[tuple[str, str]]:
    """Return kind and text of what is found in one text."""
    return [(one.kind.name, one.text) for one in found_in({"deal": DEAL, "text": [text]})]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mail jan.de-vries+rd@gemeente.example.nl voor meer.", ("EMAIL", "jan.de-vries+rd@gemeente.example.nl")),
        ("(anna@exämple.nl)", ("EMAIL", "anna@exämple.nl")),
        ("Bel 06 12 34 56 78 na tien uur", ("PHONE", "06 12 34 56 78")),
        ("tel. 06-12345678.", ("PHONE", "06-12345678")),
        ("+31 (0)6 1234 5678", ("PHONE", "+31 (0)6 1234 5678")),
        ("0031612345678", ("PHONE", "0031612345678")),
        ("(0591) 68 55 55", ("PHONE", "(0591) 68 55 55")),
        ("0591-685555", ("PHONE", "0591-685555")),
        ("+49 5921 123456", ("PHONE", "+49 5921 123456")),
        ("bsn 111222333", ("BSN", "111222333")),
        ("nummer 1112.22.333 van de aanvrager", ("BSN", "1112.22.333")),
        ("123 456 782", ("BSN", "123 456 782")),
    ],
)
def test_what_is_personal_is_found(text: str, expected: tuple[str, str]) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "In totaal is 111.222.333 euro gereserveerd.",
        "€ 111.222.333,-",
        "123.456.782 miljoen",
        "Op 2021-06-04 en 04-06-2021 vergaderde de stuurgroep.",
        "https://www.detoren.net/reader/screenreader/111222333/PaperArticle/0612345678",
        "Kamerstuk 29 697, nr. 60",
        "In 2019 2020 2021 en 2022",
        "Bel 0592-365555 of (0592) 36 55 55, of mail REGIODEALZO@drenthe.nl",
        "200 bedrijven, 300 banen, 34 projecten",
        "123456789",
        "IQ BLVD @ Hardenberg",
    ],
)
def test_what_is_not_personal_is_left_alone(text: str) -> None:
    assert told(text) == []


def test_the_place_is_named_and_each_text_once() -> None:
    snapshot = {
        "deal": DEAL,
        "items": [{"text": ["Niets.", "Vraag jan@example.nl, of JAN@example.nl."]}, {"reason": "jan@example.nl"}],
    }
    (finding,) = found_in(snapshot)
    assert (finding.kind, finding.where) == (DataKind.EMAIL, "items[1].text[2]")
    assert "Vraag jan@example.nl, of" in finding.around


def test_spellings_of_one_number_are_one() -> None:
    assert key("+31 (0)592 36 55 55") == key("0592-365555") == key("0031592365555")
    assert key("Jan@Example.nl") == key("jan@example.nl")


@given(st.integers(0, 10**8 - 1))
def test_one_wrong_digit_is_never_a_citizen_service_number(first: int) -> None:
    """The test of eleven finds every single wrong digit: that is what it is for."""
    head = f"{first:08d}"
    passing = [digit for digit in "0123456789" if is_bsn(head + digit)]
    assert len(passing) <= 1
    for digit in passing:
        number = head + digit
        for place in range(9):
            other = str((int(number[place]) + 3) % 10)
            assert not is_bsn(number[:place] + other + number[place + 1 :])


def test_the_seed_and_the_example_hold_nothing_but_the_contact_of_the_deal(shared: Path) -> None:
    seed = next((shared / "seed").glob("*.txt")).read_text(encoding="utf-8")
    assert told(seed) == []
    for envelope in samples.envelopes():
        snapshot: dict[str, Any] = envelope.snapshot or {}
        assert found_in(json.loads(json.dumps(snapshot))) == []
