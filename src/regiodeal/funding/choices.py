"""Closed lists about money."""

from django.db.models import TextChoices


class PlaceKind(TextChoices):
    """Where a euro of the deal can be. PLEDGED is the outside and goes negative; the others hold euros."""

    PLEDGED = "pledged", "toegezegd door"
    FREE = "free", "vrij"
    RESERVED = "reserved", "gereserveerd"
    AWARDED = "awarded", "toegekend"
    ADVANCED = "advanced", "bevoorschot"
    SETTLED = "settled", "vastgesteld"


class BasisKind(TextChoices):
    """What a transfer can rest on."""

    AGREEMENT = "agreement", "convenant"
    RESOLUTION = "resolution", "besluit"
    GRANT_ORDER = "grant_order", "beschikking"
    STATEMENT = "statement", "verantwoording"


class Flow(TextChoices):
    """What happened to money, as a yearly account tells it. A correction counts against what it corrects."""

    PLEDGED = "pledged", "toegezegd"
    RESERVED = "reserved", "gereserveerd"
    AWARDED = "awarded", "toegekend"
    ADVANCED = "advanced", "bevoorschot"
    RECOVERED = "recovered", "teruggevorderd"
    SETTLED = "settled", "vastgesteld"
    RELEASED = "released", "vrijgevallen"


class Step(TextChoices):
    """What can be done next with the money of a phase."""

    CONDITIONS = "conditions", "wacht op voorwaarden"
    ORDER = "order", "beschikking vastleggen"
    ADVANCE = "advance", "voorschot boeken"
    STATEMENT = "statement", "verantwoording vastleggen"
    SETTLE = "settle", "vaststellen"
    DONE = "done", "afgerond"
    NOTHING = "nothing", "geen geld"
