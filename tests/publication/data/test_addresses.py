"""Names of things in data: others keep them, so they are written out here, one by one (ADR 0019)."""

import json

import pytest
from icalendar import Calendar

from regiodeal.publication.rendering import feed, site
from regiodeal.publication.rendering.data import agenda, grants
from regiodeal.publication.rendering.data.addresses import Addresses, Thing
from tests.publication.data import chains

NAMES: dict[Thing, tuple[str | int, str]] = {
    Thing.PROJECT: ("iq-blvd", "projecten/iq-blvd/"),
    Thing.DECISION: ("2021-06-04-stuurgroep/1", "besluitenlijsten/2021-06-04-stuurgroep/#besluit-1"),
    Thing.PARTY: ("emmen", "partijen/emmen/"),
    Thing.PILLAR: ("wonen", "pijlers/wonen/"),
    Thing.EDITION: (3, "edities/0003.json"),
    Thing.TRANSFER: (700, "grootboek/vanaf-501/#boeking-700"),
}


@pytest.mark.parametrize("what", Thing)
def test_a_thing_keeps_its_name(what: Thing) -> None:
    code, name = NAMES[what]
    assert Addresses("https://deal.example/").thing(what, code) == f"https://deal.example/{name}"
    assert Addresses().thing(what, code) == name


def test_grants_feeds_and_events_keep_theirs() -> None:
    told = chains.told()
    granted = json.loads(grants.of(told) or b"")
    assert f"{chains.ROOT}projecten/iq-blvd/#fase-1" in {one["id"] for one in granted["grants"]}
    atom = feed.of(told, site.deal_of(told.public)) + feed.of_parts(told)["pijlers/werken/feed.atom"]
    code = told.about["code"]
    for end in (",2026-11-23:{}:editie:2<", ",2019:{}:pijler:werken<", ",2019:{}:project:iq-blvd<",
                ",2019:{}:besluit:2021-06-04-stuurgroep/1<"):  # fmt: skip
        assert end.format(code) in atom.decode()
    events = {str(one["UID"]) for one in Calendar.from_ical(agenda.of(told)[agenda.PATH]).walk("VEVENT")}
    assert {
        f"vergadering/2021-06-04-stuurgroep@{code}", f"voorwaarde/2021-06-04-stuurgroep/2/1@{code}", f"einde@{code}",
        f"projecten-klaar@{code}",
    } <= events  # fmt: skip
