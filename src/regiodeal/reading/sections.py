"""Blocks to sections: which headings name a project, and which lines belong to it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from regiodeal.reading import amounts, vocabulary
from regiodeal.reading.naming import NUMBER, names_with_money
from regiodeal.reading.structure import LABEL_LEVEL, NUMBERED_PROJECT, Block, Shape, label_of


class Use(Enum):
    """What a section is for."""

    OPENING = auto()
    PROJECT = auto()
    GROUP = auto()
    CONTACT = auto()
    EVENT = auto()
    ASIDE = auto()


@dataclass
class Section:
    """A heading with the blocks below it; `parts` are the sections under lower headings."""

    heading: Block | None
    blocks: list[Block] = field(default_factory=list)
    parts: list["Section"] = field(default_factory=list)
    use: Use | None = None

    @property
    def level(self) -> int:
        """The level of the heading; 0 for what stands before the first one."""
        return self.heading.level if self.heading else 0

    @property
    def title(self) -> str:
        """The words of the heading."""
        return self.heading.text if self.heading else ""

    def walk(self) -> Iterator["Section"]:
        """Return this section and all its parts, in reading order."""
        yield self
        for part in self.parts:
            yield from part.walk()

    @property
    def prose(self) -> list[Block]:
        """The blocks right under the heading that are not rows of a table."""
        return [block for block in self.blocks if block.shape is not Shape.ROW]

    def names_money(self) -> bool:
        """Whether an amount stands in the heading or anywhere below it."""
        texts = (text for section in self.walk() for text in (section.title, *(b.text for b in section.blocks)))
        return any(amounts.find(text) for text in texts)


def sections_of(blocks: Sequence[Block]) -> list[Section]:
    """Return the sections of a document as a tree, each with its use."""
    top = _tree(blocks)
    for section in top:
        _settle(section, first=section is top[0])
    if top:
        _settle_story(top)
    _settle_quiet_projects(top)
    return top


def _tree(blocks: Sequence[Block]) -> list[Section]:
    top: list[Section] = []
    path: list[Section] = []
    for block in blocks:
        if block.shape is not Shape.HEADING:
            if not path:
                path = [Section(None)]
                top.append(path[0])
            path[-1].blocks.append(block)
            continue
        section = Section(block)
        path = _parents(path, section)
        (path[-1].parts if path else top).append(section)
        path = [*path, section]
    return top


def _parents(path: list[Section], section: Section) -> list[Section]:
    """Return the sections that a new one stands in.

    A side box is never in the project that it interrupts, and "Doel" or "Financiën" always is in the one before it.
    """
    title = section.title
    if any(words.match(title) for words in (vocabulary.CONTACT, vocabulary.BOX, vocabulary.CLOSING)):
        return []
    if vocabulary.SUBHEADING.match(title):
        while path and (vocabulary.SUBHEADING.match(path[-1].title) or not path[-1].heading):
            path = path[:-1]
        if path and not vocabulary.TITLE.search(path[-1].title):
            return path
    return [above for above in path if above.heading and above.level < section.level]


def _settle(section: Section, *, first: bool) -> None:
    for part in section.parts:
        _settle(part, first=False)
    section.use = _use(section, first=first)
    if section.use is Use.PROJECT:
        _take_in_parts(section)


def _use(section: Section, *, first: bool) -> Use:
    if not section.heading:
        return Use.OPENING if first else Use.ASIDE
    if vocabulary.CONTACT.match(section.title):
        return Use.CONTACT
    return (
        _use_by_parts(section, first=first) or _use_by_title(section, first=first) or _use_by_text(section, first=first)
    )


def _use_by_parts(section: Section, *, first: bool) -> Use | None:
    """Judge a heading by the headings below it."""
    if any(part.use is Use.PROJECT for part in section.parts):
        return Use.PROJECT if _owns_its_parts(section) else Use.GROUP
    if any(_lists_projects(part) for part in section.parts):
        return Use.OPENING if first else Use.GROUP
    names_a_project = section.level == LABEL_LEVEL and not vocabulary.ASIDE.match(NUMBER.sub("", section.title))
    return Use.PROJECT if names_a_project else None


def _use_by_title(section: Section, *, first: bool) -> Use | None:
    """Judge a heading by its own words, without the number of its item on the agenda."""
    title = NUMBER.sub("", section.title)
    if vocabulary.GROUP.match(title):
        return Use.GROUP
    if vocabulary.ASIDE.match(title):
        return Use.ASIDE
    if vocabulary.EVENT.search(title) and not section.names_money():
        return Use.EVENT
    if vocabulary.TITLE.search(title) and (first or not _own_money(section)):
        return Use.OPENING if first else Use.ASIDE
    return None


def _use_by_text(section: Section, *, first: bool) -> Use:
    """Judge a heading by the text below it."""
    if _lists_projects(section):
        return Use.GROUP
    if _tells_of_other_projects(section, first=first):
        return Use.OPENING if first else Use.ASIDE
    if vocabulary.SUBHEADING.match(section.title):
        return Use.ASIDE
    return Use.PROJECT if section.names_money() else Use.ASIDE


def _own_money(section: Section) -> bool:
    return any(amounts.find(block.text) for block in section.prose) or bool(amounts.find(section.title))


def _owns_its_parts(section: Section) -> bool:
    """Whether a section with money under several headings is one project: "Doel", "Financiën" are not projects."""
    if vocabulary.TITLE.search(section.title) or vocabulary.GROUP.match(section.title):
        return False
    projects = [part for part in section.parts if part.use is Use.PROJECT]
    return (
        _own_money(section)
        and len(projects) <= 1
        and projects[0].level - section.level == 1
        and bool(len(section.parts) > 1)
    )


def _tells_of_other_projects(section: Section, *, first: bool) -> bool:
    """Whether the heading is one over a story: the text names its projects itself, each with its money."""
    own = section.title.lower()
    named = {name for block in section.prose for name in names_with_money(block.passage)}
    others = {name for name in named if name.lower() not in own and own not in name.lower()}
    return len(others) > 1 or (first and len(others) == 1)


def _lists_projects(section: Section) -> bool:
    """Whether the money in a section stands in a list or table of projects, and the heading is over the list."""
    from_prose = [b for b in section.blocks if b.shape is Shape.PARAGRAPH and amounts.find(b.text) and not _sums(b)]
    named = [b for b in section.blocks if b.shape is Shape.ITEM and project_item(b)]
    return (len(named) > 1 and not from_prose) or has_project_table(section.blocks)


def _sums(block: Block) -> bool:
    """Whether a paragraph gives the sum of a list, or introduces the list: its money is of no single project."""
    return bool(
        vocabulary.SUMS.match(block.text)
        or vocabulary.TOGETHER.search(block.text)
        or (block.text.endswith(":") and vocabulary.LEADING_INTO_PROJECTS.search(block.text))
    )


def project_item(block: Block) -> bool:
    """Whether a list item names a project and an amount, and not a part of a budget."""
    found = amounts.find(block.text)
    if not found or vocabulary.BUDGET_PART.match(block.text) or vocabulary.SUMS.match(block.text):
        return False
    first = block.text.lstrip("\"'‘“")[:1]
    return (first.isupper() or first.isdigit()) and found[0].start > 2  # noqa: PLR2004  # a name has three letters


def labelled_project(block: Block) -> bool:
    """Whether a paragraph opens with a name and a colon, as an item of a list that lost its bullet."""
    label = label_of(block.text)
    return bool(label and not vocabulary.GROUP.match(label[0]) and not amounts.find(label[0]) and project_item(block))


def has_project_table(blocks: Sequence[Block]) -> bool:
    """Whether one of the rows is a header with a column for the name of a project and one more that is known."""
    return any(is_header(block) for block in blocks if block.shape is Shape.ROW)


def is_header(block: Block) -> bool:
    """Whether a row of a table is the header above a list of projects."""
    cells = tuple(re.sub(r"\([^)]*\)", "", cell).strip() for cell in block.lines[0].cells)
    named = [cell for cell in cells if vocabulary.COLUMN["name"].match(cell)]
    money = [
        cell
        for cell in cells
        if any(vocabulary.COLUMN[k].search(cell) for k in ("total", "contribution", "reserved", "asked"))
    ]
    return bool(named and money) and not any(amounts.find(cell) for cell in cells if cell not in money)


def _take_in_parts(section: Section) -> None:
    """Make the headings and blocks of the parts the project's own text."""
    for part in section.parts:
        if part.use in {Use.CONTACT, Use.EVENT}:
            continue
        for inner in part.walk():
            if inner.heading:
                section.blocks.append(inner.heading)
            section.blocks.extend(inner.blocks)
    section.parts = [part for part in section.parts if part.use in {Use.CONTACT, Use.EVENT}]


def _settle_story(top: Sequence[Section]) -> None:
    """Take the first heading as the title when its money is that of several projects, and they have their own."""
    opening = top[0]
    others = [part for section in top[1:] for part in section.walk() if part.use is Use.PROJECT]
    paid = [block for block in opening.prose if amounts.find(block.text)]
    if opening.use is Use.PROJECT and len(others) > 1 and paid and all(_sums(block) for block in paid):
        opening.use = Use.OPENING


def _settle_quiet_projects(top: Sequence[Section]) -> None:
    """Recognise projects of which no amount is given: they look like the projects beside them."""
    everything = [section for root in top for section in root.walk()]
    levels = {section.level for section in everything if section.use is Use.PROJECT and section.heading}
    for section in everything:
        if section.use is Use.ASIDE and section.level in levels and _describes_a_project(section):
            section.use = Use.PROJECT
            _take_in_parts(section)


def _describes_a_project(section: Section) -> bool:
    title = section.title
    known = (vocabulary.ASIDE, vocabulary.BOX, vocabulary.SUBHEADING, vocabulary.GROUP)
    if any(words.match(title) for words in known) or vocabulary.TITLE.search(title) or title.endswith("?"):
        return False
    text = " ".join(block.text for block in section.blocks)
    return len(text.split()) > 5 and bool(vocabulary.PROJECT_CUE.search(text) or title.lower() in text.lower())  # noqa: PLR2004


def labelled_name(heading: Block) -> str:
    """Return the name that a heading gives: "Project 3: Fruitlab" names Fruitlab."""
    if heading.lines[0].cells:
        return heading.lines[0].cells[1]
    label = label_of(heading.text)
    if NUMBERED_PROJECT.match(heading.text):
        return NUMBERED_PROJECT.sub("", heading.text)
    return label[1] if label and heading.level == LABEL_LEVEL else heading.text
