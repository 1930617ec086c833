"""The pages for guests: sign up, change it, propose a session, and say what it was like."""

import hashlib
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils.timezone import now
from icalendar import Calendar

from regiodeal.accounts.models import Language
from regiodeal.common import tokens
from regiodeal.event_month.actions import guests
from regiodeal.event_month.choices import Audience, MessageKind, SessionForm, SessionState
from regiodeal.event_month.models import (
    EventMonth,
    Feedback,
    Guest,
    Invitation,
    Message,
    Needs,
    Proposal,
    Registration,
    Session,
)
from regiodeal.event_month.purposes import Purpose
from regiodeal.programme.models import Deal
from regiodeal.web import robots
from regiodeal.web.guests import links
from regiodeal.web.guests.views import signing_up
from tests import html_validity
from tests.factories.event_month import a_venue
from tests.factories.programme import a_deal
from tests.web.guests import PAGE, a_month, a_session, anna, change, filled, sign_up, soon, stands

_COUNTED = {"shared_cache", "django_session"}


@pytest.fixture
def deal(db: None) -> Deal:
    """A deal."""
    cache.clear()
    return a_deal()


@pytest.fixture
def month(deal: Deal) -> EventMonth:
    """A month that takes sign-ups and proposals."""
    return a_month(deal, call_text="Doe mee.", call_until=now().date() + timedelta(days=3))


@pytest.fixture
def session(month: EventMonth) -> Session:
    """A session for everybody."""
    return a_session(month)


def text_of(answer: Any) -> str:
    """Return the words of an answer."""
    return str(answer.content.decode())


def tables() -> dict[str, str]:
    """Return a hash of all that each table holds, but for what counts requests."""
    held = {}
    for table in sorted(connection.introspection.table_names()):
        if table not in _COUNTED:
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the names are those of our own tables
                held[table] = hashlib.sha256(repr(sorted(map(repr, cursor.fetchall()))).encode()).hexdigest()
    return held


def an_invitation(month: EventMonth) -> Invitation:
    """Give an invitation for Bert."""
    return Invitation.objects.create(
        month=month, email="bert@partner.example", name="Bert Bos", organisation="Waterschap", at=now()
    )


def ended(session: Session) -> Registration:
    """Give what Anna has in a session that is over by now."""
    sign_up(session)
    Session.objects.filter(pk=session.pk).update(starts_at=soon(-2), ends_at=soon(-2, 2))
    return Registration.objects.get()


def proposed(**values: Any) -> Any:
    """Send the form with a proposal."""
    form = {
        "title": "Boeren en water",
        "kind": "workshop",
        "summary": "Wat doet een boer met een natte zomer?",
        "organisation": "LTO Noord",
        "name": "Bert Bos",
        "email": "bert@partner.example",
        "language": "nl",
        "stamp": robots.stamp(now() - timedelta(seconds=30)),
        **values,
    }
    return Client().post(f"{PAGE}voorstel/", form)


def test_somebody_signs_up_for_two_sessions_with_a_friend(month: EventMonth, session: Session) -> None:
    water = a_session(month, "water", starts_at=soon(8))
    page = text_of(Client().get(f"{PAGE}?sessie=water"))
    assert 'name="kies-water" class="utrecht-checkbox utrecht-checkbox--html-input" id="id_kies-water" checked' in (
        page.replace(' aria-describedby="over-water"', "")
    )
    assert page.index("id_kies-water") < page.index("<details") < page.index("id_kies-houtbouw"), (
        "what they came for first"
    )
    answer = sign_up(session, water, **{"mee-water": "2", "diet": "geen noten", "organisation": "Gemeente"})
    assert answer.status_code == 200
    assert "Kijk in uw mail" in text_of(answer)
    assert stands() == {"houtbouw": "placed", "water": "placed"}
    assert Registration.objects.get(session=water).companions == 2
    assert (anna().organisation, anna().needs.diet) == ("Gemeente", "geen noten")
    assert Message.objects.get().kind == MessageKind.OVERVIEW


def test_the_form_tells_how_long_needs_are_kept_and_that_they_are_optional(month: EventMonth, session: Session) -> None:
    page = text_of(Client().get(PAGE))
    assert "Dit hoeft u niet in te vullen" in page
    assert "7 dagen na uw laatste sessie" in page


@pytest.mark.parametrize(
    ("capacity", "told"),
    [
        (1, "nog 1 plaats<"),
        (20, "nog 20 plaatsen"),
        (21, "genoeg plaats"),
        (4_000, "genoeg plaats"),
        (None, "genoeg plaats"),
        (0, "vol: u komt op de wachtlijst"),
    ],
)
def test_the_form_tells_how_many_places_are_left_and_never_many(
    month: EventMonth, capacity: int | None, told: str
) -> None:
    a_session(month, capacity=capacity)
    page = text_of(Client().get(PAGE))
    assert told in page
    assert "4000" not in page
    assert "21 plaatsen" not in page


def test_what_fills_up_while_somebody_types_becomes_a_place_in_the_line(month: EventMonth) -> None:
    small = a_session(month, capacity=1)
    others = [sign_up(small, email=f"{name}@voorbeeld.example") for name in ("anna", "bert")]
    assert [one.status_code for one in others] == [200, 200]
    assert dict(Registration.objects.values_list("guest__email", "state")) == {
        "anna@voorbeeld.example": "placed",
        "bert@voorbeeld.example": "waiting",
    }
    bert = Guest.objects.get(email__startswith="bert")
    assert "wachtlijst, plaats 1" in text_of(Client().get(links.own(bert)))


def test_two_sessions_at_once_are_pointed_out_and_allowed(month: EventMonth, session: Session) -> None:
    same = a_session(month, "water", starts_at=soon(7, 1))
    later = a_session(month, "later", starts_at=soon(7, 2))
    assert "deze sessies zijn tegelijk" in text_of(sign_up(session, same))
    assert "deze sessies zijn tegelijk" in text_of(Client().get(links.own(anna())))
    assert len(stands()) == 2
    assert "tegelijk" not in text_of(sign_up(session, later, email="bert@voorbeeld.example"))


def test_nobody_learns_who_signed_up(session: Session) -> None:
    fresh, again = sign_up(session), sign_up(session)
    assert fresh.content == again.content
    assert "Anna" not in text_of(Client().get(PAGE))


def test_who_types_the_address_of_somebody_else_changes_nothing_of_them(month: EventMonth, session: Session) -> None:
    sign_up(session, diet="geen noten")
    water = a_session(month, "water", starts_at=soon(9))
    sign_up(water, name="Grapjas", diet="alleen taart", **{"mee-houtbouw": "5"})
    assert (anna().name, anna().needs.diet) == ("Anna", "geen noten")
    assert {one.companions for one in Registration.objects.all()} == {0}


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": ""},
        {"email": "anna"},
        {"email": "anna@voorbeeld.example\nBcc: bert@voorbeeld.example"},
        {"email": "x" * 65_536},
        {"name": ""},
        {"name": " \t "},
        {"name": "x" * 201},
        {"name": "Anna\x00"},
        {"name": "Anna\u200b"},
        {"organisation": "x" * 201},
        {"language": "fy"},
        {"language": ""},
        {"diet": "x" * 301},
        {"access": "x" * 301},
        {"mee-houtbouw": "6"},
        {"mee-houtbouw": "-1"},
        {"mee-houtbouw": "veel"},
        {"mee-houtbouw": "1.5"},
        {"kies-houtbouw": ""},
        {"kies-anders": "on"},
        {"stamp": ""},
        {"stamp": "1:x"},
        {"stamp": "later"},
    ],
)
def test_what_is_filled_in_wrong_is_told_and_kept_and_stores_nothing(session: Session, wrong: dict[str, Any]) -> None:
    answer = sign_up(session, **{"access": "een stoel", **wrong})
    assert answer.status_code == 422
    assert 'role="alert"' in text_of(answer)
    assert "access" in wrong or 'value="een stoel"' in text_of(answer)
    assert not Guest.objects.exists()
    assert not Message.objects.exists()


def test_a_session_for_partners_cannot_be_had_without_an_invitation(month: EventMonth, session: Session) -> None:
    secret = a_session(month, "bestuurders", audience=Audience.PARTNERS)
    assert "Bestuurders" not in text_of(Client().get(f"{PAGE}?sessie=bestuurders"))
    answer = sign_up(session, secret)
    assert answer.status_code == 422
    assert "Bestuurders" not in text_of(answer)
    assert not Guest.objects.exists()


def test_who_is_invited_finds_everything_filled_in_and_can_choose_sessions_for_partners(month: EventMonth) -> None:
    secret = a_session(month, "bestuurders", audience=Audience.PARTNERS)
    address = links.invitation(an_invitation(month))
    page = text_of(Client().get(address))
    assert "Bestuurders" in page
    assert 'value="Bert Bos"' in page
    assert 'value="bert@partner.example"' in page
    answer = Client().post(address, filled(secret, email="iemand@anders.example"))
    assert answer.status_code == 200
    assert anna().email == "bert@partner.example"
    assert "Bestuurders" in text_of(Client().get(links.own(anna())))


def test_an_invitation_that_was_taken_back_or_is_for_another_month_opens_nothing(
    deal: Deal, month: EventMonth, session: Session
) -> None:
    a_session(month, "bestuurders", audience=Audience.PARTNERS)
    invitation = an_invitation(month)
    other = an_invitation(a_month(deal, code="herfst"))
    token = tokens.made(Purpose.INVITATION, other.pk)
    assert "Bestuurders" not in text_of(Client().get(f"{PAGE}?uitnodiging={token}"))
    address = links.invitation(invitation)
    invitation.delete()
    assert "Bestuurders" not in text_of(Client().get(address))


def test_a_session_that_closed_while_somebody_typed_is_told(month: EventMonth, session: Session) -> None:
    a_session(month, "water")
    Session.objects.filter(pk=session.pk).update(closes_at=now())
    answer = sign_up(session)
    assert answer.status_code == 422
    assert "niet meer aanmelden" in text_of(answer)
    assert not Guest.objects.exists()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"sign_up_open": False}, "Aanmelden kan nu niet"),
        ({"ends_on": now().date() - timedelta(days=1), "starts_on": now().date() - timedelta(days=9)}, "is voorbij"),
        ({}, "geen sessie om uit te kiezen"),
    ],
)
def test_a_month_that_takes_no_sign_ups_says_why(deal: Deal, changes: dict[str, Any], told: str) -> None:
    month = a_month(deal, **changes)
    one = a_session(month, starts_at=soon(-1), published_revision=0)
    assert told in text_of(Client().get(PAGE))
    answer = sign_up(one)
    assert answer.status_code == 409
    assert not Guest.objects.exists()


@pytest.mark.parametrize("address", ["/aanmelden/anders/", "/aanmelden/anders/voorstel/"])
def test_an_unknown_month_is_not_there(month: EventMonth, address: str) -> None:
    for method in ("get", "post"):
        answer = getattr(Client(), method)(address)
        assert answer.status_code == 404
        assert "Deze maand kennen we niet" in text_of(answer)


def test_the_door_lists_what_is_open(month: EventMonth) -> None:
    page = text_of(Client().get("/aanmelden/"))
    assert f'href="{PAGE}"' in page
    assert f'href="{PAGE}voorstel/"' in page
    EventMonth.objects.update(sign_up_open=False, call_until=None)
    assert "niets waarvoor u zich kunt aanmelden" in text_of(Client().get("/aanmelden/"))


def test_a_robot_is_answered_and_nothing_happens(session: Session) -> None:
    assert sign_up(session, website="https://casino.example").status_code == 200
    assert sign_up(session, stamp=robots.stamp(now())).status_code == 422
    assert sign_up(session, stamp=robots.stamp(now() - timedelta(days=2))).status_code == 422
    assert not Guest.objects.exists()


def test_nobody_fills_the_mailbox_of_somebody_else(session: Session) -> None:
    answers = [sign_up(session).status_code for _ in range(signing_up.PER_ADDRESS + 1)]
    assert answers[-2:] == [200, 429]


def test_one_visitor_does_not_sign_up_the_whole_province(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing_up, "PER_VISITOR", 3)
    answers = [sign_up(session, email=f"lezer{number}@krant.example").status_code for number in range(4)]
    assert answers == [200, 200, 200, 429]
    assert Guest.objects.count() == 3


def test_a_guest_changes_sessions_companions_and_needs(month: EventMonth, session: Session) -> None:
    water = a_session(month, "water", starts_at=soon(8))
    sign_up(session, diet="geen noten")
    answer = change(anna(), **{"kies-houtbouw": None, "kies-water": "on", "mee-water": "1", "access": "een stoel"})
    assert answer.status_code == 200
    assert "Opgeslagen" in text_of(answer)
    assert stands() == {"houtbouw": "cancelled", "water": "placed"}
    assert water.registrations.get().companions == 1
    assert (anna().needs.diet, anna().needs.access) == ("", "een stoel")
    change(anna(), language="en", name="Anna de Boer", access="")
    assert (anna().name, anna().language) == ("Anna de Boer", Language.ENGLISH)
    assert not Needs.objects.exists()


def test_who_brings_more_people_than_fit_is_told_and_keeps_what_they_had(month: EventMonth) -> None:
    small = a_session(month, capacity=2)
    sign_up(small)
    answer = change(anna(), **{"mee-houtbouw": "3", "name": "Annabel"})
    assert answer.status_code == 422
    assert 'role="alert"' in text_of(answer)
    assert 'value="Annabel"' in text_of(answer)
    assert (anna().name, small.registrations.get().companions) == ("Anna", 0)


def test_a_guest_can_let_go_of_a_session_that_takes_no_more_sign_ups(session: Session) -> None:
    sign_up(session)
    Session.objects.update(closes_at=now())
    assert "opnieuw aanmelden kan niet meer" in text_of(Client().get(links.own(anna())))
    change(anna(), **{"kies-houtbouw": None})
    assert stands() == {"houtbouw": "cancelled"}
    assert change(anna(), **{"kies-houtbouw": "on"}).status_code == 422


def test_a_guest_keeps_what_has_begun(month: EventMonth, session: Session) -> None:
    sign_up(session, a_session(month, "water", starts_at=soon(8)))
    Session.objects.filter(pk=session.pk).update(starts_at=soon(-1), ends_at=soon(-1, 2))
    assert change(anna(), **{"kies-houtbouw": None, "kies-water": None}).status_code == 200
    assert stands() == {"houtbouw": "placed", "water": "cancelled"}


def test_a_guest_cancels_everything_after_a_last_question(month: EventMonth, session: Session) -> None:
    sign_up(session, a_session(month, "water"), diet="geen noten")
    address = links.own(anna())
    assert "Overal voor afmelden?" in text_of(Client().get(f"{address}?wat=afmelden"))
    assert set(stands().values()) == {"placed"}
    Client().post(address, {"doe": "afmelden"})
    assert set(stands().values()) == {"cancelled"}
    assert not Needs.objects.exists()
    assert "U staat nergens meer voor aangemeld" in text_of(Client().get(f"{address}?wat=afmelden"))


def test_a_guest_fetches_everything_and_has_it_erased(month: EventMonth, session: Session) -> None:
    sign_up(session, diet="geen noten")
    address = links.own(anna())
    kept = json.loads(Client().get(f"{address}?wat=gegevens").content)
    assert (kept["person"]["email"], kept["needs"]["diet"]) == ("anna@voorbeeld.example", "geen noten")
    assert kept["registrations"][0]["session"]["code"] == "houtbouw"
    assert "Alles wissen?" in text_of(Client().get(f"{address}?wat=wissen"))
    assert Guest.objects.exists()
    assert "Alles is gewist" in text_of(Client().post(address, {"doe": "wissen"}))
    assert not Guest.objects.exists()
    for method in ("get", "post"):
        answer = getattr(Client(), method)(address)
        assert answer.status_code == 410
        assert "werkt niet meer" in text_of(answer)
    assert Client().get(f"{address}agenda.ics").status_code == 410


def test_the_link_to_take_part_online_is_for_who_has_a_place(month: EventMonth) -> None:
    one = a_session(month, form=SessionForm.ONLINE, online_url="https://meet.example/geheim", capacity=1)
    sign_up(one, email="bert@voorbeeld.example")
    sign_up(one)
    bert, own = Guest.objects.get(email__startswith="bert"), Guest.objects.get(email__startswith="anna")
    assert "meet.example" in text_of(Client().get(links.own(bert)))
    for address in (PAGE, links.own(own), links.calendar(own)):
        assert "meet.example" not in text_of(Client().get(address))


def test_the_calendar_of_a_guest_follows_what_they_and_the_office_change(month: EventMonth, deal: Deal) -> None:
    venue = a_venue(deal, access="De ingang is achter.")
    first = a_session(month, venue=venue, room="Zaal 1")
    full = a_session(month, "water", starts_at=soon(8), capacity=0)
    sign_up(first, full)
    address = links.calendar(anna())

    def events() -> dict[str, Any]:
        answer = Client().get(address)
        assert answer["Content-Type"].startswith("text/calendar")
        return {str(one["UID"]): one for one in Calendar.from_ical(answer.content).walk("VEVENT")}

    before = events()
    own = before[f"houtbouw.maand.{deal.code}@regiodeal"]
    assert (str(own["STATUS"]), str(own["LOCATION"])) == ("CONFIRMED", f"Zaal 1, {venue.name}, {venue.address}")
    assert "De ingang is achter." in str(own["DESCRIPTION"])
    assert str(before[f"water.maand.{deal.code}@regiodeal"]["STATUS"]) == "TENTATIVE"
    change(anna(), **{"kies-houtbouw": None})
    Session.objects.filter(pk=full.pk).update(state=SessionState.CANCELLED, reason="Ziek.", revision=1)
    after = events()
    assert {str(one["STATUS"]) for one in after.values()} == {"CANCELLED"}
    assert all(after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"] for uid in before)
    Message.objects.update(sent_at=now())
    change(anna(), **{"kies-houtbouw": "on", "kies-water": None})
    again = events()[f"houtbouw.maand.{deal.code}@regiodeal"]
    assert str(again["STATUS"]) == "CONFIRMED"
    assert again["SEQUENCE"] >= after[str(again["UID"])]["SEQUENCE"]


def test_somebody_proposes_a_session_sees_it_and_takes_it_back(month: EventMonth) -> None:
    assert "Doe mee." in text_of(Client().get(f"{PAGE}voorstel/"))
    assert "Uw voorstel is binnen" in text_of(proposed(wishes="Liefst in Coevorden"))
    proposal = Proposal.objects.get()
    assert (proposal.session.title, proposal.session.state) == ("Boeren en water", SessionState.PROPOSED)
    assert Message.objects.get().kind == MessageKind.PROPOSAL
    address = links.proposal(proposal)
    assert "bekijkt uw voorstel nog" in text_of(Client().get(address))
    assert Client().post(address).status_code == 200
    assert Proposal.objects.exists()
    assert "is ingetrokken" in text_of(Client().post(address, {"intrekken": "ja"}))
    assert not Proposal.objects.exists()
    assert not Session.objects.exists()
    assert Client().get(address).status_code == 410


def test_a_proposal_that_was_judged_shows_why_and_stays(month: EventMonth) -> None:
    proposed()
    Session.objects.update(state=SessionState.DECLINED, reason="Er waren er al drie.")
    address = links.proposal(Proposal.objects.get())
    assert "Er waren er al drie." in text_of(Client().get(address))
    answer = Client().post(address, {"intrekken": "ja"})
    assert answer.status_code == 409
    assert 'role="alert"' in text_of(answer)
    assert Proposal.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 201},
        {"kind": "feest"},
        {"summary": ""},
        {"summary": "x" * 5_001},
        {"wishes": "x" * 5_001},
        {"organisation": ""},
        {"name": ""},
        {"email": "bert"},
        {"language": "fy"},
        {"stamp": ""},
    ],
)
def test_a_proposal_that_is_filled_in_wrong_is_told_and_stores_nothing(
    month: EventMonth, wrong: dict[str, Any]
) -> None:
    assert proposed(**wrong).status_code == 422
    assert not Proposal.objects.exists()
    assert not Session.objects.exists()


def test_without_a_call_nothing_can_be_proposed(month: EventMonth) -> None:
    EventMonth.objects.update(call_until=now().date() - timedelta(days=1))
    assert "Sessies voorstellen kon tot en met" in text_of(Client().get(f"{PAGE}voorstel/"))
    assert proposed().status_code == 409
    EventMonth.objects.update(call_until=None)
    assert "vragen we niet om voorstellen" in text_of(Client().get(f"{PAGE}voorstel/"))


def test_a_robot_proposes_nothing(month: EventMonth) -> None:
    assert proposed(website="https://casino.example").status_code == 200
    assert not Proposal.objects.exists()


def test_a_guest_says_once_and_anonymously_what_it_was_like(session: Session) -> None:
    registration = ended(session)
    address = links.feedback(registration)
    assert "U antwoordt anoniem" in text_of(Client().get(address))
    assert "zonder uw naam" in text_of(Client().post(address, {"score": "4", "remark": "Mooi verhaal."}))
    answer = Feedback.objects.get()
    assert (answer.score, answer.remark) == (4, "Mooi verhaal.")
    assert not any("guest" in one.name for one in Feedback._meta.get_fields())
    for method in ("get", "post"):
        assert "al laten weten" in text_of(getattr(Client(), method)(address, {"score": "1"}))
    assert Feedback.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{}, {"score": ""}, {"score": "0"}, {"score": "6"}, {"score": "x"}, {"score": "3", "remark": "x" * 2_001}],
)
def test_an_answer_that_is_none_is_told(session: Session, wrong: dict[str, str]) -> None:
    registration = ended(session)
    assert Client().post(links.feedback(registration), wrong).status_code == 422
    assert not Feedback.objects.exists()


def test_nobody_tells_what_a_session_was_like_before_it_was_or_without_a_place(session: Session) -> None:
    sign_up(session)
    registration = Registration.objects.get()
    address = links.feedback(registration)
    assert "moet nog komen" in text_of(Client().post(address, {"score": "5"}))
    Session.objects.update(starts_at=soon(-2), ends_at=soon(-2, 2))
    Registration.objects.update(present=0)
    assert "Alleen wie bij de sessie was" in text_of(Client().post(address, {"score": "5"}))
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("place", ["mijn", "voorstel", "mening"])
@pytest.mark.parametrize("token", ["x", "AAAA", "é", "%00", "a" * 5000])
def test_an_invented_link_opens_nothing(session: Session, place: str, token: str) -> None:
    sign_up(session)
    before = tables()
    for method in ("get", "post"):
        assert getattr(Client(), method)(f"/aanmelden/{place}/{token}/").status_code in {404, 410}
    assert tables() == before


def test_a_link_for_one_thing_does_nothing_else(month: EventMonth, session: Session) -> None:
    sign_up(session)
    made = [tokens.made(purpose, anna().pk) for purpose in Purpose if purpose != Purpose.GUEST]
    made += [tokens.made(Purpose.GUEST, *numbers) for numbers in ((anna().pk, 1), (-1,), (2**62,))]
    for token in made:
        assert Client().get(f"/aanmelden/mijn/{token}/").status_code == 410


def test_a_scanner_that_follows_every_link_changes_nothing(month: EventMonth, session: Session) -> None:
    """Whatever opens links to look behind them: mail gateways, previews, crawlers."""
    proposed()
    registration = ended(session)
    a_session(month, "water")
    own, invitation = links.own(anna()), links.invitation(an_invitation(month))
    addresses = [
        "/aanmelden/", PAGE, f"{PAGE}?sessie=houtbouw", f"{PAGE}voorstel/", invitation, own, f"{own}agenda.ics",
        f"{own}?wat=wissen", f"{own}?wat=gegevens", f"{own}?wat=afmelden", f"{own}?doe=wissen", f"{own}?doe=afmelden",
        f"{own}?doe=opslaan&name=X&language=nl", links.proposal(Proposal.objects.get()),
        f"{links.proposal(Proposal.objects.get())}?intrekken=ja", links.feedback(registration),
        f"{links.feedback(registration)}?score=1",
    ]  # fmt: skip
    before = tables()
    for address in addresses:
        for method in ("get", "head", "options", "put", "delete", "patch"):
            answer = getattr(Client(), method)(address)
            assert answer.status_code in {200, 405}
            assert not answer.cookies
    assert tables() == before


def test_a_post_that_says_nothing_we_know_changes_nothing(session: Session) -> None:
    sign_up(session)
    before = tables()
    for said in ({}, {"doe": "iets"}, {"doe": ["", "wissen", "niets"]}):
        assert Client().post(links.own(anna()), said).status_code == 200
    assert tables() == before


def test_the_pages_are_followed_by_nobody(month: EventMonth, session: Session) -> None:
    sign_up(session)
    for address in (PAGE, links.own(anna()), links.calendar(anna()), f"{PAGE}voorstel/"):
        answer = Client(enforce_csrf_checks=True).get(address)
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"]
        assert answer["Cache-Control"] == "no-store"
        assert "form-action 'self'" in answer["Content-Security-Policy"]
        assert "script-src" not in answer["Content-Security-Policy"]
        assert "<script" not in text_of(answer)
        assert "style=" not in text_of(answer)
        assert not answer.cookies


def test_the_pages_speak_the_language_of_the_reader(month: EventMonth, session: Session) -> None:
    assert 'lang="nl"' in text_of(Client().get(PAGE))[:200]
    english = Client().get(f"{PAGE}?taal=en")
    assert english["Content-Language"] == "en"
    assert "plenty of room" in text_of(english)
    assert "Sign up for sessions" in text_of(english)
    sign_up(session, language="en")
    assert Client().get(links.own(anna()))["Content-Language"] == "en"
    assert Client().get(f"{links.own(anna())}?taal=nl")["Content-Language"] == "nl"
    assert "Fill in your name." in text_of(sign_up(session, query="?taal=en", name=""))


def test_every_page_is_valid_html(month: EventMonth, deal: Deal, tmp_path: Path) -> None:
    both = a_session(month, "water", form=SessionForm.BOTH, online_url="https://meet.example/x", venue=a_venue(deal))
    full = a_session(month, "vol", capacity=0, language="en")
    gone = a_session(month, "afgelast")
    over = a_session(month, "geweest")
    pages = [Client().get(address) for address in ("/aanmelden/", PAGE, f"{PAGE}?sessie=niets")]
    pages += [sign_up(both, name=""), sign_up(both, full, gone, over)]
    Session.objects.filter(pk=gone.pk).update(state=SessionState.CANCELLED, reason="Ziek.")
    Session.objects.filter(pk=over.pk).update(starts_at=soon(-2), ends_at=soon(-2, 2))
    own = links.own(anna())
    feedback = links.feedback(over.registrations.get())
    pages += [
        *(Client().get(f"{own}{query}") for query in ("", "?taal=en", "?wat=wissen", "?wat=afmelden")),
        change(anna(), name=""),
        change(anna(), **{"mee-water": "2"}),
        Client().get(f"{PAGE}voorstel/"),
        proposed(title=""),
        proposed(),
        Client().get(links.proposal(Proposal.objects.get())),
        Client().get(feedback),
        Client().post(feedback, {}),
        Client().post(feedback, {"score": "5"}),
        Client().get(feedback),
        Client().get(links.feedback(both.registrations.get())),
        Client().get(links.invitation(an_invitation(month))),
        Client().post(links.proposal(Proposal.objects.get()), {"intrekken": "ja"}),
        Client().post(own, {"doe": "afmelden"}),
        Client().get(f"{own}?wat=afmelden"),
        Client().post(own, {"doe": "wissen"}),
        Client().get(own),
        Client().get("/aanmelden/anders/"),
    ]
    EventMonth.objects.update(sign_up_open=False, call_until=None)
    pages += [Client().get(PAGE), Client().get("/aanmelden/"), Client().get(f"{PAGE}voorstel/")]
    for number, page in enumerate(pages):
        (tmp_path / f"{number}.html").write_bytes(page.content)
    assert html_validity.faults(tmp_path) == []


def test_the_office_can_erase_a_guest_whose_link_is_over_then(session: Session) -> None:
    sign_up(session)
    address = links.own(anna())
    guests.erase(guest=anna(), at=now())
    assert Client().post(address, own_form_of_nobody()).status_code == 410


def own_form_of_nobody() -> dict[str, str]:
    """Return a form that was open when its guest was erased."""
    return {"doe": "opslaan", "name": "Anna", "language": "nl", "kies-houtbouw": "on"}
