"""What a person is asked about a document: every value that was found, and what a meeting needs beside that."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from regiodeal.decisions.choices import DecisionKind, Outcome
from regiodeal.decisions.queries import standing
from regiodeal.programme.choices import Power
from regiodeal.programme.models import Deal
from regiodeal.projects.choices import FigureKind
from regiodeal.projects.models import Project
from regiodeal.projects.queries import whole
from regiodeal.reading import decided, matching
from regiodeal.reading.found import Event, Found, FoundAmount, Kind, Proposal, Role
from regiodeal.reading.reader import Reading
from regiodeal.reading.reviews import MEETING, Field, Part, Review, Value

_NOT_KNOWN = "nog niet bekend"
_PUT_OFF = ("aangehouden", "doorgeschoven", "uitgesteld", "verdaagd", "houdt", "aan te houden")


def suggest(reading: Reading, deal: Deal) -> Review:
    """Return the review that a reading begins with: all that was found, and nothing that anybody agreed to."""
    register = _register(deal)
    projects = (_project(f"p{n}", proposal, register) for n, proposal in enumerate(reading.proposals, start=1))
    return Review((_meeting(reading, deal), *projects))


def missed(key: str, name: str, deal: Deal) -> Part:
    """Return a part for a project that the reader missed, by its name."""
    return _project(key, Proposal(Found(name, 0, ""), "", None, (), (), ()), _register(deal))


@dataclass(frozen=True)
class _Register:
    """What the deal knows: its projects by name, those that something was granted to, and whether it has pillars."""

    projects: Mapping[str, Project]
    granted: frozenset[str]
    pillars: bool


def _register(deal: Deal) -> _Register:
    granted = frozenset(one.item.project.code for one in standing(deal) if one.granted)
    return _Register(matching.by_name(whole(deal)), granted, deal.pillars.exists())


def _meeting(reading: Reading, deal: Deal) -> Part:
    bodies = sorted(deal.bodies.all(), key=lambda body: body.power != Power.DECIDES)
    title, day = reading.title, reading.meeting_date
    lines = reading.lines_with(Role.INTRODUCTION)
    introduction = " ".join(line.words or line.text.strip() for line in lines)
    values = [
        _plain(Field.BODY, bodies[0].code if bodies else None),
        _plain(Field.HELD_ON, day.value, day) if day else _plain(Field.HELD_ON, None),
        _plain(Field.ADOPTED_ON, None),
        _plain(Field.REFERENCE, ""),
        _plain(Field.TITLE, (title.value if title else reading.document.name)[:200], title),
        _plain(Field.SOURCE, ""),
    ]
    if introduction:
        found = Found(introduction, lines[0].number, lines[0].text.strip())
        values.append(_plain(Field.INTRODUCTION, introduction, found))
    values += [_event(number, event) for number, event in enumerate(reading.events, start=1)]
    return Part(MEETING, "", tuple(values))


def _event(number: int, event: Event) -> Value:
    told = {"name": event.name[:200], "when": (event.when or _NOT_KNOWN)[:200], "text": event.text}
    return Value(f"{Field.EVENT}-{number}", Field.EVENT, told, told, line=event.line, words=event.name)


def _project(key: str, proposal: Proposal, register: _Register) -> Part:
    project = matching.match(proposal.name.value, register.projects)
    again = project is not None and project.code in register.granted
    name = proposal.name if proposal.name.line else None
    outcome = _outcome(proposal.summary)
    values = [
        _plain(Field.PROJECT, project.code if project else "", name),
        _plain(Field.NAME, proposal.name.value[:200], name),
        *([_plain(Field.PILLAR, "")] if register.pillars else []),
        _plain(Field.LEAD, ""),
        *_named(Field.PARTY, proposal.parties),
        *_named(Field.PLACE, proposal.places),
        _plain(Field.KIND, str(DecisionKind.FOLLOW_UP if again else DecisionKind.NEW)),
        _plain(Field.OUTCOME, str(outcome)),
        _contribution(proposal),
        *(_figure(number, one) for number, one in enumerate(matching.larger_figures(proposal), start=1)),
        _plain(Field.RELEASE, None),
        _plain(Field.NEW_END, None),
        _plain(Field.REASON, ""),
        _text(proposal),
    ]
    return Part(key, proposal.name.value[:200], tuple(values), _range(proposal, values))


def _plain(field: Field, value: Any, found: Found | None = None) -> Value:
    if found is None:
        return Value(field, field, value, value)
    return Value(field, field, value, value, line=found.line, words=found.text)


def _named(field: Field, found: Iterable[Found]) -> Iterator[Value]:
    for number, one in enumerate(found, start=1):
        yield Value(f"{field}-{number}", field, one.value[:200], one.value[:200], line=one.line, words=one.text)


def _contribution(proposal: Proposal) -> Value:
    amount = matching.contribution(proposal)
    if amount is None:
        return _plain(Field.CONTRIBUTION, None)
    return Value(
        Field.CONTRIBUTION,
        Field.CONTRIBUTION,
        amount.cents,
        amount.cents,
        line=amount.line,
        words=_words(amount),
        sentence=amount.sentence,
    )


def _figure(number: int, amount: FoundAmount) -> Value:
    kind = FigureKind.UNCLASSIFIED if amount.kind is Kind.UNCLASSIFIED else FigureKind(amount.kind.value)
    return Value(
        f"{Field.FIGURE}-{number}",
        Field.FIGURE,
        amount.cents,
        amount.cents,
        str(kind),
        str(kind),
        line=amount.line,
        words=_words(amount),
        sentence=amount.sentence or amount.text,
    )


def _words(amount: FoundAmount) -> str:
    return f"{amount.qualifier} {amount.text}" if amount.qualifier else amount.text


def _text(proposal: Proposal) -> Value:
    line = proposal.summary_lines[0] if proposal.summary_lines else None
    return Value(Field.TEXT, Field.TEXT, proposal.summary, proposal.summary, line=line)


def _outcome(summary: str) -> Outcome:
    if not decided.turned_down(summary):
        return Outcome.GRANTED
    return Outcome.DEFERRED if any(word in summary.lower() for word in _PUT_OFF) else Outcome.REJECTED


def _range(proposal: Proposal, values: Iterable[Value]) -> tuple[int, int] | None:
    lines = [value.line for value in values if value.line] + list(proposal.summary_lines or ())
    return (min(lines), max(lines)) if lines else None


def lines_of(reading: Reading) -> list[Mapping[str, Any]]:
    """Return the lines of the document as the review shows them: 1-based number, text, page and role."""
    return [
        {"number": line.number, "text": line.text, "page": line.page, "role": str(reading.roles.get(line.number, ""))}
        for line in reading.document.lines
    ]
