"""What things are called in data for good: by the address at which anybody can read about them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import partial

from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.catalogue import Catalogue
from regiodeal.publication.rendering.deal import web_address


class Thing(Enum):
    """What a code can be a code of."""

    PROJECT = "project"
    DECISION = "decision"
    PARTY = "party"
    PILLAR = "pillar"
    EDITION = "edition"
    TRANSFER = "transfer"


@dataclass(frozen=True)
class Addresses:
    """The addresses of a record. `root` is where it stands in the world, with a slash at its end.

    Without a root they count from the root of the record, wherever it stands.
    """

    root: str = ""

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Addresses":
        """Return the addresses of the record of a deal."""
        return cls(web_address(catalogue.about.get("address")))

    @property
    def data(self) -> str:
        """The address of the page of open data, where every name in the data is explained."""
        return self.file(f"{paths.DATA}index.html")

    def file(self, path: str) -> str:
        """Return the address of a file or a page."""
        return f"{self.root}{paths.address(path)}"

    def thing(self, what: Thing, code: str | int) -> str:
        """Return the identifier of a thing: the address of its page, or of its place on a page. It never changes."""
        return f"{self.root}{_PATHS[what](str(code))}"


_PATHS: dict[Thing, Callable[[str], str]] = {
    Thing.PROJECT: paths.project,
    Thing.DECISION: paths.resolution,
    Thing.PARTY: partial(paths.below, paths.PARTIES),
    Thing.PILLAR: partial(paths.below, paths.PILLARS),
    Thing.EDITION: lambda number: paths.edition(int(number)),
    Thing.TRANSFER: lambda sequence: paths.transfer(int(sequence)),
}
