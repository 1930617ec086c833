"""A deal of which money was paid, settled and released, with co-financing and a calendar: something in every table."""

from datetime import datetime
from typing import Any

from regiodeal.publication.rendering import catalogue
from regiodeal.publication.rendering.catalogue import Catalogue
from regiodeal.publication.visibility import public
from tests.publication.rendering.sample_data import DEAL, DECIDED, MEETING, OTHERS, Sample
from tests.publication.rendering.sample_ledger import Ledger, grant, opening_ledger, resolution
from tests.publication.rendering.sample_snapshots import busy_items, decision_list, message, programme, project_page
from tests.publication.rendering.samples import SEALED_UNTIL, Chain

AT = datetime.fromisoformat("2026-11-24T00:00:00+00:00")
ROOT = DEAL["address"]
CAMPUS = Sample("regiocampus", "=RegioCampus; nieuw", "Werken", ["Exloo", "Emmen", "Nergens"], 1_500_000, text="@tekst")


def settled_ledger() -> Ledger:
    """Return the ledger: one project goes the whole way, and is granted more; another has a reservation."""
    ledger = opening_ledger()
    for number, sample in enumerate(DECIDED, 1):
        grant(ledger, number, sample)
    statement = {"kind": "statement", "reference": "V-1", "title": "Verantwoording", "on": "2023-03-01"}
    ledger.book("free/werken", "reserved/iq-blvd", 250_000, resolution(1))
    ledger.book("reserved/iq-blvd", "awarded/iq-blvd/2", 250_000, resolution(1))
    ledger.book("awarded/regiocampus/1", "advanced/regiocampus/1", 800_000, resolution(2))
    ledger.book("advanced/regiocampus/1", "settled/regiocampus/1", 700_000, statement)
    ledger.book("advanced/regiocampus/1", "free/werken", 100_000, statement)
    ledger.book("free/werken", "awarded/regiocampus/1", 50_000, resolution(2))
    ledger.book("awarded/regiocampus/1", "free/werken", 50_000, resolution(2), corrects=len(ledger.transfers))
    return ledger


def campus_page(ledger: Ledger, **project: Any) -> dict[str, Any]:
    """Return a page of a project with every figure and kind of co-financing, known and unknown."""
    page = project_page(ledger, CAMPUS)
    both = {"sector_label": "", "form_label": "", "origin_label": "", "party_to_deal": False}
    page["project"] |= {
        "figures": [
            {"kind": "total_cost", "kind_label": "", "cents": 600_000_050, "words": "6 ton", "source_url": None},
            {"kind": "unclassified", "kind_label": "", "cents": 1, "words": "1 cent", "source_url": None},
        ],
        "cofinancing": [
            {**both, "party": "NHL Stenden", "phase": None, "sector": "regional_public", "form": "in_kind",
             "origin": "own", "cents": 12_345_67},
            {**both, "party": "een bedrijf", "phase": 1, "sector": "regional_private", "form": "cash",
             "origin": "unknown", "cents": None},
        ],
        "lead": None,
        "lead_code": None,
        **project,
    }  # fmt: skip
    page["money"]["contribution_cents"] = 140_000_000
    return page


def calendar() -> dict[str, Any]:
    """Return the snapshot of a calendar: in summer, in winter, and without a time."""
    told = {"body": "Stuurgroep", "location": None, "adopted": False, "starts_at": None}
    return {
        "deal": DEAL,
        "title": "Agenda",
        "meetings": [
            {**told, "reference": MEETING, "held_on": "2021-06-04", "starts_at": "09:30", "adopted": True,
             "location": "Gemeentehuis, zaal 1; ingang \\ noord"},
            {**told, "reference": "2021-12-16-stuurgroep", "held_on": "2021-12-16", "starts_at": "09:30"},
            {**told, "reference": "2022-02-28-kernteam", "held_on": "2022-02-28", "body": "Kernteam " + "é" * 60},
        ],
        "projects_end_by": "2023-06-30",
    }  # fmt: skip


def chain(*, deal: dict[str, Any] | None = None) -> Chain:
    """Return the editions; with `deal`, that stands at the head of each."""
    made, ledger = Chain(), settled_ledger()
    projects = [CAMPUS if one.code == CAMPUS.code else one for one in DECIDED]
    head = {"deal": deal} if deal else {}
    made.add("ledger", f"1-{len(ledger.transfers)}", ledger.excerpt(1) | head)
    made.add("decision-list", MEETING, decision_list(busy_items()) | head)
    made.add("implementation-programme", "programme", programme(ledger, [*projects, *OTHERS], 1) | head)
    for sample in [*projects, *OTHERS]:
        page = campus_page(ledger) if sample is CAMPUS else project_page(ledger, sample)
        made.add("project-page", sample.code, page | head)
    made.add("calendar", "calendar", calendar() | head)
    made.add("mailing", "1", message(about=True) | head)
    return made


def told(made: Chain | None = None) -> Catalogue:
    """Return the catalogue of a chain."""
    return catalogue.of(public((made or chain()).envelopes, AT))


def sealed() -> Chain:
    """Return the chain with a second version of the campus under embargo."""
    made = chain()
    made.add("project-page", CAMPUS.code, campus_page(settled_ledger(), name="Geheim"), embargo_until=SEALED_UNTIL)
    return made
