"""Closed lists about decisions."""

from django.db.models import TextChoices


class Outcome(TextChoices):
    """What a body decides on an item."""

    GRANTED = "granted", "toegekend"
    GRANTED_ON_CONDITIONS = "granted_on_conditions", "toegekend onder voorwaarden"
    DEFERRED = "deferred", "aangehouden"
    REJECTED = "rejected", "afgewezen"


GRANTING = frozenset({Outcome.GRANTED, Outcome.GRANTED_ON_CONDITIONS})


class DecisionKind(TextChoices):
    """What an item asks for."""

    NEW = "new", "nieuw project"
    FOLLOW_UP = "follow_up", "vervolgfase"
    ENLARGEMENT = "enlargement", "uitbreiding"
    EXTENSION = "extension", "verlenging"
    CHANGE = "change", "wijziging"
    STOP = "stop", "beëindiging"


AWARDING = frozenset({DecisionKind.NEW, DecisionKind.FOLLOW_UP, DecisionKind.ENLARGEMENT})
"""Kinds that, when granted, award a contribution to a phase."""

ENDING = frozenset({DecisionKind.NEW, DecisionKind.FOLLOW_UP, DecisionKind.EXTENSION})
"""Kinds that, when granted, can set the day on which a phase ends."""


class VoteChoice(TextChoices):
    """How a seat votes."""

    FOR = "for", "voor"
    AGAINST = "against", "tegen"
    ABSTAINED = "abstained", "onthouding"
