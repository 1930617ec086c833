"""What can be wrong with a file of boundaries."""

from regiodeal.common.errors import Refusal


class NotBoundaries(Refusal):
    """The file cannot be read as boundaries of municipalities in degrees; the message says why and what to do."""
