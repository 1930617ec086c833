"""Sessions that partners propose: what they do themselves leaves no line in the trail, what the office does does.

The office judges while it holds the deal, as for every line in its trail.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from regiodeal.accounts.models import Language
from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.common.moments import office_day
from regiodeal.event_month import about, words
from regiodeal.event_month.actions import checking, sessions
from regiodeal.event_month.actions.sessions import NoReason
from regiodeal.event_month.choices import MessageKind, SessionForm, SessionKind, SessionState
from regiodeal.event_month.models import EventMonth, Message, Proposal, Session
from regiodeal.mailing import addresses

_LONGEST_LINE = 200
_LONGEST_WISHES = 5_000
_LONGEST_REASON = 500


class NoCall(Refusal):
    """Nobody asked for sessions, or the last day has passed."""


class NoSender(Refusal):
    """The office has to know who proposes a session."""


class WishesTooLong(Refusal):
    """What somebody asks for fits on a page."""


class IsJudged(Refusal):
    """The office accepted or declined this proposal already."""


@dataclass(frozen=True, kw_only=True)
class Offered:
    """What somebody proposes, as typed."""

    title: str
    kind: SessionKind
    summary: str
    organisation: str
    name: str
    email: str
    wishes: str = ""
    language: Language = Language.DUTCH


def propose(*, month: EventMonth, offered: Offered, at: datetime) -> Proposal:
    """Keep a proposal; who made it gets a mail with a link to it.

    Raises NoCall, NoSender, WishesTooLong, addresses.NotAnAddress, checking.NoTitle, checking.NotThisLong.
    """
    if not call_is_open(month, at):
        raise NoCall("sessions cannot be proposed any more; ask the programme office")
    email = addresses.tidy(offered.email)
    name, organisation = _line(offered.name), _line(offered.organisation)
    if not name or not organisation or max(len(name), len(organisation)) > _LONGEST_LINE:
        raise NoSender("fill in your name and your organisation, in at most {most} characters", most=_LONGEST_LINE)
    wishes = offered.wishes.replace("\0", "").replace("\r\n", "\n").strip()
    if len(wishes) > _LONGEST_WISHES:
        raise WishesTooLong("write your wishes in at most {most} characters", most=_LONGEST_WISHES)
    said = checking.checked(
        month.deal,
        about.About(title=offered.title, kind=offered.kind, summary=offered.summary, language=offered.language),
    )
    with transaction.atomic():
        sessions.alone(month)
        session = sessions.store(month, said, sessions.free_code(month, said.title), SessionState.PROPOSED)
        proposal = Proposal.objects.create(
            session=session, name=name, email=email, organisation=organisation, language=offered.language,
            wishes=wishes, at=at,
        )  # fmt: skip
        Message.objects.create(month=month, kind=MessageKind.PROPOSAL, proposal=proposal, due_at=at)
    return proposal


def take_back(*, proposal: Proposal) -> None:
    """Take a proposal back, so that nothing of it is kept. Raises IsJudged."""
    with transaction.atomic():
        session = _open(proposal)
        session.delete()


def accept(*, proposal: Proposal, by: trail.Actor, at: datetime) -> Session:
    """Accept a proposal: it is in the programme once it has its times and its place. Raises IsJudged."""
    with transaction.atomic():
        session = _open(proposal)
        has_a_place = session.venue_id is not None or session.form == SessionForm.ONLINE
        planned = session.starts_at is not None and has_a_place
        session.state = SessionState.SCHEDULED if planned else SessionState.ACCEPTED
        session.save(update_fields=["state"])
        Message.objects.create(month=session.month, kind=MessageKind.ACCEPTED, proposal=proposal, due_at=at)
        _note(session, "proposal.accept", by, at)
    return session


def decline(*, proposal: Proposal, reason: str, by: trail.Actor, at: datetime) -> None:
    """Decline a proposal; who made it reads why. Raises NoReason, IsJudged."""
    reason = " ".join(reason.split())
    if not reason or len(reason) > _LONGEST_REASON:
        raise NoReason("write why, in at most {most} characters: they read it", most=_LONGEST_REASON)
    with transaction.atomic():
        session = _open(proposal)
        session.state, session.reason = SessionState.DECLINED, reason
        session.save(update_fields=["state", "reason"])
        Message.objects.create(month=session.month, kind=MessageKind.DECLINED, proposal=proposal, due_at=at)
        _note(session, "proposal.decline", by, at)


def call_is_open(month: EventMonth, at: datetime) -> bool:
    """Whether sessions can be proposed at a moment: until the end of the last day, in the Netherlands."""
    return bool(month.call_text) and month.call_until is not None and office_day(at) <= month.call_until


def _open(proposal: Proposal) -> Session:
    found = Session.objects.select_related("month__deal").select_for_update(of=("self",)).get(pk=proposal.session_id)
    if found.state != SessionState.PROPOSED:
        raise IsJudged("the programme office judged this proposal already; ask there if something changed")
    return found


def _note(session: Session, act: str, by: trail.Actor, at: datetime) -> None:
    scope = session.month.deal.code
    trail.write(scope=scope, act=act, subject=words.path(session), by=by, at=at, title=session.title)


def _line(written: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in written).split())
