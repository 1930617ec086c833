"""Sections to projects: from a heading with its text, from items of a list, from rows of a table, from a sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from regiodeal.reading import amounts, decided, money, parties, places, tables
from regiodeal.reading.documents import Line
from regiodeal.reading.found import Found, FoundAmount, Kind, Proposal
from regiodeal.reading.naming import clean_name, item_name, name_in
from regiodeal.reading.passages import Passage, join
from regiodeal.reading.sections import Section, labelled_name, labelled_project, project_item
from regiodeal.reading.structure import LABEL_LEVEL, Block, Shape

NEARLY = 0.1  # of a round amount: how far the exact one may be from it
RESTATED = re.compile(r"^[^;,€]{0,20}(?::|\(|namelijk|om precies te zijn)[^;€]{0,12}$")


class Draft:
    """A project that is being put together, with the lines that it takes."""

    def __init__(self, proposal: Proposal, lines: Sequence[int], *, turned_down: bool = False) -> None:
        self.proposal = proposal
        self.lines = tuple(lines)
        self.turned_down = turned_down


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
    settings = _settings(body)
    found = (
        *headed,
        *(amount for block, words in zip(body, settings, strict=True) for amount in _amounts(block, words)),
    )
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
    place = {found.value: found for found in places.find(_named(heading, name), title=True)}
    for passage in _paragraphs(body):
        for found in parties.find(passage, name):
            party.setdefault(found.value.lower(), found)
        for found in places.find(passage):
            place.setdefault(found.value, found)
    return tuple(party.values()), tuple(place.values())


def _named(heading: Block, name: str) -> Passage:
    """Return the name of a project as a passage on the first line of its heading."""
    return Passage(name, heading.lines[:1], (0,)) if name in heading.text else heading.passage


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


def _amounts(block: Block, setting: str) -> list[FoundAmount]:
    if block.shape is Shape.ROW:
        return money.find(Passage(_as_field(block), block.lines, (0,)))
    return money.find(block.passage, setting)


def _settings(blocks: Sequence[Block]) -> list[str]:
    """Return for each block the words that introduce it: above a list its lead-in, above a text its heading."""
    found: list[str] = []
    lead_in, heading = "", ""
    for block in blocks:
        found.append(lead_in if block.shape is Shape.ITEM else heading)
        if block.shape is Shape.HEADING:
            heading = block.text
        if block.shape in {Shape.PARAGRAPH, Shape.HEADING}:
            sentences = block.passage.sentences()
            lead_in = block.text[sentences[-1][0] if sentences else 0 :]
    return found


def _summary(body: Sequence[Block]) -> str:
    return "\n\n".join(passage.text for passage in _paragraphs(body))


def _distinct(found: Sequence[FoundAmount]) -> tuple[FoundAmount, ...]:
    """Leave out an amount that is said again; what was classified once is not unclassified elsewhere."""
    kept: list[FoundAmount] = []
    for amount in _exactly(found):
        same = [other for other in kept if other.cents == amount.cents and amount.cents is not None]
        if any(other.kind in {amount.kind, Kind.DEAL_RESERVATION, Kind.TOTAL_COST} for other in same):
            continue
        kept.append(amount)
    return tuple(kept)


def _exactly(found: Sequence[FoundAmount]) -> list[FoundAmount]:
    """Take "bijna een miljoen euro: € 975.000" as one amount: the exact figure, and what the round one was."""
    kept: list[FoundAmount] = []
    for amount in found:
        round_one = kept[-1] if kept else amount
        if _says_again(round_one, amount):
            kept[-1] = replace(amount, kind=round_one.kind)
        else:
            kept.append(amount)
    return kept


def _says_again(round_one: FoundAmount, amount: FoundAmount) -> bool:
    if round_one.qualifier is None or round_one.cents is None or amount.cents is None or amount.qualifier:
        return False
    between = round_one.sentence.partition(round_one.text)[2].partition(amount.text)[0]
    near = abs(round_one.cents - amount.cents) <= round_one.cents * NEARLY
    return near and round_one.sentence == amount.sentence and bool(RESTATED.search(between))


def from_items(blocks: Sequence[Block], title: str) -> Iterator[Draft]:
    """Return a project for each item of a list that names one with its amount."""
    labels = sum(block.shape is Shape.PARAGRAPH and labelled_project(block) for block in blocks)
    for block, lead_in in zip(blocks, _settings(blocks), strict=True):
        listed = block.shape is Shape.ITEM and project_item(block)
        labelled = block.shape is Shape.PARAGRAPH and labelled_project(block)
        if listed or (labelled and (labels > 1 or block.text.startswith("Project "))):
            yield _from_item(block, f"{title}. {lead_in}", turned_down=decided.turned_down(f"{title}. {lead_in}"))


def _from_item(block: Block, setting: str, *, turned_down: bool) -> Draft:
    first = amounts.find(block.text)[0]
    passage = block.passage
    name = item_name(block.text, first.start)
    found = money.find(passage, setting)
    end = block.text.find(name) + len(name)
    summary = block.text[end:].lstrip(" :–—-") or block.text
    numbers = [line.number for line in block.lines]
    named = Found(name, numbers[0], name)
    proposal = Proposal(
        named,
        summary,
        (numbers[0], numbers[-1]),
        _distinct(found),
        tuple(parties.find(passage, name)),
        tuple(_places_in(passage, named)),
    )
    return Draft(proposal, numbers, turned_down=turned_down)


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
            *(f for f in _places_in(passage, row.name) if f.value not in known),
        )
        drafts.append(
            Draft(
                Proposal(row.name, row.summary or passage.text, numbers, row.amounts, party, place), [row.line.number]
            )
        )
    return drafts, around


def _places_in(passage: Passage, name: Found) -> list[Found]:
    """Return the places in a row or an item, of which the name may end in one."""
    titled = places.find(Passage(name.value, passage.lines[:1], (0,)), title=True)
    return [*titled, *(found for found in places.find(passage) if found.value not in name.value)]


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
