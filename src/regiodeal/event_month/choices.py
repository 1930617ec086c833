"""Closed lists about event months."""

from django.db.models import TextChoices


class SessionKind(TextChoices):
    """What sort of session it is."""

    KNOWLEDGE = "knowledge", "kennissessie"
    WORKSHOP = "workshop", "workshop"
    LECTURE = "lecture", "lezing"
    MEETING = "meeting", "ontmoeting"
    VISIT = "visit", "werkbezoek"
    EXCURSION = "excursion", "excursie"
    OPEN_DAY = "open_day", "open dag"
    FESTIVE = "festive", "feestelijk moment"


class SessionForm(TextChoices):
    """Where people take part."""

    ON_SITE = "on_site", "op locatie"
    ONLINE = "online", "online"
    BOTH = "both", "op locatie en online"


class Audience(TextChoices):
    """Whom a session is for."""

    EVERYONE = "everyone", "iedereen"
    PARTNERS = "partners", "alleen partners, op uitnodiging"


class SessionState(TextChoices):
    """How far a session is. Only what is scheduled, and what was scheduled and is cancelled, becomes public."""

    PROPOSED = "proposed", "voorgesteld"
    DECLINED = "declined", "afgewezen"
    ACCEPTED = "accepted", "nog in te plannen"
    SCHEDULED = "scheduled", "ingepland"
    CANCELLED = "cancelled", "afgelast"


PUBLIC = frozenset({SessionState.SCHEDULED, SessionState.CANCELLED})
"""Sessions with a time: what a programme shows."""


class Role(TextChoices):
    """What a person does in a session."""

    HOST = "host", "gastheer of gastvrouw"
    SPEAKER = "speaker", "spreker"


class RegistrationState(TextChoices):
    """What somebody has who signed up for a session."""

    PLACED = "placed", "plaats"
    WAITING = "waiting", "wachtlijst"
    CANCELLED = "cancelled", "afgemeld"


class MessageKind(TextChoices):
    """Why somebody gets a mail."""

    OVERVIEW = "overview", "overzicht van aanmeldingen"
    PROMOTED = "promoted", "plaats gekregen"
    CHANGED = "changed", "sessie gewijzigd"
    CANCELLED = "cancelled", "sessie afgelast"
    REMINDER = "reminder", "herinnering"
    THANKS = "thanks", "bedankt"
    INVITATION = "invitation", "uitnodiging"
    PROPOSAL = "proposal", "voorstel ontvangen"
    ACCEPTED = "accepted", "voorstel aangenomen"
    DECLINED = "declined", "voorstel niet aangenomen"
