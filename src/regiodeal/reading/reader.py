"""Read a decision list: its projects, press contact and events, with every line accounted for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from regiodeal.reading import contacts, decided, events, projects, vocabulary
from regiodeal.reading.contacts import gather
from regiodeal.reading.dates import DATE, iso
from regiodeal.reading.documents import Document, Line
from regiodeal.reading.found import Contacts, Event, Found, Proposal, Role
from regiodeal.reading.opening import open_document
from regiodeal.reading.passages import Passage, join
from regiodeal.reading.sections import Section, Use, sections_of
from regiodeal.reading.structure import ENDS_SENTENCE, LONGEST_HEADING, Block, Shape, blocks_of

MEETING = re.compile(
    r"vergader|stuurgroep|besluitenlijst|datum|d\.d\.|bijeenkomst van|overleg|besl(?:oten|uiten)|genomen", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a document; `roles` gives each line that is not blank, by its 1-based number, its one role."""

    document: Document
    title: Found | None
    meeting_date: Found | None
    proposals: tuple[Proposal, ...]
    contacts: Contacts
    events: tuple[Event, ...]
    roles: dict[int, Role]

    def lines_with(self, role: Role) -> list[Line]:
        """Return the lines that have a role, in order."""
        return [line for line in self.document.lines if self.roles.get(line.number) is role]


def read(data: bytes, name: str) -> Reading:
    """Read the bytes of a file that the user knows as `name`.

    Raises a subclass of `UnreadableDocument` for a file without trustworthy text. A document that can be read and holds
    no project gives a reading without proposals.
    """
    document = open_document(data, name)
    return _Reader(document).reading()


class _Reader:
    """One reading: walks the sections, and notes for each line what it is for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.roles: dict[int, Role] = {line.number: Role.FURNITURE for line in document.lines if line.furniture}
        self.drafts: list[projects.Draft] = []
        self.events: list[Event] = []
        self.cards: list[Passage] = []
        self.opening: list[Section] = []
        self.title: Found | None = None

    def reading(self) -> Reading:
        top = sections_of(blocks_of(self.document.lines))
        _rejoin_interrupted(top)
        for section in top:
            self._visit(section)
        self._account_for_the_rest()
        drafts = sorted(self.drafts, key=lambda draft: draft.lines[0])
        card_lines = [number for number, role in self.roles.items() if role is Role.CONTACT]
        return Reading(
            document=self.document,
            title=self.title,
            meeting_date=self._meeting_date(),
            proposals=self._settled(drafts),
            contacts=gather(self.cards, card_lines),
            events=tuple(self.events),
            roles=self.roles,
        )

    def _settled(self, drafts: Sequence[projects.Draft]) -> tuple[Proposal, ...]:
        """Return the proposals with what the document as a whole says about their amounts."""
        first = next((line.words for line in self.document.lines if not line.blank and not line.furniture), "")
        titles = [first, *(section.title for section in self.opening), self.title.value if self.title else ""]
        opening = "\n".join(block.text for section in self.opening for block in section.blocks)
        listing = decided.is_decision_list(titles, opening)
        return tuple(
            decided.withheld(draft.proposal)
            if draft.turned_down
            else decided.settled(draft.proposal, decision_list=listing)
            for draft in drafts
        )

    def _visit(self, section: Section) -> None:
        blocks = self._without_cards(section)
        match section.use:
            case Use.PROJECT:
                self._project(section, blocks)
            case Use.CONTACT:
                self._contact(section, blocks)
            case Use.EVENT:
                self._event(section, blocks)
            case _:
                self._other(section, blocks)
        for part in section.parts:
            self._visit(part)

    def _without_cards(self, section: Section) -> list[Block]:
        """Take out the paragraphs that tell how to reach someone, wherever they stand."""
        rest = []
        for block in section.blocks:
            if (
                block.shape in {Shape.PARAGRAPH, Shape.ITEM}
                and contacts.is_contact(block.text)
                and not _has_money(block)
            ):
                self.cards.append(block.passage)
                self._mark(block.lines, Role.CONTACT)
            else:
                rest.append(block)
        signed = section.use is Use.ASIDE and len(rest) < len(section.blocks)
        if signed and section.heading and contacts.is_person(section.title):
            self.cards.append(section.heading.passage)
            self._mark(section.heading.lines, Role.CONTACT)
        return rest

    def _project(self, section: Section, blocks: Sequence[Block]) -> None:
        about: list[Block] = []
        for block in blocks:
            event = events.announced(block.passage) if block.shape is Shape.PARAGRAPH and about else None
            if event:
                self.events.append(event)
            if event and not _has_money(block):
                self._mark(block.lines, Role.EVENT)
            else:
                about.append(block)
        self._keep(projects.from_section(section, about))

    def _contact(self, section: Section, blocks: Sequence[Block]) -> None:
        if section.heading:
            self._mark(section.heading.lines, Role.CONTACT)
        for block in blocks:
            self.cards.append(block.passage)
            self._mark(block.lines, Role.CONTACT)

    def _event(self, section: Section, blocks: Sequence[Block]) -> None:
        heading = section.heading
        own = [event for block in blocks if (event := events.announced(block.passage))]
        passage = join(line for block in blocks for line in block.lines)
        if heading is None or not (own or events.WHEN.search(passage.text) or events.WHEN.search(heading.text)):
            return self._other(section, blocks)
        generic = re.match(
            r"^(?:agenda|uitnodiging|save the date|evenementen|bijeenkomsten)$", heading.text, re.IGNORECASE
        )
        headed = events.headed(heading.text, heading.lines[0].number, passage)
        self.events.extend(own if generic and own else [headed])
        self._mark((*heading.lines, *(line for block in blocks for line in block.lines)), Role.EVENT)
        return None

    def _other(self, section: Section, blocks: Sequence[Block]) -> None:
        if section.use in {Use.OPENING, Use.GROUP}:
            self.opening.append(section)
        if section.heading and self._is_title(section):
            self.title = Found(section.title, section.heading.lines[0].number, section.title)
            self._mark(section.heading.lines, Role.TITLE)
        drafts, around = projects.from_tables(blocks)
        for draft in (*drafts, *projects.from_items(blocks, section.title)):
            self._keep(draft)
        if drafts:
            self.roles.update(dict.fromkeys(around, Role.FURNITURE))
        taken = {draft.proposal.name.value.lower() for draft in self.drafts}
        for block in blocks:
            if block.shape is Shape.PARAGRAPH:
                self._paragraph(block, taken)

    def _is_title(self, section: Section) -> bool:
        first = not self.title and not self.drafts and section in self.opening
        return first and (section.use is Use.OPENING or bool(vocabulary.TITLE.search(section.title)))

    def _paragraph(self, block: Block, taken: set[str]) -> None:
        for draft in projects.from_prose(block, taken):
            self._keep(draft)
        if event := events.announced(block.passage):
            self.events.append(event)
            self._mark(block.lines, Role.EVENT)

    def _keep(self, draft: projects.Draft) -> None:
        self.drafts.append(draft)
        self.roles.update(dict.fromkeys(draft.lines, Role.PROPOSAL))

    def _mark(self, lines: Sequence[Line], role: Role) -> None:
        for line in lines:
            self.roles.setdefault(line.number, role)

    def _account_for_the_rest(self) -> None:
        """Give every line that no finding took a role: the opening is the introduction, all else is unread."""
        if self.drafts:
            self._title_without_heading()
            for section in self.opening:
                heading = section.heading.lines if section.heading else ()
                self._mark(heading, Role.INTRODUCTION)
                for block in self._before_projects(section):
                    self._mark(block.lines, Role.INTRODUCTION)
        else:
            self.roles = {n: role for n, role in self.roles.items() if role is not Role.TITLE}
        for line in self.document.lines:
            if not line.blank:
                self.roles.setdefault(line.number, Role.UNREAD)

    def _before_projects(self, section: Section) -> list[Block]:
        """Return the blocks of a section up to the first project; what follows a list does not introduce it."""
        starts = {number for draft in self.drafts for number in draft.lines}
        return list(takewhile(lambda block: block.lines[0].number not in starts, section.blocks))

    def _meeting_date(self) -> Found | None:
        """Return the first full date that the title or the opening gives for the meeting."""
        first_project = min((draft.lines[0] for draft in self.drafts), default=len(self.document.lines) + 1)
        head = join(line for line in self.document.lines if line.number < first_project)
        for start, end in head.sentences():
            for match in DATE.finditer(head.text, start, end):
                if (day := iso(match)) and MEETING.search(head.text, max(start, match.start() - 200), end):
                    return Found(day, head.line_at(match.start()).number, match.group())
        return None

    def _title_without_heading(self) -> None:
        """Take the first line as the title when it reads like one, though nothing sets it apart."""
        line = next((line for line in self.document.lines if not line.blank and not line.furniture), None)
        short = line and len(line.words) <= LONGEST_HEADING
        if (
            line
            and short
            and not self.title
            and vocabulary.TITLE.search(line.words)
            and self.roles.get(line.number) is None
        ):
            self.title = Found(line.words, line.number, line.text.strip())
            self._mark([line], Role.TITLE)


def _has_money(block: Block) -> bool:
    return "€" in block.text or " euro" in block.text


def _rejoin_interrupted(top: Sequence[Section]) -> None:
    """Give a project the rest of a sentence that stands behind a side box.

    A box that was put in the middle of a page cuts a sentence in two: what follows the box begins with a small letter.
    """
    open_end: Section | None = None
    for section in top:
        if section.use in {Use.CONTACT, Use.ASIDE} and open_end is not None:
            moved = _tail_that_belongs_elsewhere(section)
            open_end.blocks.extend(moved)
            section.blocks = [block for block in section.blocks if block not in moved]
        if section.use is Use.PROJECT:
            last = section.blocks[-1] if section.blocks else None
            cut = last is not None and last.shape is Shape.PARAGRAPH and not ENDS_SENTENCE.search(last.text)
            open_end = section if cut else None


def _tail_that_belongs_elsewhere(section: Section) -> list[Block]:
    for place, block in enumerate(section.blocks):
        before = section.blocks[place - 1].text if place else ""
        if place and block.text[:1].islower() and ENDS_SENTENCE.search(before):
            return section.blocks[place:]
    return []
