"""Closed lists about mail."""

from django.db.models import TextChoices


class SubscriptionState(TextChoices):
    """Whether mail of a list may go to a subscriber."""

    ASKED = "asked", "wacht op bevestiging"
    ACTIVE = "active", "aangemeld"
    LEFT = "left", "afgemeld"
    UNREACHABLE = "unreachable", "onbereikbaar"


class EvidenceAct(TextChoices):
    """What happened to a subscription."""

    ASKED = "asked", "aangevraagd"
    CONFIRMED = "confirmed", "bevestigd"
    ADDED = "added", "door het bureau toegevoegd"
    IMPORTED = "imported", "uit een bestand overgenomen"
    LEFT = "left", "afgemeld"
    RETURNED = "returned", "afmelding ongedaan gemaakt"
    UNREACHABLE = "unreachable", "onbereikbaar gebleken"
    REACHABLE = "reachable", "weer bereikbaar verklaard"
    REMOVED = "removed", "door het bureau van de lijst gehaald"
    FORGOTTEN = "forgotten", "gegevens gewist"


class Ground(TextChoices):
    """On what ground somebody gets mail: AVG, article 6(1); for mail of this kind Telecommunicatiewet, article 11.7."""

    CONSENT = "consent", "toestemming"
    LEGITIMATE_INTEREST = "legitimate_interest", "gerechtvaardigd belang (persrelatie)"
    PUBLIC_TASK = "public_task", "publieke taak (griffie, partner van de deal)"


class SuppressionReason(TextChoices):
    """Why an address stays out, whatever is imported later."""

    LEFT = "left", "afgemeld"
    UNREACHABLE = "unreachable", "onbereikbaar"
    FORGOTTEN = "forgotten", "gewist op verzoek"


class MailingKind(TextChoices):
    """What a mailing is."""

    PRESS_RELEASE = "press_release", "persbericht"
    NEWSLETTER = "newsletter", "nieuwsbrief"


class MailingState(TextChoices):
    """How far a mailing is. What is `sending` and due is delivered by any worker."""

    DRAFT = "draft", "concept"
    SENDING = "sending", "wordt verzonden"
    PAUSED = "paused", "gepauzeerd"
    STOPPED = "stopped", "gestopt"
    DONE = "done", "verzonden"


class DeliveryState(TextChoices):
    """What became of the mail to one recipient.

    `sending` is written before the mail goes out and `sent` after the relay took it. What was `sending` when its
    worker was killed is `doubt`: it may have arrived, so it is not sent again unless somebody says so.
    """

    WAITING = "waiting", "wacht"
    SENDING = "sending", "onderweg"
    SENT = "sent", "aangenomen door de mailserver"
    REFUSED = "refused", "geweigerd"
    EXPIRED = "expired", "opgegeven na herhaald proberen"
    DOUBT = "doubt", "onzeker"
    LEFT = "left", "niet verstuurd: afgemeld"
    STOPPED = "stopped", "niet verstuurd: gestopt"


class BounceKind(TextChoices):
    """How bad it is that a mail came back: `hard` is for good, `soft` may pass, a `complaint` is of the recipient."""

    HARD = "hard", "blijvend onbestelbaar"
    SOFT = "soft", "tijdelijk onbestelbaar"
    COMPLAINT = "complaint", "klacht"
