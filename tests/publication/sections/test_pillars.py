"""The pages of pillars: what they hold is what the ledger says, drawn and as a table."""

import re

import pytest

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering.sections import pillars
from tests.publication.data import chains as settled
from tests.publication.rendering import samples
from tests.publication.rendering.sample_data import DEAL, MEETING, NASTY
from tests.publication.sections import chains, reading
from tests.publication.sections.chains import Make
from tests.publication.sections.reading import Read, money

CODES = tuple(one["code"] for one in DEAL["pillars"])
WORDS = {
    "free": "vrij",
    "reserved": "gereserveerd",
    "awarded": "toegekend",
    "advanced": "bevoorschot",
    "settled": "vastgesteld",
}


def pages(envelopes: list[Envelope]) -> dict[str, Read]:
    """Return the Dutch pages of the section."""
    return reading.read(envelopes, lambda _, told, framed: pillars.of(told, framed))


def of(envelopes: list[Envelope], code: str) -> Read:
    """Return the page of one pillar."""
    return pages(envelopes)[f"pijlers/{code}/index.html"]


def held(envelopes: list[Envelope], code: str) -> dict[str, int]:
    """Return what a pillar holds in each state by the ledger, in cents: free in it, and with its projects."""
    (programme,) = reading.current(envelopes, "implementation-programme").values()
    projects = {line["code"] for line in programme["projects"] if line["pillar_code"] == code}
    found = dict.fromkeys(WORDS, 0)
    for place, cents in reading.balances(envelopes).items():
        state, owner = place.split("/")[:2]
        if state in found and (owner == code if state == "free" else owner in projects):
            found[state] += cents
    return found


CHAINS = pytest.mark.parametrize(
    "make", [samples.envelopes, lambda: settled.chain().envelopes, chains.single], ids=["quiet", "paid", "single"]
)


@CHAINS
@pytest.mark.parametrize("code", CODES)
def test_a_pillar_holds_what_the_ledger_says(make: Make, code: str) -> None:
    envelopes = make()
    expected = {state: cents for state, cents in held(envelopes, code).items() if cents}
    page = of(envelopes, code)
    assert page.facts("geld") == {WORDS[state].capitalize(): money(cents) for state, cents in expected.items()}
    name = next(one["name"] for one in DEAL["pillars"] if one["code"] == code)
    rows = [tuple(row) for row in page.rows("geld")]
    for state, cents in expected.items():
        assert ("Regio Deal", name, WORDS[state], money(cents)) in rows
    ends = [row for row in rows if row[0] == name]
    assert sum(int(re.sub(r"\D", "", row[-1])) * 100 for row in ends) == sum(expected.values()), "every euro of it ends"


def test_each_project_with_money_is_drawn_by_its_name_and_leads_to_its_page() -> None:
    envelopes = samples.envelopes()
    page = of(envelopes, "werken")
    (programme,) = reading.current(envelopes, "implementation-programme").values()
    own = [line for line in programme["projects"] if line["pillar_code"] == "werken"]
    for line in own:
        cents = reading.granted(envelopes, line["code"])
        told = ["Werken", " ".join(line["name"].split()), "bijdrage", money(cents)]
        assert (told in page.rows("geld")) == bool(cents)
        assert (f"projecten/{line['code']}/" in page.links("geld")) == bool(cents)
    assert "pijlers/werken/" not in page.links("geld"), "the page needs no link to itself"
    missing = sum(not reading.granted(envelopes, line["code"]) for line in own)
    assert f"Van {missing} projecten is de bijdrage niet bekend." in reading.text(page.part("geld"))


def test_projects_and_decisions_of_a_pillar_are_all_there_and_add_up() -> None:
    envelopes = samples.envelopes()
    items = reading.current(envelopes, "decision-list")[MEETING]["items"]
    projects = [one["project"] for one in reading.current(envelopes, "project-page").values()]
    for code in CODES:
        page = of(envelopes, code)
        own = [one["code"] for one in projects if one["pillar_code"] == code]
        assert len(page.rows("projecten")) == len(own)
        total = sum(reading.granted(envelopes, one) for one in own)
        sums = page.rows("projecten", part="tfoot")
        assert [row[-1] for row in sums] == ([money(total)] if total else [])
        about = [one["number"] for one in items if one["project"]["pillar_code"] == code]
        assert sorted(page.links("besluiten")) == [f"besluitenlijsten/{MEETING}/#besluit-{one}" for one in about]


def test_a_budget_is_told_and_a_pillar_without_one_says_what_that_means() -> None:
    envelopes = samples.envelopes()
    (programme,) = reading.current(envelopes, "implementation-programme").values()
    programme["pillars"][0]["budget_cents"] = 12_345_600
    assert of(envelopes, "werken").facts("geld")["Begroot"] == "€ 123.456"
    assert "geen eigen budget" not in of(envelopes, "werken").source
    assert "geen eigen budget" not in of(envelopes, "wonen").source, "money is free in it, so it has its own"
    programme["pillars"][1]["free_cents"] = 0
    assert "geen eigen budget" in of(envelopes, "wonen").source


def test_a_pillar_that_holds_nothing_has_no_picture() -> None:
    envelopes = chains.single()
    (programme,) = reading.current(envelopes, "implementation-programme").values()
    programme["pillars"][1] |= {f"{state}_cents": 0 for state in WORDS}
    page = of(envelopes, "wonen")
    assert "Hierin staat nog geen geld." in reading.text(page.part("geld"))
    assert not page.tree.xpath("//figure")


def test_the_feed_is_a_link_that_people_see_and_links_lead_somewhere(addresses: frozenset[str]) -> None:
    found = pages(chains.lively())
    assert len(found) == 1 + len(CODES)
    for page in found.values():
        assert reading.dead(page, addresses) == []
        assert NASTY not in page.source
    for code in CODES:
        assert f"pijlers/{code}/feed.atom" in found[f"pijlers/{code}/index.html"].links()
    assert "<script>" in reading.text(found["pijlers/wonen/index.html"].part())


def test_an_amount_that_nobody_knows_is_no_zero() -> None:
    for page in pages(chains.unknown()).values():
        assert "€ 0" not in reading.text(page.part())
    assert {row[-1] for row in of(chains.unknown(), "welzijn").rows("projecten")} == {"niet bekend"}


def test_a_deal_of_nothing_is_a_sentence() -> None:
    (empty,) = pages([]).values()
    assert "Deze deal is niet in pijlers verdeeld." in empty.source
