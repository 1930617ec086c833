"""A decision list as a page and a document show it."""

from dataclasses import dataclass
from typing import Any

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import amounts, paths, references
from regiodeal.publication.rendering.amounts import OtherAmount
from regiodeal.publication.rendering.deal import web_address
from regiodeal.publication.rendering.formatting import count, day, euros, listing

_GRANTED = {"granted", "granted_on_conditions"}


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
    conditions: tuple[str, ...]
    interests: tuple[str, ...]
    votes: str


@dataclass(frozen=True)
class Event:
    """Something that the list announces besides decisions."""

    name: str
    when: str
    text: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """Who were there and who were not, and whether that was enough."""

    present: tuple[str, ...]
    absent: tuple[str, ...]
    proxies: tuple[str, ...]
    quorum: str


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
        title=snapshot["title"],
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


def _summary(totals: dict[str, Any]) -> str:
    taken = count(totals["items"], "besluit", "besluiten")
    return f"{taken}, waarvan {count(totals['granted'], 'toekenning', 'toekenningen')}"


def _decision(item: dict[str, Any]) -> Decision:
    phase, granted = item["phase"], item["outcome"] in _GRANTED
    cents = item["contribution_cents"]
    return Decision(
        number=item["number"],
        anchor=paths.decision_anchor(item["number"]),
        project=item["project"]["name"],
        project_href=paths.project(item["project"]["code"]),
        phase=phase["name"] if phase else "",
        kind=item["kind_label"],
        pillar=item["project"]["pillar"] or "",
        outcome=item["outcome_label"],
        outcome_state="granted" if granted else item["outcome"],
        contribution=euros(cents) if granted or cents is not None else "",
        contribution_label=amounts.CONTRIBUTION_IN_PHASE if phase else amounts.CONTRIBUTION,
        known=cents is not None,
        release=euros(item["release_cents"]) if item["release_cents"] else "",
        new_end=day(item["new_end"]) if item["new_end"] else "",
        end_label="Nieuwe einddatum" if item["kind"] == "extension" else "Einddatum",
        others=amounts.others(item["figures"], cents),
        text=tuple(item["text"]),
        parties=listing(item["parties"]),
        places=listing(item["places"]),
        reason=item["reason"],
        conditions=references.conditions(item["conditions"]),
        interests=tuple(_interest(interest) for interest in item["interests"]),
        votes=_votes(item["votes"]),
    )


def _interest(interest: dict[str, Any]) -> str:
    who = ", ".join(part for part in (interest["name"], interest["organisation"]) if part)
    part = "stemde niet mee" if interest["excluded"] else "stemde mee"
    return f"{who}: {interest['statement']} ({part})"


def _votes(votes: dict[str, int] | None) -> str:
    if votes is None:
        return ""
    parts = [f"{votes['for']} voor", f"{votes['against']} tegen"]
    if votes["abstained"]:
        parts.append(count(votes["abstained"], "onthouding", "onthoudingen"))
    if votes["excluded"]:
        parts.append(f"{votes['excluded']} niet meegestemd vanwege een belang")
    return listing(parts)


def _attendance(attendance: dict[str, Any] | None) -> Attendance | None:
    if attendance is None:
        return None
    present = attendance["present"]
    rule = f" ({attendance['rule']})" if attendance["rule"] else ""
    proxies = attendance.get("proxies", [])
    counted = len(proxies) if attendance.get("proxies_make_quorum") else 0
    by_proxy = f", waarvan {count(counted, 'volmacht', 'volmachten')}" if counted else ""
    return Attendance(
        present=tuple(_person(person) for person in present),
        absent=tuple(_person(person) for person in attendance["absent"]),
        proxies=tuple(f"{_person(one['from'])} aan {_person(one['to'])}" for one in proxies),
        quorum=f"{len(present) + counted} van de {attendance['seats']} zetels{by_proxy}; "
        f"nodig: {attendance['needed']}{rule}",
    )


def _person(person: dict[str, Any]) -> str:
    return ", ".join(part for part in (person["name"], person["office"], person["organisation"]) if part)
