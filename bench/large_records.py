"""The editions of a deal of any size, written as rows: each project with a page, decided in meetings of 25, one ledger
and one programme. What the office would take days for; each says what the factories' own project says.
"""

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from itertools import count
from typing import Any

from tests.factories.decisions import a_grant, adopt
from tests.factories.programme import AT, a_deal, deal_content
from tests.factories.projects import a_project
from tests.factories.publication import publish

from regiodeal.common.hashing import GENESIS, canonical, link, sha256
from regiodeal.programme.models import Deal
from regiodeal.publication import queries
from regiodeal.publication.envelope import FORM, hash_of
from regiodeal.publication.models import Edition

_A_MEETING = 25
_CENTS = 100_00
_TOGETHER = 500
Snapshot = dict[str, Any]
Draft = tuple[str, str, Snapshot]


def made(code: str, projects: int) -> Deal:
    """Return a new deal with the editions of this many projects."""
    deal = a_deal(**_content(code))
    publish_all(deal, _Large(_patterns(f"{code}-pattern"), code, projects).drafts())
    return deal


def publish_all(deal: Deal, drafts: Iterator[Draft]) -> None:
    """Write editions behind those that are there, many in a statement."""
    last = deal.editions.order_by("-number").first()
    rows: list[Edition] = []
    for kind, subject, snapshot in drafts:
        last = _edition(deal, last, kind, subject, snapshot)
        rows.append(last)
        if len(rows) == _TOGETHER:
            Edition.objects.bulk_create(rows)
            rows.clear()
    Edition.objects.bulk_create(rows)


class Publication:
    """One more publication of a deal that `made` made: a decision, its booking, and the page of its project."""

    def __init__(self, deal: Deal, projects: int) -> None:
        self._deal = deal
        self._projects = count(1)
        self._large = _Large(_patterns(f"{deal.code}-more"), deal.code, projects)
        self._ledger = json.loads(deal.editions.filter(kind="ledger").get().snapshot)

    def write(self) -> None:
        """Write the next one; the programme that sums it up is not part of it."""
        number, project = self._ledger["last"] + 1, next(self._projects)
        self._ledger = self._large.excerpt(
            number, self._ledger["closing"], [self._large.grant(project, f"m-{number}", 1)]
        )
        meeting = self._large.meeting(f"m-{number}", date(2026, 1, 1), [project])
        page = self._large.page(project)
        page["project"]["summary"] = [f"Nieuwe tekst {number}."]
        ledger = ("ledger", f"{number}-{number}", self._ledger)
        publish_all(self._deal, iter([("decision-list", f"m-{number}", meeting), ledger, _page(page)]))


def _content(code: str) -> dict[str, Any]:
    content = deal_content()
    content["deal"]["code"] = code
    content["money"] = {"sources": [{"code": "rijk", "name": "Rijk", "level": "state", "amount": "900.000.000"}]}
    return content


def _patterns(code: str) -> dict[str, Snapshot]:
    """Return what the office freezes of a deal with one project, by kind."""
    deal = a_deal(**_content(code))
    publish(adopt(a_grant(deal, a_project(deal, "project-1"), _CENTS).item.meeting))
    return {edition.kind: json.loads(edition.snapshot) for edition in deal.editions.all()}


def _page(snapshot: Snapshot) -> Draft:
    return "project-page", snapshot["project"]["code"], snapshot


def _edition(deal: Deal, before: Edition | None, kind: str, subject: str, snapshot: Snapshot) -> Edition:
    text = canonical(snapshot)
    edition = Edition(
        deal=deal,
        number=before.number + 1 if before else 1,
        kind=kind,
        subject=subject,
        version=Edition.objects.filter(deal=deal, kind=kind, subject=subject).count() + 1,
        act="publish",
        published_at=AT,
        form=FORM,
        snapshot=text.decode(),
        snapshot_sha256=sha256(text),
        previous=before.sha256 if before else GENESIS,
    )
    edition.sha256 = hash_of(queries.envelope(edition).header())
    return edition


class _Large:
    """The snapshots of many projects, after the patterns of one."""

    def __init__(self, patterns: dict[str, Snapshot], code: str, projects: int) -> None:
        self._patterns = deepcopy(patterns)
        self._projects = projects
        for pattern in self._patterns.values():
            pattern["deal"]["code"] = code

    def drafts(self) -> Iterator[Draft]:
        """Yield what is to be published, in the order of a publication."""
        for start in range(1, self._projects + 1, _A_MEETING):
            numbers = range(start, min(start + _A_MEETING, self._projects + 1))
            name, day = _meeting(start)
            yield "decision-list", name, self.meeting(name, day, list(numbers))
        opening = self._patterns["ledger"]["transfers"][:2]
        grants = (self._grant_of(number) for number in range(1, self._projects + 1))
        ledger = self.excerpt(1, GENESIS, [*opening, *grants])
        yield "ledger", f"1-{ledger['last']}", ledger
        yield from (_page(self.page(number)) for number in range(1, self._projects + 1))
        yield "calendar", "calendar", self._patterns["calendar"]
        yield "implementation-programme", "programme", self._programme(ledger)

    def meeting(self, name: str, day: date, numbers: list[int]) -> Snapshot:
        """Return the list of a meeting that grants to these projects."""
        found = deepcopy(self._patterns["decision-list"])
        pattern = found["items"][0]
        found["meeting"] |= {"reference": name, "held_on": str(day), "adopted_on": str(day)}
        found["items"] = [
            {**pattern, "number": place, "resolution": f"{name}/{place}", "project": _named(pattern["project"], number)}
            for place, number in enumerate(numbers, start=1)
        ]
        found["totals"] = {
            "contribution_cents": _CENTS * len(numbers), "granted": len(numbers), "items": len(numbers),
        }  # fmt: skip
        return found

    def grant(self, project: int, meeting: str, place: int) -> Snapshot:
        """Return the transfer that a decision leads to."""
        pattern = self._patterns["ledger"]["transfers"][2]
        basis = {**pattern["basis"], "reference": f"{meeting}/{place}", "title": f"Stuurgroep, Project {project}"}
        return {**pattern, "basis": basis, "to": f"awarded/project-{project}/1"}

    def excerpt(self, first: int, opening: str, transfers: list[Snapshot]) -> Snapshot:
        """Return transfers as an excerpt of the ledger, chained to what is before them."""
        chained, previous = [], opening
        for sequence, transfer in enumerate(transfers, start=first):
            content = {key: value for key, value in transfer.items() if key not in {"previous", "sha256"}}
            content["sequence"] = sequence
            own = link(content, previous)
            chained.append({**content, "previous": previous, "sha256": own})
            previous = own
        awarded = {one["to"] for one in chained if one["to"].startswith("awarded/")}
        places = {key: f"toegekend aan {key.split('/')[1].title()}" for key in sorted(awarded)}
        return {
            **self._patterns["ledger"], "first": first, "last": first + len(chained) - 1, "opening": opening,
            "closing": previous, "places": {**self._patterns["ledger"]["places"], **places}, "transfers": chained,
        }  # fmt: skip

    def page(self, number: int) -> Snapshot:
        """Return the page of a project."""
        found = deepcopy(self._patterns["project-page"])
        found["project"] = _named(found["project"], number)
        found["money"]["transfers"] = [number + 2]
        name, day, place = _decided(number)
        found["resolutions"][0] |= {"reference": f"{name}/{place}", "meeting": name, "held_on": str(day)}
        return found

    def _grant_of(self, number: int) -> Snapshot:
        name, _, place = _decided(number)
        return self.grant(number, name, place)

    def _programme(self, ledger: Snapshot) -> Snapshot:
        found = deepcopy(self._patterns["implementation-programme"])
        pattern, granted = found["projects"][0], _CENTS * self._projects
        found["ledger"] = {"sequence": ledger["last"], "sha256": ledger["closing"]}
        found["projects"] = [
            {**_named(pattern, number), "resolutions": ["{}/{}".format(*_decided(number)[::2])]}
            for number in range(1, self._projects + 1)
        ]
        found["totals"] |= {"awarded_cents": granted, "free_cents": found["totals"]["pledged_cents"] - granted}
        for pillar in found["pillars"]:
            if pillar["code"] == "wonen":
                pillar["awarded_cents"] = granted
            if pillar["code"] is None:
                pillar["free_cents"] += _CENTS - granted
        return found


def _decided(number: int) -> tuple[str, date, int]:
    """Return the meeting that decided on a project, its day, and the place on its list."""
    start = (number - 1) // _A_MEETING * _A_MEETING + 1
    return (*_meeting(start), number - start + 1)


def _meeting(start: int) -> tuple[str, date]:
    day = date(2000, 1, 3) + timedelta(days=start // _A_MEETING)
    return f"{day}-stuurgroep", day


def _named(content: Snapshot, number: int) -> Snapshot:
    return {**content, "code": f"project-{number}", "name": f"Project {number}"}
