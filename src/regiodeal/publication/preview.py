"""What the public will read, before it is published: the frozen snapshot in the record's own templates."""

import re
from datetime import datetime

from regiodeal.common.hashing import GENESIS, canonical, sha256
from regiodeal.common.moments import utc_text
from regiodeal.programme.models import Deal
from regiodeal.publication import queries
from regiodeal.publication.drafts import Draft
from regiodeal.publication.envelope import Envelope, held
from regiodeal.publication.rendering import pages

_MAIN = re.compile(r"<main[^>]*>(?P<content>.*)</main>", re.DOTALL)
_LEADS_OUT = re.compile(r'(<a\b[^>]*?) href="(?!#)[^"]*"')


def envelope(deal: Deal, draft: Draft, at: datetime) -> Envelope:
    """Return the edition that would be published at a moment; its place in the chain is not given out yet."""
    before = queries.latest(deal, draft.kind, draft.subject)
    return Envelope(
        deal=deal.code,
        number=0,
        kind=draft.kind,
        subject=draft.subject,
        version=before.version + 1 if before else 1,
        act="publish",
        corrects=None,
        reason="",
        published_at=utc_text(at),
        embargo_until=None,
        snapshot_sha256=sha256(canonical(draft.snapshot)),
        previous=GENESIS,
        sha256=GENESIS,
        content=held(draft.snapshot),
    )


def main_part(edition: Envelope) -> str:
    """Return the main part of the page of an edition as HTML. What leads to another page is no link here: that page
    may not be there yet."""
    page = pages.version_page(edition).decode()
    found = _MAIN.search(page)
    return _LEADS_OUT.sub(r"\1", found["content"] if found else "")
