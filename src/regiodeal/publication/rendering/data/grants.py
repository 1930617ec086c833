"""What was awarded as grants in the 360Giving Data Standard 1.4: one for each phase of a project that got money.

Each movement of money of a phase is a transaction: an award or an enlargement is a commitment above nothing, a release
one below it; what is paid is a disbursement, what comes back one below nothing. Amounts are in euros, as the standard
has them. What it has no words for stands in `regiodeal`, described in a schema of our own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from regiodeal.funding.choices import PlaceKind
from regiodeal.projects.choices import FigureKind
from regiodeal.publication.rendering.catalogue import Catalogue, Decision, Project
from regiodeal.publication.rendering.data import as_json
from regiodeal.publication.rendering.data.addresses import Addresses, Thing
from regiodeal.publication.rendering.languages import gettext_noop

PATH = "data/360giving.json"
EXTENSION = "data/schema/360giving-regiodeal.json"
STANDARD = "https://raw.githubusercontent.com/ThreeSixtyGiving/standard/1.4.3/schema/360-giving-package-schema.json"
TITLE = gettext_noop("Toekenningen (360Giving)")
ABOUT = gettext_noop("Elke fase van een project die geld kreeg, als subsidie volgens een internationale standaard.")

_VERSION = "1.4"
_LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
_GIVEN = {PlaceKind.AWARDED, PlaceKind.ADVANCED, PlaceKind.SETTLED}
_PAID = {PlaceKind.ADVANCED, PlaceKind.SETTLED}

Phase = tuple[str, int]
"""The code of a project and the number of a phase."""


@dataclass
class _Moved:
    """The transfers that touched the money of a phase, each with what it added in cents."""

    committed: list[tuple[Mapping[str, Any], int]] = field(default_factory=list)
    paid: list[tuple[Mapping[str, Any], int]] = field(default_factory=list)


def of(catalogue: Catalogue) -> bytes | None:
    """Return the package of grants; None where nothing was awarded or the record has no address in the world."""
    addresses = Addresses.of(catalogue)
    moved = _by_phase(catalogue)
    if not addresses.root or not moved:
        return None
    return _Package(catalogue, addresses, moved).written()


def _by_phase(catalogue: Catalogue) -> dict[Phase, _Moved]:
    found: dict[Phase, _Moved] = {}
    for transfer in catalogue.transfers():
        for key, sign in ((transfer["from"], -1), (transfer["to"], 1)):
            kind, _, rest = key.partition("/")
            if kind not in _GIVEN:
                continue
            code, _, number = rest.partition("/")
            moved = found.setdefault((code, int(number)), _Moved())
            moved.committed.append((transfer, sign * transfer["cents"]))
            if kind in _PAID:
                moved.paid.append((transfer, sign * transfer["cents"]))
    return {phase: _Moved(_netted(one.committed), _netted(one.paid)) for phase, one in sorted(found.items())}


def _netted(moves: Sequence[tuple[Mapping[str, Any], int]]) -> list[tuple[Mapping[str, Any], int]]:
    """Return what each transfer changed in all; one between two places that both count changed nothing."""
    changed: dict[int, int] = {}
    for transfer, cents in moves:
        changed[transfer["sequence"]] = changed.get(transfer["sequence"], 0) + cents
    by_sequence = {transfer["sequence"]: transfer for transfer, _ in moves}
    return [(by_sequence[sequence], cents) for sequence, cents in changed.items() if cents]


class _Package:
    """Writes the grants of a deal."""

    def __init__(self, catalogue: Catalogue, addresses: Addresses, moved: Mapping[Phase, _Moved]) -> None:
        self._catalogue, self._addresses, self._moved = catalogue, addresses, moved
        self._about = catalogue.about
        self._projects = {project.code: project for project in catalogue.projects}
        self._decisions = {decision.reference: decision for decision in catalogue.decisions}
        self._pillars = {pillar.code: pillar.name for pillar in catalogue.pillars}
        self._phases: dict[str, list[int]] = {}
        for code, number in moved:
            self._phases.setdefault(code, []).append(number)
        self._places = {place.name.casefold(): place for place in catalogue.localities}

    def written(self) -> bytes:
        opening = as_json.line(self._head())[:-1].decode()
        return as_json.listed(f'{opening},"grants":[', self._grants(), "]}")

    def _head(self) -> dict[str, Any]:
        publisher = self._publisher()
        return {
            "version": _VERSION,
            "title": f"{gettext(TITLE)}: {self._about['name']}",
            "description": gettext(ABOUT),
            "identifier": self._addresses.file(PATH),
            "issued": self._catalogue.head.since,
            "modified": self._catalogue.head.since,
            "publisher": {"identifier": publisher["id"], "name": publisher["name"], "website": self._addresses.root},
            "license": _LICENCE,
            "downloadURL": self._addresses.file(PATH),
            "accessURL": self._addresses.data,
            "extensions": [self._addresses.file(EXTENSION)],
        }

    def _grants(self) -> Iterator[dict[str, Any]]:
        for (code, number), moved in self._moved.items():
            yield self._grant(code, number, moved)

    def _grant(self, code: str, number: int, moved: _Moved) -> dict[str, Any]:
        project = self._projects.get(code)
        name = project.name if project else code
        title = name if number == 1 else gettext("%(project)s, fase %(phase)s") % {"project": name, "phase": number}
        others = [self._id(code, other) for other in self._phases[code] if other != number]
        return {
            "id": self._id(code, number),
            "title": title,
            "description": (project.about if project else "") or title,
            "currency": "EUR",
            "amountAwarded": _euros(sum(cents for _, cents in moved.committed)),
            "amountDisbursed": _euros(sum(cents for _, cents in moved.paid)),
            "awardDate": (moved.committed or moved.paid)[0][0]["counts_from"],
            "url": self._addresses.thing(Thing.PROJECT, code),
            **({"plannedDates": [{"title": "looptijd", "endDate": project.ends_on}]}
               if project and project.ends_on else {}),
            "recipientOrganization": [self._recipient(code, name, project)],
            "fundingOrganization": [self._publisher()],
            "grantProgramme": [
                {"code": self._about["code"], "title": self._about["name"], "url": self._addresses.root}
            ],
            **({"classifications": [self._pillar(project.pillar)]} if project and project.pillar else {}),
            **({"beneficiaryLocation": self._locations(project)} if project and project.places else {}),
            "commitmentTransaction": [self._transaction(*one) for one in moved.committed],
            "disbursementTransaction": [self._transaction(*one) for one in moved.paid],
            **({"relatedActivity": others} if others else {}),
            "relatedDocument": [self._document(one) for one in self._decided(moved)],
            "dateModified": project.stamp.since if project else self._catalogue.head.since,
            "dataSource": self._addresses.file(PATH),
            "regiodeal": self._extra(code, number, project, moved),
        }  # fmt: skip

    def _id(self, code: str, number: int) -> str:
        return f"{self._addresses.thing(Thing.PROJECT, code)}#fase-{number}"

    def _publisher(self) -> dict[str, str]:
        publisher = self._about["publisher"]
        own = publisher["identifier"] or self._addresses.thing(Thing.PARTY, publisher["code"])
        return {"id": own, "name": publisher["name"], "department": self._about["name"]}

    def _recipient(self, code: str, name: str, project: Project | None) -> dict[str, str]:
        lead = self._catalogue.parties.get(project.lead) if project and project.lead else None
        if lead is None:
            told = gettext("Partijen achter %(project)s (penvoerder niet bekend)") % {"project": name}
            return {"id": self._addresses.thing(Thing.PROJECT, code), "name": told}
        return {"id": lead.identifier or self._addresses.thing(Thing.PARTY, lead.code), "name": lead.name}

    def _pillar(self, code: str) -> dict[str, str]:
        return {"vocabulary": "pijlers", "code": code, "title": self._pillars.get(code, code)}

    def _locations(self, project: Project) -> list[dict[str, Any]]:
        return [self._location(name) for name in dict.fromkeys(project.places)]

    def _location(self, name: str) -> dict[str, Any]:
        told: dict[str, Any] = {"name": name, "countryCode": "NL"}
        place = self._places.get(name.casefold())
        if place is not None:
            told |= {"latitude": place.latitude, "longitude": place.longitude}
            municipality = self._catalogue.parties.get(place.municipality)
            told |= {"description": municipality.name} if municipality else {}
        return told

    def _transaction(self, transfer: Mapping[str, Any], cents: int) -> dict[str, Any]:
        return {
            "id": self._addresses.thing(Thing.TRANSFER, transfer["sequence"]),
            "transactionDate": transfer["counts_from"],
            "currency": "EUR",
            "value": _euros(cents),
            "description": transfer["basis"]["title"],
            "provider": self._publisher()["id"],
        }

    def _decided(self, moved: _Moved) -> list[Decision]:
        references = dict.fromkeys(
            transfer["basis"]["reference"]
            for transfer, _ in moved.committed
            if transfer["basis"]["kind"] == "resolution"
        )
        return [self._decisions[reference] for reference in references if reference in self._decisions]

    def _document(self, decision: Decision) -> dict[str, Any]:
        return {
            "id": decision.reference,
            "title": gettext("Besluit %(reference)s") % {"reference": decision.reference},
            "url": self._addresses.thing(Thing.DECISION, decision.reference),
            "documentType": "Besluitenlijst",
            "dateModified": decision.stamp.since,
        }

    def _extra(self, code: str, number: int, project: Project | None, moved: _Moved) -> dict[str, Any]:
        own = [one for one in project.cofinancing if one.phase in (None, number)] if project else []
        return {
            "project": code,
            "phase": number,
            "recipientKnown": bool(project and project.lead),
            "decisions": [
                {"reference": one.reference, "body": one.body, "date": one.held_on, "outcome": one.outcome}
                for one in self._decided(moved)
            ],
            "totalCost": _euros(_total_cost(project)),
            "coFinancing": [
                {
                    "party": one.party,
                    "wholeProject": one.phase is None,
                    "sector": one.sector,
                    "form": one.form,
                    "origin": one.origin,
                    "partyToDeal": one.party_to_deal,
                    "amount": _euros(one.cents),
                }
                for one in own
            ],
        }


def _total_cost(project: Project | None) -> int | None:
    """Return the total cost where sources mention exactly one; of two that differ nobody knows which it is."""
    found = {cents for kind, cents in (project.figures if project else ()) if kind == FigureKind.TOTAL_COST}
    return found.pop() if len(found) == 1 else None


def _euros(cents: int | None) -> int | float | None:
    """Return cents as a number of euros; two decimals come back exactly from what JSON writes."""
    if cents is None:
        return None
    return cents // 100 if cents % 100 == 0 else cents / 100
