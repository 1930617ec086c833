"""Closed lists about a deal."""

from django.db.models import TextChoices


class SourceLevel(TextChoices):
    """Which government (or other) a source of money is."""

    STATE = "state", "Rijk"
    PROVINCE = "province", "provincie"
    MUNICIPALITY = "municipality", "gemeente"
    OTHER = "other", "overig"


class WooCategory(TextChoices):
    """Categories of information of the Wet open overheid that a deal can meet, by the letters of art. 3.3, second
    paragraph; what falls under none of them is made public as far as can be (art. 3.1)."""

    DECISION_LISTS = "decision_lists", "agenda's en besluitenlijsten bestuurscolleges"
    AGREEMENTS = "agreements", "convenanten"
    PLANS = "plans", "jaarplannen en jaarverslagen"
    SUBSIDIES = "subsidies", "subsidieverplichtingen anders dan met beschikking"
    RESEARCH = "research", "onderzoeksrapporten"
    ORDERS = "orders", "beschikkingen"
    EFFORT = "effort", "inspanningsverplichting art. 3.1"


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


class Sector(TextChoices):
    """Whose money it is beside the deal: of the state, of a public or a private party in the region, or of another."""

    STATE = "state", "Rijk"
    REGIONAL_PUBLIC = "regional_public", "regionaal publiek"
    REGIONAL_PRIVATE = "regional_private", "regionaal privaat"
    OTHER = "other", "overig"


class ContributionForm(TextChoices):
    """What is contributed: money, or hours, goods and services."""

    CASH = "cash", "in geld"
    IN_KIND = "in_kind", "in natura"


class MoneyOrigin(TextChoices):
    """Where money comes from before it is contributed: money of the state does not become money of the region."""

    OWN = "own", "eigen middelen"
    STATE = "state", "geld van het Rijk"
    EU = "eu", "Europees geld"
    OTHER = "other", "ander geld"
    UNKNOWN = "unknown", "niet bekend"


class Verdict(TextChoices):
    """Whether a deal meets what its national round prescribes; what is not known is never taken for zero."""

    MET = "met", "voldoet"
    NOT_MET = "not_met", "voldoet niet"
    UNKNOWN = "unknown", "niet te beoordelen"
    NOT_LAID_DOWN = "not_laid_down", "niet vastgelegd"
