"""The decision list that started this product."""

import pytest

from tests.reading import examples


@pytest.fixture(scope="module")
def found() -> dict[str, object]:
    return examples.read(examples.seed(), "seed.txt")


def test_projects_with_their_amounts(found: dict[str, object]) -> None:
    assert examples.money(found) == {
        "IQ BLVD": [("contribution", 75_000_000), ("unclassified", 299_500_000)],
        "RegioCampus": [("contribution", 150_000_000), ("unclassified", 600_000_000)],
        "Blue Zone Innovations": [("contribution", 49_100_000)],
        "Actieprogramma Impact ondernemen": [("contribution", 22_600_000)],
        "Innovatienetwerk Welzijn & Zorg": [("contribution", 37_480_000)],
    }


def test_lines_and_words_of_the_amounts(found: dict[str, object]) -> None:
    proposals = found["proposals"]
    assert isinstance(proposals, list)
    assert [(a["line"], a["text"]) for p in proposals for a in p["amounts"]] == [
        (62, "750.000 euro"),
        (62, "2.995.000 euro"),
        (156, "1.500.000 euro"),
        (156, "6.000.000 euro"),
        (199, "491.000 euro"),
        (215, "226.000 euro"),
        (269, "€ 374.800,-"),
    ]


def test_parties_and_places(found: dict[str, object]) -> None:
    assert examples.names(found, "Blue Zone Innovations", "parties") == [
        "Rijnland Instituut",
        "ondernemers uit de regio",
        "gemeente Borger-Odoorn",
        "gemeente Emmen",
        "gemeente Coevorden",
    ]
    assert examples.names(found, "Blue Zone Innovations", "places") == ["Exloo", "Borger-Odoorn", "Emmen", "Coevorden"]
    assert examples.names(found, "RegioCampus", "parties") == []


def test_words_broken_at_a_line_end(found: dict[str, object]) -> None:
    proposals = found["proposals"]
    assert isinstance(proposals, list)
    assert "Zuid- en Oost-Drenthe, Noord-Overijssel en daarbuiten" in proposals[1]["summary"]
    assert "welzijns- en zorginstellingen" in proposals[4]["summary"]


def test_contact_event_and_unread(found: dict[str, object]) -> None:
    assert examples.values(found, "phones") == ["0592-365555"]
    assert examples.values(found, "emails") == ["regiodealZO@drenthe.nl"]
    events = found["events"]
    assert isinstance(events, list)
    assert [(e["name"], e["when"], e["line"]) for e in events] == [("Maand van de Regio", "De hele maand juni", 276)]
    assert examples.unread(found) == [*range(79, 88), *range(89, 95), 311]
