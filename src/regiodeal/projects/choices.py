"""Closed lists about projects."""

from django.db.models import TextChoices


class Stage(TextChoices):
    """How far a project is, as known; money is never derived from this but only from decisions."""

    ANNOUNCED = "announced", "aangekondigd"
    DECIDED = "decided", "besloten"
    IN_EXECUTION = "in_execution", "in uitvoering"
    COMPLETED = "completed", "afgerond"
    STOPPED = "stopped", "gestopt"


class FigureKind(TextChoices):
    """What a published amount beside the contribution means. What nobody has classified keeps that label."""

    DEAL_RESERVATION = "deal_reservation", "gereserveerd binnen de deal"
    TOTAL_COST = "total_cost", "totale kosten uit alle bronnen"
    REQUESTED = "requested", "gevraagde bijdrage"
    UNCLASSIFIED = "unclassified", "nog niet ingedeeld"


class LinkKind(TextChoices):
    """How one project relates to another; the other side reads `LINK_BACK`."""

    PART_OF = "part_of", "onderdeel van"
    CONTINUES = "continues", "vervolg op"
    BUILDS_ON = "builds_on", "bouwt voort op"


LINK_BACK = {
    LinkKind.PART_OF: ("has_part", "omvat"),
    LinkKind.CONTINUES: ("continued_by", "vervolgd in"),
    LinkKind.BUILDS_ON: ("basis_of", "basis voor"),
}
