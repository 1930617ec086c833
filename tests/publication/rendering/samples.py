"""Chains of editions to render and to check: a quiet one, and one in which everything happened."""

from dataclasses import dataclass, field
from typing import Any

from regiodeal.common.hashing import GENESIS, canonical, sha256
from regiodeal.publication.envelope import Envelope, hash_of, held
from tests.publication.rendering.sample_data import DEAL, DECIDED, MEETING, NASTY, OTHERS, Sample
from tests.publication.rendering.sample_ledger import Ledger, grant, opening_ledger
from tests.publication.rendering.sample_snapshots import (
    attendance,
    busy_items,
    change,
    decision_list,
    item,
    message,
    programme,
    project_page,
)

PUBLISHED_AT = "2026-11-23T20:00:00Z"
NEWS = "New projects in the region"
SEALED_UNTIL = "2026-12-01T08:00:00Z"


@dataclass
class Chain:
    """Editions in a chain of hashes."""

    envelopes: list[Envelope] = field(default_factory=list)

    def add(
        self,
        kind: str,
        subject: str,
        snapshot: dict[str, Any] | None,
        *,
        act: str = "publish",
        reason: str = "",
        embargo_until: str | None = None,
        published_at: str = PUBLISHED_AT,
    ) -> Envelope:
        """Add an edition; a correction or withdrawal corrects the newest one about its subject."""
        same = [envelope for envelope in self.envelopes if (envelope.kind, envelope.subject) == (kind, subject)]
        header = {
            "form": 1,
            "deal": DEAL["code"],
            "number": len(self.envelopes) + 1,
            "kind": kind,
            "subject": subject,
            "version": len(same) + 1,
            "act": act,
            "corrects": None if act == "publish" else same[-1].number,
            "reason": reason,
            "published_at": published_at,
            "embargo_until": embargo_until,
            "snapshot_sha256": sha256(canonical(snapshot)),
            "previous": self.envelopes[-1].sha256 if self.envelopes else GENESIS,
        }
        self.envelopes.append(Envelope(**header, sha256=hash_of(header), content=held(snapshot)))
        return self.envelopes[-1]


def chain() -> Chain:
    """Return the chain of a real deal: two programmes, a decision list, the ledger, and a page per project."""
    made, ledger, samples = Chain(), opening_ledger(), [*DECIDED, *OTHERS]
    made.add("ledger", f"1-{len(ledger.transfers)}", ledger.excerpt(1))
    made.add("implementation-programme", "programme", programme(ledger, samples, 1))
    first = len(ledger.transfers) + 1
    for number, sample in enumerate(DECIDED, 1):
        grant(ledger, number, sample)
    made.add("decision-list", MEETING, decision_list([item(n, sample) for n, sample in enumerate(DECIDED, 1)]))
    made.add("ledger", f"{first}-{len(ledger.transfers)}", ledger.excerpt(first))
    changes = [change(sample, number) for number, sample in enumerate(DECIDED, 1)]
    made.add("implementation-programme", "programme", programme(ledger, samples, 2, changes=changes))
    for sample in samples:
        made.add("project-page", sample.code, project_page(ledger, sample))
    return made


def small() -> list[Envelope]:
    """Return the editions of a deal with one decision: quick to build, with a file of every sort."""
    made, ledger, samples = Chain(), opening_ledger(), list(DECIDED[:2])
    grant(ledger, 1, samples[0])
    made.add("decision-list", MEETING, decision_list([item(1, samples[0])]))
    made.add("ledger", f"1-{len(ledger.transfers)}", ledger.excerpt(1))
    made.add("implementation-programme", "programme", programme(ledger, samples, 1))
    for sample in samples:
        made.add("project-page", sample.code, project_page(ledger, sample))
    return made.envelopes


def envelopes() -> list[Envelope]:
    """Return the editions of `chain`."""
    return chain().envelopes


def eventful() -> list[Envelope]:
    """Return the editions of `chain` with a correction, a withdrawal, a harmful name, an edition under embargo, and
    messages."""
    made = chain()
    corrected = decision_list(busy_items(), attendance=attendance())
    made.add("decision-list", MEETING, corrected, act="correct", reason="Twee besluiten ontbraken in de eerste versie.")
    made.add("project-page", "tiny-house", None, act="withdraw", reason="Op verzoek van een betrokkene.")
    nasty = Sample("nasty", NASTY, "Wonen", [NASTY], None, 5, NASTY)
    made.add("project-page", "nasty", project_page(Ledger(), nasty))
    made.add("project-page", "iq-blvd", project_page(Ledger(), DECIDED[0]), embargo_until=SEALED_UNTIL)
    made.add("mailing", "1", message(about=True))
    made.add("mailing", "2", message(number=2, kind="newsletter", kind_label="nieuwsbrief", language="en", title=NEWS))
    made.add("mailing", "3", message(number=3))
    made.add("mailing", "3", None, act="withdraw", reason="Dit bericht ging naar de verkeerde lijst.")
    made.add("mailing", "4", message(number=4), embargo_until=SEALED_UNTIL)
    return made.envelopes
