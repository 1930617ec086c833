"""A message that was sent by mail: what it said, when, and what it tells about."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from regiodeal.common.moments import OFFICE_TIME
from regiodeal.publication.envelope import Envelope, Snapshot
from regiodeal.publication.rendering import commonmark, languages, paths
from regiodeal.publication.rendering.formatting import day
from regiodeal.publication.visibility import PublicEditions, public_since


@dataclass(frozen=True)
class About:
    """The subject that a message tells about: what it is called, in Dutch, and its stable page."""

    title: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message with its text as HTML. `language` is empty where it is that of the page."""

    kind: str
    iso_day: str
    day: str
    language: str
    text: SafeString
    about: About | None


@dataclass(frozen=True, kw_only=True)
class Row:
    """A message in a list of messages."""

    title: str
    href: str
    kind: str
    iso_day: str
    day: str
    language: str


def of(envelope: Envelope) -> Message:
    """Return the message in an edition whose snapshot is public."""
    snapshot = envelope.snapshot or {}
    told = snapshot["about"]
    sent = _sent(envelope, snapshot)
    return Message(
        kind=kind_of(snapshot),
        iso_day=sent.date().isoformat(),
        day=day(sent.date().isoformat()),
        language=_marked(snapshot["language"]),
        text=commonmark.html_of(snapshot["text"]),
        about=About(told["title"], paths.folder_of(told["kind"], told["subject"])) if told else None,
    )


def rows(public: PublicEditions) -> tuple[Row, ...]:
    """Return the messages that are public, the newest first."""
    kept = [(envelope, envelope.snapshot or {}) for envelope in public.current(paths.MAILING)]
    newest = sorted(kept, key=lambda one: (_sent(*one), one[1]["number"]), reverse=True)
    return tuple(_row(envelope, snapshot) for envelope, snapshot in newest)


def kind_of(snapshot: Snapshot) -> str:
    """Return what a message is called, as at the beginning of a sentence, in the language that is spoken."""
    label = languages.said(snapshot["kind_label"])
    return label[:1].upper() + label[1:]


def _row(envelope: Envelope, snapshot: Snapshot) -> Row:
    sent = _sent(envelope, snapshot)
    return Row(
        title=snapshot["title"],
        href=paths.folder_of(envelope.kind, envelope.subject),
        kind=kind_of(snapshot),
        iso_day=sent.date().isoformat(),
        day=day(sent.date().isoformat()),
        language=_marked(snapshot["language"]),
    )


def _sent(envelope: Envelope, snapshot: Snapshot) -> datetime:
    """When the first mail went out, as people in the Netherlands lived it."""
    return datetime.fromisoformat(snapshot["sent_from"] or public_since(envelope)).astimezone(OFFICE_TIME)


def _marked(code: str) -> str:
    return "" if code == languages.active().code else code
