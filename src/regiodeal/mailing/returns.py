"""Read what comes back: a report that mail was not delivered (RFC 3464), or that a reader complained (RFC 5965)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, message_from_string, policy
from email.message import Message

from regiodeal.mailing.choices import BounceKind
from regiodeal.mailing.message import delivery_of

MOST_BYTES = 1_048_576
"""How much of a message is read: a report stands at its begin, and what follows is our own mail."""
_HARD = re.compile(r"5\.1\.\d+|5\.2\.1")  # the address does not exist, or is closed: RFC 3463, sections 3.2 and 3.3
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_MESSAGE_ID = re.compile(rb"^message-id:\s*(<[^>\r\n]{1,200}>)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Returned:
    """What came back: the key of the delivery, or else the address; how bad it is, and why.

    `status` is the code of RFC 3463, such as 5.1.1.
    """

    kind: BounceKind
    delivery: int | None
    status: str
    reason: str
    address: str = ""


def read(content: bytes) -> list[Returned]:
    """Return what a message reports of mail of ours; nothing for an ordinary mail or an out-of-office reply.

    Anybody can write a report, so it counts only where it holds the Message-ID of the mail: nobody can make one up.
    """
    content = content[:MOST_BYTES]
    message = message_from_bytes(content, policy=policy.compat32)
    if message.get_content_type() != "multipart/report":
        return []
    delivery = _delivery(content)
    if delivery is None:
        return []
    match str(message.get_param("report-type", "")).lower():
        case "delivery-status":
            return [
                _undelivered(block, delivery) for block in _blocks(message, "message/delivery-status") if _failed(block)
            ]
        case "feedback-report":
            kinds = [_text(block, "Feedback-Type").lower() for block in _blocks(message, "message/feedback-report")]
            return [Returned(BounceKind.COMPLAINT, delivery, "", kind) for kind in kinds if kind == "abuse"]
    return []


def kind_of(status: str) -> BounceKind:
    """Return how bad a status is: an address that does not exist is for good, all else may pass."""
    return BounceKind.HARD if _HARD.match(status) else BounceKind.SOFT


def _failed(block: Message) -> bool:
    return _text(block, "Action").lower() == "failed"


def _undelivered(block: Message, delivery: int) -> Returned:
    found = _STATUS.search(_text(block, "Status"))
    status = found[0] if found else ""
    reason = _text(block, "Diagnostic-Code").partition(";")[2] or _text(block, "Status")
    return Returned(kind_of(status), delivery, status, " ".join(reason.split()))


def _blocks(message: Message, kind: str) -> Iterator[Message]:
    """Yield the groups of fields in the parts of a kind; the first group of a delivery status is about the message."""
    for part in message.walk():
        if part.get_content_type() == kind:
            payload = part.get_payload()
            blocks = payload if isinstance(payload, list) else [message_from_string(str(payload))]
            yield from (block for block in blocks if isinstance(block, Message))


def _delivery(content: bytes) -> int | None:
    """Return the delivery whose Message-ID stands in what is reported; that of the report itself is not ours."""
    found = (delivery_of(one.decode("ascii", "replace")) for one in _MESSAGE_ID.findall(content))
    return next((key for key in found if key is not None), None)


def _text(block: Message, name: str) -> str:
    return str(block.get(name, "")).strip()
