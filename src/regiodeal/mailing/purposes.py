"""What the links of a mailing are for."""

from enum import StrEnum


class Purpose(StrEnum):
    """What a link can do, and which numbers it carries."""

    CONFIRM = "mailing.confirm"
    """Confirm subscriptions of one person, by their keys."""
    LEAVE = "mailing.leave"
    """Leave the lists of a mailing: the keys of a subscriber and of a mailing."""
    MESSAGE = "mailing.message"
    """Name a message: the key of a delivery. It opens nothing; a mail that comes back tells by it what came back."""
    PREFERENCES = "mailing.preferences"
    """See and change what is kept of a subscriber, by the key and the second from which the link works. It works for as
    many hours as a third number says: for 24 in a mail that was asked for, and without that number for 90 days."""
