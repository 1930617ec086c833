"""Sections to projects: from a heading with its text, from items of a list, from rows of a table, from a sentence."""

from collections.abc import Iterator, Sequence

from regiodeal.reading import amounts, money, parties, places, tables
from regiodeal.reading.documents import Line
from regiodeal.reading.found import Found, FoundAmount, Kind, Proposal
from regiodeal.reading.naming import clean_name, item_name, name_in
from regiodeal.reading.passages import Passage, join
from regiodeal.reading.sections import Section, labelled_name, labelled_project, project_item
from regiodeal.reading.structure import LABEL_LEVEL, Block, Shape


class Draft:
    """A project that is being put together, with the lines that it takes."""

    def __init__(self, proposal: Proposal, lines: Sequence[int]) -> None:
        self.proposal = proposal
        self.lines = tuple(lines)


def from_section(section: Section, blocks: Sequence[Block]) -> Draft:
    """Return the project of a heading and the blocks that tell of it."""
    heading = section.heading
    if heading is None:
        raise ValueError("a project of a section needs a heading")
    first = heading.lines[0]
    name = clean_name(labelled_name(heading))
    body = [block for block in blocks if block is not heading]
    headed = money.find(heading.passage, setting="")
    if heading.level == LABEL_LEVEL:
        headed = []
    text_lines = [line for block in body for line in block.lines]
    found = (*headed, *(amount for block in body for amount in _amounts(block, body)))
    passage = join(text_lines)
    named_parties, named_places = _names(heading, body, name)
    summary = _summary(body) or passage.text
    span = (text_lines[0].number, text_lines[-1].number) if text_lines else None
    proposal = Proposal(
        Found(name, first.number, heading.text), summary, span, _distinct(found), named_parties, named_places
    )
    return Draft(proposal, [line.number for line in (*heading.lines, *text_lines)])


def _names(heading: Block, body: Sequence[Block], name: str) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    party: dict[str, Found] = {}
    place = {found.value: found for found in places.find(heading.passage)}
    for passage in _paragraphs(body):
        for found in parties.find(passage, name):
            party.setdefault(found.value.lower(), found)
        for found in places.find(passage):
            place.setdefault(found.value, found)
    return tuple(party.values()), tuple(place.values())


def _paragraphs(body: Sequence[Block]) -> Iterator[Passage]:
    """Return the text block by block; a paragraph that runs on in the next block is one passage."""
    waiting: list[Line] = []
    for block in body:
        if waiting and not block.text[:1].islower():
            yield join(waiting)
            waiting = []
        waiting = [*waiting, *_row_lines(block)]
        if block.shape is Shape.ROW:
            yield Passage(_as_field(block), block.lines, (0,))
            waiting = []
    if waiting:
        yield join(waiting)


def _row_lines(block: Block) -> tuple[Line, ...]:
    return () if block.shape is Shape.ROW else block.lines


def _as_field(block: Block) -> str:
    """Return a row without a header as "label: value"."""
    label, *values = (cell.rstrip(" :") for cell in block.lines[0].cells)
    return f"{label}: {' | '.join(values)}"


def _amounts(block: Block, body: Sequence[Block]) -> list[FoundAmount]:
    if block.shape is Shape.ROW:
        return money.find(Passage(_as_field(block), block.lines, (0,)))
    setting = lead_in(block, body) if block.shape is Shape.ITEM else _heading_above(block, body)
    return money.find(block.passage, setting)


def _heading_above(block: Block, body: Sequence[Block]) -> str:
    above = [other for other in body[: body.index(block)] if other.shape is Shape.HEADING]
    return above[-1].text if above else ""


def lead_in(item: Block, blocks: Sequence[Block]) -> str:
    """Return the words that introduce the list that an item stands in."""
    before = [block for block in blocks[: blocks.index(item)] if block.shape in {Shape.PARAGRAPH, Shape.HEADING}]
    if not before:
        return ""
    sentences = before[-1].passage.sentences()
    start = sentences[-1][0] if sentences else 0
    return before[-1].text[start:]


def _summary(body: Sequence[Block]) -> str:
    return "\n\n".join(passage.text for passage in _paragraphs(body))


def _distinct(found: Sequence[FoundAmount]) -> tuple[FoundAmount, ...]:
    """Leave out an amount that is said again; what was classified once is not unclassified elsewhere."""
    kept: list[FoundAmount] = []
    for amount in found:
        same = [other for other in kept if other.cents == amount.cents and amount.cents is not None]
        if any(other.kind in {amount.kind, Kind.DEAL_RESERVATION, Kind.TOTAL_COST} for other in same):
            continue
        kept.append(amount)
    return tuple(kept)


def from_items(blocks: Sequence[Block], title: str) -> Iterator[Draft]:
    """Return a project for each item of a list that names one with its amount."""
    labelled = [block for block in blocks if block.shape is Shape.PARAGRAPH and labelled_project(block)]
    for block in blocks:
        listed = block.shape is Shape.ITEM and project_item(block)
        if listed or (block in labelled and (len(labelled) > 1 or block.text.startswith("Project "))):
            setting = f"{title}. {lead_in(block, blocks)}"
            yield _from_item(block, setting)


def _from_item(block: Block, setting: str) -> Draft:
    first = amounts.find(block.text)[0]
    passage = block.passage
    name = item_name(block.text, first.start)
    found = money.find(passage, setting)
    end = block.text.find(name) + len(name)
    summary = block.text[end:].lstrip(" :–—-") or block.text
    numbers = [line.number for line in block.lines]
    proposal = Proposal(
        Found(name, numbers[0], name),
        summary,
        (numbers[0], numbers[-1]),
        _distinct(found),
        tuple(parties.find(passage, name)),
        tuple(places.find(passage)),
    )
    return Draft(proposal, numbers)


def from_tables(blocks: Sequence[Block]) -> tuple[list[Draft], set[int]]:
    """Return the projects in the tables, and the 1-based lines of their headers and totals."""
    rows, around = tables.projects_in(blocks)
    drafts = []
    for row in rows:
        passage = tables.as_passage(row)
        numbers = (row.line.number, row.line.number)
        inside = {found.value.lower() for found in row.parties}
        party = (
            *row.parties,
            *(f for f in parties.find(passage, row.name.value) if f.value.lower() not in inside and not row.parties),
        )
        known = {found.value for found in row.places}
        place = (
            *row.places,
            *(f for f in places.find(passage) if f.value not in known and f.value not in row.name.value),
        )
        drafts.append(
            Draft(
                Proposal(row.name, row.summary or passage.text, numbers, row.amounts, party, place), [row.line.number]
            )
        )
    return drafts, around


def from_prose(block: Block, taken: set[str]) -> Iterator[Draft]:
    """Return the projects that a paragraph names in one sentence with their amount."""
    passage = block.passage
    sentences = passage.sentences()
    for place, (start, end) in enumerate(sentences):
        sentence = passage.text[start:end]
        name = name_in(sentence)
        if not name or name.lower() in taken or not amounts.find(sentence):
            continue
        taken.add(name.lower())
        yield _from_sentences(passage, name, start, _last_about_it(passage, sentences[place:]))


def _last_about_it(passage: Passage, sentences: Sequence[tuple[int, int]]) -> int:
    """Return where the text about a project ends: before the next sentence that names another one with money."""
    end = sentences[0][1]
    for start, stop in sentences[1:]:
        words = passage.text[start:stop]
        if name_in(words):
            break
        end = stop
    return end


def _from_sentences(passage: Passage, name: str, start: int, end: int) -> Draft:
    about = _part(passage, start, end)
    numbers = sorted({line.number for line in about.lines})
    proposal = Proposal(
        Found(name, about.line_at(max(0, about.text.find(name))).number, name),
        about.text.strip(),
        (numbers[0], numbers[-1]),
        _distinct(money.find(about)),
        tuple(parties.find(about, name)),
        tuple(places.find(about)),
    )
    return Draft(proposal, numbers)


def _part(passage: Passage, start: int, end: int) -> Passage:
    """Return text[start:end] of a passage, with the lines it stands on."""
    inside = [
        (line, max(0, at - start))
        for line, at, following in zip(
            passage.lines, passage.starts, [*passage.starts[1:], len(passage.text) + 1], strict=True
        )
        if at < end and following > start
    ]
    return Passage(passage.text[start:end], tuple(line for line, _ in inside), tuple(at for _, at in inside))
