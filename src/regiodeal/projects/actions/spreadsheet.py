"""Take a spreadsheet into the register, exactly as it was shown to whoever confirms."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.programme.models import Deal
from regiodeal.programme.queries import lock
from regiodeal.projects.actions import register
from regiodeal.projects.register_sheet.planning import Limits, Plan, plan
from regiodeal.projects.register_sheet.reading import Reading
from regiodeal.projects.register_sheet.standing import register as standing


class OtherThanSeen(Refusal):
    """The register changed since the spreadsheet was compared with it, so other things would happen than were shown.

    `plan` is what would happen now.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        super().__init__("the register has changed meanwhile: look once more at what would change, and confirm again")


def take_in(
    *,
    deal: Deal,
    reading: Reading,
    seen: str,
    by: trail.Actor,
    at: datetime,
    limits: Callable[[Deal], Limits] = lambda _deal: Limits(),
) -> Plan:
    """Store all that a spreadsheet changes; return what that was.

    `seen` is the digest of the plan that was shown, and `limits` is asked under the lock. Raises OtherThanSeen where
    the plan is another by now, or has faults.
    """
    with transaction.atomic():
        lock(deal)
        now = plan(reading, standing(deal), limits(deal))
        if now.faults or now.digest != seen:
            raise OtherThanSeen(now)
        register.load(deal, [change.entry for change in now.changes], by=by, at=at)
    return now
