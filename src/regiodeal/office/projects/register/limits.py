"""What a spreadsheet cannot change, as the rest of the office knows it."""

from regiodeal.decisions import queries as decisions
from regiodeal.office.projects.codes import KEPT_CODES
from regiodeal.programme.models import Deal
from regiodeal.projects.register_sheet.planning import Limits


def limits(deal: Deal) -> Limits:
    """Return the codes that the office keeps for its own addresses, and the projects that got money of their pillar."""
    granted = decisions.standing(deal).filter(contribution_cents__isnull=False)
    return Limits(KEPT_CODES, frozenset(granted.values_list("item__project__code", flat=True).distinct().order_by()))
