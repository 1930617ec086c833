"""The deal as of each day on which something became public: what was current then, and the totals of that day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from regiodeal.common.moments import OFFICE_TIME
from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import editions, figures, paths
from regiodeal.publication.rendering.catalogue import Stamp
from regiodeal.publication.rendering.editions import Edition
from regiodeal.publication.rendering.formatting import day, euros
from regiodeal.publication.rendering.html import Crumb, Frame, page
from regiodeal.publication.rendering.languages import Files
from regiodeal.publication.visibility import WITHDRAW, PublicEditions, public_since


@dataclass(frozen=True)
class Day:
    """A day of editions: its address and name, and how many became public on it."""

    iso: str
    name: str
    href: str
    editions: int


@dataclass(frozen=True)
class Standing:
    """What was current at the end of a day; a withdrawn edition stands in it by its name alone."""

    day: str
    programme: Edition | None
    totals: tuple[tuple[str, str], ...]
    lists: tuple[Edition, ...]
    projects: tuple[Edition, ...]
    new: tuple[Edition, ...]


def of(public: PublicEditions, framed: Callable[..., Frame]) -> Files:
    """Return a page for each day, and the page that lists them, in the language that is spoken."""
    days = _days(public)
    if not days:
        return {}
    title = gettext("De deal door de tijd")
    listed = [Day(iso, day(iso), f"{paths.AS_OF}{iso}/", len(new)) for iso, new in days.items()]
    frame = framed(path=f"{paths.AS_OF}index.html", title=title, crumbs=(Crumb(title),))
    files = page("record/as_of_index.html", frame, days=listed[::-1])
    for iso in days:
        files |= _page(public, framed, iso, days[iso], Crumb(title, paths.AS_OF))
    return files


def _page(public: PublicEditions, framed: Callable[..., Frame], iso: str, new: list[Envelope], parent: Crumb) -> Files:
    title = gettext("De deal op %(day)s") % {"day": day(iso)}
    last = max((one for one in public.editions if _day(one) <= iso), key=lambda one: one.number)
    frame = framed(
        path=f"{paths.AS_OF}{iso}/index.html", title=title, stamp=Stamp.of(last), crumbs=(parent, Crumb(title))
    )
    return page("record/as_of.html", frame, standing=_standing(public, iso, new))


def _standing(public: PublicEditions, iso: str, new: list[Envelope]) -> Standing:
    current = {(one.kind, one.subject): one for one in public.editions if _day(one) <= iso}
    programme = next((one for one in current.values() if one.kind == paths.PROGRAMME), None)
    return Standing(
        day=day(iso),
        programme=editions.of(programme) if programme else None,
        totals=tuple(_totals((programme.snapshot or {})["totals"])) if programme and programme.has_content else (),
        lists=tuple(_of_kind(current, paths.DECISION_LIST)),
        projects=tuple(sorted(_of_kind(current, paths.PROJECT_PAGE), key=lambda one: one.title.casefold())),
        new=tuple(editions.of(one) for one in new if one.kind in {paths.DECISION_LIST, paths.PROGRAMME}),
    )


def _of_kind(current: dict[tuple[str, str], Envelope], kind: str) -> Iterator[Edition]:
    for envelope in current.values():
        if envelope.kind == kind and envelope.act != WITHDRAW:
            yield editions.of(envelope)


def _totals(totals: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield gettext("Te verdelen"), euros(totals["pledged_cents"])
    for state, label in figures.states():
        yield label.capitalize(), euros(totals[f"{state}_cents"])


def _days(public: PublicEditions) -> dict[str, list[Envelope]]:
    """Return the editions by the day in the Netherlands on which they became public, the first day first."""
    found: dict[str, list[Envelope]] = {}
    for envelope in public.editions:
        found.setdefault(_day(envelope), []).append(envelope)
    return dict(sorted(found.items()))


def _day(envelope: Envelope) -> str:
    return datetime.fromisoformat(public_since(envelope)).astimezone(OFFICE_TIME).date().isoformat()
