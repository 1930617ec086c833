"""Documents: accessible, archivable, the same each time, and readable on every page."""

import io
import re
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import pdf
from tests.publication.rendering import samples
from tests.publication.rendering.sample_data import ALL_SIX, LONG, MEETING, NASTY, Sample
from tests.publication.rendering.sample_ledger import grant, opening_ledger
from tests.publication.rendering.sample_snapshots import attendance, busy_items, decision_list, item, programme

WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


def large() -> list[Envelope]:
    """Return a list of 60 decisions and a programme of 200 projects, with long and harmful names."""
    names = {0: LONG, 3: NASTY}
    found = [
        Sample(f"p{n}", names.get(n % 7, f"Project {n}"), ["Werken", "Wonen", None][n % 3], ALL_SIX, 100_000 + n)
        for n in range(200)
    ]
    ledger, made = opening_ledger(), samples.Chain()
    for number, sample in enumerate(found[:60:3], 1):
        grant(ledger, number, sample)
    made.add("decision-list", MEETING, decision_list([item(n, one) for n, one in enumerate(found[:60], 1)]))
    made.add("implementation-programme", "programme", programme(ledger, found, 1))
    return made.envelopes


def busy() -> list[Envelope]:
    """Return a list in which everything happened."""
    made = samples.Chain()
    made.add("decision-list", MEETING, decision_list(busy_items(), attendance=attendance()))
    return made.envelopes


@pytest.fixture(scope="module", params=["quiet", "busy", "large"])
def documents(request: pytest.FixtureRequest) -> list[bytes]:
    """Return the documents of a deal."""
    made = {"quiet": samples.envelopes, "busy": busy, "large": large}[request.param]()
    found = [pdf.of(one) for one in made if one.kind in {"decision-list", "implementation-programme"}]
    assert found
    return found


def tags(element: pikepdf.Object, found: list[pikepdf.Object]) -> list[pikepdf.Object]:
    """Return all elements of the structure tree."""
    kids: Any = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found.append(kid)
            tags(kid, found)
    return found


def test_documents_are_tagged_and_archivable(documents: list[bytes]) -> None:
    """PDF/UA-1 and PDF/A-2a, in Dutch, with a title and header cells."""
    for document in documents:
        with pikepdf.open(io.BytesIO(document)) as opened:
            assert opened.Root.MarkInfo.Marked
            assert str(opened.Root.Lang).lower().startswith("nl")
            assert opened.Root.ViewerPreferences.DisplayDocTitle
            with opened.open_metadata() as metadata:
                assert metadata["dc:title"]
                assert metadata["pdfuaid:part"] == "1"
                assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            names = [str(one.S) for one in tags(opened.Root.StructTreeRoot, [])]
            assert {"/Table", "/TH", "/H1", "/H2"} <= set(names)


def test_all_fonts_are_embedded(documents: list[bytes]) -> None:
    """No reader's machine needs our fonts, and no font of the machine that made it is in there."""
    for document in documents:
        with pikepdf.open(io.BytesIO(document)) as opened:
            fonts = [
                one
                for one in opened.objects
                if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
            ]
            assert fonts
            assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)
            names = {str(font.FontName).partition("+")[2] for font in fonts}
            assert all(name.startswith(("SourceSans3", "SourceSerif4", "DejaVuSansMono")) for name in names), names


def test_no_two_words_share_a_place(documents: list[bytes], tmp_path: Path) -> None:
    """A table that does not break over pages would print its rows on top of one another."""
    for document in documents:
        (tmp_path / "document.pdf").write_bytes(document)
        layout = subprocess.run(
            ["pdftotext", "-bbox", str(tmp_path / "document.pdf"), "-"], capture_output=True, text=True, check=True
        ).stdout
        pages = layout.split("<page ")[1:]
        assert pages
        for page in pages:
            boxes = [tuple(float(part) for part in match[:4]) for match in WORD.findall(page)]
            assert boxes
            assert len(set(boxes)) == len(boxes)
            assert not overlapping(boxes)


def overlapping(boxes: list[tuple[float, ...]]) -> list[tuple[tuple[float, ...], tuple[float, ...]]]:
    """Return the pairs of boxes that cover more than a sliver of each other."""
    ordered = sorted(boxes, key=lambda box: box[1])
    found = []
    for position, one in enumerate(ordered):
        for other in ordered[position + 1 :]:
            if other[1] >= one[3]:
                break
            wide = min(one[2], other[2]) - max(one[0], other[0])
            high = min(one[3], other[3]) - max(one[1], other[1])
            if wide > 1 and high > 0.45 * min(one[3] - one[1], other[3] - other[1]):
                found.append((one, other))
    return found


def test_the_same_edition_gives_the_same_document() -> None:
    """Byte for byte, whenever it is made."""
    envelope = busy()[0]
    assert pdf.of(envelope) == pdf.of(envelope)


def test_harmful_text_is_only_text(tmp_path: Path) -> None:
    """Markup of Typst in a name comes out as it was written."""
    assert '#import "x" $y$' in words(pdf.of(large()[0]), tmp_path)


@pytest.mark.parametrize(
    "name", ["Feest 😀", "漢字", "a\x00b", "a\x0bb", "\ufffe", "عربى", "\ue000", "Ж ✓ Ł €", "\u2028", "Exloërmond"]
)
def test_no_character_stops_a_document(name: str, tmp_path: Path) -> None:
    """What the fonts do not hold is shown as a box, and the document says so."""
    made = samples.Chain()
    envelope = made.add("decision-list", MEETING, decision_list([item(1, Sample("p", name, None, [], 5))]))
    text = words(pdf.of(envelope), tmp_path)
    assert ("□" in text) == ("Tekens die dit lettertype niet kent" in text)
    assert ("□" in text) or name.isspace() or name.replace("\x0b", "") in text or name == "عربى"


def words(document: bytes, folder: Path) -> str:
    """Return the text of a document on one line."""
    (folder / "document.pdf").write_bytes(document)
    command = ["pdftotext", str(folder / "document.pdf"), "-"]
    return " ".join(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def test_without_fonts_the_message_says_what_to_do(tmp_path: Path) -> None:
    """The assets must have been built."""
    with pytest.raises(pdf.FontsMissing, match="npm ci"):
        pdf.of(busy()[0], tmp_path)


def test_a_programme_with_more_projects_than_anyone_reads_names_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The totals of each pillar stay; the document says where the projects are."""
    sheet = next(one for one in large() if one.kind == "implementation-programme")
    (tmp_path / "all.pdf").write_bytes(pdf.of(sheet))
    monkeypatch.setattr(pdf, "_PROJECTS", 199)
    (tmp_path / "few.pdf").write_bytes(pdf.of(sheet))
    whole, short = (
        " ".join(
            subprocess.run(
                ["pdftotext", tmp_path / name, "-"], capture_output=True, text=True, check=True
            ).stdout.split()
        )
        for name in ("all.pdf", "few.pdf")
    )
    assert "Project 2 " in whole
    assert "Project 2 " not in short
    assert "te veel om hier een voor een te noemen" in short
    assert "te veel om" not in whole
    total = re.search(r"Samen, (\d+ projecten met een bekende bijdrage)", whole)
    assert total is not None
    assert total[1] in short
