"""A draft of the meeting file from what was read, for a person to check, complete and confirm."""

import json
import textwrap
from collections.abc import Iterable, Iterator
from datetime import date

from regiodeal.common.errors import Refusal
from regiodeal.common.money import write_euros
from regiodeal.programme.models import Body, Deal
from regiodeal.projects.models import Project
from regiodeal.projects.queries import whole
from regiodeal.reading import matching
from regiodeal.reading.found import Found, FoundAmount, Kind, Proposal
from regiodeal.reading.reader import Reading

_LATER_FIGURES = "# deal_reservation, total_cost of requested zodra iemand weet wat het bedrag betekent"


def draft(reading: Reading, body: Body, held_on: date | None = None) -> str:
    """Return a meeting file in YAML for the body: every value with the line and the words that it came from.

    It loads as it is when every project is in the register or the deal has no pillars to choose from; a larger figure
    stays `unclassified` and an amount that was not found is left out, until a person says otherwise. `held_on` is the
    day of the meeting where the document does not tell it. Raises Refusal without a day, or without a project.
    """
    if not reading.proposals:
        raise Refusal("{document}: no project was found, so there is nothing to draft", document=reading.document.name)
    if held_on is None and reading.meeting_date is None:
        raise Refusal(
            "{document}: the day of the meeting is not in the document; give it with --held-on",
            document=reading.document.name,
        )
    day = held_on or date.fromisoformat(reading.meeting_date.value if reading.meeting_date else "")
    lines = [*_head(reading, body, day), "", "items:"]
    known = matching.by_name(whole(body.deal))
    for proposal in reading.proposals:
        lines += [*_item(proposal, known, body.deal), ""]
    return "\n".join(lines).rstrip() + "\n"


def _head(reading: Reading, body: Body, held_on: date) -> Iterator[str]:
    document = reading.document
    yield f"# Concept, gelezen uit {document.name}. Controleer elke waarde bij de regel die erachter staat,"
    yield "# vul aan wat ontbreekt, en laad het bestand daarna met: regiodeal meeting load"
    yield f"deal: {body.deal.code}"
    yield "meeting:"
    yield f"  reference: {held_on}-{body.code}"
    yield f"  body: {body.code}"
    yield f"  held_on: {held_on}"
    yield f"  adopted_on: {held_on}"
    yield "  document:"
    yield f"    title: {_text((reading.title.value if reading.title else document.name)[:200])}"
    if reading.events:
        yield "  events:"
    for event in reading.events:
        yield f"    - name: {_text(event.name[:200])}  # regel {event.line}"
        yield f"      when: {_text((event.when or 'nog niet bekend')[:200])}"
        yield from _block("      text", event.text)


def _item(proposal: Proposal, known: dict[str, Project], deal: Deal) -> Iterator[str]:
    name = proposal.name
    project = matching.match(name.value, known)
    yield f"  - project: {project.code if project else matching.code_of(name.value)}  {_source(name)}"
    if project is None:
        yield from _new_project(proposal, deal)
    elif proposal.parties or proposal.places:
        yield "    adds:  # komt bij wat er in het register staat"
        yield from _parties_and_places(proposal)
    yield "    kind: new"
    yield "    outcome: granted"
    contribution = matching.contribution(proposal)
    if contribution is None:
        yield "    # contribution: in het document staat geen bijdrage; die is dus niet bekend"
    else:
        yield f"    contribution: {write_euros(contribution.cents or 0)}  {_source(contribution)}"
    yield from _block("    text", proposal.summary)
    figures = [one for one in matching.larger_figures(proposal) if one.cents]
    if figures:
        yield "    figures:"
    for figure in figures:
        unclassified = figure.kind is Kind.UNCLASSIFIED
        yield f"      - kind: {figure.kind}  {_LATER_FIGURES if unclassified else _source(figure)}"
        yield f"        amount: {write_euros(figure.cents or 0)}  {_source(figure)}"
        yield f"        words: {_text(figure.sentence or figure.text)}"


def _new_project(proposal: Proposal, deal: Deal) -> Iterator[str]:
    yield "    new_project:  # staat nog niet in het register"
    yield f"      name: {_text(proposal.name.value[:200])}"
    pillars = ", ".join(pillar.code for pillar in deal.pillars.all())
    if pillars:
        yield f"      # pillar: kies uit {pillars}"
    yield from _parties_and_places(proposal)


def _parties_and_places(proposal: Proposal) -> Iterator[str]:
    yield from _named("parties", proposal.parties, "{{name: {}}}")
    yield from _named("places", proposal.places, "{}")


def _named(key: str, found: Iterable[Found], form: str) -> Iterator[str]:
    rows = [f"        - {form.format(_text(one.value[:200]))}  {_source(one)}" for one in found]
    if rows:
        yield f"      {key}:"
        yield from rows


def _source(found: Found | FoundAmount) -> str:
    words = " ".join(found.text.split())
    return f"# regel {found.line}: {words}"


def _block(key: str, prose: str) -> Iterator[str]:
    """Write prose as a block of YAML, a blank line between its paragraphs."""
    indent = " " * (len(key) - len(key.lstrip()) + 2)
    paragraphs = [" ".join(part.split()) for part in prose.split("\n\n") if part.strip()]
    if not paragraphs:
        return
    yield f"{key}: |"
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield ""
        yield from (
            indent + line for line in textwrap.wrap(paragraph, 100, break_long_words=False, break_on_hyphens=False)
        )


def _text(value: str) -> str:
    """Write a text so that YAML reads it back to the letter: JSON's quoting is YAML's too."""
    return json.dumps(" ".join(value.split()), ensure_ascii=False)
