"""Programmes of an event month: a quiet one, and one in which everything happened."""

from copy import deepcopy
from typing import Any

from tests.publication.rendering.sample_data import DEAL, NASTY, municipality

MONTH = "maand-2027"
EMMEN = {"code": municipality("Emmen"), "name": "Gemeente Emmen"}
COEVORDEN = {"code": municipality("Coevorden"), "name": "Gemeente Coevorden"}
HALL: dict[str, Any] = {
    "name": "De Grote Zaal",
    "address": "Stationsplein 1",
    "municipality": EMMEN,
    "access": [
        "Vijf minuten lopen van het station.",
        "De ingang is zonder drempel; er is een lift en een ringleiding.",
    ],
    "room": "zaal 2",
}
FARM: dict[str, Any] = {
    "name": "Boerderij De Es",
    "address": "Esweg 12",
    "municipality": COEVORDEN,
    "access": [],
    "room": None,
}


def session(code: str, title: str, starts_at: str, ends_at: str, **changes: Any) -> dict[str, Any]:
    """Return a session of a snapshot: for everyone, in Emmen, with sign-up."""
    return {
        "code": code,
        "title": title,
        "kind": "workshop",
        "kind_label": "workshop",
        "summary": ["U gaat zelf aan de slag.", "Breng een voorbeeld uit uw eigen dorp mee."],
        "language": "nl",
        "language_label": "Nederlands",
        "form": "on_site",
        "form_label": "op locatie",
        "audience": "everyone",
        "audience_label": "iedereen",
        "pillar": {"code": "werken", "name": "Werken"},
        "project": {"code": "iq-blvd", "name": "IQ-Blvd"},
        "starts_at": starts_at,
        "ends_at": ends_at,
        "venue": HALL,
        "capacity": 30,
        "sign_up": True,
        "contributors": [
            {
                "role": "host",
                "role_label": "gastheer of gastvrouw",
                "name": "Anna de Vries",
                "about": "programmabureau",
            },
            {"role": "speaker", "role_label": "spreker", "name": "Bo Smit", "about": None},
        ],
        "parties": [{"code": "provincie-drenthe", "name": "Provincie Drenthe"}],
        "materials": [],
        "cancelled": None,
        "revision": 0,
        "result": None,
        **changes,
    }


def event_month(sessions: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    """Return the snapshot of an event month with these sessions."""
    return {
        "deal": DEAL,
        "title": "Maand van de Regio 2027",
        "code": MONTH,
        "starts_on": "2027-10-01",
        "ends_on": "2027-10-31",
        "introduction": ["Een maand lang laten projecten zien wat zij doen.", "Iedereen is welkom."],
        "call": {"text": ["Hebt u iets te laten zien? Stel een sessie voor."], "until": "2027-08-31"},
        "sign_up": True,
        "sessions": sorted(sessions, key=lambda one: (one["starts_at"], one["title"])),
        **changes,
    }


def varied() -> list[dict[str, Any]]:
    """Return sessions of every sort: open and for partners, here and online, over two days, hostile, over and off."""
    nobody: dict[str, Any] = {"pillar": None, "project": None, "contributors": [], "parties": [], "capacity": None}
    return [
        session("dorpen", "Werken aan dorpen", "2027-10-04T07:30:00.000000Z", "2027-10-04T09:00:00.000000Z"),
        session("partners", "Partners bijeen", "2027-10-04T11:00:00.000000Z", "2027-10-04T12:00:00.000000Z",
                audience="partners", audience_label="alleen partners, op uitnodiging", venue={**HALL, "room": None},
                pillar={"code": "wonen", "name": "Wonen"}),
        session("online", "Looking ahead", "2027-10-12T13:00:00.000000Z", "2027-10-12T14:00:00.000000Z", **nobody,
                form="online", form_label="online", venue=None, language="en", language_label="English",
                kind="lecture", kind_label="lezing", sign_up=False),
        session("boerderij", "Kijken op de boerderij", "2027-10-30T08:00:00.000000Z", "2027-10-31T15:00:00.000000Z",
                kind="open_day", kind_label="open dag", venue=FARM, project={"code": "los", "name": "Los project"},
                parties=[{"code": "dorpsraad", "name": "Dorpsraad Es"}], pillar={"code": "cultuur", "name": "Cultuur"}),
        session("nasty", NASTY, "2027-10-31T22:30:00.000000Z", "2027-10-31T23:00:00.000000Z", **{
                **nobody, "summary": [NASTY], "venue": {**HALL, "name": NASTY, "access": [NASTY], "room": NASTY},
                "materials": [{"title": NASTY, "url": "javascript:alert(1)"},
                              {"title": "Presentatie", "url": "https://deal.example/presentatie.pdf"}],
                "result": {"signed_up": 1200, "present": None, "answers": 3, "score": "4.3"}}),
    ]  # fmt: skip


def first() -> dict[str, Any]:
    """Return the first programme of the month."""
    return event_month(varied())


def second() -> dict[str, Any]:
    """Return the next one: one session moved to another day, one is off, the rest is as it was."""
    sessions = deepcopy(varied())
    moved, off = sessions[0], sessions[2]
    moved |= {"starts_at": "2027-10-05T07:30:00.000000Z", "ends_at": "2027-10-05T09:00:00.000000Z", "revision": 1}
    off |= {"cancelled": "De spreker is ziek.", "revision": 1}
    return event_month(sessions)
