"""Project pages, and the line of each project in the implementation programme."""

from dataclasses import dataclass, field
from typing import Any

from regiodeal.decisions.choices import DecisionKind, Outcome
from regiodeal.decisions.models import Resolution
from regiodeal.decisions.queries import standing_by_project
from regiodeal.funding.choices import PlaceKind
from regiodeal.funding.models import Transfer
from regiodeal.funding.queries import Balance, balances
from regiodeal.programme.models import Deal
from regiodeal.projects.choices import LINK_BACK, LinkKind, Stage
from regiodeal.projects.models import Fact, Phase, Project
from regiodeal.publication.freezing.deals import freeze_deal
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
                "pillar": project.pillar.name if project.pillar else None,
                "stage": self.stage(project),
                "lead": project.lead.name if project.lead else None,
                "summary": paragraphs(project.summary),
                "parties": [
                    {"name": one.name, "role": one.role, "from": day(one.starts_on), "until": day(one.ends_on)}
                    for one in project.participations.all()
                ],
                "places": [place.name for place in project.places.all()],
                "phases": [_phase(phase, money) for phase in project.phases.all()],
                "links": _links(project),
                "facts": [_fact(fact) for fact in project.facts.all()],
                "figures": [freeze_figure(figure) for figure in project.figures.all()],
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
            "pillar": project.pillar.name if project.pillar else None,
            "stage": self.stage(project),
            "lead": project.lead.name if project.lead else None,
            "places": [place.name for place in project.places.all()],
            "parent": parents[0] if parents else None,
            "ends_on": next((day(phase.ends_on) for phase in reversed(project.phases.all()) if phase.ends_on), None),
            "money_known": amounts.pop("known"),
            **amounts,
            "figures": [freeze_figure(figure) for figure in project.figures.all()],
            "resolutions": [resolution.reference for resolution in self.resolutions.get(project.code, [])],
        }

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

    def stage(self, project: Project) -> str:
        """Return how far a project is; what was granted says more than what the register knew before."""
        granted = [one for one in self.resolutions.get(project.code, []) if one.granted]
        if any(one.item.kind == DecisionKind.STOP for one in granted):
            return str(Stage.STOPPED.label)
        return str(Stage.DECIDED.label if granted and project.stage == Stage.ANNOUNCED else Stage(project.stage).label)


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
        "kind_label": DecisionKind(resolution.item.kind).label,
        "outcome_label": Outcome(resolution.outcome).label,
        "contribution_cents": resolution.contribution_cents,
        "conditions": freeze_conditions(resolution),
    }
