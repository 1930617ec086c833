"""The pages of parties: who signed, who takes part in what, and what a lead party answers for."""

import pytest

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering.sections import parties
from tests.publication.rendering import samples
from tests.publication.rendering.sample_data import ALL_SIX, NASTY, municipality
from tests.publication.sections import chains, reading
from tests.publication.sections.chains import Make
from tests.publication.sections.reading import Read, money


def pages(envelopes: list[Envelope]) -> dict[str, Read]:
    """Return the Dutch pages of the section."""
    return reading.read(envelopes, lambda _, told, framed: parties.of(told, framed))


def taking_part(envelopes: list[Envelope]) -> dict[str, set[str]]:
    """Return in which projects each party takes part, by the codes in the pages of projects."""
    found: dict[str, set[str]] = {}
    for snapshot in reading.current(envelopes, "project-page").values():
        project = snapshot["project"]
        for code in [project["lead_code"], *(one["code"] for one in project["parties"])]:
            if code:
                found.setdefault(code, set()).add(project["code"])
    return found


@pytest.mark.parametrize(
    "make", [samples.envelopes, chains.lively, chains.single, chains.unknown], ids=["quiet", "lively", "single", "none"]
)
def test_a_party_has_the_projects_in_which_it_takes_part(make: Make) -> None:
    envelopes = make()
    found, expected = pages(envelopes), taking_part(envelopes)
    (programme,) = reading.current(envelopes, "implementation-programme").values()
    signed = {one["code"] for one in programme["parties"]}
    assert set(found) == {"partijen/index.html"} | {f"partijen/{one}/index.html" for one in signed | set(expected)}
    listed = found["partijen/index.html"]
    assert set(listed.links("deal")) == {f"partijen/{code}/" for code in signed}
    others = {f"partijen/{code}/" for code in set(expected) - signed}
    assert (set(listed.links("projecten")) if others else set()) == others
    for code in signed | set(expected):
        page = found[f"partijen/{code}/index.html"]
        projects = expected.get(code, set())
        assert set(page.links("projecten")) == {f"projecten/{one}/" for one in projects}
        assert ("Deze partij staat nog bij geen project." in page.source) == (not projects)


def test_who_leads_answers_for_what_the_ledger_has_with_those_projects() -> None:
    envelopes = samples.envelopes()
    page = pages(envelopes)["partijen/provincie-drenthe/index.html"]
    snapshots = reading.current(envelopes, "project-page").values()
    led = [one["project"]["code"] for one in snapshots if one["project"]["lead_code"] == "provincie-drenthe"]
    total = sum(reading.granted(envelopes, code) for code in led)
    assert f"penvoerder is, is {money(total)} toegekend" in reading.text(page.part("projecten"))
    assert {row[1] for row in page.rows("projecten")} == {"penvoerder"}
    assert sorted(row[-1] for row in page.rows("projecten")) == sorted(
        money(reading.granted(envelopes, code)) for code in led
    )
    assert "penvoerder is, is" not in pages(envelopes)[f"partijen/{municipality('Emmen')}/index.html"].source


def test_a_municipality_has_a_page_as_a_party_that_leads_to_its_own() -> None:
    found = pages(samples.envelopes())
    for code in map(municipality, ALL_SIX):
        assert f"gemeenten/{code}/" in found[f"partijen/{code}/index.html"].links()
    assert not [
        link for link in found["partijen/provincie-drenthe/index.html"].links() if link.startswith("gemeenten/")
    ]


def test_links_lead_somewhere_and_hostile_names_are_only_text(addresses: frozenset[str]) -> None:
    found = pages(chains.lively())
    for page in found.values():
        assert reading.dead(page, addresses) == []
        assert NASTY not in page.source
        assert not page.tree.xpath("//script")
    hostile = [page for page in found.values() if "<script>" in reading.text(page.part())]
    assert len(hostile) > 1


def test_an_amount_that_nobody_knows_is_no_zero() -> None:
    for page in pages(chains.unknown()).values():
        assert "€ 0" not in reading.text(page.part())
        if page.path != "partijen/index.html":
            assert {row[-1] for row in page.rows()} <= {"niet bekend"}


def test_a_deal_of_nothing_is_a_sentence() -> None:
    (empty,) = pages([]).values()
    assert "Wie de deal sloten, is nog niet gepubliceerd." in empty.source
