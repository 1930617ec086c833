"""Count what the transfers of a ledger come to, one after another, in as much memory as there are places."""

from dataclasses import dataclass, field
from sys import intern
from typing import Any

from regiodeal.common.hashing import GENESIS

_GIVEN = frozenset({"awarded", "advanced", "settled"})


@dataclass
class Count:
    """What stands where after the transfers that were added, and what rests on which resolution; in cents.

    `held` is by the key of a place, `contributions` and `releases` by the reference of a resolution. `head` is the hash
    of the last transfer.
    """

    head: str = GENESIS
    held: dict[str, int] = field(default_factory=dict)
    contributions: dict[str, int] = field(default_factory=dict)
    releases: dict[str, int] = field(default_factory=dict)
    _moves: dict[int, tuple[str, str]] = field(default_factory=dict)

    def add(self, transfer: dict[str, Any]) -> None:
        """Count one more transfer, as it is published; those that it corrects come before it."""
        origin, destination, cents = intern(transfer["from"]), intern(transfer["to"]), transfer["cents"]
        self.held[origin] = self.held.get(origin, 0) - cents
        self.held[destination] = self.held.get(destination, 0) + cents
        self.head = transfer["sha256"]
        if transfer["basis"]["kind"] == "resolution":
            self._rest(transfer["basis"]["reference"], origin, destination, cents, transfer["corrects"])
        self._moves[transfer["sequence"]] = (origin, destination)

    def in_state(self, state: str) -> int:
        """Return what all places in a state hold together."""
        return sum(cents for key, cents in self.held.items() if state_of(key) == state)

    def by_owner(self, state: str) -> dict[str, int]:
        """Return what the places in a state hold, per pillar or project that they belong to."""
        found: dict[str, int] = {}
        for key, cents in self.held.items():
            if state_of(key) == state:
                found[_owner(key)] = found.get(_owner(key), 0) + cents
        return found

    def given(self) -> dict[str, int]:
        """Return what was awarded per project, of which a part may have been paid since."""
        found: dict[str, int] = {}
        for key, cents in self.held.items():
            if state_of(key) in _GIVEN:
                found[_owner(key)] = found.get(_owner(key), 0) + cents
        return found

    def _rest(self, resolution: str, origin: str, destination: str, cents: int, corrects: int | None) -> None:
        """Add to what rests on a resolution; what runs back a transfer takes off what that one added."""
        if corrects and self._moves.get(corrects) == (destination, origin):
            origin, destination, cents = destination, origin, -cents
        if state_of(origin) not in _GIVEN and state_of(destination) in _GIVEN:
            self.contributions[resolution] = self.contributions.get(resolution, 0) + cents
        if state_of(origin) in {*_GIVEN, "reserved"} and state_of(destination) == "free":
            self.releases[resolution] = self.releases.get(resolution, 0) + cents


def state_of(key: str) -> str:
    """Return the state of a place by its key: "awarded" of "awarded/iq-blvd/1"."""
    return key.partition("/")[0]


def _owner(key: str) -> str:
    return key.split("/")[1]
