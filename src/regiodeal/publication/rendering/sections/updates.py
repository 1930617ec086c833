"""How to hear what is decided: by mail, in a calendar or by a feed; and all messages that were sent."""

from collections.abc import Callable
from dataclasses import dataclass

from regiodeal.publication.rendering import calendar, mailing, paths
from regiodeal.publication.rendering.catalogue import Catalogue
from regiodeal.publication.rendering.data import agenda
from regiodeal.publication.rendering.html import Crumb, Frame, page
from regiodeal.publication.rendering.languages import Files
from regiodeal.publication.rendering.navigation import name_of
from regiodeal.publication.rendering.years import by_year

NEWEST = 5
"""Messages that the page names; the list of messages has them all."""


@dataclass(frozen=True)
class Feed:
    """A feed by the name of what it is about, as people gave it."""

    name: str
    href: str


def of(told: Catalogue, framed: Callable[..., Frame]) -> Files:
    """Return the page about staying informed, and the list of messages, in the language that is spoken."""
    messages = mailing.rows(told.public)
    return _page(told, messages[:NEWEST], framed) | _messages(messages, framed)


def _page(told: Catalogue, newest: tuple[mailing.Row, ...], framed: Callable[..., Frame]) -> Files:
    name = name_of(paths.UPDATES)
    return page(
        "record/updates.html",
        framed(path=f"{paths.UPDATES}index.html", title=name, crumbs=(Crumb(name),)),
        sign_up=paths.SIGN_UP,
        messages=newest,
        calendar=agenda.PATH if calendar.entries(told) else "",
        feed=paths.FEED,
        pillars=_pillars(told),
        municipalities=_municipalities(told),
    )


def _pillars(told: Catalogue) -> list[Feed]:
    return [Feed(one.name, paths.pillar_feed(one.code)) for one in told.pillars if one.code]


def _municipalities(told: Catalogue) -> list[Feed]:
    return [Feed(one.short_name, paths.municipality_feed(one.code)) for one in told.municipalities]


def _messages(messages: tuple[mailing.Row, ...], framed: Callable[..., Frame]) -> Files:
    name = name_of(paths.MAILINGS)
    crumbs = (Crumb(name_of(paths.UPDATES), paths.UPDATES), Crumb(name))
    frame = framed(path=f"{paths.MAILINGS}index.html", title=name, crumbs=crumbs)
    return page("record/mailings.html", frame, years=by_year(messages, lambda row: row.iso_day))
