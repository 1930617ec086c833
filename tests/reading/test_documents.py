"""Decision lists in many layouts: invented projects, plausible words."""

import pytest

from tests.reading import examples

C, T, R, U = "contribution", "total_cost", "deal_reservation", "unclassified"

MONEY: dict[str, dict[str, list[tuple[str, int | None]]]] = {
    "achterhoek.md": {
        "Smart Werkplaats Ulft": [(C, 120_000_000), (T, 345_000_000), (U, 40_000_000)],
        "Buurtkracht Aalten": [(C, 8_500_000)],
        "Verkenning warmtenet": [],
    },
    "foodvalley.txt": {
        "Eiwitpolder": [(C, 25_000_000)],
        "Kas als Klas": [(C, 37_480_000)],
        "Proeftuin Bodem & Boer": [(C, 110_000_000)],
        "Gezond Op Tafel": [(C, 7_500_000)],
    },
    "rivierenland.txt": {
        "Fruit Tech Campus": [(C, 150_000_000)],
        "Vrij aan de Linge": [(R, 32_000_000), (T, 160_000_000)],
        "Logistieke Hotspot": [(T, None), (U, 20_000_000)],
    },
    "twente.html": {
        "Textielhub Enschede": [(C, 150_000_000), (T, 420_000_000)],
        "Groen Dak Almelo": [(C, 9_050_050), (T, None)],
        "Talent in de Maak": [(C, 64_000_000), (T, 100_000_000)],
    },
    "noordoost-brabant.html": {
        "Agrifood Lyceum Boxtel": [(C, 20_000_000), (T, 90_000_000)],
        "Water in de Peel": [(U, 30_000_000), (C, 15_000_000)],
        "Digitale Dorpen": [(R, 50_000_000), (C, 12_500_000)],
    },
    "oost-groningen.txt": {
        "Leerlandgoed Westerlee": [(C, 41_000_000), (T, 102_500_000), (U, 61_500_000)],
        "Vitaal Veenkolonie": [],
    },
    "parkstad.txt": {
        "IBA Wijkatelier Heerlen": [(C, 75_000_000), (T, 240_000_000)],
        "Mijnspoor als fietspad": [(C, 125_050_025), (T, None)],
        "Kansrijk Kerkrade": [(T, 16_000_000)],
    },
    "zuidwest.txt": {"Haven van Morgen": [(C, 60_000_000)], "Zilte Teelt": [(C, 4_500_000), (U, 2_000_000)]},
    "narrow.txt": {
        "Tussen twee dijken": [(C, 150_000_000)],
        "Hof van Leren": [(C, 250_000_000), (T, 725_000_000)],
    },
    "kustregio.txt": {"Duinpoort": [(C, 21_234_567)], "Leren van de Zee": [(C, 9_900_000), (U, 15_000_000)]},
    "tabs.txt": {
        "Bosbeleving Ermelo": [(C, 25_000_000), (U, 12_500_000)],
        "Nachtrust": [(C, 3_750_000), (U, 4_000_000)],
    },
    "veluwe.txt": {
        "DE GROENE HUB": [(C, 125_000_000)],
        "SLIM BEHEERD BOS": [(U, 200_000_000), (C, 75_000_000)],
    },
    "subheadings.md": {
        "Innovatiehub Oost": [(C, 50_000_000), (U, 25_000_000), (U, 10_000_000), (U, 15_000_000)],
        "Leefbaar Land": [(C, 30_000_000)],
    },
    "zwolle.eml": {"Café Morgen": [(C, 25_000_000)], "Stadsboerderij Zwolle": [(C, 150_000_000)]},
    "wadden.txt": {
        "Wonen op het Wad-land": [(U, 125_000_000)],
        "Energiek Oldambt": [(U, 37_500_000)],
        "Jong in Pekela": [(U, 8_000_000), (T, 20_000_000)],
    },
    "achterhoek.html": {
        "Circulaire Keten Oude IJssel": [(C, 210_000_000), (T, 630_000_000)],
        "Zorg dichtbij": [(T, 90_000_000), (C, 45_000_000)],
    },
    "sheet.html": {"Kanaalzone Almelo": [(C, 30_000_000), (T, 90_000_000)]},
    "foodvalley-minutes.txt": {
        "Kennisas": [(C, 200_000_000), (T, 550_000_000), (U, 20_000_000)],
        "Kringloopboeren": [(C, 64_000_000), (U, 10_000_000)],
    },
    "interrupted.txt": {"Dijkpark": [(C, 30_000_000)], "Stadsbron": [(C, 4_000_000)]},
    "recept.txt": {},
}


def test_every_document_has_an_expectation() -> None:
    assert {path.name for path in examples.DOCUMENTS.iterdir()} == set(MONEY)


@pytest.mark.parametrize("name", MONEY)
def test_projects_and_amounts(name: str) -> None:
    assert examples.money(examples.read(examples.document(name), name)) == MONEY[name]


@pytest.mark.parametrize("name", [name for name in MONEY if not name.endswith((".html", ".eml"))])
def test_every_value_is_in_the_words_of_its_line(name: str) -> None:
    lines = examples.document(name).decode().splitlines()
    found = examples.read(examples.document(name), name)
    for proposal in found["proposals"]:
        for value in (*proposal["amounts"], *proposal["parties"], *proposal["places"]):
            here = " ".join(lines[value["line"] - 1 : value["line"] + 2]).replace("  ", " ")
            assert value["text"].split()[0].split("-")[0][:4] in here


@pytest.mark.parametrize(
    ("name", "project", "what", "expected"),
    [
        (
            "achterhoek.md",
            "Smart Werkplaats Ulft",
            "parties",
            ["gemeente Oude IJsselstreek", "Stichting Maakkracht Oost"],
        ),
        ("achterhoek.md", "Buurtkracht Aalten", "places", ["Aalten", "Winterswijk", "Bredevoort"]),
        ("foodvalley.txt", "Proeftuin Bodem & Boer", "parties", ["Wageningen University", "gemeente Ede"]),
        (
            "rivierenland.txt",
            "Fruit Tech Campus",
            "parties",
            ["ROC Rivor", "Fruitmasters", "gemeente West Betuwe", "gemeente Tiel", "gemeente Neder-Betuwe"],
        ),
        ("twente.html", "Talent in de Maak", "parties", ["ROC van Twente", "VNO-NCW"]),
        ("twente.html", "Talent in de Maak", "places", ["Hengelo", "Borne"]),
        ("noordoost-brabant.html", "Water in de Peel", "parties", ["waterschap Aa en Maas", "gemeente Land van Cuijk"]),
        ("oost-groningen.txt", "Leerlandgoed Westerlee", "places", ["Oldambt", "Westerlee"]),
        (
            "zwolle.eml",
            "Stadsboerderij Zwolle",
            "parties",
            ["Landstede", "Hogeschool Windesheim", "inwoners uit de wijk"],
        ),
    ],
)
def test_parties_and_places(name: str, project: str, what: str, expected: list[str]) -> None:
    assert examples.names(examples.read(examples.document(name), name), project, what) == expected


@pytest.mark.parametrize(
    ("name", "phones", "emails", "people"),
    [
        ("achterhoek.md", ["06-12345678"], ["pers@deal-achterhoek.example"], ["Anneke te Brake"]),
        ("foodvalley.txt", ["0318 - 55 01 23"], [], []),
        ("rivierenland.txt", ["0344-638555"], ["pers@rivierenland.example"], ["Karel van den Berg"]),
        ("twente.html", ["053 487 65 43"], ["pers@twente.example"], []),
        ("noordoost-brabant.html", ["073-6155155"], [], ["Sanne de Wit"]),
        ("veluwe.txt", ["(0577) 41 19 11"], ["info@veluwe.example"], []),
    ],
)
def test_press_contact(name: str, phones: list[str], emails: list[str], people: list[str]) -> None:
    found = examples.read(examples.document(name), name)
    assert (examples.values(found, "phones"), examples.values(found, "emails")) == (phones, emails)
    assert examples.values(found, "names") == people


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("achterhoek.md", "2021-03-11"),
        ("foodvalley.txt", "2021-09-23"),
        ("twente.html", "2020-12-02"),
        ("noordoost-brabant.html", "2022-07-01"),
        ("oost-groningen.txt", "2022-04-08"),
    ],
)
def test_date_of_the_meeting(name: str, expected: str) -> None:
    assert examples.read(examples.document(name), name)["document"]["meeting_date"]["value"] == expected


def test_event_with_a_date() -> None:
    events = examples.read(examples.document("foodvalley.txt"))["events"]
    assert [(event["name"], event["date"], event["line"]) for event in events] == [("regiodag", "2021-10-14", 14)]


def test_lines_that_belong_to_nothing() -> None:
    assert examples.unread(examples.read(examples.document("achterhoek.md"))) == [28, 30]
    assert examples.unread(examples.read(examples.document("oost-groningen.txt"))) == [19, 20]
    assert examples.unread(examples.read(examples.document("recept.txt"))) == [1, 3, 4]


def test_side_box_in_the_middle_of_a_sentence() -> None:
    found = examples.read(examples.document("interrupted.txt"))
    assert found["proposals"][0]["summary"].endswith(
        "waarvoor de Regio Deal een bijdrage van 300.000 euro beschikbaar stelt."
    )
    assert found["contacts"]["lines"] == [8, 9, 10]


def test_hedged_amount_keeps_its_hedge() -> None:
    amount = examples.read(examples.document("narrow.txt"))["proposals"][1]["amounts"][0]
    assert (amount["approximate"], amount["qualifier"], amount["text"]) == (True, "ruim", "€ 2,5 mln.")


def test_amount_over_a_line_end() -> None:
    amount = examples.read(examples.document("narrow.txt"))["proposals"][0]["amounts"][0]
    assert (amount["line"], amount["text"]) == (8, "1.500.000 euro")
