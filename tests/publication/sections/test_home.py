"""The home page: what was decided last, where every euro is, and what is coming, as the editions have it."""

import pytest

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering.sections import home
from tests.publication.rendering import samples
from tests.publication.rendering.sample_data import DECIDED, MEETING, NASTY, OTHERS
from tests.publication.sections import chains, reading
from tests.publication.sections.chains import Make
from tests.publication.sections.reading import Read, money


def of(envelopes: list[Envelope]) -> Read:
    """Return the Dutch home page."""
    return reading.read(envelopes, home.of)["index.html"]


@pytest.mark.parametrize("make", [samples.envelopes, chains.lively, chains.single], ids=["quiet", "lively", "single"])
def test_it_opens_with_every_decision_of_the_newest_list_and_their_total(make: Make) -> None:
    envelopes = make()
    items = reading.current(envelopes, "decision-list")[MEETING]["items"]
    *lines, total = of(envelopes).lines("besloten")
    assert len(lines) == len(items)
    for line, item in zip(lines, items, strict=True):
        assert line[0].startswith(" ".join(item["project"]["name"].split()))
        cents = item["contribution_cents"]
        assert line[1] == (money(cents) if cents else item["outcome_label"])
    assert total[1] == money(sum(item["contribution_cents"] or 0 for item in items))
    numbers = [f"besluitenlijsten/{MEETING}/#besluit-{item['number']}" for item in items]
    assert [link for link in of(envelopes).links("besloten") if "#" in link] == numbers


def test_its_sums_are_those_of_the_ledger() -> None:
    envelopes = samples.envelopes()
    held = reading.balances(envelopes)
    page = of(envelopes)
    pledged = -sum(cents for place, cents in held.items() if place.startswith("pledged/"))
    assert f"leggen samen {money(pledged)} in" in reading.text(page.part())
    rows = page.rows("waar")
    brought = [row for row in rows if row[1] == "Regio Deal"]
    assert sorted(row[-1] for row in brought) == sorted(
        money(-cents) for place, cents in held.items() if place.startswith("pledged/")
    )
    free = {row[0]: row[-1] for row in rows if row[1] == "nog vrij"}
    assert free["Werken"] == money(held["free/werken"])
    granted = sum(cents for place, cents in held.items() if place.split("/")[0] in reading.CONTRIBUTED)
    assert page.rows("verloop")[-1][1] == money(granted)


def test_what_is_coming_is_in_the_order_of_its_days_and_no_more_than_fits() -> None:
    envelopes = chains.lively()
    lines = of(envelopes).lines("komt")
    assert [line[1].partition(" · ")[0] for line in lines] == [
        "9 december 2026",
        "20 januari 2027",
        "1 maart 2027",
        "1 maart 2027",
        "1 maart 2027",
        "31 december 2027",
    ]
    assert [line for line in lines if line[0].startswith("IQ BLVD: Iets van Hardenberg alleen")]
    assert f"besluitenlijsten/{MEETING}/#besluit-1" in of(envelopes).links("komt")
    assert not of(samples.envelopes()).tree.xpath("//*[@aria-labelledby='komt']"), "nothing lies ahead"


def test_of_many_things_to_come_it_names_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "COMING", 2)
    days = [line[1].partition(" · ")[0] for line in of(chains.lively()).lines("komt")]
    assert days == ["9 december 2026", "20 januari 2027"]


def test_links_lead_somewhere_and_hostile_texts_are_only_text(addresses: frozenset[str]) -> None:
    page = of(chains.lively())
    assert reading.dead(page, addresses) == []
    assert NASTY not in page.source
    assert not page.tree.xpath("//script")
    assert "<script>" in reading.text(page.part("komt"))


def test_an_amount_that_nobody_knows_is_no_zero() -> None:
    page = of(chains.unknown())
    assert "De eerste besluitenlijst is nog niet gepubliceerd." in page.source
    assert "projecten is de bijdrage niet bekend" in reading.text(page.part("waar"))
    named = {row[1] for row in page.rows("waar")}
    assert not named & {sample.name for sample in OTHERS}
    assert "€ 0" not in reading.text(page.part("waar"))


def test_a_deal_of_nothing_says_what_is_not_there_yet() -> None:
    page = of([])
    assert "De eerste besluitenlijst is nog niet gepubliceerd." in page.source
    assert not page.tree.xpath("//figure")
    assert DECIDED[0].name not in page.source
