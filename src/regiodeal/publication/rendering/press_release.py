"""The press release of a decision list, in CommonMark, with the amounts of the list itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import decision_list, paths
from regiodeal.publication.rendering.decision_list import Decision, DecisionList, Event
from regiodeal.publication.rendering.languages import active

_NEW = "new"
_GRANTED = {"granted", "granted_on_conditions"}
_MARKS = re.compile(r"([\\`*_\[\]<>#|~])")
_OPENS = re.compile(r"^(\s*\d*)([-+=.)])", re.MULTILINE)  # what begins a list or underlines a heading


@dataclass(frozen=True)
class PressRelease:
    """What a press release says: its subject on one line, and its text in CommonMark."""

    subject: str
    text: str


def of(envelope: Envelope, site: str) -> PressRelease:
    """Return the press release of a decision list whose snapshot is public, in the language that is spoken.

    `site` is the root of the public record with its last slash: all links are whole. New projects are told one by one;
    of what is already known (a follow-up, an enlargement) the implementation programme tells more.
    """
    snapshot = envelope.snapshot or {}
    found = decision_list.of(envelope)
    kinds = [item["kind"] for item in snapshot["items"]]
    granted = [
        (decision, kind)
        for decision, kind, item in zip(found.decisions, kinds, snapshot["items"], strict=True)
        if item["outcome"] in _GRANTED
    ]
    root = f"{site}{active().folder}"
    fresh = [decision for decision, kind in granted if kind == _NEW]
    known = [decision for decision, kind in granted if kind != _NEW]
    parts = [
        *_opening(found, fresh),
        *(part for decision in fresh for part in _project(decision, root)),
        *_known(known, root),
        *(part for event in found.events for part in _event(event)),
        _closing(found, root, envelope.subject),
    ]
    return PressRelease(found.title, "\n\n".join(parts))


def _opening(found: DecisionList, fresh: list[Decision]) -> Iterator[str]:
    if found.introduction:
        yield from (plain(part) for part in found.introduction)
        return
    words = {"body": plain(found.body), "day": found.held_on}
    if fresh:
        yield gettext("%(body)s heeft op %(day)s besloten over nieuwe projecten. Hieronder leest u welke.") % words
    else:
        yield gettext("%(body)s heeft op %(day)s besluiten genomen.") % words


def _project(decision: Decision, root: str) -> Iterator[str]:
    yield f"## [{plain(decision.project)}]({root}{decision.project_href})"
    yield from (plain(part) for part in decision.text)
    amounts = [(decision.contribution_label, decision.contribution)] if decision.contribution else []
    amounts += [(f"{one.label}{f' ({one.note})' if one.note else ''}", one.amount) for one in decision.others]
    if amounts:
        yield "\n".join(f"- {plain(label)}: **{amount}**" for label, amount in amounts)
    if decision.conditions:
        conditions = [
            f"- {plain(one.text)}{f' ({plain(one.about)})' if one.about else ''}" for one in decision.conditions
        ]
        yield "\n".join([gettext("De bijdrage is toegekend onder voorwaarden:"), "", *conditions])


def _known(known: list[Decision], root: str) -> Iterator[str]:
    if not known:
        return
    yield f"## {gettext('Bestaande projecten')}"
    yield "\n".join(
        f"- [{plain(one.project)}]({root}{one.project_href}): {plain(one.kind)}"
        f"{f', **{one.contribution}**' if one.known and one.contribution else ''}"
        for one in known
    )
    yield gettext("Wat dat voor deze projecten betekent, staat in het [uitvoeringsprogramma](%(address)s).") % {
        "address": f"{root}{paths.PROGRAMME_ROOT}"
    }


def _event(event: Event) -> Iterator[str]:
    yield f"## {plain(event.name)}"
    if event.when:
        yield plain(event.when)
    yield from (plain(part) for part in event.text)


def _closing(found: DecisionList, root: str, meeting: str) -> str:
    return gettext("Alle besluiten staan, met de bedragen, op de [besluitenlijst van %(day)s](%(address)s).") % {
        "day": found.held_on,
        "address": f"{root}{paths.decision_list(meeting)}",
    }


def plain(words: str) -> str:
    """Return words in which no sign is a mark of CommonMark."""
    return _OPENS.sub(r"\1\\\2", _MARKS.sub(r"\\\1", words))
