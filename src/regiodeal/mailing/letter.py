"""A finished letter: the same for everybody, but for the links that are each recipient's own."""

from dataclasses import asdict, dataclass
from typing import Any

LEAVE = "[[afmelden]]"
"""Where the link with which a recipient leaves stands, in the HTML and in the plain text."""
PREFERENCES = "[[voorkeuren]]"
"""Where the link to what is kept of a recipient stands."""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What goes out. `html` and `text` are two forms of the same words, with LEAVE and PREFERENCES in them.

    `sender` and `reply_to` are mailboxes as a header writes them; an empty `reply_to` leaves it out. `site` is the root
    of the public side with its last slash, under which the links stand; `list_name` is what a mail program calls the
    list.
    """

    subject: str
    sender: str
    reply_to: str
    html: str
    text: str
    site: str
    list_name: str

    def written(self) -> dict[str, Any]:
        """Return the letter as plain JSON."""
        return asdict(self)

    @classmethod
    def read(cls, written: dict[str, Any]) -> "Letter":
        """Return the letter that `written` gave."""
        return cls(**written)
