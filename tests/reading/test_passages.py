"""Lines joined to running text."""

import subprocess
import sys

import pytest

from regiodeal.reading.documents import Line
from regiodeal.reading.passages import join
from tests.reading import examples


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("de ont-", "wikkeling", "de ontwikkeling"),
        ("in Noord-", "Overijssel", "in Noord-Overijssel"),
        ("welzijns-", "en zorginstellingen", "welzijns- en zorginstellingen"),
        ("het MBO-", "HBO", "het MBO-HBO"),
        ("1.500.", "000 euro", "1.500.000 euro"),
        ("1.500.000", "euro", "1.500.000 euro"),
        ("€ 5.000,-", "voor hen", "€ 5.000,- voor hen"),
    ],
)
def test_seam_between_two_lines(first: str, second: str, joined: str) -> None:
    passage = join([Line(4, first, first), Line(5, ""), Line(6, second, second)])
    assert passage.text == joined
    assert (passage.line_at(0).number, passage.line_at(len(joined) - 1).number) == (4, 6)


def test_sentences_are_not_cut_at_abbreviations() -> None:
    text = "Dit kost ca. € 5. De heer A. de Vries van X B.V. Noord knikt. Einde"
    passage = join([Line(1, text, text)])
    assert [text[start:end].strip() for start, end in passage.sentences()][-2:] == [
        "De heer A. de Vries van X B.V. Noord knikt.",
        "Einde",
    ]


def test_paragraphs_that_lost_their_bullets() -> None:
    page = "<p>Hallo,</p><p><b>Kade</b>: € 250 uit de Regio Deal.</p><p><b>Molen</b>: € 30 uit de Regio Deal.</p>"
    assert examples.money(examples.read(page.encode())) == {
        "Kade": [("contribution", 25_000)],
        "Molen": [("contribution", 3_000)],
    }


def test_command_line_does_not_load_the_readers_of_formats() -> None:
    slow = "{'lxml', 'pypdfium2', 'charset_normalizer'}"
    code = f"import sys, regiodeal.reading.command; print({slow} & {{*sys.modules}})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "set()"
