"""Encodings, e-mail and PDF: the same list in other clothes."""

import time
from email.message import EmailMessage
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # the package ships no types
import pytest
import typst

from tests.reading import examples

LIST = """Besluitenlijst stuurgroep

Café Coördinaat
Het café ontvangt een bijdrage van € 250.000,- uit de Regio Deal.

Ruïne van Één
De Regio Deal draagt 1,5 miljoen euro bij.
"""
EXPECTED = {"Café Coördinaat": [("contribution", 25_000_000)], "Ruïne van Één": [("contribution", 150_000_000)]}


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("cp1252", "windows-1252"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, told: str, newline: str) -> None:
    found = examples.read(LIST.replace("\n", newline).encode(encoding))
    assert examples.money(found) == EXPECTED
    assert (found["document"]["encoding"], found["document"]["lines"]) == (told, 7)


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-15"])
@pytest.mark.parametrize("transfer", ["quoted-printable", "base64", "8bit"])
def test_mail_transfers(charset: str, transfer: str) -> None:
    assert examples.money(examples.read(mail(LIST, charset, transfer))) == EXPECTED


def mail(text: str, charset: str = "utf-8", transfer: str = "quoted-printable") -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "bureau@deal.example", "pers@krant.example"
    message["Subject"], message["Date"] = "Besluitenlijst", "Fri, 13 May 2022 10:00:00 +0200"
    message.set_content(text, charset=charset, cte=transfer)
    return bytes(message)


def test_attached_pdf_of_a_mail_that_only_points_to_it() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "bureau@deal.example", "Besluitenlijst"
    message["Date"], message["To"] = "Fri, 13 May 2022 10:00:00 +0200", "x@krant.example"
    message.set_content("Zie bijlage.")
    message.add_attachment(newspaper(), maintype="application", subtype="pdf", filename="lijst.pdf")
    assert list(examples.money(examples.read(bytes(message)))) == [
        "Groene Mijnberg",
        "Ambachtsschool Kerkrade",
        "Buurt aan zet",
    ]


def newspaper() -> bytes:
    """Big headings, hyphenated lines, a side box, running headers and page numbers."""
    return bytes(typst.compile((Path(__file__).parent / "newspaper.typ").read_bytes()))


def test_pdf_with_headings_side_box_and_running_headers() -> None:
    found = examples.read(newspaper())
    assert examples.money(found) == {
        "Groene Mijnberg": [("contribution", 75_000_000), ("unclassified", 200_000_000)],
        "Ambachtsschool Kerkrade": [("contribution", 125_000_000), ("total_cost", 300_000_000)],
        "Buurt aan zet": [("contribution", 9_000_000)],
    }
    assert examples.values(found, "phones") == ["045-5601234"]
    assert found["document"]["meeting_date"]["value"] == "2022-03-03"
    assert "natuureducatieprogramma" in found["proposals"][0]["summary"]
    assert examples.unread(found) == []


def test_pdf_table_with_wrapped_and_empty_cells() -> None:
    found = examples.read(
        typst.compile(
            """#set page(width: 16cm, height: 12cm)
= Besluiten Regio Deal Twente
#table(columns: (2fr, 1fr, 1fr), [*Project*], [*Bijdrage*], [*Totale kosten*],
  [Een lang opgeschreven projectnaam die over twee regels loopt], [€ 250.000], [€ 1.000.000],
  [Kort], [], [€ 30.000], [Derde project], [€ 5.000], [])""".encode()
        )
    )
    assert examples.money(found) == {
        "Een lang opgeschreven projectnaam die over twee regels loopt": [
            ("contribution", 25_000_000),
            ("total_cost", 100_000_000),
        ],
        "Kort": [("total_cost", 3_000_000)],
        "Derde project": [("contribution", 500_000)],
    }


def test_pdf_without_bigger_headings() -> None:
    source = "*Kade*\n\nDe Regio Deal draagt 5 miljoen euro bij.\n\n*Molen*\n\nDit krijgt 2 ton subsidie."
    assert examples.money(examples.read(typst.compile(source.encode()))) == {
        "Kade": [("contribution", 500_000_000)],
        "Molen": [("contribution", 20_000_000)],
    }


def test_long_pdf_takes_little_more_than_its_extraction() -> None:
    data = bytes(
        typst.compile(
            b"#for n in range(120) [== Project #n \n De Regio Deal draagt 5.000 euro bij. #lorem(300) #pagebreak()]"
        )
    )
    plain = seconds_to_extract(data)
    started = time.process_time()
    found = examples.read(data)
    assert len(found["proposals"]) == 120
    assert time.process_time() - started < 12 * plain + 2


def seconds_to_extract(data: bytes) -> float:
    started = time.process_time()
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            page.get_textpage().get_text_range()
    return time.process_time() - started
