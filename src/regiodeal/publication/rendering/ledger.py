"""The ledger as a page shows it: every transfer with the words of its places and what it rests on."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from regiodeal.publication.envelope import Envelope, Snapshot
from regiodeal.publication.rendering import paths, references
from regiodeal.publication.rendering.formatting import day, euros
from regiodeal.publication.rendering.languages import gettext_noop, said
from regiodeal.publication.rendering.references import Basis, Link

_FORMS = {
    "pledged": gettext_noop("toegezegd door %(name)s"),
    "free": gettext_noop("vrij in %(name)s"),
    "reserved": gettext_noop("gereserveerd voor %(name)s"),
    "awarded": gettext_noop("toegekend aan %(name)s"),
    "advanced": gettext_noop("bevoorschot aan %(name)s"),
    "settled": gettext_noop("vastgesteld aan %(name)s"),
}
"""How a place is frozen in words, in Dutch, by the first part of its key (`funding.queries.label`)."""
_UNDIVIDED = gettext_noop("vrij, niet verdeeld over pijlers")
_PHASE = gettext_noop("%(place)s, fase %(number)s")


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """A transfer; `corrects` links to the transfer that it puts right."""

    sequence: int
    anchor: str
    day: str
    origin: str
    destination: str
    amount: str
    basis: Basis
    corrects: Link | None

    @property
    def href(self) -> str:
        """The address of the transfer in the ledger."""
        return paths.transfer(self.sequence)


def of(envelope: Envelope) -> tuple[Transfer, ...]:
    """Return the transfers in an excerpt whose snapshot is public, oldest first."""
    return among(envelope.snapshot or {}, sequences(envelope))


def among(snapshot: Snapshot, wanted: range) -> tuple[Transfer, ...]:
    """Return the transfers in the snapshot of an excerpt that have one of the wanted sequences."""
    places = snapshot["places"]
    return tuple(_transfer(transfer, places) for transfer in snapshot["transfers"] if transfer["sequence"] in wanted)


def sequences(excerpt: Envelope) -> range:
    """Return the sequences of the transfers in an excerpt, which its subject names: "14-20"."""
    first, _, last = excerpt.subject.partition("-")
    return range(int(first), int(last) + 1)


def _transfer(transfer: dict[str, Any], places: dict[str, str]) -> Transfer:
    corrects = transfer["corrects"]
    return Transfer(
        sequence=transfer["sequence"],
        anchor=paths.transfer_anchor(transfer["sequence"]),
        day=day(transfer["counts_from"]),
        origin=_place(transfer["from"], places),
        destination=_place(transfer["to"], places),
        amount=euros(transfer["cents"]),
        basis=references.basis(transfer["basis"]),
        corrects=references.transfer(corrects) if corrects else None,
    )


def _place(key: str, places: dict[str, str]) -> str:
    """Return the words for a place in the language of the page; what is frozen are words in Dutch."""
    state, *_, last = key.split("/")
    words, form = places.get(key, key), _FORMS.get(state)
    phase = f", fase {last}"
    if words.endswith(phase):
        place = _in_words(words.removesuffix(phase), form)
        return gettext(_PHASE) % {"place": place, "number": last}
    return _in_words(words, form)


def _in_words(words: str, form: str | None) -> str:
    start = form % {"name": ""} if form else ""
    if form and words.startswith(start):
        return gettext(form) % {"name": words.removeprefix(start)}
    return said(words)
