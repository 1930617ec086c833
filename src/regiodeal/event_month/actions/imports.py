"""Take in a sheet with sessions: all of it or nothing, or all that is right where somebody chose that.

The caller holds the deal, from before the sheet was read.
"""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.event_month.about import About
from regiodeal.event_month.actions import places, sessions, venues
from regiodeal.event_month.import_sheet import Does, Sheet
from regiodeal.event_month.models import EventMonth, Venue


class NotAllRight(Refusal):
    """There are faults in the file, and nobody chose to take in the rest."""


def take_in(*, month: EventMonth, sheet: Sheet, partly: bool, by: trail.Actor, at: datetime) -> int:
    """Make and change the sessions of a sheet, and the venues that it names for the first time; return how many.

    With `partly`, faulty rows are left out. Each session leaves its own line in the trail. Raises NotAllRight, and what
    making and changing raises where somebody was faster.
    """
    if sheet.faults and not (partly and sheet.lines):
        raise NotAllRight("the file has {number} faults; nothing was stored", number=len(sheet.faults))
    made: dict[str, Venue] = {}
    with transaction.atomic():
        places.held(line.session.pk for line in sheet.that(Does.CHANGES) if line.session is not None)
        for line in sheet.lines:
            if line.does == Does.NOTHING:
                continue
            said = _at_a_stored_venue(month, line.said, made, by, at)
            if line.session is None:
                sessions.make(month=month, said=said, code=line.code, by=by, at=at)
            else:
                sessions.change(session=line.session, said=said, seen=line.seen, by=by, at=at)
    return len(sheet.lines) - len(sheet.that(Does.NOTHING))


def _at_a_stored_venue(month: EventMonth, said: About, made: dict[str, Venue], by: trail.Actor, at: datetime) -> About:
    new = said.venue
    if new is None or new.pk is not None:
        return said
    if new.name not in made:
        made[new.name] = venues.make(
            deal=month.deal,
            about=venues.About(name=new.name, address=new.address, municipality=new.municipality, access=new.access),
            by=by,
            at=at,
        )
    return replace(said, venue=made[new.name])
