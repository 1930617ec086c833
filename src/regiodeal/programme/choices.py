"""Closed lists about a deal."""

from django.db.models import TextChoices


class SourceLevel(TextChoices):
    """Which government (or other) a source of money is."""

    STATE = "state", "Rijk"
    PROVINCE = "province", "provincie"
    MUNICIPALITY = "municipality", "gemeente"
    OTHER = "other", "overig"


class Power(TextChoices):
    """What the word of a body is worth: only a body that decides can grant money."""

    DECIDES = "decides", "besluit"
    ADVISES = "advises", "adviseert"


class InterestRule(TextChoices):
    """What a declared interest does: it is recorded, or it also takes the member out of quorum and vote."""

    RECORDED = "recorded", "wordt vastgelegd"
    EXCLUDED = "excluded", "telt niet mee voor quorum en stemming"
