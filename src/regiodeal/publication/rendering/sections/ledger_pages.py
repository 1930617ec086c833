"""The ledger in pages of a fixed range of transfers; the first is the ledger itself, with the way to the others.

A page is made from the excerpts with its transfers alone. So it changes only as long as its range fills up, and once
more when the next one begins and it leads there.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext

from regiodeal.publication.envelope import Envelope, Snapshot
from regiodeal.publication.rendering import catalogue, editions, figures, ledger, paths
from regiodeal.publication.rendering import deal as deals
from regiodeal.publication.rendering.catalogue import Stamp
from regiodeal.publication.rendering.deal import Deal
from regiodeal.publication.rendering.formatting import euros
from regiodeal.publication.rendering.html import Crumb, Frame, page
from regiodeal.publication.rendering.languages import Files
from regiodeal.publication.rendering.navigation import name_of
from regiodeal.publication.visibility import PublicEditions

Opened = Callable[[Envelope], Snapshot]


@dataclass(frozen=True)
class Leaf:
    """A page of the ledger: the sequence it begins with, and the excerpts that have transfers on it, in order.

    `absent` are sequences that public pages link to and that are in no public excerpt. `older` and `newer` are what the
    pages around it begin with; zero is no page.
    """

    first: int
    excerpts: tuple[Envelope, ...]
    absent: tuple[int, ...]
    older: int
    newer: int

    @property
    def newest(self) -> Envelope | None:
        """The newest edition that the page is made from; None where nothing on it is public."""
        return max(self.excerpts, key=lambda one: one.number, default=None)

    @property
    def range(self) -> range:
        """All sequences that the page may hold."""
        return range(self.first, self.first + paths.TRANSFERS_ON_A_PAGE)

    @property
    def path(self) -> str:
        """The file of the page, in each language."""
        return f"{paths.ledger_page(self.first)}index.html"

    @property
    def last(self) -> int:
        """The last sequence that it has something to say about; before the first where there is none."""
        ends = [min(ledger.sequences(one).stop, self.range.stop) - 1 for one in self.excerpts]
        return max([*ends, *self.absent], default=self.first - 1)


@dataclass(frozen=True)
class Line:
    """A page of the ledger in the overview: which transfers, of which years, and where the money was after them."""

    label: str
    href: str
    years: str
    cells: tuple[tuple[str, str], ...]


def leaves(public: PublicEditions, linked: frozenset[int]) -> tuple[Leaf, ...]:
    """Return the pages of the ledger, of which there is always a first; `linked` are sequences that pages link to."""
    held: dict[int, list[Envelope]] = {1: []}
    absent: dict[int, list[int]] = {}
    there: set[int] = set()
    for excerpt in catalogue.excerpts(public):
        own = ledger.sequences(excerpt)
        for first in range(paths.first_on_page(own.start), own.stop, paths.TRANSFERS_ON_A_PAGE):
            held.setdefault(first, []).append(excerpt)
        there.update(own)
    for sequence in sorted(linked - there):
        absent.setdefault(paths.first_on_page(sequence), []).append(sequence)
    firsts = sorted(held | absent)
    around = zip(firsts, [0, *firsts], [*firsts[1:], 0], strict=False)
    return tuple(
        Leaf(first, tuple(held.get(first, ())), tuple(absent.get(first, ())), older, newer)
        for first, older, newer in around
    )


def opener() -> Opened:
    """Return what reads the snapshot of an excerpt, and once for pages that follow each other."""
    return lru_cache(maxsize=1)(lambda excerpt: excerpt.snapshot or {})


def of(leaf: Leaf, opened: Opened, deal: Deal) -> Files:
    """Return a page after the first, in the language that is spoken; `deal` names the deal where it has no excerpt."""
    newest = leaf.newest
    title = gettext("Boekingen vanaf nummer %(number)s") % {"number": leaf.first}
    frame = Frame(
        path=leaf.path,
        title=title,
        deal=deals.of(opened(newest)) if newest else deal,
        stamp=Stamp.of(newest) if newest else None,
        sums_up=True,
        crumbs=(Crumb(name_of(paths.LEDGER_ROOT), paths.LEDGER_ROOT), Crumb(title)),
    )
    return page("record/ledger_page.html", frame, heading=title, **_content(leaf, opened))


def first(found: Sequence[Leaf], framed: Callable[..., Frame]) -> Files:
    """Return the ledger itself, in the language that is spoken: its first page, with the way to the others."""
    opened = opener()
    name = name_of(paths.LEDGER_ROOT)
    excerpts = tuple(dict.fromkeys(excerpt for leaf in found for excerpt in leaf.excerpts))
    return page(
        "record/ledger.html",
        framed(path=found[0].path, title=gettext("Grootboek"), crumbs=(Crumb(name),)),
        overview=[*_overview(found, opened)] if len(found) > 1 else [],
        excerpts=[editions.of(excerpt) for excerpt in excerpts],
        closing=opened(excerpts[-1])["closing"] if excerpts else "",
        **_content(found[0], opened),
    )


def _content(leaf: Leaf, opened: Opened) -> dict[str, Any]:
    return {
        "transfers": [one for excerpt in leaf.excerpts for one in ledger.among(opened(excerpt), leaf.range)],
        "absent": [(paths.transfer_anchor(sequence), sequence) for sequence in leaf.absent],
        "older": _way(leaf.older),
        "newer": _way(leaf.newer),
    }


def _way(start: int) -> dict[str, Any] | None:
    return {"href": paths.ledger_page(start), "first": start} if start else None


def _overview(found: Sequence[Leaf], opened: Opened) -> Iterator[Line]:
    """Yield a line for each page, with what every state holds after all transfers up to its end."""
    balance: Counter[str] = Counter()
    for leaf in found:
        years = set()
        for transfer in _transfers(leaf, opened):
            balance[_state(transfer["from"])] -= transfer["cents"]
            balance[_state(transfer["to"])] += transfer["cents"]
            years.add(transfer["counts_from"][:4])
        cells = tuple((label.capitalize(), euros(balance[state])) for state, label in figures.states())
        href = f"{paths.LEDGER_ROOT}#boekingen" if leaf is found[0] else paths.ledger_page(leaf.first)
        yield Line(f"{leaf.first}–{leaf.last}", href, _span(years), cells)


def _transfers(leaf: Leaf, opened: Opened) -> Iterator[Mapping[str, Any]]:
    for excerpt in leaf.excerpts:
        yield from (one for one in opened(excerpt)["transfers"] if one["sequence"] in leaf.range)


def _state(place: str) -> str:
    return place.partition("/")[0]


def _span(years: set[str]) -> str:
    return "–".join(dict.fromkeys((min(years), max(years)))) if years else ""
