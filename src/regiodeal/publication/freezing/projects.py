"""Project pages, and the line of each project in the implementation programme."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify

from regiodeal.decisions.choices import DecisionKind, Outcome
from regiodeal.decisions.models import Resolution
from regiodeal.decisions.queries import standing_by_project
from regiodeal.funding.choices import PlaceKind
from regiodeal.funding.models import CoFinancing, Transfer
from regiodeal.funding.queries import Balance, balances
from regiodeal.partners.choices import OrganisationKind
from regiodeal.programme.choices import ContributionForm, MoneyOrigin, Sector
from regiodeal.programme.models import Deal
from regiodeal.projects.choices import LINK_BACK, LinkKind, Stage
from regiodeal.projects.models import Fact, Participation, Phase, Project
from regiodeal.publication.freezing.deals import freeze_deal, freeze_parties
from regiodeal.publication.freezing.decision_list import freeze_conditions
from regiodeal.publication.freezing.figures import freeze_figure
from regiodeal.publication.freezing.texts import day, paragraphs

_CONTRIBUTED = (PlaceKind.AWARDED, PlaceKind.ADVANCED, PlaceKind.SETTLED)


@dataclass
class Money:
    """What the ledger holds for one project, and which transfers touched it."""

    held: list[Balance] = field(default_factory=list)
    transfers: list[int] = field(default_factory=list)

    def cents(self, *kinds: PlaceKind, phase: int | None = None) -> int:
        """Return the cents in places of these kinds, of one phase or of all."""
        return sum(one.cents for one in self.held if one.kind in kinds and phase in (None, one.phase))


class Frozen:
    """The projects of a deal with their money and resolutions, read once for everything that freezes them."""

    def __init__(self, deal: Deal, projects: list[Project]) -> None:
        self.deal = deal
        self.projects = projects
        self.resolutions = standing_by_project(deal)
        self.money = _money(deal)
        self._head = freeze_deal(deal)
        self._parties = {one["name"].casefold(): one for one in freeze_parties(deal)}
        self._municipalities = municipalities_by_place(deal)
        self._cofinancing = _cofinancing(deal)

    def page(self, project: Project) -> dict[str, Any]:
        """Return the snapshot of the page of a project."""
        money = self.money.get(project.code, Money())
        return {
            "deal": self._head,
            "project": {
                "code": project.code,
                "name": project.name,
                "former_names": [
                    {"name": name.name, "until": day(name.until)} for name in project.names.all() if name.until
                ],
                **self._identity(project),
                "summary": paragraphs(project.summary),
                "parties": [self._participation(one) for one in project.participations.all()],
                "municipalities": self._located_in(project),
                "phases": [_phase(phase, money) for phase in project.phases.all()],
                "links": _links(project),
                "facts": [_fact(fact) for fact in project.facts.all()],
                "figures": [freeze_figure(figure) for figure in project.figures.all()],
                "cofinancing": self._cofinancing.get(project.pk, []),
            },
            "money": {**self._amounts(project), "transfers": money.transfers},
            "resolutions": [_resolution(resolution) for resolution in self.resolutions.get(project.code, [])],
        }

    def line(self, project: Project) -> dict[str, Any]:
        """Return the line of a project in the implementation programme."""
        amounts = self._amounts(project)
        parents = [link.target.code for link in project.links.all() if link.kind == LinkKind.PART_OF]
        return {
            "code": project.code,
            "name": project.name,
            **self._identity(project),
            "parent": parents[0] if parents else None,
            "ends_on": next((day(phase.ends_on) for phase in reversed(project.phases.all()) if phase.ends_on), None),
            "money_known": amounts.pop("known"),
            **amounts,
            "figures": [freeze_figure(figure) for figure in project.figures.all()],
            "resolutions": [resolution.reference for resolution in self.resolutions.get(project.code, [])],
        }

    def _identity(self, project: Project) -> dict[str, Any]:
        return {
            "pillar": project.pillar.name if project.pillar else None,
            "pillar_code": project.pillar.code if project.pillar else None,
            "stage": str(Stage(self._stage(project)).label),
            "stage_code": str(self._stage(project)),
            "lead": project.lead.name if project.lead else None,
            "lead_code": project.lead.code if project.lead else None,
            "places": [place.name for place in project.places.all()],
        }

    def _participation(self, one: Participation) -> dict[str, Any]:
        """A participant that is party to the deal carries the code of that party, another one that of its name."""
        party = self._parties.get(one.name.casefold())
        return {
            "code": party["code"] if party else "-".join(re.findall("[a-z0-9]+", slugify(one.name)[:80])) or "partij",
            "name": one.name,
            "kind": party["kind"] if party else None,
            "role": one.role,
            "from": day(one.starts_on),
            "until": day(one.ends_on),
        }

    def _located_in(self, project: Project) -> list[str]:
        found = (self._municipalities.get(place.name.casefold()) for place in project.places.all())
        return list(dict.fromkeys(code for code in found if code))

    def in_programme(self, project: Project) -> bool:
        """Whether a project belongs in the implementation programme: one that was only ever turned down does not."""
        return not self._turned_down(project)

    def _turned_down(self, project: Project) -> bool:
        decided = self.resolutions.get(project.code, [])
        return project.stage == Stage.ANNOUNCED and bool(decided) and not any(one.granted for one in decided)

    def _amounts(self, project: Project) -> dict[str, Any]:
        """What the ledger holds for a project. Nothing booked means unknown, unless the body said no to it."""
        money = self.money.get(project.code, Money())
        known = bool(money.transfers) or self._turned_down(project)
        return {
            "known": known,
            "contribution_cents": money.cents(*_CONTRIBUTED) if known else None,
            "reserved_cents": money.cents(PlaceKind.RESERVED),
        }

    def _stage(self, project: Project) -> Stage:
        """How far a project is; what was granted says more than what the register knew before."""
        granted = [one for one in self.resolutions.get(project.code, []) if one.granted]
        if any(one.item.kind == DecisionKind.STOP for one in granted):
            return Stage.STOPPED
        return Stage.DECIDED if granted and project.stage == Stage.ANNOUNCED else Stage(project.stage)


def municipalities_by_place(deal: Deal) -> dict[str, str]:
    """Return the code of the municipality for each name of a place that the deal knows, in lower case: its own
    municipalities, with and without the word before their name, and the towns and villages in them."""
    found = {
        locality.name.casefold(): locality.municipality.code
        for locality in deal.localities.select_related("municipality")
    }
    own = deal.parties.filter(organisation__kind=OrganisationKind.MUNICIPALITY).select_related("organisation")
    for party in own:
        name = party.organisation.name.casefold()
        found[name] = found[name.removeprefix("gemeente ")] = party.organisation.code
    return found


def _money(deal: Deal) -> dict[str, Money]:
    found: dict[str, Money] = {}
    codes: dict[str, str] = {}
    for balance in balances(deal):
        if balance.project is not None:
            found.setdefault(balance.project, Money()).held.append(balance)
            codes[balance.key] = balance.project
    touched = Transfer.objects.filter(deal=deal).order_by("sequence")
    for sequence, origin, destination in touched.values_list("sequence", "origin__key", "destination__key"):
        for code in {codes.get(origin), codes.get(destination)} - {None}:
            found[str(code)].transfers.append(sequence)
    return found


def _cofinancing(deal: Deal) -> dict[int, list[dict[str, Any]]]:
    """What others contribute, by the key of the project. The evidence stays in the office."""
    found: dict[int, list[dict[str, Any]]] = {}
    rows = CoFinancing.objects.filter(project__deal=deal, removed_at=None)
    for row in rows:
        found.setdefault(row.project_id, []).append(
            {
                "party": row.party,
                "phase": row.phase,
                "sector": row.sector,
                "sector_label": str(Sector(row.sector).label),
                "party_to_deal": row.party_to_deal,
                "form": row.form,
                "form_label": str(ContributionForm(row.form).label),
                "origin": row.origin,
                "origin_label": str(MoneyOrigin(row.origin).label),
                "cents": row.cents,
            }
        )
    return found


def _phase(phase: Phase, money: Money) -> dict[str, Any]:
    return {
        "number": phase.number,
        "name": phase.name,
        "ends_on": day(phase.ends_on),
        "awarded_cents": money.cents(PlaceKind.AWARDED, phase=phase.number),
        "advanced_cents": money.cents(PlaceKind.ADVANCED, phase=phase.number),
        "settled_cents": money.cents(PlaceKind.SETTLED, phase=phase.number),
    }


def _links(project: Project) -> list[dict[str, Any]]:
    forth = [(link.kind, LinkKind(link.kind).label, link.target) for link in project.links.all()]
    back = [(*LINK_BACK[LinkKind(link.kind)], link.project) for link in project.links_back.all()]
    return [
        {"kind": str(kind), "label": str(label), "code": other.code, "name": other.name}
        for kind, label, other in [*forth, *back]
    ]


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "statement": fact.statement,
        "source_title": fact.source_title,
        "source_url": fact.source_url or None,
        "known_on": day(fact.known_on),
    }


def _resolution(resolution: Resolution) -> dict[str, Any]:
    meeting = resolution.item.meeting
    return {
        "reference": resolution.reference,
        "held_on": day(meeting.held_on),
        "meeting": meeting.reference,
        "kind": resolution.item.kind,
        "kind_label": DecisionKind(resolution.item.kind).label,
        "outcome": resolution.outcome,
        "outcome_label": Outcome(resolution.outcome).label,
        "phase": resolution.phase,
        "contribution_cents": resolution.contribution_cents,
        "release_cents": resolution.release_cents,
        "conditions": freeze_conditions(resolution),
    }
