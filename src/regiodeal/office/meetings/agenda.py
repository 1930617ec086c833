"""The agenda of a meeting as the meeting page, the thought experiment and the meeting pack show it."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from regiodeal.decisions.choices import AWARDING
from regiodeal.decisions.models import AgendaItem, Meeting, Resolution
from regiodeal.funding import what_if
from regiodeal.funding.what_if import Standing
from regiodeal.office.meetings.listing import visible
from regiodeal.web.access import Desk


@dataclass(frozen=True, kw_only=True)
class Row:
    """An item with the resolution that stands and the room, in cents, that is left where its project draws on.

    `pot` names that place by its key. `first` and `last` tell whether it can move up or down.
    """

    item: AgendaItem
    decided: Resolution | None
    pot: str
    room: int
    first: bool
    last: bool

    @property
    def asks_money(self) -> bool:
        """Whether its kind awards a contribution."""
        return self.item.kind in AWARDING

    @property
    def too_much(self) -> bool:
        """Whether it asks more than there is room for."""
        return self.decided is None and self.item.ask_cents is not None and self.item.ask_cents > self.room

    @property
    def fixed(self) -> bool:
        """Whether something was ever decided on it."""
        return bool(self.item.resolutions.all())


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """The items in order, and what follows if all that is still to be decided is granted as asked."""

    rows: list[Row]
    standing: Standing
    all_granted: what_if.Outcome

    @property
    def open_rows(self) -> list[Row]:
        """The items that are still to be decided."""
        return [row for row in self.rows if row.decided is None]

    @property
    def asked(self) -> int | None:
        """What all items ask together, as far as known; None where none asks a known amount."""
        known = [row.item.ask_cents for row in self.rows if row.item.ask_cents is not None]
        return sum(known) if known else None

    @property
    def unknown(self) -> int:
        """How many items ask an amount that nobody knows."""
        return sum(row.asks_money and row.item.ask_cents is None for row in self.rows)

    @property
    def granted(self) -> int | None:
        """What is granted so far, as far as known; None where nothing is."""
        known = [row.decided.contribution_cents for row in self.rows if row.decided and row.decided.granted]
        return sum(cents for cents in known if cents is not None) if known else None


def find_meeting(desk: Desk, reference: str) -> Meeting:
    """Return a meeting that this person may see. Raises Http404 for every other one, as if it did not exist."""
    found = visible(desk).filter(reference=reference).select_related("body__deal").first()
    if found is None:
        raise Http404
    return found


def find_item(desk: Desk, reference: str, pk: int) -> AgendaItem:
    """Return an item of a meeting that this person may see. Raises Http404."""
    meeting = find_meeting(desk, reference)
    found = items(meeting).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def items(meeting: Meeting) -> "QuerySet[AgendaItem]":
    """Return the items of a meeting with all that its page shows about them, in a fixed number of queries."""
    return (
        AgendaItem.objects.filter(meeting=meeting)
        .select_related("meeting__body__deal", "project__pillar", "project__lead")
        .prefetch_related(
            "project__names",
            "project__phases",
            "project__figures",
            "figures",
            "resolutions__conditions",
            "resolutions__retraction",
            "interests__seat__organisation",
            "votes__seat__organisation",
            "rectifications",
        )
        .order_by("position")
    )


def agenda_of(meeting: Meeting) -> Agenda:
    """Return the agenda of a meeting, in a fixed number of queries."""
    found = list(items(meeting))
    standing = what_if.standing(meeting.body.deal, meeting.held_on)
    rows = [_row(item, number, len(found), standing) for number, item in enumerate(found)]
    open_items = [what_if.as_asked(row.item) for row in rows if row.decided is None]
    return Agenda(rows=rows, standing=standing, all_granted=what_if.granting(open_items, standing))


def standing_resolution(item: AgendaItem) -> Resolution | None:
    """Return the prefetched resolution on an item that was not taken back, if any."""
    return next((one for one in item.resolutions.all() if not hasattr(one, "retraction")), None)


def _row(item: AgendaItem, place: int, total: int, standing: Standing) -> Row:
    pot = standing.pot_of(item.project)
    return Row(
        item=item,
        decided=standing_resolution(item),
        pot=pot,
        room=standing.room.get(pot, 0),
        first=place == 0,
        last=place == total - 1,
    )
