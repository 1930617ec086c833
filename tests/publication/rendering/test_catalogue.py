"""The catalogue: what all current editions say, once, and nothing of what is not public."""

from datetime import datetime

from regiodeal.publication.rendering import catalogue
from regiodeal.publication.rendering.catalogue import Catalogue
from regiodeal.publication.visibility import public
from tests.publication.rendering import samples
from tests.publication.rendering.sample_data import DECIDED, MEETING, OTHERS

_BEFORE = datetime.fromisoformat("2026-11-24T00:00:00+00:00")


def eventful() -> Catalogue:
    """Return the catalogue of a chain in which everything happened, before its embargo ends."""
    return catalogue.of(public(samples.eventful(), _BEFORE))


def test_amounts_are_those_of_the_editions() -> None:
    found = catalogue.of(public(samples.envelopes(), _BEFORE))
    projects = {project.code: project for project in found.projects}
    assert len(projects) == len(DECIDED) + len(OTHERS)
    assert projects["iq-blvd"].contribution_cents == 75_000_000
    assert projects["iq-blvd"].figures == (("unclassified", 299_500_000),)
    assert projects["iq-blvd"].years == (2021,)
    assert projects["skills4future"].known is False
    assert projects["skills4future"].contribution_cents is None
    granted = sum(decision.contribution_cents or 0 for decision in found.decisions)
    assert granted == 334_180_000 == sum(pillar.cents["awarded"] for pillar in found.pillars)
    assert sum(source.cents for source in found.sources) == 4_000_000_000
    assert [transfer["sequence"] for transfer in found.transfers()] == list(range(1, 1 + len(list(found.transfers()))))


def test_a_municipality_finds_the_projects_that_touch_it() -> None:
    found = catalogue.of(public(samples.envelopes(), _BEFORE))
    assert [party.code for party in found.municipalities][:2] == ["gemeente-aa-en-hunze", "gemeente-borger-odoorn"]
    touched = {project.code for project in found.touching("gemeente-hoogeveen")}
    assert {"tiny-house", "iwz"} <= touched
    assert "iq-blvd" not in touched


def test_what_is_withdrawn_or_sealed_is_not_in_it() -> None:
    found = eventful()
    codes = {project.code for project in found.projects}
    assert "tiny-house" not in codes
    assert "nasty" in codes
    sealed = next(project for project in found.projects if project.code == "iq-blvd")
    assert sealed.stamp.version == 1
    assert found.head.number == max(envelope.number for envelope in samples.eventful()) - 1


def test_a_corrected_list_replaces_the_one_before() -> None:
    outcomes = [decision.outcome for decision in eventful().decisions]
    assert outcomes.count("rejected") == 1
    assert {decision.meeting for decision in eventful().decisions} == {MEETING}
    conditions = [decision.conditions for decision in eventful().decisions if decision.conditions]
    assert conditions[0][0] == ("Vanaf 2023 betaalt het project zichzelf", "Gemeente Emmen", "2022-12-31")


def test_nothing_is_a_catalogue_of_nothing() -> None:
    found = catalogue.of(public([], _BEFORE))
    assert (found.projects, found.pillars, found.programme, found.head.number) == ((), (), None, 0)
    assert list(found.transfers()) == []
