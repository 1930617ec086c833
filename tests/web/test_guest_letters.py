"""The mails to guests: what each says, that both its forms say the same, and the calendar that goes with it."""

import re
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import unescape
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.utils.timezone import now
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from regiodeal.accounts.models import Language
from regiodeal.common.moments import office_day
from regiodeal.event_month.actions import guests, registrations
from regiodeal.event_month.choices import MessageKind, RegistrationState, SessionForm, SessionState
from regiodeal.event_month.models import (
    EventMonth,
    Guest,
    Invitation,
    Material,
    Message,
    Proposal,
    Registration,
    Session,
)
from regiodeal.programme.models import Deal
from regiodeal.web.guests import links
from regiodeal.web.guests.letters import NoSite, letter_of
from tests.factories.event_month import a_venue, comes
from tests.factories.programme import a_deal
from tests.web.guests import a_month, a_session, soon

SITE = "https://veenstreek.example"
_TAGS = re.compile(r"<(style|title|div class=.preview.)[^>]*>.*?</(style|title|div)>|<[^>]+>", re.DOTALL)


@pytest.fixture
def deal(db: None) -> Deal:
    """A deal with a site in the world."""
    deal = a_deal()
    deal.public_address, deal.email = SITE, "bureau@veenstreek.example"
    deal.save()
    return deal


@pytest.fixture
def month(deal: Deal) -> EventMonth:
    """A month that takes sign-ups."""
    return a_month(deal)


def a_message(kind: MessageKind, **about: Any) -> Message:
    """Give a message that is due."""
    return Message.objects.create(month=EventMonth.objects.get(), kind=kind, due_at=now(), **about)


def letter(kind: MessageKind, **about: Any) -> EmailMultiAlternatives:
    """Return the mail of a message, of which there is one."""
    made = letter_of(a_message(kind, **about), now())
    assert made is not None
    return made


def read(made: EmailMultiAlternatives) -> EmailMessage:
    """Return a mail as a mail program reads it."""
    found = message_from_bytes(made.message().as_bytes(), policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def calendar_of(made: EmailMultiAlternatives) -> bytes:
    """Return the calendar that goes with a mail, by what its media type says it is."""
    parts = [part for part in read(made).walk() if part.get_content_type() == "text/calendar"]
    assert len(parts) == 1
    assert parts[0].get_param("method") == "PUBLISH"
    assert parts[0].get_filename() == "agenda.ics"
    content = parts[0].get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


def events(made: EmailMultiAlternatives) -> dict[str, Any]:
    """Return the events in the calendar of a mail by the code of their session."""
    return {str(one["UID"]).split(".")[0]: one for one in Calendar.from_ical(calendar_of(made)).walk("VEVENT")}


def words(text: str) -> list[str]:
    """Return the words of a text, without what only one of two forms needs."""
    return re.findall(r"[^\s*:]+", text.replace("--", ""))


def words_of_html(made: EmailMultiAlternatives) -> list[str]:
    """Return what a reader of the HTML sees."""
    html = str(made.alternatives[0][0])
    return words(unescape(_TAGS.sub(" ", html)))


def about_a_guest(month: EventMonth, kind: MessageKind) -> dict[str, Any]:
    """Make what a mail of a kind is about, so that there is something to say, and return whom and what it is about."""
    if kind == MessageKind.INVITATION:
        a_session(month)
        return {"invitation": Invitation.objects.create(month=month, email="b@b.example", name="Bert", at=now())}
    if kind in {MessageKind.PROPOSAL, MessageKind.ACCEPTED, MessageKind.DECLINED}:
        states = {MessageKind.PROPOSAL: SessionState.PROPOSED, MessageKind.ACCEPTED: SessionState.ACCEPTED}
        one = a_session(month, state=states.get(kind, SessionState.DECLINED), reason="Vol.", summary="Over <water>.")
        made = Proposal.objects.create(session=one, name="Bert", email="b@b.example", organisation="LTO", at=now())
        return {"proposal": made}
    one = a_session(month, venue=a_venue(month.deal, access="Ingang achter.\nLift aanwezig."), starts_at=soon(1))
    guest = comes(one, companions=2, at=now()).guest
    if kind == MessageKind.CANCELLED:
        Session.objects.update(state=SessionState.CANCELLED, reason="De spreker is ziek.", revision=1)
    if kind == MessageKind.THANKS:
        Session.objects.update(starts_at=soon(-1), ends_at=soon(-1, 2))
        Material.objects.create(
            session=one, title="Dia’s & cijfers", url="https://cijfers.example/dia?a=1&b=2", position=1
        )
    if kind == MessageKind.OVERVIEW:
        return {"guest": guest}
    return (
        {"guest": guest, "day": office_day(soon(1))}
        if kind == MessageKind.REMINDER
        else {"guest": guest, "session": one}
    )


@pytest.mark.parametrize("kind", MessageKind)
@pytest.mark.parametrize("language", Language)
def test_both_forms_of_each_mail_say_the_same_in_the_language_of_who_gets_it(
    month: EventMonth, kind: MessageKind, language: Language
) -> None:
    about = about_a_guest(month, kind)
    for model in (Guest, Invitation, Proposal):
        model.objects.update(language=language)
    message = Message.objects.get(pk=a_message(kind, **about).pk)
    made = letter_of(message, now())
    assert made is not None
    seen, plain = words_of_html(made), str(made.body)
    addresses = set(re.findall(r'href="([^"]+)"', str(made.alternatives[0][0])))
    assert {unescape(one) for one in addresses} - {f"{SITE}/"} == set(re.findall(r"https://\S+", plain))
    assert [word for word in words(re.sub(r"https://\S+", "", plain)) if word not in seen] == []
    assert f'lang="{language}"' in str(made.alternatives[0][0])
    assert ("You" in plain) == (language == Language.ENGLISH)
    assert made.from_email == "Regio Deal Veenstreek <regiodeal@localhost>"
    assert made.reply_to == ["bureau@veenstreek.example"]
    assert read(made)["Auto-Submitted"] == "auto-generated"
    assert "\n" not in made.subject


def test_the_overview_tells_of_every_session_where_somebody_stands_and_has_one_calendar(month: EventMonth) -> None:
    venue = a_venue(month.deal, access="De ingang is achter.")
    here = a_session(month, venue=venue, room="Zaal 1")
    online = a_session(month, "online", starts_at=soon(8), form=SessionForm.ONLINE, online_url="https://meet.example/x")
    full = a_session(
        month, "vol", starts_at=soon(8, 1), capacity=1, form=SessionForm.ONLINE, online_url="https://m.example/y"
    )
    gone = a_session(month, "ziek", starts_at=soon(9))
    dropped = a_session(month, "laat-maar", starts_at=soon(10))
    comes(full, "bert", at=now())
    for one in (here, online, full, gone, dropped):
        comes(one, at=now())
    Session.objects.filter(pk=gone.pk).update(state=SessionState.CANCELLED, reason="De spreker is ziek.", revision=3)
    Registration.objects.filter(session=dropped).update(state=RegistrationState.CANCELLED)
    guest = Guest.objects.get(name="Anna")
    made = letter(MessageKind.OVERVIEW, guest=guest)
    text = str(made.body)
    assert "U heeft een plaats." in text
    assert f"Zaal 1, {venue.name}, {venue.address}" in text
    assert "De ingang is achter." in text
    assert "https://meet.example/x" in text
    assert "https://m.example/y" not in text + calendar_of(made).decode()
    assert "U staat op de wachtlijst, op plaats 1." in text
    assert "Deze sessie gaat niet door: De spreker is ziek." in text
    assert "U heeft zich hiervoor afgemeld." in text
    assert "“Online” en “Vol” zijn tegelijk" in text
    assert f"{SITE}{links.own(guest)}" in text
    assert {code: str(one["STATUS"]) for code, one in events(made).items()} == {
        "houtbouw": "CONFIRMED",
        "online": "CONFIRMED",
        "vol": "TENTATIVE",
        "ziek": "CANCELLED",
        "laat-maar": "CANCELLED",
    }
    assert events(made)["ziek"]["SEQUENCE"] > events(made)["houtbouw"]["SEQUENCE"]


def test_two_programs_read_the_same_calendar(month: EventMonth) -> None:
    one = a_session(month, summary="Over hout; en, verder…\nMet \\ en \x07 erin.", venue=a_venue(month.deal))
    made = letter(MessageKind.OVERVIEW, guest=comes(one, at=now()).guest)
    first = events(made)["houtbouw"]
    second = IcsCalendarStream.calendar_from_ics(calendar_of(made).decode()).events[0]
    assert second.uid == str(first["UID"]) == f"houtbouw.maand.{month.deal.code}@regiodeal"
    assert second.dtstart == first["DTSTART"].dt == one.starts_at
    assert second.dtend == first["DTEND"].dt == one.ends_at
    assert second.description == str(first["DESCRIPTION"])
    assert "Over hout; en, verder…\nMet \\ en  erin." in str(first["DESCRIPTION"])
    assert second.location == str(first["LOCATION"]) == "Dorpshuis De Brink, Brink 1, Achterveen"
    assert second.url == str(first["URL"]) == f"{SITE}/maand/maand/sessie/houtbouw/"
    assert second.sequence == first["SEQUENCE"]


def test_each_mail_overrules_the_calendar_of_the_one_before(month: EventMonth) -> None:
    one, other = a_session(month), a_session(month, "water", starts_at=soon(8))
    guest = comes(one, at=now()).guest
    comes(other, at=now())
    sent = []
    for wishes in ([one, other], [other], [one, other]):
        registrations.change(
            guest=guest, wishes=[registrations.Wish(session) for session in wishes], needs=None, at=now()
        )
        message = Message.objects.latest("pk")
        made = letter_of(message, now())
        assert made is not None
        Message.objects.update(sent_at=now())
        sent.append(events(made)["houtbouw"])
    assert [str(event["STATUS"]) for event in sent] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    numbers = [int(event["SEQUENCE"]) for event in sent]
    assert numbers == sorted(numbers)
    assert len({event["UID"] for event in sent}) == 1


def test_a_changed_session_moves_in_the_calendar(month: EventMonth) -> None:
    one = a_session(month)
    guest = comes(one, at=now()).guest
    before = events(letter(MessageKind.OVERVIEW, guest=guest))["houtbouw"]
    Session.objects.update(starts_at=soon(9), ends_at=soon(9, 1), revision=1)
    made = letter(MessageKind.CHANGED, guest=guest, session=one)
    after = events(made)["houtbouw"]
    assert "Er is iets veranderd" in str(made.body)
    assert after["DTSTART"].dt == soon(9)
    assert (after["UID"], after["SEQUENCE"] > before["SEQUENCE"]) == (before["UID"], True)


def test_the_reminder_is_about_the_places_of_that_day_alone(month: EventMonth) -> None:
    today = a_session(month, starts_at=soon(2))
    other = a_session(month, "later", starts_at=soon(4))
    full = a_session(month, "vol", starts_at=soon(2), capacity=0)
    for one in (today, other, full):
        comes(one, at=now())
    made = letter(MessageKind.REMINDER, guest=Guest.objects.get(), day=office_day(soon(2)))
    assert "* Houtbouw" in str(made.body)
    assert "Later" not in str(made.body)
    assert "* Vol" not in str(made.body)
    assert list(events(made)) == ["houtbouw"]


def test_thanks_lead_to_the_materials_and_ask_what_it_was_like_until_that_was_told(month: EventMonth) -> None:
    about = about_a_guest(month, MessageKind.THANKS)
    registration = Registration.objects.get()
    made = letter(MessageKind.THANKS, **about)
    assert "https://cijfers.example/dia?a=1&b=2" in str(made.body)
    assert f"{SITE}{links.feedback(registration)}" in str(made.body)
    assert not made.attachments
    Registration.objects.update(answered=True)
    assert "/mening/" not in str(letter(MessageKind.THANKS, **about).body)


def test_an_invitation_has_its_own_link(month: EventMonth) -> None:
    about = about_a_guest(month, MessageKind.INVITATION)
    made = letter(MessageKind.INVITATION, **about)
    assert made.to == ["b@b.example"]
    assert f"{SITE}{links.invitation(about['invitation'])}" in str(made.body)


Change = Callable[[], Any]


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        (MessageKind.OVERVIEW, lambda: Registration.objects.all().delete()),
        (MessageKind.OVERVIEW, lambda: Session.objects.update(starts_at=soon(-1), ends_at=soon(-1, 1))),
        (MessageKind.PROMOTED, lambda: Registration.objects.update(state=RegistrationState.CANCELLED)),
        (MessageKind.PROMOTED, lambda: Registration.objects.update(state=RegistrationState.WAITING)),
        (MessageKind.PROMOTED, lambda: Session.objects.update(state=SessionState.CANCELLED)),
        (MessageKind.CHANGED, lambda: Registration.objects.update(state=RegistrationState.CANCELLED)),
        (MessageKind.CHANGED, lambda: Session.objects.update(state=SessionState.CANCELLED)),
        (MessageKind.CHANGED, lambda: Session.objects.update(starts_at=soon(-1), ends_at=soon(-1, 1))),
        (MessageKind.CANCELLED, lambda: Registration.objects.update(state=RegistrationState.CANCELLED)),
        (MessageKind.CANCELLED, lambda: Registration.objects.all().delete()),
        (MessageKind.REMINDER, lambda: Registration.objects.update(state=RegistrationState.CANCELLED)),
        (MessageKind.REMINDER, lambda: Session.objects.update(state=SessionState.CANCELLED)),
        (MessageKind.REMINDER, lambda: Session.objects.update(starts_at=soon(5), ends_at=soon(5, 1))),
        (MessageKind.THANKS, lambda: Registration.objects.update(present=0)),
        (MessageKind.INVITATION, lambda: EventMonth.objects.update(sign_up_open=False)),
        (MessageKind.PROPOSAL, lambda: Session.objects.update(state=SessionState.DECLINED)),
        (MessageKind.ACCEPTED, lambda: Session.objects.update(state=SessionState.CANCELLED)),
        (MessageKind.DECLINED, lambda: Session.objects.update(state=SessionState.ACCEPTED)),
    ],
)
def test_what_is_no_longer_true_is_not_sent(month: EventMonth, kind: MessageKind, change: Change) -> None:
    message = a_message(kind, **about_a_guest(month, kind))
    change()
    assert letter_of(Message.objects.get(pk=message.pk), now()) is None


def test_without_a_site_nothing_can_be_sent(month: EventMonth, settings: Any) -> None:
    settings.SITE_ADDRESS = ""
    Deal.objects.update(public_address="", hosts=[])
    message = a_message(MessageKind.OVERVIEW, **about_a_guest(month, MessageKind.OVERVIEW))
    with pytest.raises(NoSite):
        letter_of(Message.objects.get(pk=message.pk), now())


@pytest.mark.parametrize("wrong", ["Houtbouw\r\nBcc: x@x.example", "<script>alert(1)</script>", "{{ deal }}"])
def test_what_somebody_typed_stays_text(month: EventMonth, wrong: str) -> None:
    one = a_session(month, title=wrong, summary=wrong)
    made = letter(MessageKind.CHANGED, guest=comes(one, at=now()).guest, session=one)
    assert list(read(made)).count("Bcc") == 0
    assert "<script" not in str(made.alternatives[0][0])
    assert wrong.split("\r", maxsplit=1)[0] in made.subject


def test_an_erased_guest_takes_their_mail_along(month: EventMonth) -> None:
    guest = comes(a_session(month), at=now()).guest
    guests.erase(guest=guest, at=now() + timedelta(seconds=1))
    assert not Message.objects.exists()
