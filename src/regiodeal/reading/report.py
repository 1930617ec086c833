"""A reading as a text for the terminal."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from babel.numbers import format_currency

from regiodeal.reading.found import Found, FoundAmount, Kind, Proposal, Role
from regiodeal.reading.reader import Reading

LABELS = {
    Kind.CONTRIBUTION: "contribution",
    Kind.DEAL_RESERVATION: "reserved in the deal",
    Kind.TOTAL_COST: "total cost",
    Kind.UNCLASSIFIED: "not yet classified",
}
WIDTH = 100  # characters of the document that are shown on one line


def as_text(reading: Reading) -> str:
    """Return what was found, in lines that fit a terminal; figures as Dutch readers write them."""
    return "\n".join(_lines(reading)) + "\n"


def _lines(reading: Reading) -> Iterator[str]:
    document = reading.document
    yield f"{document.name}: {document.media_type}, {len(document.lines)} lines"
    if reading.title:
        yield f"Title: {reading.title.value}"
    if reading.meeting_date:
        yield f"Meeting: {reading.meeting_date.value} (line {reading.meeting_date.line})"
    yield ""
    yield _count(len(reading.proposals), "project", "projects") if reading.proposals else "No projects found."
    for proposal in reading.proposals:
        yield ""
        yield from _project(proposal)
    yield from _contacts(reading)
    yield from _events(reading)
    yield from _unread(reading)


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _project(proposal: Proposal) -> Iterator[str]:
    yield f"{proposal.name.value}  (line {proposal.name.line})"
    if not proposal.amounts:
        yield "  amount: unknown"
    figures = [_figure(amount) for amount in proposal.amounts]
    width = max((len(figure) for figure in figures), default=0)
    label = max((len(LABELS[amount.kind]) for amount in proposal.amounts), default=0)
    for amount, figure in zip(proposal.amounts, figures, strict=True):
        yield f"  {LABELS[amount.kind]:<{label}}  {figure:>{width}}  line {amount.line}: {_words(amount)}"
    yield from _names("parties", proposal.parties)
    yield from _names("places", proposal.places)


def _figure(amount: FoundAmount) -> str:
    if amount.cents is None:
        return "unknown"
    return format_currency(Decimal(amount.cents) / 100, "EUR", locale="nl_NL").replace("\u00a0", " ")


def _words(amount: FoundAmount) -> str:
    return f"“{amount.qualifier} {amount.text}”" if amount.qualifier else f"“{amount.text}”"


def _names(what: str, found: Sequence[Found]) -> Iterator[str]:
    if found:
        yield f"  {what}: " + ", ".join(f"{each.value} ({each.line})" for each in found)


def _contacts(reading: Reading) -> Iterator[str]:
    contacts = reading.contacts
    everything = [*contacts.names, *contacts.phones, *contacts.emails]
    if everything:
        yield ""
        yield "Press contact"
        for found in everything:
            yield f"  {found.value}  (line {found.line})"


def _events(reading: Reading) -> Iterator[str]:
    if reading.events:
        yield ""
        yield "Announced"
    for event in reading.events:
        yield f"  {event.name}" + (f", {event.when}" if event.when else "") + f"  (line {event.line})"


def _unread(reading: Reading) -> Iterator[str]:
    unread = reading.lines_with(Role.UNREAD)
    if unread:
        yield ""
        yield f"Unread: {_count(len(unread), 'line', 'lines')}"
        for line in unread:
            yield f"  {line.number:>5}  {line.text.strip()[:WIDTH]}"
