"""Snapshots as the register freezes them: decision lists, programmes and project pages."""

from collections.abc import Sequence
from typing import Any

from tests.publication.rendering.sample_data import (
    ALL_SIX,
    DEAL,
    DECIDED,
    LONG,
    MEETING,
    NASTY,
    OTHERS,
    SHARES,
    Sample,
    municipality,
    parties,
)
from tests.publication.rendering.sample_ledger import Ledger


def figures(sample: Sample) -> list[dict[str, Any]]:
    """Return the larger figure of a project, where the source has one."""
    if sample.larger is None:
        return []
    words = f"in totaal is {sample.larger:,} euro gereserveerd".replace(",", ".")
    return [
        {
            "kind": "unclassified",
            "kind_label": "nog niet ingedeeld",
            "cents": sample.larger * 100,
            "words": words if sample.name != NASTY else NASTY,
        }
    ]


def item(number: int, sample: Sample, **changes: Any) -> dict[str, Any]:
    """Return a decision of a list: a grant, unless `changes` say otherwise."""
    return {
        "number": number,
        "resolution": f"{MEETING}/{number}",
        "outcome": "granted",
        "outcome_label": "toegekend",
        "kind": "new",
        "kind_label": "nieuw project",
        "project": {
            "code": sample.code,
            "name": sample.name,
            "pillar": sample.pillar,
            "pillar_code": pillar_code(sample),
        },
        "phase": {"number": 1, "name": "eerste fase"} if sample.larger else None,
        "contribution_cents": None if sample.euros is None else sample.euros * 100,
        "release_cents": None,
        "new_end": None,
        "figures": figures(sample),
        "text": [sample.text] if sample.text else [],
        "parties": ["ondernemers", "onderwijs", "gemeenten"],
        "places": list(sample.places),
        "reason": "",
        "conditions": [],
        "interests": [],
        "votes": None,
        **changes,
    }


def decision_list(items: Sequence[dict[str, Any]], deal: dict[str, Any] = DEAL, **meeting: Any) -> dict[str, Any]:
    """Return the snapshot of a decision list."""
    return {
        "deal": deal,
        "title": "Besluitenlijst stuurgroep 4 juni 2021",
        "meeting": {
            "reference": MEETING,
            "held_on": "2021-06-04",
            "body": "Stuurgroep",
            "adopted_on": "2021-06-04",
            "source": {"title": "Besluitenlijst zoals verspreid aan de pers", "url": None},
            "attendance": None,
            **meeting,
        },
        "introduction": ["De stuurgroep besloot over vijf nieuwe projecten."],
        "items": list(items),
        "totals": {
            "contribution_cents": sum(one["contribution_cents"] or 0 for one in items),
            "items": len(items),
            "granted": sum(one["outcome"].startswith("granted") for one in items),
        },
        "events": [
            {
                "name": "Maand van de Regio",
                "when": "juni 2021",
                "text": ["Een maand met bijeenkomsten over werken, wonen en welzijn."],
            }
        ],
    }


def programme(ledger: Ledger, samples: Sequence[Sample], version: int, **changes: Any) -> dict[str, Any]:
    """Return the snapshot of an implementation programme over a ledger."""
    states = ("free", "reserved", "awarded", "advanced", "settled")
    names: list[tuple[str | None, str]] = [
        *((p["code"], p["name"]) for p in DEAL["pillars"]),
        (None, "Niet over pijlers verdeeld"),
    ]
    pillar_of = {sample.code: sample.pillar for sample in samples}

    def cents(state: str, code: str | None, name: str) -> int:
        if state == "free":
            return ledger.held("free", code or "-")
        return sum(
            ledger.held(state, sample) for sample, pillar in pillar_of.items() if pillar == (name if code else None)
        )

    return {
        "deal": DEAL,
        "title": f"Uitvoeringsprogramma, versie {version}",
        "as_of": "2021-06-04",
        "parties": parties(),
        "localities": [
            {
                "name": "Exloo",
                "municipality": "gemeente-borger-odoorn",
                "latitude": "52.881000",
                "longitude": "6.864000",
            }
        ],
        "ledger": {"sequence": len(ledger.transfers), "sha256": ledger.head},
        "sources": [
            {
                "code": c,
                "name": n,
                "level": lvl,
                "level_code": {"Rijk": "state", "provincie": "province", "gemeente": "municipality"}[lvl],
                "party": {"rijk": "rijk", "drenthe": "provincie-drenthe"}.get(c, f"gemeente-{c}")
                if c != "overijssel"
                else None,
                "cents": e * 100,
                "published_cents": p * 100,
                "source_url": None,
            }
            for c, n, lvl, e, p in SHARES
        ],
        "sources_total_cents": 4_000_000_000,
        "published_total_cents": 4_000_000_100,
        "difference_cents": 100,
        "allocation_rule": "De afronding is ten laste van de laatste gemeente in de lijst geboekt.",
        "pillars": [
            {"code": code, "name": name, "budget_cents": None, **{f"{s}_cents": cents(s, code, name) for s in states}}
            for code, name in names
        ],
        "totals": {"pledged_cents": -ledger.held("pledged"), **{f"{s}_cents": ledger.held(s) for s in states}},
        "projects": [project_line(ledger, sample) for sample in samples],
        "unknown_money": sum(not known(ledger, sample) for sample in samples),
        "changes": [],
        "previous_version": None if version == 1 else version - 1,
        **changes,
    }


def pillar_code(sample: Sample) -> str | None:
    """Return the code of the pillar of a project."""
    return sample.pillar.lower() if sample.pillar else None


def known(ledger: Ledger, sample: Sample) -> bool:
    """Tell whether the ledger knows the money of a project."""
    return bool(ledger.held("awarded", sample.code))


def project_line(ledger: Ledger, sample: Sample) -> dict[str, Any]:
    """Return a project as it stands in a programme."""
    there = known(ledger, sample)
    references = {row["basis"]["reference"] for row in ledger.transfers if row["to"] == f"awarded/{sample.code}/1"}
    return {
        "code": sample.code,
        "name": sample.name,
        "pillar": sample.pillar,
        "pillar_code": pillar_code(sample),
        "stage": "in uitvoering",
        "stage_code": "in_execution",
        "lead": "Provincie Drenthe" if there else None,
        "lead_code": "provincie-drenthe" if there else None,
        "ends_on": None,
        "places": list(sample.places),
        "parent": None,
        "money_known": there,
        "contribution_cents": ledger.held("awarded", sample.code) if there else None,
        "reserved_cents": ledger.held("reserved", sample.code),
        "figures": figures(sample),
        "resolutions": sorted(references),
    }


def project_page(ledger: Ledger, sample: Sample) -> dict[str, Any]:
    """Return the snapshot of the page of a project."""
    rows = [row for row in ledger.transfers if f"/{sample.code}" in row["to"]]
    line = project_line(ledger, sample)
    cents = line["contribution_cents"]
    return {
        "deal": DEAL,
        "project": {
            "code": sample.code,
            "name": sample.name,
            "former_names": [],
            "pillar": sample.pillar,
            "pillar_code": pillar_code(sample),
            "stage": line["stage"],
            "stage_code": line["stage_code"],
            "lead": line["lead"],
            "lead_code": line["lead_code"],
            "summary": [sample.text] if sample.text else [],
            "parties": [
                {
                    "code": municipality(place),
                    "name": f"Gemeente {place}",
                    "kind": "municipality",
                    "role": "partner",
                    "from": None,
                    "until": None,
                }
                for place in sample.places
            ],
            "places": list(sample.places),
            "municipalities": [municipality(place) for place in sample.places],
            "phases": [
                {
                    "number": 1,
                    "name": "eerste fase",
                    "ends_on": None,
                    "awarded_cents": cents,
                    "advanced_cents": 0,
                    "settled_cents": 0,
                }
            ]
            if rows
            else [],
            "links": [],
            "facts": [
                {
                    "statement": "Het project is gestart.",
                    "source_title": "RTV Drenthe",
                    "source_url": "https://www.rtvdrenthe.nl/",
                }
            ],
            "figures": [{**figure, "source_url": None} for figure in figures(sample)],
            "cofinancing": [],
        },
        "money": {
            "known": line["money_known"],
            "contribution_cents": cents,
            "reserved_cents": line["reserved_cents"],
            "transfers": [row["sequence"] for row in rows],
        },
        "resolutions": [
            {
                "reference": reference,
                "held_on": "2021-06-04",
                "meeting": MEETING,
                "kind": "new",
                "kind_label": "nieuw project",
                "outcome": "granted",
                "outcome_label": "toegekend",
                "phase": 1,
                "contribution_cents": cents,
                "release_cents": None,
                "conditions": [],
            }
            for reference in line["resolutions"]
        ],
    }


def change(sample: Sample, number: int) -> dict[str, Any]:
    """Return a grant as a change against the version before."""
    return {
        "project": sample.code,
        "name": sample.name,
        "label": "Bijdrage toegekend",
        "before": None,
        "after": None,
        "cents": (sample.euros or 0) * 100,
        "resolution": f"{MEETING}/{number}",
        "meeting": MEETING,
        "ground": "",
    }


def busy_items() -> list[dict[str, Any]]:
    """Return decisions with everything that a decision can have."""
    granted = [item(number, sample) for number, sample in enumerate(DECIDED, 1)]
    granted[1] |= {
        "outcome": "granted_on_conditions",
        "outcome_label": "toegekend onder voorwaarden",
        "conditions": [
            {"text": "Vanaf 2023 betaalt het project zichzelf", "owner": "Gemeente Emmen", "due_on": "2022-12-31"},
            {"text": "Elk half jaar een voortgangsbericht", "owner": "Gemeente Emmen", "due_on": None},
        ],
        "interests": [{"name": None, "organisation": "Gemeente Emmen", "statement": "is aanvrager", "excluded": True}],
        "votes": {"for": 6, "against": 1, "abstained": 0, "excluded": 1},
    }
    nothing = {"contribution_cents": None, "kind_label": "vervolg", "kind": "follow_up"}
    return [
        *granted,
        item(
            6,
            OTHERS[1],
            **nothing,
            outcome="deferred",
            outcome_label="aangehouden",
            reason="De begroting is nog niet rond.",
        ),
        item(
            7,
            Sample(OTHERS[2].code, LONG, "Werken", ALL_SIX),
            **nothing,
            outcome="rejected",
            outcome_label="afgewezen",
            reason="Het voorstel past niet bij de doelen van de deal.",
        ),
    ]


def attendance() -> dict[str, Any]:
    """Return who were there, with and without a name."""
    present = [
        {
            "name": "N. Voorbeeld" if place == "Emmen" else None,
            "office": "wethouder",
            "organisation": f"Gemeente {place}",
        }
        for place in ALL_SIX
    ]
    absent = [{"name": None, "office": None, "organisation": "Provincie Overijssel"}]
    return {"present": present, "absent": absent, "seats": 8, "needed": 5, "rule": "meer dan de helft van de zetels"}


LETTER = f"""### Vijf nieuwe projecten

De stuurgroep kent **€ 3.341.800** toe. Lees [het besluit](https://deal.example/besluitenlijsten/{MEETING}/) en
{NASTY}

- IQ BLVD
- Tiny House

> Een mooie stap voor de streek.

Een link [zonder slot](javascript:alert(1)) en ![een foto](https://elders.example/foto.jpg).

#

###### Noot voor de redactie

Bel 0592-365555.
"""
"""What somebody wrote, with what no page may take over."""


def message(*, about: bool = False, **changes: Any) -> dict[str, Any]:
    """Return a press release, with or without the decision list that it tells about."""
    listed = {"kind": "decision-list", "subject": MEETING, "version": 1, "title": f"Besluitenlijst {MEETING}"}
    return {
        "deal": DEAL,
        "number": 1,
        "kind": "press_release",
        "kind_label": "persbericht",
        "language": "nl",
        "title": f"Vijf nieuwe projecten {NASTY}",
        "text": LETTER,
        "about": listed if about else None,
        "sent_from": "2026-11-23T20:00:00.000000Z",
        **changes,
    }
