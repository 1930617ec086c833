"""Every line of a document is accounted for, whatever the document is."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regiodeal.reading import output, reader
from regiodeal.reading.errors import UnreadableDocument
from regiodeal.reading.found import Role
from tests.reading import examples

PIECES = st.sampled_from(
    [
        "Project A",
        "## Kop",
        "- Punt: € 250.000",
        "| Project | Bijdrage |",
        "| A | € 10 |",
        "",
        "",
        "---",
        "1. Eén",
        "1.1 Twee",
        "De Regio Deal draagt 1 miljoen euro bij.",
        "en loopt door",
        "Noot voor de redactie",
        "Bel 0592-365555.",
        "Privacy",
        "Project: Naam",
        "Maand van de Regio",
        "In juni organiseren we een regiodag.",
        "Bijdrage: € 5.000",
        "Pagina 1 van 2",
        "A   B   C",
        "x\ty",
        "\f",
        "**Vet**",
        "tussen 1 en 2 miljoen",
        "Noord-",
        "Totaal",
        "Het project Zon krijgt € 5.",
    ]
)
DOCUMENTS = st.lists(PIECES | st.text(max_size=60), max_size=30).map("\n".join)


def assert_accounted(data: bytes) -> UnreadableDocument | None:
    try:
        reading = reader.read(data, "x")
    except UnreadableDocument as error:
        return error
    not_blank = [line.number for line in reading.document.lines if not line.blank]
    assert sorted(reading.roles) == not_blank
    found = output.as_json(reading)
    runs = [range(run["first"], run["last"] + 1) for run in found["document"]["accounts"]]
    numbers = [number for run in runs for number in run]
    assert len(numbers) == len(set(numbers))
    assert set(not_blank) <= set(numbers)
    assert [line["line"] for line in found["unread"]] == [line.number for line in reading.lines_with(Role.UNREAD)]
    accounted = dict(found["document"]["accounted"])
    assert accounted.pop("not_blank") == sum(accounted.values()) == len(not_blank)
    return None


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DOCUMENTS)
def test_any_text(text: str) -> None:
    assert_accounted(text.encode("utf-8", "replace"))


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS)
def test_any_web_page(text: str) -> None:
    assert_accounted(f"<html><body><h1>Lijst</h1><p>{text}</p></body></html>".encode("utf-8", "replace"))


BYTES = st.binary(max_size=200)
PREFIXES = [b"", b"%PDF-1.7\n", b"<p>", b"From: a@b.nl\nSubject: x\nDate: nu\nMIME-Version: 1.0\n\n"]


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(PREFIXES), BYTES)
def test_any_bytes(prefix: bytes, data: bytes) -> None:
    refused = assert_accounted(prefix + data)
    assert refused is None or str(refused)


@pytest.mark.parametrize("path", sorted(examples.DOCUMENTS.iterdir()), ids=lambda path: path.name)
def test_examples(path: Path) -> None:
    assert_accounted(path.read_bytes())


def test_the_seed() -> None:
    assert_accounted(examples.seed())


@pytest.mark.parametrize(
    ("piece", "size"),
    [
        ("a", 1_000_000),
        ("A b ", 300_000),
        ("1.", 300_000),
        ("€ ", 100_000),
        ("x@", 200_000),
        ("(", 200_000),
        ("De B, ", 200_000),
        ("1 miljoen euro ", 200_000),
        ("in A-B ", 200_000),
        ("gemeenten A, B en ", 200_000),
        ("06 ", 200_000),
    ],
)
def test_very_long_line_takes_linear_time(piece: str, size: int) -> None:
    line = piece * (size // len(piece))
    started = time.process_time()
    assert_accounted(f"Kop\n\nDe Regio Deal draagt 5 euro bij. {line}\n".encode())
    assert time.process_time() - started < 12e-6 * size + 2
