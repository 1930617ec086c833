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
