"""What a document adds to a project that the register has already: it fills up, and overwrites nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from regiodeal.projects.content import Content, iso
from regiodeal.projects.register_file import FactEntry, ParticipationEntry
from regiodeal.reading.meeting_file import ItemEntry, MeetingEntry


@dataclass(frozen=True)
class Added:
    """What is new about a project, and by `already` the parties and places that it had."""

    parties: tuple[ParticipationEntry, ...] = ()
    places: tuple[str, ...] = ()
    summary: str = ""
    source: FactEntry | None = None
    already: tuple[str, ...] = ()

    def onto(self, standing: Content) -> Content:
        """Return the parts of a project that change, with what stood in them before what is added."""
        parts: Content = {}
        if self.parties:
            parts["parties"] = [*standing["parties"], *map(_party, self.parties)]
        if self.places:
            parts["places"] = [*standing["places"], *self.places]
        if self.summary:
            parts["summary"] = self.summary
        if self.source:
            parts["facts"] = [*standing["facts"], _fact(self.source)]
        return parts


def added(item: ItemEntry, source: FactEntry, standing: Content) -> Added:
    """Return what an item adds to the project as it stands: the parties and places that it has not, its first summary,
    and, where that is anything, the source that tells it."""
    if item.adds is None:
        return Added()
    had_parties = {same(one["name"]) for one in standing["parties"]}
    had_places = {same(name) for name in standing["places"]}
    parties = tuple(one for one in once(item.adds.parties) if same(one.name) not in had_parties)
    places = tuple(name for name in _distinct(item.adds.places) if same(name) not in had_places)
    summary = (item.text or "") if not standing["summary"] else ""
    offered = [*(one.name for one in item.adds.parties), *item.adds.places]
    news = bool(parties or places or summary)
    return Added(
        parties=parties,
        places=places,
        summary=summary,
        source=source if news and _fact(source) not in standing["facts"] else None,
        already=tuple(name for name in _distinct(offered) if same(name) in had_parties | had_places),
    )


def source_of(meeting: MeetingEntry, body: str) -> FactEntry:
    """Return the meeting as the source of what is registered from it; `body` is the name of the body."""
    document = meeting.document
    title = document.title if document else f"Besluitenlijst {body} {meeting.held_on}"
    source = document.source if document else None
    return FactEntry(statement=f"Besluit van {meeting.held_on}", title=title, source=source)


def once(parties: Iterable[ParticipationEntry]) -> tuple[ParticipationEntry, ...]:
    """Return the parties without those that are named again in the same role."""
    return tuple({(same(one.name), one.role): one for one in reversed(tuple(parties))}.values())[::-1]


def same(name: str) -> str:
    """Return a name in the form in which two spellings of it are equal: capitals and spaces do not count."""
    return " ".join(name.split()).casefold()


def _distinct(names: Iterable[str]) -> list[str]:
    return list({same(name): name for name in reversed(tuple(names))}.values())[::-1]


def _party(entry: ParticipationEntry) -> Content:
    return {"name": entry.name, "role": entry.role, "from": iso(entry.start), "until": iso(entry.end)}


def _fact(entry: FactEntry) -> Content:
    return {"statement": entry.statement, "title": entry.title, "url": entry.source or "", "on": iso(entry.on)}
