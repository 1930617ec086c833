"""Publish, correct and withdraw. Each act adds editions to the chain of the deal, and changes none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.common.hashing import GENESIS, canonical, sha256
from regiodeal.common.sentences import Named, Sentence
from regiodeal.decisions import words as meeting_words
from regiodeal.decisions.models import Meeting, Resolution
from regiodeal.decisions.queries import meeting as find_meeting
from regiodeal.event_month.actions.publishing import mark_published
from regiodeal.event_month.models import EventMonth
from regiodeal.mailing.models import Mailing
from regiodeal.programme.models import Deal
from regiodeal.programme.queries import lock
from regiodeal.projects.queries import project as find_project
from regiodeal.publication import drafts, queries, words
from regiodeal.publication.actions import rebuilds
from regiodeal.publication.choices import WITHDRAWABLE, Act, EditionKind
from regiodeal.publication.drafts import Found
from regiodeal.publication.envelope import FORM, hash_of
from regiodeal.publication.freezing.decision_list import freeze_decision_list
from regiodeal.publication.freezing.mailing import freeze_mailing
from regiodeal.publication.freezing.projects import Frozen
from regiodeal.publication.models import Edition


class NotReady(Refusal):
    """Something is not adopted yet, or an embargo still holds."""


class NothingToCorrect(Refusal):
    """What was published says the same as what stands now."""


class WasPublished(Refusal):
    """The subject was published before with other content: that takes a correction with a reason."""


class PersonalData(Refusal):
    """What would be published holds what looks like personal data, and nobody said yet that it is not."""

    def __init__(self, found: Sequence[Found]) -> None:
        self.texts = tuple(dict.fromkeys(one.finding.text for one in found))
        super().__init__(
            Sentence("this looks like personal data; take it out, or say that it is not personal:"),
            *(words.personal_data(one.kind, one.subject, one.finding) for one in found),
        )


@dataclass(frozen=True, kw_only=True)
class Publisher:
    """Who publishes when, and until when the editions stay sealed. Moments are aware datetimes.

    `not_personal` are the texts that somebody looked at: they look like personal data, and are not.
    """

    by: trail.Actor
    at: datetime
    embargo_until: datetime | None = None
    not_personal: frozenset[str] = frozenset()


def publish_meeting(meeting: Meeting, publisher: Publisher) -> list[Edition]:
    """Publish the adopted list of a meeting, and with it the next implementation programme, the ledger and the
    project pages that changed; return the new editions, none when everything was published before.

    Raises NotReady when a list is not adopted or another embargo holds longer, WasPublished when the list was
    published with other content, PersonalData.
    """
    with transaction.atomic():
        deal = lock(meeting.body.deal)
        meeting.refresh_from_db()
        _require_ready(deal, publisher)
        if meeting.adopted_at is None:
            raise NotReady(
                "the list of {meeting} is not adopted yet; adopt it first", meeting=meeting_words.meeting(meeting)
            )
        chain = _Chain(deal, publisher)
        snapshot = drafts.of_meeting(meeting).snapshot
        before = queries.latest(deal, EditionKind.DECISION_LIST, meeting.reference)
        if before is None:
            chain.add(EditionKind.DECISION_LIST, meeting.reference, snapshot)
        elif before.act == Act.WITHDRAW or before.snapshot_sha256 != sha256(canonical(snapshot)):
            raise WasPublished(
                "the list of {meeting} was published otherwise or withdrawn; use a correction",
                meeting=meeting_words.meeting(meeting),
            )
        _add_programme(chain)
        return chain.finished()


def publish_programme(deal: Deal, publisher: Publisher) -> list[Edition]:
    """Publish the next version of the implementation programme where it says something new, with the ledger and the
    project pages that changed. Raises NotReady, PersonalData."""
    with transaction.atomic():
        deal = lock(deal)
        _require_ready(deal, publisher)
        chain = _Chain(deal, publisher)
        _add_programme(chain)
        return chain.finished()


def publish_mailing(deal: Deal, mailing: Mailing, publisher: Publisher) -> Edition:
    """Publish what a mailing says, in the transaction that starts it. It tells no figures of its own, so it may go out
    while a meeting is half-way. Raises NotReady where what it tells about is under embargo for longer, PersonalData.
    """
    with transaction.atomic():
        deal = lock(deal)
        told = queries.named(deal, mailing.about)
        if told is not None and told.embargo_until is not None:
            public_at = max(publisher.at, publisher.embargo_until or publisher.at)
            if told.embargo_until > public_at:
                raise NotReady(
                    "{edition} is under embargo until {moment}; send the mailing from then on",
                    edition=words.edition(told),
                    moment=told.embargo_until,
                )
        chain = _Chain(deal, publisher)
        chain.add(EditionKind.MAILING, str(mailing.number), freeze_mailing(deal, mailing, told))
        return chain.finished()[0]


def publish_event_month(deal: Deal, month: EventMonth, publisher: Publisher) -> Edition | None:
    """Publish the programme of an event month where it says something new, and tell its room which changes the public
    knows from now on; return the edition, None where nothing changed.

    It tells no figures of the deal, so it may go out while a meeting is half-way, and knows no embargo. After a
    withdrawal it is published anew. Raises PersonalData.
    """
    with transaction.atomic():
        deal = lock(deal)
        month.refresh_from_db()
        draft = drafts.of_event_month(month, publisher.at)
        before = queries.latest(deal, draft.kind, draft.subject)
        if before is not None and before.snapshot_sha256 == sha256(canonical(draft.snapshot)):
            return None
        chain = _Chain(deal, replace(publisher, embargo_until=None))
        chain.add(draft.kind, draft.subject, draft.snapshot)
        mark_published(month=month, at=publisher.at)
        return chain.finished()[0]


def correct(deal: Deal, kind: EditionKind, subject: str, reason: str, publisher: Publisher) -> list[Edition]:
    """Publish a corrected edition of a list or a project page, which names what it corrects and why.

    The programme and the pages that show the same follow. Raises NothingToCorrect, NotReady, PersonalData, Refusal.
    """
    with transaction.atomic():
        deal = lock(deal)
        _require_ready(deal, publisher)
        before = _published(deal, kind, subject, reason)
        snapshot = _freeze(deal, kind, subject)
        if before.snapshot_sha256 == sha256(canonical(snapshot)):
            raise NothingToCorrect(
                "{edition} says the same as what stands now; change that first", edition=words.edition(before)
            )
        chain = _Chain(deal, publisher)
        chain.add(kind, subject, snapshot, act=Act.CORRECT, corrects=before, reason=reason)
        _add_programme(chain)
        return chain.finished()


def withdraw(deal: Deal, kind: EditionKind, subject: str, reason: str, publisher: Publisher) -> Edition:
    """Withdraw a subject: a page stays that says so and why; what it said is no longer public. Raises Refusal."""
    with transaction.atomic():
        deal = lock(deal)
        before = _published(deal, kind, subject, reason)
        if kind not in WITHDRAWABLE:
            raise Refusal("{kind} cannot be withdrawn: the figures of the deal rest on it", kind=EditionKind(kind))
        if before.act == Act.WITHDRAW:
            raise Refusal("{edition} is withdrawn already", edition=words.edition(before))
        chain = _Chain(deal, publisher)
        chain.add(kind, subject, None, act=Act.WITHDRAW, corrects=before, reason=reason)
        return chain.finished()[0]


class _Chain:
    """The end of the deal's chain of editions, to which new ones are added."""

    def __init__(self, deal: Deal, publisher: Publisher) -> None:
        self.deal = deal
        self.publisher = publisher
        self.written: list[Edition] = []
        self._personal: list[Found] = []
        self._last = deal.editions.order_by("-number").first()

    def add(
        self,
        kind: EditionKind,
        subject: str,
        snapshot: dict[str, Any] | None,
        *,
        act: Act = Act.PUBLISH,
        corrects: Edition | None = None,
        reason: str = "",
    ) -> Edition:
        before = queries.latest(self.deal, kind, subject)
        self._personal += drafts.personal_data(kind, subject, snapshot, before, self.publisher.not_personal)
        text = canonical(snapshot).decode()
        edition = Edition(
            deal=self.deal,
            number=self._last.number + 1 if self._last else 1,
            kind=kind,
            subject=subject,
            version=before.version + 1 if before else 1,
            act=act,
            corrects=corrects,
            reason=reason,
            published_at=self.publisher.at,
            embargo_until=self.publisher.embargo_until,
            form=FORM,
            snapshot=text,
            snapshot_sha256=sha256(text.encode()),
            previous=self._last.sha256 if self._last else GENESIS,
        )
        edition.sha256 = hash_of(queries.envelope(edition).header())
        edition.save(force_insert=True)
        self._last = edition
        self.written.append(edition)
        trail.write(
            scope=self.deal.code,
            act=f"edition.{act}",
            subject=f"{kind}/{subject}/{edition.version}",
            by=self.publisher.by,
            at=self.publisher.at,
            ground=reason,
            sha256=edition.sha256,
            **({"not_personal": sorted(self.publisher.not_personal)} if self.publisher.not_personal else {}),
        )
        return edition

    def finished(self) -> list[Edition]:
        """Order the record that shows what was written, and return it. Raises PersonalData, all of it at once."""
        if self._personal:
            raise PersonalData(self._personal)
        if self.written:
            rebuilds.order(deal=self.deal, at=self.publisher.at, embargo_until=self.publisher.embargo_until)
        return self.written


def _add_programme(chain: _Chain) -> None:
    for draft in drafts.following(chain.deal):
        chain.add(draft.kind, draft.subject, draft.snapshot)


def _require_ready(deal: Deal, publisher: Publisher) -> None:
    """Nothing goes out while a meeting is half-way, or before an embargo that what goes out would break."""
    undecided = Resolution.objects.filter(
        item__meeting__body__deal=deal, item__meeting__adopted_at=None, retraction=None
    ).first()
    if undecided is not None:
        raise NotReady(
            "{meeting} has decisions, but its list is not adopted yet; adopt it first",
            meeting=meeting_words.meeting(undecided.item.meeting),
        )
    told = deal.editions.exclude(kind=EditionKind.MAILING)  # a message that is due later tells no figures
    sealed = told.filter(embargo_until__gt=publisher.at).order_by("-embargo_until").first()
    if sealed is not None and sealed.embargo_until is not None:
        given = publisher.embargo_until
        if given is None or given < sealed.embargo_until:
            raise NotReady(
                "an embargo holds until {moment}; publish with the same embargo or after it",
                moment=sealed.embargo_until,
            )


def _published(deal: Deal, kind: EditionKind, subject: str, reason: str) -> Edition:
    before = queries.latest(deal, kind, subject)
    if before is None:
        raise Refusal(
            "there is no published {kind} {subject!r} in {deal}",
            kind=EditionKind(kind),
            subject=subject,
            deal=Named(deal.code, deal.name),
        )
    if not reason.strip():
        raise Refusal("a correction or withdrawal needs a reason that the public can read")
    return before


def _freeze(deal: Deal, kind: EditionKind, subject: str) -> dict[str, Any]:
    match kind:
        case EditionKind.DECISION_LIST:
            return freeze_decision_list(find_meeting(deal, subject))
        case EditionKind.PROJECT_PAGE:
            return Frozen(deal, []).page(find_project(deal, subject))
        case EditionKind.MAILING:
            raise Refusal("what was sent cannot be corrected; send another message, or withdraw this one")
        case EditionKind.EVENT_MONTH:
            raise Refusal("a programme is not corrected: change the sessions, and publish it again")
    raise Refusal(
        "{kind} is not corrected by itself: correct the list or the project, and its next version follows",
        kind=EditionKind(kind),
    )
