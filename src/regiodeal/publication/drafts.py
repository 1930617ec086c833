"""What publishing would freeze, as it stands now: for the act itself, and to be looked at beforehand."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from regiodeal.common.hashing import canonical, sha256
from regiodeal.decisions.models import Meeting
from regiodeal.event_month.models import EventMonth
from regiodeal.programme.models import Deal
from regiodeal.projects.queries import whole
from regiodeal.publication import personal_data as privacy
from regiodeal.publication import queries
from regiodeal.publication.choices import EditionKind
from regiodeal.publication.freezing.calendar import freeze_calendar
from regiodeal.publication.freezing.decision_list import freeze_decision_list
from regiodeal.publication.freezing.event_month import freeze_event_month
from regiodeal.publication.freezing.ledger import freeze_ledger
from regiodeal.publication.freezing.programme import freeze_programme, says_the_same
from regiodeal.publication.freezing.projects import Frozen
from regiodeal.publication.models import Edition
from regiodeal.publication.personal_data import Finding

PROGRAMME = "programme"
"""The one subject of the implementation programme of a deal."""
CALENDAR = "calendar"
"""The one subject of the calendar of a deal."""


@dataclass(frozen=True)
class Draft:
    """What an edition about a subject would say."""

    kind: EditionKind
    subject: str
    snapshot: dict[str, Any]


@dataclass(frozen=True)
class Found:
    """Something that may be personal, in the draft of an edition."""

    kind: EditionKind
    subject: str
    finding: Finding


def of_meeting(meeting: Meeting) -> Draft:
    """Return the list of a meeting as it would be published."""
    return Draft(EditionKind.DECISION_LIST, meeting.reference, freeze_decision_list(meeting))


def of_event_month(month: EventMonth, at: datetime) -> Draft:
    """Return the programme of an event month as it would be published at a moment: what came of a session is in it once
    the session has ended."""
    return Draft(EditionKind.EVENT_MONTH, month.code, freeze_event_month(month, at))


def following(deal: Deal) -> list[Draft]:
    """Return what follows from all that stands in the register and the ledger, as far as it says something new: the
    excerpt of the ledger, the pages of the projects that changed, the calendar and the next implementation programme.

    The programme comes last, since it takes the longest to render: what comes before it can be public in the meantime.
    """
    found = []
    excerpt = freeze_ledger(deal, after=_published_until(deal))
    if excerpt is not None:
        found.append(Draft(EditionKind.LEDGER, f"{excerpt['first']}-{excerpt['last']}", excerpt))
    frozen = Frozen(deal, sorted(whole(deal), key=lambda one: (one.pillar.position if one.pillar else 99, one.name)))
    before = queries.latest(deal, EditionKind.IMPLEMENTATION_PROGRAMME, PROGRAMME)
    previous = queries.snapshot_of(before) if before else None
    snapshot = freeze_programme(frozen, before.version + 1 if before else 1, previous)
    found += [*_changed_pages(frozen), *_calendar(deal)]
    if previous is None or not says_the_same(previous, snapshot):
        found.append(Draft(EditionKind.IMPLEMENTATION_PROGRAMME, PROGRAMME, snapshot))
    return found


def _calendar(deal: Deal) -> list[Draft]:
    """The calendar, once there is a meeting to tell about, and then whenever it changed."""
    before = queries.latest(deal, EditionKind.CALENDAR, CALENDAR)
    snapshot = freeze_calendar(deal)
    if before is None and not snapshot["meetings"]:
        return []
    if before is not None and before.snapshot_sha256 == sha256(canonical(snapshot)):
        return []
    return [Draft(EditionKind.CALENDAR, CALENDAR, snapshot)]


def personal_data(
    kind: EditionKind,
    subject: str,
    snapshot: dict[str, Any] | None,
    before: Edition | None,
    not_personal: Collection[str],
) -> list[Found]:
    """Return what may be personal in a snapshot: not what stands in the edition before it, which somebody judged then,
    and not what somebody says is not."""
    if snapshot is None:
        return []
    judged = {privacy.key(text) for text in not_personal}
    known = queries.snapshot_of(before) if before else None
    judged |= {privacy.key(one.text) for one in privacy.found_in(known or {})}
    found = privacy.found_in(snapshot)
    return [Found(kind, subject, one) for one in found if privacy.key(one.text) not in judged]


def _changed_pages(frozen: Frozen) -> list[Draft]:
    known = queries.newest_hashes(frozen.deal, EditionKind.PROJECT_PAGE)
    withdrawn = sha256(canonical(None))
    pages = [Draft(EditionKind.PROJECT_PAGE, project.code, frozen.page(project)) for project in frozen.projects]
    return [page for page in pages if known.get(page.subject) not in {sha256(canonical(page.snapshot)), withdrawn}]


def _published_until(deal: Deal) -> int:
    last = deal.editions.filter(kind=EditionKind.LEDGER).order_by("-number").first()
    return int(json.loads(last.snapshot)["last"]) if last else 0
