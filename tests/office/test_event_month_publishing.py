"""Publishing the programme of a month at the desk: what is new, what may be personal, and one button."""

from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from regiodeal.accounts.roles import RoleCode
from regiodeal.event_month.choices import SessionState
from regiodeal.event_month.models import EventMonth, Session
from regiodeal.programme.models import Deal
from regiodeal.publication.models import Edition
from tests.factories.event_month import a_month, a_session, a_venue
from tests.factories.programme import a_deal
from tests.offices import at_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def deal() -> Deal:
    """The small deal."""
    return a_deal()


@pytest.fixture
def month(deal: Deal) -> EventMonth:
    """A month with two sessions that nobody published."""
    month = a_month(deal)
    a_session(month, "houtbouw", published_revision=None)
    a_session(month, "zorg-dichtbij", published_revision=None, venue=a_venue(deal))
    return month


@pytest.fixture
def desk(deal: Deal) -> Client:
    """The communications adviser."""
    return at_desk(deal, RoleCode.COMMUNICATIONS)


def address(month: EventMonth) -> str:
    """Return where a month is published."""
    return f"/kantoor/{month.deal.code}/maand/programma/{month.code}/publiceren/"


def text(answer: Any) -> str:
    """Return the page with single spaces."""
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def changed(code: str, **fields: Any) -> None:
    """Change a session, as its screen would."""
    Session.objects.filter(code=code).update(**fields)


def test_the_first_programme_is_shown_and_published_with_one_button(desk: Client, month: EventMonth) -> None:
    page = text(desk.get(address(month)))
    assert "Dit is de eerste keer" in page
    assert "2 nieuwe sessies" in page
    assert "Houtbouw" in page
    assert not Edition.objects.exists(), "looking publishes nothing"
    answer = desk.post(address(month), follow=True)
    assert "Het programma is gepubliceerd, als editie 1." in text(answer)
    assert f'href="/maand/{month.code}/"' in text(answer)
    assert "Niets: het publiek kent alles wat hier staat." in text(answer)
    assert "Publiceer het programma" not in text(answer)


def test_the_next_programme_says_what_is_new_what_changed_and_what_is_off(desk: Client, month: EventMonth) -> None:
    desk.post(address(month))
    a_session(month, "fietstocht", published_revision=None)
    changed("houtbouw", title="Bouwen met hout", capacity=20, revision=1)
    changed("zorg-dichtbij", state=SessionState.CANCELLED, reason="Ziek.", revision=1)
    EventMonth.objects.update(introduction="Welkom.")
    page = text(desk.get(address(month)))
    assert "1 nieuwe sessie<" in page
    assert "Bouwen met hout: titel, aanmelden" in page
    assert "1 afgelaste sessie<" in page
    assert "Gewijzigd: de naam, de data" in page
    desk.post(address(month))
    assert Edition.objects.filter(kind="event-month").count() == 2


def test_what_looks_personal_is_asked_about_before_anything_is_published(desk: Client, month: EventMonth) -> None:
    changed("houtbouw", summary="Bel 06-12345678 of mail <b>anna@voorbeeld.example</b>.")
    page = text(desk.get(address(month)))
    assert 'value="06-12345678"' in page
    assert "<b>anna" not in page
    refused = desk.post(address(month), {"not_personal": ["06-12345678"]})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Edition.objects.exists()
    desk.post(address(month), {"not_personal": ["06-12345678", "anna@voorbeeld.example"]})
    assert Edition.objects.count() == 1


def test_pressing_twice_publishes_once(desk: Client, month: EventMonth) -> None:
    desk.post(address(month))
    again = desk.post(address(month), follow=True)
    assert "alles was al gepubliceerd" in text(again)
    assert Edition.objects.count() == 1


def test_who_may_not_publish_finds_no_screen_and_publishes_nothing(deal: Deal, month: EventMonth) -> None:
    for role in (RoleCode.READER, RoleCode.HOST):
        client = at_desk(deal, role)
        assert client.get(address(month)).status_code in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
        assert client.post(address(month)).status_code in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
    assert not Edition.objects.exists()


def test_a_month_that_is_not_there_is_not_found(desk: Client, month: EventMonth) -> None:
    assert desk.get(address(month).replace(month.code, "elders")).status_code == HTTPStatus.NOT_FOUND


def test_the_list_of_publications_calls_a_month_by_its_name(desk: Client, month: EventMonth) -> None:
    desk.post(address(month))
    page = text(desk.get(f"/kantoor/{month.deal.code}/publicaties/"))
    assert "Maand van de Regio 2021" in page
