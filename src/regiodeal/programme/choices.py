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


class ProxyRule(TextChoices):
    """What a proxy of an absent member is worth: nothing, a vote, or a vote that counts for the quorum too."""

    NONE = "none", "niet toegestaan"
    VOTE = "vote", "telt mee bij de stemming, niet voor het quorum"
    QUORUM = "quorum", "telt mee bij de stemming en voor het quorum"
