"""Mail to the guests of event months: what is due goes out over the relay of all other mail, one after another."""

import logging
import smtplib
import threading
from datetime import UTC, datetime

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from regiodeal.event_month.actions import messages
from regiodeal.event_month.models import Message
from regiodeal.web.guests.letters import letter_of

_FOR_GOOD = range(500, 600)
"""What a mail server answers that will never take a message: RFC 5321, section 4.2.1."""
log = logging.getLogger(__name__)


def send_due(stopping: threading.Event) -> int:
    """Send what is due until nothing is left, somebody stops it, or the mail server cannot be reached; return how much.

    What could not go is tried again later.
    """
    sent = 0
    connection = get_connection()
    try:
        while not stopping.is_set() and (message := messages.claim(at=_now())) is not None:
            if not _sent(message, connection):
                break
            sent += 1
    finally:
        connection.close()
    return sent


def _sent(message: Message, connection: BaseEmailBackend) -> bool:
    """Send a message where there is still something to say, and tell whether the next one can go."""
    try:
        letter = letter_of(message, at=_now())
        if letter is not None:
            if settings.EMAIL_HOST:  # in files, each mail has one of its own
                connection.open()
                letter.connection = connection
            letter.send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        messages.failed(message=message, at=_now(), for_good=all(code in _FOR_GOOD for code in codes))
    except OSError as error:  # its words may hold the address
        log.warning("mail to guests waits: %s", type(error).__name__)
        messages.failed(message=message, at=_now())
        return False
    except Exception:
        log.exception("message %s could not be written", message.pk)
        messages.put_off(message=message, at=_now())
    else:
        messages.done(message=message, at=_now())
    return True


def _now() -> datetime:
    return datetime.now(UTC)
