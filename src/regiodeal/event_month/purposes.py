"""What the links in the mail of an event month are for."""

from enum import StrEnum


class Purpose(StrEnum):
    """What a link can do. Each carries one number, and opens nothing when the row with that key is gone."""

    GUEST = "event_month.guest"
    """See and change what a guest signed up for, by the key of the guest."""
    INVITATION = "event_month.invitation"
    """Sign up for sessions for partners, by the key of the invitation."""
    PROPOSAL = "event_month.proposal"
    """See what became of a proposal and take it back, by its key."""
    FEEDBACK = "event_month.feedback"
    """Say what one thought of a session, by the key of the registration."""
