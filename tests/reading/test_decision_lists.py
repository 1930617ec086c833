"""Decision lists as other deals may write them: what a careful reader finds in each, in cents."""

from pathlib import Path
from typing import Any

import pytest

from regiodeal.reading import reader
from regiodeal.reading.errors import UnreadableDocument
from tests.reading import examples

DOCUMENTS = Path(__file__).parent / "decision_lists"
C, R, T, U = "contribution", "deal_reservation", "total_cost", "unclassified"

EXPECTED = {
    "newsletter-tables.html": {
        "Chip Tech Campus Enschede": [(C, 320_000_000), (T, 980_000_000)],
        "Vitaal Twente": [(C, 87_500_000)],
        "Groene Loper": [(C, 64_000_000), (U, 250_000_000)],
    },
    "lettered-decisions.txt": {
        "Brainport Agrifood": [(C, 100_000_000)],
        "Zorg in de buurt": [(C, 27_550_000), (T, 55_100_000)],
        "Vrijetijdslandgoed": [(U, 40_000_000)],
    },
    "semicolons.txt": {
        "Park Heerlen-Noord": [(C, 120_000_000), (T, 400_000_000)],
        "Jong Kerkrade": [(C, 35_000_050)],
        "Zon voor Landgraaf": [(C, 40_000_000), (T, 110_000_000)],
    },
    "granted-in-the-opening.txt": {
        "Proeftuin Eiwittransitie": [(C, 210_000_000), (T, 560_000_000)],
        "Gezonde Wijk Veenendaal": [(C, 95_000_000), (U, 30_000_000)],
        "Schone Stallen": [(C, 250_000_000)],
        "Fietsroute Rhenen-Ede": [(C, 75_000_000), (U, 200_000_000)],
    },
    "bold-labels.md": {
        "Slim Wonen Achterhoek": [(C, 125_000_000), (T, 340_000_000)],
        "Talent in de Techniek": [(C, 48_000_000)],
        "Waterstof Lochem": [(U, 90_000_000)],
    },
    "press-release.txt": {
        "Slimme Schuren": [(C, 120_000_000), (U, 10_000_000)],
        "Graafschap Waterstof": [(C, 150_000_000), (T, 450_000_000)],
        "Dorpshuis van de Toekomst": [(C, 25_000_000)],
    },
    "numbered-decisions.txt": {
        "Eiwittuin Barneveld": [(C, 48_000_000), (T, 125_000_000)],
        "Gezonde Schoolkantine": [(C, 25_000_000)],
        "Bodemkompas": [],
        "Drone-keuring Veluwerand": [(U, 31_500_000)],
    },
    "granted-bullets.txt": {
        "Project Zonnedorp": [(C, 25_000_000)],
        "Project Chipwerkplaats Enschede": [(C, 175_000_000)],
        "Project Grenspendel": [(C, 9_000_000)],
        "Techniek voor Meiden": [(C, 30_000_000)],
        "Waterstofbus Almelo": [(C, 75_000_000)],
    },
    "emphasis.md": {
        "Agrifood Lab Boxtel": [(C, 60_000_000), (U, 40_000_000), (U, 20_000_000), (T, 120_000_000)],
        "Schone Aa": [(C, 150_000_000)],
        "Buurtkracht": [],
    },
    "definition-list.html": {
        "Project Deltawerkplaats": [(C, 64_000_000), (T, 160_000_000)],
        "Project Zilte Zorg": [(C, 21_250_000), (T, 42_500_000)],
        "Project Strandbus": [(U, 9_900_000)],
    },
    "forwarded.eml": {
        "Maasplassen Verbonden": [(C, 85_000_000)],
        "Smart Services Leudal": [(C, 12_000_000)],
        "Grensland Fietst": [(C, 6_000_000), (U, 6_000_000)],
    },
    "spaced-table.txt": {
        "Circulaire Papierfabriek": [(T, 330_000_000), (C, 99_000_000)],
        "Zonnehub Zutphen": [(T, 64_000_000), (C, 16_000_000)],
        "Slim Slopen Brummen": [(T, 21_000_000), (C, None)],
    },
    "indented-sheets.txt": {
        "Maritieme Servicehaven Urk": [(C, 450_000_000), (T, 3_700_000_000)],
        "Mobiliteit en Infrastructuur Testcentrum": [(C, 300_000_000)],
        "Wind van Rutten": [],
    },
    "asked-and-granted.html": {
        "Haven 4.0": [(U, 90_000_000), (C, 75_000_000)],
        "Zeewaterlab": [(U, 12_000_000), (C, 12_000_000)],
        "Kleine Kustvaart": [(U, 6_000_000)],
    },
    "project-numbers.txt": {
        "Logistieke Leertuin": [(C, 61_000_000), (U, 183_000_000)],
        "Zonnewende": [(C, 150_000_000), (U, 375_000_000)],
        "Erfgoed aan de Schelde": [(C, 4_425_000), (U, 8_850_000)],
    },
    "bold-lines.html": {
        "Rijnzicht Renkum": [(C, 34_000_000)],
        "Energiefabriek Duiven": [(C, 104_000_000), (U, 200_000_000)],
        "Stadsboeren Arnhem": [(C, 7_200_000)],
    },
    "meeting-minutes.txt": {
        "Gezond Geteeld Horst": [(U, 56_000_000), (T, 140_000_000), (C, 50_000_000)],
        "Logistiek Talent Venlo": [(U, 30_000_000), (T, 75_000_000)],
        "Peelpioniers": [(U, 15_000_000)],
    },
    "amount-column.html": {
        "Mienskip Burgum": [(C, 6_500_000)],
        "Elfwegenlab": [(C, 13_000_000)],
        "Houtwallenfonds": [(U, 40_000_000)],
    },
    "granted-and-rejected.txt": {
        "Innovatiehub Hengelo": [(C, 110_000_000)],
        "Natuurlijk Tubbergen": [(C, 27_500_000)],
        "Zorg Dichtbij": [(C, 31_000_000)],
        "Skipiste Losser": [(U, 200_000_000)],
    },
    "name-and-amount.txt": {
        "Project Wieringerwaard Leeft": [(C, 14_500_000)],
        "Project Zonnewende": [(C, 180_000_000)],
        "Project Zilt Proefbedrijf Texel": [(C, 9_850_000)],
    },
    "restated-amounts.txt": {
        "Wandelhub Valkenburg": [(C, 97_500_000), (U, 52_500_000)],
        "Mergelatelier": [(C, 140_000_000)],
        "Zorgdorp Vaals": [(C, 60_000_000)],
    },
    "bare-amounts.txt": {
        "Project Hunzebos": [(T, 90_000_000)],
        "Project Turfschip": [(U, 4_500_000), (C, 4_000_000)],
        "Project Veenhuis": [(C, 7_500_000), (U, 2_500_000)],
        "Project Kleibos": [(U, 6_000_000), (U, 8_000_000)],
    },
    "story-with-plain-headings.txt": {
        "Kansrijk Poelenburg": [(C, 70_000_000), (U, 140_000_000)],
        "Purmerend Beweegt": [(C, 16_000_000)],
        "Houtatelier Oostzaan": [(C, 8_500_000)],
        "Landsmeer Leert": [],
        "Waterlandse Melkroute": [(C, 5_000_000)],
    },
    "newsletter.eml": {
        "Bosklas Ermelo": [(C, 8_200_000), (U, 2_000_000)],
        "Vitale Vakantieparken Nunspeet": [(C, 110_000_000)],
    },
}


def read(name: str) -> dict[str, Any]:
    return examples.read((DOCUMENTS / name).read_bytes(), name)


def test_every_document_has_an_expectation() -> None:
    assert {path.name for path in DOCUMENTS.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_projects_and_their_money(name: str) -> None:
    assert examples.money(read(name)) == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_every_line_is_accounted_once(name: str) -> None:
    accounted = read(name)["document"]["accounted"]
    assert sum(count for role, count in accounted.items() if role != "not_blank") == accounted["not_blank"]


@pytest.mark.parametrize(
    ("name", "project", "what", "expected"),
    [
        ("press-release.txt", "Graafschap Waterstof", "parties", ["Graafschap College"]),
        ("numbered-decisions.txt", "Gezonde Schoolkantine", "places", ["Ede", "Veenendaal", "Wageningen"]),
        ("granted-bullets.txt", "Project Grenspendel", "parties", ["gemeente Losser", "gemeente Dinkelland"]),
        ("emphasis.md", "Agrifood Lab Boxtel", "parties", ["provincie Noord-Brabant", "HAS green academy"]),
        ("definition-list.html", "Project Deltawerkplaats", "parties", ["HZ University of Applied Sciences"]),
        ("definition-list.html", "Project Zilte Zorg", "places", ["Goes", "Kapelle"]),
        ("forwarded.eml", "Smart Services Leudal", "parties", ["gemeente Leudal", "Fontys"]),
        ("spaced-table.txt", "Zonnehub Zutphen", "places", ["Zutphen"]),
        ("project-numbers.txt", "Logistieke Leertuin", "places", ["Breda", "Moerdijk"]),
    ],
)
def test_who_and_where(name: str, project: str, what: str, expected: list[str]) -> None:
    assert examples.names(read(name), project, what) == expected


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("press-release.txt", "Marieke te Brake"),
        ("bold-lines.html", "Joost van der Meer"),
        ("story-with-plain-headings.txt", "Yusuf Demir"),
    ],
)
def test_press_contacts(name: str, person: str) -> None:
    assert examples.values(read(name), "names") == [person]


@pytest.mark.parametrize(
    ("name", "event"),
    [("emphasis.md", "2023-10-12"), ("newsletter.eml", None)],
)
def test_events(name: str, event: str | None) -> None:
    found = read(name)["events"]
    assert len(found) == 1
    assert event is None or found[0]["date"] == event


def test_what_follows_a_list_of_projects_is_unread() -> None:
    found = read("granted-and-rejected.txt")
    assert "* Stroomversneller" in [line["text"] for line in found["unread"]]


@pytest.mark.parametrize("charset", ["rot13", "hex", "zlib", "undefined", "idna", "bogus"])
def test_a_charset_that_is_no_encoding_of_text(charset: str) -> None:
    page = f"<meta charset={charset}><p>Eén bijdrage".encode("cp1252")
    assert reader.read(page, "x").document.encoding == "windows-1252"


def test_messages_in_messages_without_end() -> None:
    with pytest.raises(UnreadableDocument):
        reader.read(b"From: a\nSubject: x\nDate: x\nContent-Type: message/rfc822\n\n" * 2000, "x")
