"""A decision list as a page and a document show it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import amounts, paths, references
from regiodeal.publication.rendering.amounts import OtherAmount
from regiodeal.publication.rendering.deal import web_address
from regiodeal.publication.rendering.formatting import count, day, euros, listing
from regiodeal.publication.rendering.languages import DUTCH, active, said
from regiodeal.publication.rendering.references import Condition

_GRANTED = {"granted", "granted_on_conditions"}


@dataclass(frozen=True)
class Interest:
    """An interest that somebody declared, in Dutch, and whether that person voted."""

    who: str
    statement: str
    part: str


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One decision. `contribution` is empty where the decision gives no contribution."""

    number: int
    anchor: str
    project: str
    project_href: str
    phase: str
    kind: str
    pillar: str
    outcome: str
    outcome_state: str
    contribution: str
    contribution_label: str
    known: bool
    release: str
    new_end: str
    end_label: str
    others: tuple[OtherAmount, ...]
    text: tuple[str, ...]
    parties: str
    places: str
    reason: str
    conditions: tuple[Condition, ...]
    interests: tuple[Interest, ...]
    votes: str


@dataclass(frozen=True)
class Event:
    """Something that the list announces besides decisions."""

    name: str
    when: str
    text: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """Who were there and who were not, and whether that was enough by the `rule`, which is in Dutch."""

    present: tuple[str, ...]
    absent: tuple[str, ...]
    proxies: tuple[str, ...]
    quorum: str
    rule: str


@dataclass(frozen=True, kw_only=True)
class DecisionList:
    """A decision list with every amount and date in words."""

    title: str
    held_on: str
    adopted_on: str
    body: str
    source: str
    source_href: str
    attendance: Attendance | None
    introduction: tuple[str, ...]
    decisions: tuple[Decision, ...]
    total: str
    summary: str
    events: tuple[Event, ...]


def of(envelope: Envelope) -> DecisionList:
    """Return the decision list in an edition whose snapshot is public."""
    snapshot = envelope.snapshot or {}
    meeting, totals = snapshot["meeting"], snapshot["totals"]
    source = meeting["source"] or {}
    return DecisionList(
        title=title_of(snapshot),
        held_on=day(meeting["held_on"]),
        adopted_on=day(meeting["adopted_on"]),
        body=meeting["body"],
        source=source.get("title") or "",
        source_href=web_address(source.get("url")),
        attendance=_attendance(meeting["attendance"]),
        introduction=tuple(snapshot["introduction"]),
        decisions=tuple(_decision(item) for item in snapshot["items"]),
        total=euros(totals["contribution_cents"]),
        summary=_summary(totals),
        events=tuple(Event(e["name"], e["when"], tuple(e["text"])) for e in snapshot["events"]),
    )


def title_of(snapshot: dict[str, Any]) -> str:
    """Return what a decision list is called: as it was frozen, and elsewhere by its body and its day."""
    if active() == DUTCH:
        return str(snapshot["title"])
    meeting = snapshot["meeting"]
    return gettext("Besluitenlijst %(body)s %(day)s") % {"body": meeting["body"], "day": day(meeting["held_on"])}


def _summary(totals: dict[str, Any]) -> str:
    taken, granted = totals["items"], totals["granted"]
    return gettext("%(decisions)s, waarvan %(grants)s") % {
        "decisions": count(taken, ngettext("%(number)s besluit", "%(number)s besluiten", taken)),
        "grants": count(granted, ngettext("%(number)s toekenning", "%(number)s toekenningen", granted)),
    }


def _decision(item: dict[str, Any]) -> Decision:
    phase, granted = item["phase"], item["outcome"] in _GRANTED
    cents = item["contribution_cents"]
    return Decision(
        number=item["number"],
        anchor=paths.decision_anchor(item["number"]),
        project=item["project"]["name"],
        project_href=paths.project(item["project"]["code"]),
        phase=phase["name"] if phase else "",
        kind=said(item["kind_label"]),
        pillar=item["project"]["pillar"] or "",
        outcome=said(item["outcome_label"]),
        outcome_state="granted" if granted else item["outcome"],
        contribution=euros(cents) if granted or cents is not None else "",
        contribution_label=amounts.contribution_label(in_phase=bool(phase)),
        known=cents is not None,
        release=euros(item["release_cents"]) if item["release_cents"] else "",
        new_end=day(item["new_end"]) if item["new_end"] else "",
        end_label=gettext("Nieuwe einddatum") if item["kind"] == "extension" else gettext("Einddatum"),
        others=amounts.others(item["figures"], cents),
        text=tuple(item["text"]),
        parties=listing(item["parties"]),
        places=listing(item["places"]),
        reason=item["reason"],
        conditions=references.conditions(item["conditions"]),
        interests=tuple(_interest(interest) for interest in item["interests"]),
        votes=_votes(item["votes"]),
    )


def _interest(interest: dict[str, Any]) -> Interest:
    who = ", ".join(part for part in (interest["name"], interest["organisation"]) if part)
    part = gettext("stemde niet mee") if interest["excluded"] else gettext("stemde mee")
    return Interest(who, interest["statement"], part)


def _votes(votes: dict[str, int] | None) -> str:
    if votes is None:
        return ""
    parts = [
        gettext("%(number)s voor") % {"number": votes["for"]},
        gettext("%(number)s tegen") % {"number": votes["against"]},
    ]
    if votes["abstained"]:
        words = ngettext("%(number)s onthouding", "%(number)s onthoudingen", votes["abstained"])
        parts.append(count(votes["abstained"], words))
    if votes["excluded"]:
        parts.append(gettext("%(number)s niet meegestemd vanwege een belang") % {"number": votes["excluded"]})
    return listing(parts)


def _attendance(attendance: dict[str, Any] | None) -> Attendance | None:
    if attendance is None:
        return None
    proxies = attendance.get("proxies", [])
    counted = len(proxies) if attendance.get("proxies_make_quorum") else 0
    return Attendance(
        present=tuple(_person(person) for person in attendance["present"]),
        absent=tuple(_person(person) for person in attendance["absent"]),
        proxies=tuple(
            gettext("%(giver)s aan %(holder)s") % {"giver": _person(one["from"]), "holder": _person(one["to"])}
            for one in proxies
        ),
        quorum=_quorum(attendance, counted),
        rule=attendance["rule"] or "",
    )


def _quorum(attendance: dict[str, Any], by_proxy: int) -> str:
    there = gettext("%(present)s van de %(seats)s zetels") % {
        "present": len(attendance["present"]) + by_proxy,
        "seats": attendance["seats"],
    }
    if by_proxy:
        words = ngettext("%(number)s volmacht", "%(number)s volmachten", by_proxy)
        there = gettext("%(there)s, waarvan %(proxies)s") % {"there": there, "proxies": count(by_proxy, words)}
    return gettext("%(there)s; nodig: %(needed)s") % {"there": there, "needed": attendance["needed"]}


def _person(person: dict[str, Any]) -> str:
    return ", ".join(part for part in (person["name"], person["office"], person["organisation"]) if part)
