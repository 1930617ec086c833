"""Closed lists about editions."""

from django.db.models import TextChoices


class EditionKind(TextChoices):
    """What an edition is about."""

    DECISION_LIST = "decision-list", "besluitenlijst"
    IMPLEMENTATION_PROGRAMME = "implementation-programme", "uitvoeringsprogramma"
    PROJECT_PAGE = "project-page", "projectpagina"
    LEDGER = "ledger", "grootboek"
    CALENDAR = "calendar", "agenda"
    MAILING = "mailing", "bericht"


class Act(TextChoices):
    """What publishing an edition does to the one before it."""

    PUBLISH = "publish", "publicatie"
    CORRECT = "correct", "correctie"
    WITHDRAW = "withdraw", "intrekking"
