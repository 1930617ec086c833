"""The mails of an event month, written when they go: what somebody is told is how it is by then.

Text and HTML are made from the same parts, so they say the same.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.mime.text import MIMEText

from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from regiodeal.common.errors import Refusal
from regiodeal.common.moments import office_day
from regiodeal.event_month import queries
from regiodeal.event_month.actions.feedback import can_tell
from regiodeal.event_month.choices import MessageKind, RegistrationState, SessionState
from regiodeal.event_month.models import EventMonth, Guest, Message, Proposal, Registration, Session
from regiodeal.publication.rendering import accent
from regiodeal.web import formatting, letters
from regiodeal.web.guests import calendars, choosing, links

_TEMPLATE = "web/guests/mail/letter"
_FILE = "agenda.ics"


class NoSite(Refusal):
    """The links in a mail lead to the pages of a deal, and nobody said where those are."""


@dataclass(frozen=True)
class Link:
    """What a link is called, and where it leads."""

    words: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """A piece of a mail: a heading, sentences of which each stands on a line of its own, and links."""

    heading: str = ""
    language: str = ""
    lines: Sequence[str] = ()
    links: Sequence[Link] = ()


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a mail says. `calendar` names the sessions that go with it as a file, None for no file."""

    subject: str
    lead: str
    parts: Sequence[Part]
    why: str
    calendar: Collection[int] | None = None
    closing: Sequence[Link] = field(default=())


@dataclass(frozen=True)
class _Writer:
    """Writes one message; `root` is where the pages stand in the world, without its last slash."""

    message: Message
    at: datetime
    root: str

    def link(self, words: str, address: str) -> Link:
        """Return a link to a page of ours."""
        return Link(words, f"{self.root}{address}")


def letter_of(message: Message, at: datetime) -> EmailMultiAlternatives | None:
    """Return the mail that is due, as it is at a moment; None where there is nothing to say any more. Raises NoSite."""
    month, (email, language) = message.month, _recipient(message)
    root = letters.root(month.deal)
    if not root:
        raise NoSite("say in the deal file under which host name or address the public site stands")
    with translation.override(language):
        told = _TELLERS[MessageKind(message.kind)](_Writer(message, at, root.rstrip("/")))
    if told is None:
        return None
    content = {"told": told, "month": month, "site": root, "accent": accent.of(month.deal.accent), "preview": told.lead}
    letter = letters.written(month.deal, email, language, _TEMPLATE, content)
    letter.reply_to = [month.deal.email] if month.deal.email else []
    if message.guest and told.calendar is not None:
        letter.attach(_attached(calendars.of_guest(message.guest, root, at, sent=message, only=told.calendar)))
    return letter


def _recipient(message: Message) -> tuple[str, str]:
    """Return to which address a message goes, and in which language."""
    to = message.guest or message.invitation or _proposal(message)
    return to.email, to.language


def _attached(content: bytes) -> MIMEText:
    """Return a calendar as mail programs recognise it (RFC 6047): the media type names the method that is inside."""
    part = MIMEText(content.decode(), "calendar", "utf-8")
    part.set_param("method", "PUBLISH")
    part.add_header("Content-Disposition", "attachment", filename=_FILE)
    return part


def _overview(writer: _Writer) -> Told | None:
    guest = _guest(writer.message)
    own = [one for one in choosing.registrations(guest) if choosing.ends(one.session) > writer.at]
    if not own:
        return None
    kept = set(choosing.coming(guest))
    coming = [one for one in own if one in kept]
    pairs = choosing.overlaps([one.session for one in coming])
    lead = gettext("Hieronder staat waarvoor u zich heeft aangemeld, en of u een plaats heeft.")
    if not coming:
        lead = gettext("U bent nergens meer voor aangemeld. Uw plaatsen gaan naar anderen.")
    warning = [
        gettext("Let op: “%(one)s” en “%(other)s” zijn tegelijk.") % {"one": one.title, "other": other.title}
        for one, other in pairs
    ]
    return Told(
        subject=gettext("Uw sessies: %(month)s") % {"month": guest.month.name},
        lead=lead,
        parts=[*([Part(lines=warning)] if warning else []), *(_session(one) for one in own)],
        calendar={one.session_id for one in own},
        closing=_to_change(writer, guest),
        why=_why(guest.month),
    )


def _promoted(writer: _Writer) -> Told | None:
    found = _registration(writer.message)
    if found is None or found.state != RegistrationState.PLACED or not _is_to_come(found.session, writer.at):
        return None
    return Told(
        subject=gettext("U heeft een plaats: %(session)s") % {"session": found.session.title},
        lead=gettext("U stond op de wachtlijst. Er is nu plaats voor u. Kunt u toch niet komen? Meld u dan af."),
        parts=[_session(found)],
        calendar={found.session_id},
        closing=_to_change(writer, found.guest),
        why=_why(found.guest.month),
    )


def _changed(writer: _Writer) -> Told | None:
    found = _registration(writer.message)
    if found is None or found.state == RegistrationState.CANCELLED or not _is_to_come(found.session, writer.at):
        return None
    return Told(
        subject=gettext("Gewijzigd: %(session)s") % {"session": found.session.title},
        lead=gettext("Er is iets veranderd aan een sessie waarvoor u zich aanmeldde. Zo is het nu:"),
        parts=[_session(found)],
        calendar={found.session_id},
        closing=_to_change(writer, found.guest),
        why=_why(found.guest.month),
    )


def _cancelled(writer: _Writer) -> Told | None:
    found = _registration(writer.message)
    if found is None or found.state == RegistrationState.CANCELLED:
        return None
    if found.session.state != SessionState.CANCELLED or choosing.ends(found.session) <= writer.at:
        return None
    return Told(
        subject=gettext("Afgelast: %(session)s") % {"session": found.session.title},
        lead=gettext("Een sessie waarvoor u zich aanmeldde gaat niet door."),
        parts=[_session(found)],
        calendar={found.session_id},
        closing=_to_change(writer, found.guest),
        why=_why(found.guest.month),
    )


def _reminder(writer: _Writer) -> Told | None:
    guest, day = _guest(writer.message), writer.message.day
    own = [
        one
        for one in choosing.coming(guest)
        if one.state == RegistrationState.PLACED
        and office_day(choosing.starts(one.session)) == day
        and choosing.starts(one.session) > writer.at
    ]
    if day is None or not own:
        return None
    number = len(own)
    words = ngettext("Op %(day)s verwachten we u bij:", "Op %(day)s verwachten we u bij %(number)s sessies:", number)
    return Told(
        subject=gettext("Herinnering: %(day)s") % {"day": formatting.long_day(day)},
        lead=words % {"day": formatting.long_day(day), "number": number},
        parts=[_session(one) for one in own],
        calendar={one.session_id for one in own},
        closing=_to_change(writer, guest),
        why=_why(guest.month),
    )


def _thanks(writer: _Writer) -> Told | None:
    found = _registration(writer.message)
    if found is None or found.session.state != SessionState.SCHEDULED or not can_tell(found):
        return None
    session = found.session
    materials = [Link(one.title, one.url) for one in session.materials.all()]
    parts = [Part(heading=gettext("Om nog eens na te lezen"), links=materials)] if materials else []
    if not found.answered:
        ask = writer.link(gettext("Zeggen wat u ervan vond"), links.feedback(found))
        words = gettext("Het zijn twee vragen, en u antwoordt anoniem.")
        parts.append(Part(heading=gettext("Wat vond u ervan?"), lines=[words], links=[ask]))
    return Told(
        subject=gettext("Bedankt voor uw komst: %(session)s") % {"session": session.title},
        lead=gettext("Fijn dat u er was bij “%(session)s”.") % {"session": session.title},
        parts=parts,
        closing=[writer.link(gettext("Uw sessies en gegevens"), links.own(found.guest))],
        why=_why(found.guest.month),
    )


def _invitation(writer: _Writer) -> Told | None:
    invitation = writer.message.invitation
    if invitation is None or not queries.offered(invitation.month, writer.at, invited=True):
        return None
    month = invitation.month
    period = {"first": formatting.day(month.starts_on), "last": formatting.day(month.ends_on)}
    lines = [
        gettext("Het programma is van %(first)s tot en met %(last)s.") % period,
        gettext("Met de link hieronder ziet u alle sessies, ook die voor partners, en meldt u zich aan."),
        gettext("De link is van u alleen: geef hem niet door."),
    ]
    return Told(
        subject=gettext("Uitnodiging: %(month)s") % {"month": month.name},
        lead=gettext("%(name)s, u bent uitgenodigd: %(month)s.") % {"name": invitation.name, "month": month.name},
        parts=[Part(lines=lines)],
        closing=[writer.link(gettext("Sessies bekijken en aanmelden"), links.invitation(invitation))],
        why=ngettext(
            "U krijgt deze mail omdat het programmabureau u heeft uitgenodigd. We wissen uw adres %(days)s dag na de"
            " maand.",
            "U krijgt deze mail omdat het programmabureau u heeft uitgenodigd. We wissen uw adres %(days)s dagen na de"
            " maand.",
            month.keep_days,
        )
        % {"days": month.keep_days},
    )


def _proposed(writer: _Writer) -> Told | None:
    return _about_proposal(
        writer,
        {SessionState.PROPOSED},
        gettext("Uw voorstel is binnen: %(session)s"),
        gettext("Bedankt. Het programmabureau bekijkt uw voorstel en laat u weten of het wordt aangenomen."),
    )


def _accepted(writer: _Writer) -> Told | None:
    return _about_proposal(
        writer,
        {SessionState.ACCEPTED, SessionState.SCHEDULED},
        gettext("Uw voorstel is aangenomen: %(session)s"),
        gettext("Uw voorstel is aangenomen. Het programmabureau neemt contact met u op over dag en plaats."),
    )


def _declined(writer: _Writer) -> Told | None:
    return _about_proposal(
        writer,
        {SessionState.DECLINED},
        gettext("Uw voorstel is niet aangenomen: %(session)s"),
        gettext("Bedankt voor uw voorstel. Het is helaas niet aangenomen."),
    )


_TELLERS: dict[MessageKind, Callable[[_Writer], Told | None]] = {
    MessageKind.OVERVIEW: _overview,
    MessageKind.PROMOTED: _promoted,
    MessageKind.CHANGED: _changed,
    MessageKind.CANCELLED: _cancelled,
    MessageKind.REMINDER: _reminder,
    MessageKind.THANKS: _thanks,
    MessageKind.INVITATION: _invitation,
    MessageKind.PROPOSAL: _proposed,
    MessageKind.ACCEPTED: _accepted,
    MessageKind.DECLINED: _declined,
}


def _about_proposal(writer: _Writer, states: Collection[SessionState], subject: str, lead: str) -> Told | None:
    proposal = _proposal(writer.message)
    session = proposal.session
    if session.state not in states:
        return None
    lines = [session.summary]
    if session.state == SessionState.DECLINED and session.reason:
        lines = [gettext("Waarom: %(reason)s") % {"reason": session.reason}]
    if session.state == SessionState.SCHEDULED:
        lines = [formatting.span(choosing.starts(session), choosing.ends(session)), calendars.place(session)]
    return Told(
        subject=subject % {"session": session.title},
        lead=lead,
        parts=[Part(heading=session.title, language=session.language, lines=list(filter(None, lines)))],
        closing=[writer.link(gettext("Uw voorstel bekijken"), links.proposal(proposal))],
        why=gettext("U krijgt deze mail omdat u een sessie heeft voorgesteld."),
    )


def _session(registration: Registration) -> Part:
    """Tell of a session what a guest has there, when it is, and how they get in."""
    session = registration.session
    lines = [_standing(registration), formatting.span(choosing.starts(session), choosing.ends(session))]
    online = []
    if registration.state != RegistrationState.CANCELLED and session.state == SessionState.SCHEDULED:
        lines.append(calendars.place(session))
        lines += session.venue.access.splitlines() if session.venue and session.is_on_site else []
        if session.is_online and registration.state == RegistrationState.PLACED:
            if session.online_url:
                online = [Link(gettext("Online meedoen"), session.online_url)]
            else:
                lines.append(gettext("De link om online mee te doen krijgt u nog."))
    return Part(heading=session.title, language=session.language, lines=list(filter(None, lines)), links=online)


def _standing(registration: Registration) -> str:
    """Say whether somebody has a place: "U heeft een plaats, met 2 anderen."."""
    session = registration.session
    if session.state == SessionState.CANCELLED:
        return gettext("Deze sessie gaat niet door: %(reason)s") % {"reason": session.reason}
    if registration.state == RegistrationState.CANCELLED:
        return gettext("U heeft zich hiervoor afgemeld.")
    number = registration.companions
    if registration.state == RegistrationState.WAITING:
        line = {"line": queries.line(registration), "number": number}
        if not number:
            return gettext("U staat op de wachtlijst, op plaats %(line)s.") % line
        words = ngettext(
            "U staat met %(number)s ander op de wachtlijst, op plaats %(line)s.",
            "U staat met %(number)s anderen op de wachtlijst, op plaats %(line)s.",
            number,
        )
        return words % line
    if not number:
        return gettext("U heeft een plaats.")
    words = ngettext("U heeft een plaats, met %(number)s ander.", "U heeft een plaats, met %(number)s anderen.", number)
    return words % {"number": number}


def _to_change(writer: _Writer, guest: Guest) -> list[Link]:
    return [
        writer.link(gettext("Wijzigen of afmelden"), links.own(guest)),
        writer.link(gettext("Uw agenda, om u op te abonneren"), links.calendar(guest)),
        writer.link(gettext("Alle sessies"), reverse("guests:choose", args=[guest.month.code])),
    ]


def _why(month: EventMonth) -> str:
    words = ngettext(
        "U krijgt deze mail omdat dit adres is aangemeld voor sessies. Deed u dat niet zelf? Meld u af met de link, of"
        " laat daar alles wissen. Anders wissen we uw gegevens %(days)s dag na de maand.",
        "U krijgt deze mail omdat dit adres is aangemeld voor sessies. Deed u dat niet zelf? Meld u af met de link, of"
        " laat daar alles wissen. Anders wissen we uw gegevens %(days)s dagen na de maand.",
        month.keep_days,
    )
    return words % {"days": month.keep_days}


def _guest(message: Message) -> Guest:
    if message.guest is None:
        raise ValueError(f"message {message.pk} is for no guest")
    return message.guest


def _proposal(message: Message) -> Proposal:
    if message.proposal is None:
        raise ValueError(f"message {message.pk} is about no proposal")
    return message.proposal


def _registration(message: Message) -> Registration | None:
    """Return what a guest has in the session that a message is about."""
    found = _guest(message).registrations.filter(session=message.session_id)
    return found.select_related("guest__month__deal", "session__month__deal", "session__venue").first()


def _is_to_come(session: Session, at: datetime) -> bool:
    return session.state == SessionState.SCHEDULED and choosing.ends(session) > at
