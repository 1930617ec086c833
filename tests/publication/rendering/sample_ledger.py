"""A small ledger that adds up, with its chain of hashes."""

from dataclasses import dataclass, field
from typing import Any

from regiodeal.common.hashing import GENESIS, link
from tests.publication.rendering.sample_data import DEAL, MEETING, SHARES, Sample


@dataclass
class Ledger:
    """Transfers in a chain of hashes, and what every place holds."""

    transfers: list[dict[str, Any]] = field(default_factory=list)
    balances: dict[str, int] = field(default_factory=dict)

    def book(
        self, origin: str, destination: str, euros: int, basis: dict[str, Any], corrects: int | None = None
    ) -> int:
        """Book whole euros and return the sequence."""
        previous = self.head
        content = {
            "sequence": len(self.transfers) + 1,
            "counts_from": basis["on"],
            "recorded_at": "2026-11-23T20:00:00.123456Z",
            "from": origin,
            "to": destination,
            "cents": euros * 100,
            "basis": basis,
            "corrects": corrects,
        }
        self.transfers.append({**content, "previous": previous, "sha256": link(content, previous)})
        self.balances[origin] = self.balances.get(origin, 0) - euros * 100
        self.balances[destination] = self.balances.get(destination, 0) + euros * 100
        return len(self.transfers)

    @property
    def head(self) -> str:
        """The hash of the last transfer."""
        return str(self.transfers[-1]["sha256"]) if self.transfers else GENESIS

    def held(self, state: str, code: str | None = None) -> int:
        """Return what places of a state hold, of one project or pillar or of all, in cents."""
        names = [key.split("/") for key in self.balances]
        return sum(
            self.balances["/".join(name)] for name in names if name[0] == state and (code is None or name[1] == code)
        )

    def excerpt(self, first: int, deal: dict[str, Any] = DEAL) -> dict[str, Any]:
        """Return the snapshot of the transfers from `first` on."""
        rows = self.transfers[first - 1 :]
        keys = sorted({row[side] for row in rows for side in ("from", "to")})
        return {
            "deal": deal,
            "first": first,
            "last": rows[-1]["sequence"],
            "opening": rows[0]["previous"],
            "closing": rows[-1]["sha256"],
            "places": {key: place_label(key) for key in keys},
            "transfers": rows,
        }


def place_label(key: str) -> str:
    """Return the words for a place."""
    state, _, rest = key.partition("/")
    words = {
        "pledged": "toegezegd door",
        "free": "vrij in",
        "reserved": "gereserveerd voor",
        "awarded": "toegekend aan",
        "advanced": "bevoorschot aan",
        "settled": "vastgesteld voor",
    }
    return f"{words[state]} {'de deal' if rest == '-' else rest}"


def agreement() -> dict[str, Any]:
    """Return the basis of the first transfers."""
    return {"kind": "agreement", "reference": "convenant", "title": "Convenant Regio Deal", "on": "2020-03-11"}


def resolution(number: int, meeting: str = MEETING) -> dict[str, Any]:
    """Return a resolution as the basis of a transfer."""
    return {
        "kind": "resolution",
        "reference": f"{meeting}/{number}",
        "title": "Stuurgroep 4 juni 2021",
        "on": "2021-06-04",
    }


def opening_ledger() -> Ledger:
    """Return a ledger with what the partners pledged, divided over the pillars."""
    ledger = Ledger()
    for code, _, _, booked, _ in SHARES:
        ledger.book(f"pledged/{code}", "free/-", booked, agreement())
    for pillar, euros in (("werken", 14_000_000), ("wonen", 14_000_000), ("welzijn", 10_000_000)):
        ledger.book("free/-", f"free/{pillar}", euros, agreement())
    return ledger


def grant(ledger: Ledger, number: int, sample: Sample) -> None:
    """Book what a decision grants."""
    ledger.book(
        f"free/{(sample.pillar or '-').lower()}", f"awarded/{sample.code}/1", sample.euros or 0, resolution(number)
    )
