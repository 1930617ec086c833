"""A mailing as it is kept for the public: what was written, not to whom it went."""

import json
from typing import Any

from regiodeal.common.moments import utc_text
from regiodeal.mailing.choices import MailingKind
from regiodeal.mailing.models import Mailing
from regiodeal.programme.models import Deal
from regiodeal.publication.choices import EditionKind
from regiodeal.publication.freezing.deals import freeze_deal
from regiodeal.publication.models import Edition


def freeze_mailing(deal: Deal, mailing: Mailing, told: Edition | None) -> dict[str, Any]:
    """Return the snapshot of a mailing that was started; `told` is the edition that it tells about, if any.

    `text` is CommonMark, as it was written; `sent_from` is the moment in UTC from which it goes out.
    """
    return {
        "deal": freeze_deal(deal),
        "number": mailing.number,
        "kind": mailing.kind,
        "kind_label": str(MailingKind(mailing.kind).label),
        "language": mailing.language,
        "title": mailing.subject,
        "text": mailing.text,
        "about": _about(told) if told else None,
        "sent_from": utc_text(mailing.send_at) if mailing.send_at else None,
    }


def _about(told: Edition) -> dict[str, Any]:
    return {"kind": told.kind, "subject": told.subject, "version": told.version, "title": _title(told)}


def _title(told: Edition) -> str:
    """What the edition is called in Dutch, as its own snapshot says it."""
    snapshot = json.loads(told.snapshot) or {}
    if told.kind == EditionKind.PROJECT_PAGE:
        return str(snapshot["project"]["name"])
    return str(snapshot.get("title") or EditionKind(told.kind).label)
