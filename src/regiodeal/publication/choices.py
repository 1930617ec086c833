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
    EVENT_MONTH = "event-month", "programma van de Maand van de Regio"


CORRECTABLE = frozenset({EditionKind.DECISION_LIST, EditionKind.PROJECT_PAGE})
"""Kinds of which a mistake is corrected by themselves. What sums up follows; what was sent cannot be
changed; the next programme of an event month says what is right."""
WITHDRAWABLE = CORRECTABLE | {EditionKind.MAILING, EditionKind.EVENT_MONTH}
"""Kinds that can be taken back: the figures of the deal do not rest on them."""


class Act(TextChoices):
    """What publishing an edition does to the one before it."""

    PUBLISH = "publish", "publicatie"
    CORRECT = "correct", "correctie"
    WITHDRAW = "withdraw", "intrekking"
