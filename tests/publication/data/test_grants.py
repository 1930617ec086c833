"""Grants: one for each phase that got money, with every movement, and nothing that nobody knows."""

import json
from typing import Any

import pytest

from regiodeal.publication.rendering.data import grants
from tests.publication.data import chains
from tests.publication.rendering.sample_data import DEAL, MEETING
from tests.publication.rendering.samples import Chain


def package(made: Chain | None = None) -> dict[str, Any]:
    """Return the package of grants of a chain."""
    content = grants.of(chains.told(made))
    assert content is not None
    found: dict[str, Any] = json.loads(content)
    return found


def grant(project: str, phase: int) -> dict[str, Any]:
    """Return the grant of a phase."""
    own = f"{chains.ROOT}projecten/{project}/#fase-{phase}"
    found: dict[str, Any] = next(one for one in package()["grants"] if one["id"] == own)
    return found


def test_the_amount_is_what_all_decisions_and_releases_left() -> None:
    """1,500,000 was granted; 100,000 came back from what was paid; 50,000 more was granted and taken back."""
    campus = grant("regiocampus", 1)
    assert campus["amountAwarded"] == 1_400_000
    assert [move["value"] for move in campus["commitmentTransaction"]] == [1_500_000, -100_000, 50_000, -50_000]
    assert campus["amountDisbursed"] == 700_000
    assert [move["value"] for move in campus["disbursementTransaction"]] == [800_000, -100_000]
    assert campus["awardDate"] == "2021-06-04"


def test_phases_are_grants_that_know_each_other() -> None:
    second = grant("iq-blvd", 2)
    assert second["title"] == "IQ BLVD, fase 2"
    assert second["amountAwarded"] == 250_000
    assert second["relatedActivity"] == [f"{chains.ROOT}projecten/iq-blvd/#fase-1"]
    assert len(package()["grants"]) == 6


def test_who_gave_and_who_got_it() -> None:
    known, unknown = grant("iq-blvd", 1), grant("regiocampus", 1)
    province = "https://identifier.overheid.nl/tooi/id/provincie/pv22"
    assert known["fundingOrganization"] == [{"id": province, "name": "Provincie Drenthe", "department": DEAL["name"]}]
    assert known["recipientOrganization"][0]["id"].startswith("https://identifier.overheid.nl/tooi/id/")
    assert known["regiodeal"]["recipientKnown"] is True
    assert unknown["recipientOrganization"][0]["id"] == f"{chains.ROOT}projecten/regiocampus/"
    assert unknown["regiodeal"]["recipientKnown"] is False


def test_what_the_standard_has_no_words_for() -> None:
    extra = grant("regiocampus", 1)["regiodeal"]
    assert extra["totalCost"] == 6_000_000.5
    assert [one["amount"] for one in extra["coFinancing"]] == [12_345.67, None]
    assert extra["decisions"] == [
        {"reference": f"{MEETING}/2", "body": "Stuurgroep", "date": "2021-06-04", "outcome": "granted_on_conditions"}
    ]
    assert grant("impact-ondernemen", 1)["regiodeal"]["totalCost"] is None


@pytest.mark.parametrize("figures", [[], [600, 700]])
def test_a_total_cost_that_is_not_known_or_contradicts_itself_is_null(figures: list[int]) -> None:
    made = chains.chain()
    told = [
        {"kind": "total_cost", "kind_label": "", "cents": cents, "words": "", "source_url": None} for cents in figures
    ]
    page = chains.campus_page(chains.settled_ledger(), figures=told)
    made.add("project-page", chains.CAMPUS.code, page)
    campus = next(one for one in package(made)["grants"] if "regiocampus" in one["id"])
    assert campus["regiodeal"]["totalCost"] is None


def test_money_of_a_project_without_a_page_stays_a_grant() -> None:
    """A withdrawn page takes the name away, and not the money from the account."""
    made = chains.chain()
    made.add("project-page", chains.CAMPUS.code, None, act="withdraw", reason="Op verzoek.")
    campus = next(one for one in package(made)["grants"] if "regiocampus" in one["id"])
    assert campus["title"] == "regiocampus"
    assert campus["amountAwarded"] == 1_400_000
    assert "RegioCampus" not in json.dumps(campus)


def test_without_an_address_or_an_award_there_are_no_grants() -> None:
    assert grants.of(chains.told(chains.chain(deal=DEAL | {"address": None}))) is None
    assert grants.of(chains.told(Chain())) is None
