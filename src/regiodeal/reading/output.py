"""A reading as JSON: plain values, each with the 1-based line and the words that it came from."""

from collections import Counter
from typing import Any

from regiodeal.reading.documents import Line
from regiodeal.reading.found import Event, Found, FoundAmount, Proposal, Role
from regiodeal.reading.reader import Reading


def as_json(reading: Reading) -> dict[str, Any]:
    """Return the reading in the shape that `regiodeal read --json` prints; amounts are whole euro cents or null."""
    return {
        "document": _document(reading),
        "proposals": [_proposal(proposal) for proposal in reading.proposals],
        "contacts": {
            "phones": [_value(found) for found in reading.contacts.phones],
            "emails": [_value(found) for found in reading.contacts.emails],
            "names": [_value(found) for found in reading.contacts.names],
            "lines": list(reading.contacts.lines),
        },
        "events": [_event(event) for event in reading.events],
        "unread": [_line(line) for line in reading.lines_with(Role.UNREAD)],
    }


def _document(reading: Reading) -> dict[str, Any]:
    document = reading.document
    counts = Counter(reading.roles.values())
    return {
        "name": document.name,
        "media_type": document.media_type,
        "encoding": document.encoding,
        "sha256": document.sha256,
        "lines": len(document.lines),
        "title": _value(reading.title) if reading.title else None,
        "meeting_date": _value(reading.meeting_date) if reading.meeting_date else None,
        "introduction": [_line(line) for line in reading.lines_with(Role.INTRODUCTION)],
        "accounted": {
            "not_blank": sum(not line.blank for line in document.lines),
            **{role.value: counts[role] for role in Role},
        },
        "accounts": _accounts(reading),
    }


def _accounts(reading: Reading) -> list[dict[str, Any]]:
    """Return runs of lines with one role; blank lines between two lines of a run are inside it."""
    runs: list[dict[str, Any]] = []
    for line in reading.document.lines:
        role = reading.roles.get(line.number)
        if role is None:
            continue
        if runs and runs[-1]["role"] == role.value:
            runs[-1]["last"] = line.number
        else:
            runs.append({"first": line.number, "last": line.number, "role": role.value})
    return runs


def _proposal(proposal: Proposal) -> dict[str, Any]:
    return {
        "name": proposal.name.value,
        "name_line": proposal.name.line,
        "name_text": proposal.name.text,
        "summary": proposal.summary,
        "summary_lines": list(proposal.summary_lines) if proposal.summary_lines else None,
        "amounts": [_amount(amount) for amount in proposal.amounts],
        "parties": [_name(found) for found in proposal.parties],
        "places": [_name(found) for found in proposal.places],
    }


def _amount(amount: FoundAmount) -> dict[str, Any]:
    return {
        "kind": amount.kind.value,
        "cents": amount.cents,
        "line": amount.line,
        "text": amount.text,
        "approximate": amount.qualifier is not None,
        "qualifier": amount.qualifier,
        "sentence": amount.sentence,
    }


def _event(event: Event) -> dict[str, Any]:
    return {"name": event.name, "when": event.when, "date": event.on, "line": event.line, "text": event.text}


def _name(found: Found) -> dict[str, Any]:
    return {"name": found.value, "line": found.line, "text": found.text}


def _value(found: Found) -> dict[str, Any]:
    return {"value": found.value, "line": found.line, "text": found.text}


def _line(line: Line) -> dict[str, Any]:
    found: dict[str, Any] = {"line": line.number, "text": line.text.strip()}
    return {**found, "page": line.page} if line.page is not None else found
