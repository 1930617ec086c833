"""What an amount is, from the words around it."""

import pytest

from regiodeal.reading import money
from regiodeal.reading.documents import Line
from regiodeal.reading.passages import join


def kinds(text: str, setting: str = "") -> list[str]:
    return [found.kind.value for found in money.find(join([Line(1, text, text)]), setting)]


@pytest.mark.parametrize(
    "text",
    [
        "De Regio Deal draagt 750.000 euro bij.",
        "Dit project ontvangt een bijdrage van 491.000 euro.",
        "De stuurgroep stelt € 5.000 beschikbaar.",
        "Hiervoor is 226.000 euro beschikbaar gesteld vanuit de Regio Deal.",
        "Er is € 20.000 toegekend.",
        "De gemeente Emmen krijgt € 20.000 subsidie.",
        "De stuurgroep kent de gemeente Ede een bijdrage van € 2.000 toe.",
        "Naast de gemeenten legt de Regio Deal € 9.000 bij.",
    ],
)
def test_contribution(text: str) -> None:
    assert kinds(text) == ["contribution"]


@pytest.mark.parametrize(
    "text",
    [
        "De totale kosten zijn 3 miljoen euro.",
        "De projectbegroting bedraagt € 900.000.",
        "De totale investering is € 900.000.",
        "Het project kost in totaal € 900.000.",
        "Totale projectkosten: € 900.000",
        "Het project is begroot op € 900.000.",
    ],
)
def test_total_cost(text: str) -> None:
    assert kinds(text) == ["total_cost"]


@pytest.mark.parametrize(
    "text",
    [
        "Binnen de Regio Deal is € 3 miljoen gereserveerd.",
        "Voor het vervolg is € 3 miljoen gereserveerd uit de Regio Deal-middelen.",
        "Uit het budget van de Regio Deal wordt € 40.000 gereserveerd.",
    ],
)
def test_reservation_only_when_the_words_say_that_it_is_the_deals(text: str) -> None:
    assert kinds(text) == ["deal_reservation"]


@pytest.mark.parametrize(
    "text",
    [
        "In totaal is 2.995.000 euro gereserveerd voor het totaalproject.",
        "De gemeente Emmen legt 1 miljoen euro bij.",
        "De provincie draagt zelf € 200.000 bij.",
        "De cofinanciering is € 200.000.",
        "De partners dragen samen € 200.000 bij.",
        "Er is een bijdrage van € 200.000 van de provincie Drenthe.",
        "De aangevraagde bijdrage was € 150.000.",
        "Het gaat om € 150.000.",
    ],
)
def test_not_yet_classified(text: str) -> None:
    assert kinds(text) == ["unclassified"]


def test_several_amounts_in_one_sentence() -> None:
    text = "De Regio Deal draagt 750.000 euro bij, in totaal is 2.995.000 euro gereserveerd voor het totaalproject."
    assert kinds(text) == ["contribution", "unclassified"]
    assert kinds("Van de totale kosten van € 6 ton draagt de Regio Deal € 2 ton bij.") == ["total_cost", "contribution"]
    assert kinds("De Regio Deal draagt € 10 bij en de gemeente Assen € 20.") == ["contribution", "unclassified"]


def test_words_above_a_list_say_what_its_amounts_are() -> None:
    assert kinds("Eiwitpolder: € 250.000", "De stuurgroep kende bijdragen toe aan:") == ["contribution"]
    assert kinds("Eiwitpolder: € 250.000") == ["unclassified"]
