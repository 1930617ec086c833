"""Closed lists about organisations."""

from django.db.models import TextChoices


class OrganisationKind(TextChoices):
    """What an organisation is; public bodies count differently in co-financing than private ones."""

    MINISTRY = "ministry", "ministerie"
    PROVINCE = "province", "provincie"
    MUNICIPALITY = "municipality", "gemeente"
    WATER_BOARD = "water_board", "waterschap"
    EDUCATION = "education", "onderwijsinstelling"
    BUSINESS = "business", "bedrijf"
    CIVIL_SOCIETY = "civil_society", "maatschappelijke organisatie"
    OTHER = "other", "overig"
