"""Prove the decisions: each must say what the trail said when it was taken and when its list was adopted."""

from collections.abc import Iterator

from regiodeal.audit.models import AuditLine
from regiodeal.common.hashing import canonical, sha256
from regiodeal.common.rows import each
from regiodeal.decisions.models import Meeting, Resolution
from regiodeal.decisions.queries import adopted_content
from regiodeal.programme.models import Deal

RECORDED = "resolution.record"


ADOPTED = "list.adopt"


def faults(deal: Deal) -> Iterator[str]:
    """Yield a sentence for each resolution and each adopted list that was changed since it was written down."""
    yield from _resolution_faults(deal)
    yield from _list_faults(deal)


def _list_faults(deal: Deal) -> Iterator[str]:
    told = {line.subject: line.details["content"] for line in AuditLine.objects.filter(scope=deal.code, act=ADOPTED)}
    meetings = Meeting.objects.filter(body__deal=deal).exclude(adopted_at=None)
    for key, meeting in each(meetings, "id"):
        if meeting is None:
            yield f"the meeting with id {key} of {deal.code} was changed: it cannot be read any more"
        elif told.pop(meeting.reference, None) != sha256(canonical(adopted_content(meeting))):
            yield f"the adopted list of {meeting.reference} of {deal.code} differs from what was adopted"
    yield from (f"the adopted list of {reference} of {deal.code} is missing" for reference in told)


def _resolution_faults(deal: Deal) -> Iterator[str]:
    lines = AuditLine.objects.filter(scope=deal.code, act=RECORDED)
    told = {line.subject: _told(line) for _, line in each(lines, "number") if line}
    rows = Resolution.objects.filter(item__meeting__body__deal=deal).select_related("item__project")
    for key, resolution in each(rows, "id"):
        if resolution is None:
            yield f"resolution with id {key} of {deal.code} was changed: it cannot be read any more"
        elif told.pop(resolution.reference, None) != _content(resolution):
            yield f"resolution {resolution.reference} of {deal.code} differs from what the trail says"
    yield from (f"resolution {reference} of {deal.code} is missing" for reference in told)


def _told(line: AuditLine) -> dict[str, object]:
    """Return what a line says was decided; the account of who wrote it down is no part of that."""
    decided = {name: value for name, value in line.details.items() if name != "account"}
    return {**decided, "reason": line.ground}


def _content(resolution: Resolution) -> dict[str, object]:
    return {
        "project": resolution.item.project.code,
        "kind": resolution.item.kind,
        "outcome": resolution.outcome,
        "contribution_cents": resolution.contribution_cents,
        "release_cents": resolution.release_cents,
        "new_end": resolution.new_end.isoformat() if resolution.new_end else None,
        "reason": resolution.reason,
    }
