"""Loading a deal: once is enough, twice changes nothing, and two deals stand side by side."""

from typing import Any

import pytest

from regiodeal.audit.models import AuditLine
from regiodeal.common.errors import Refusal
from regiodeal.funding.queries import balances
from regiodeal.partners.models import Organisation
from regiodeal.programme import queries
from regiodeal.programme.actions import deals
from regiodeal.programme.deal_file import DealFile
from regiodeal.programme.models import Deal, Seat
from tests.factories.decisions import a_meeting
from tests.factories.programme import AT, SECRETARY, a_deal, body_content, deal_content

pytestmark = pytest.mark.django_db


def load(**changes: Any) -> "tuple[Deal, bool]":
    """Load the small deal with changes."""
    return deals.load(DealFile.model_validate(deal_content(**changes)), by=SECRETARY, at=AT)


def test_loading_twice_changes_nothing() -> None:
    """No row, no line in the trail."""
    a_deal()
    lines = AuditLine.objects.count()
    assert load()[1] is False
    assert AuditLine.objects.count() == lines


def test_a_name_can_change_and_money_cannot() -> None:
    """What was booked is changed by a decision, not by a file."""
    a_deal()
    about = {**deal_content()["deal"], "name": "Regio Deal De Veenstreek"}
    assert load(deal=about)[1] is True
    assert Deal.objects.get().name == "Regio Deal De Veenstreek"
    money = {"sources": [{"code": "rijk", "name": "Rijk", "level": "state", "amount": "601"}]}
    with pytest.raises(deals.MoneyIsFixed, match="cannot change by the file"):
        load(money=money)
    with pytest.raises(deals.MoneyIsFixed, match="budgets were booked"):
        load(pillars=[{"code": "werken", "name": "Werken", "budget": "501"}])
    assert {one.key: one.cents for one in balances(queries.deal())}["free/-"] == 40_000


def test_a_seat_that_attended_cannot_be_left_out() -> None:
    """Its presence stands in the minutes."""
    deal = a_deal()
    (body,) = body_content()
    without_b = [{**body, "seats": body["seats"][:2]}]
    a_meeting(deal)
    with pytest.raises(deals.InUse, match="decisions rest on it"):
        load(bodies=without_b)
    assert Seat.objects.count() == 3


def test_a_seat_that_nothing_rests_on_can_go() -> None:
    """A body changes between two meetings."""
    a_deal()
    (body,) = body_content()
    assert load(bodies=[{**body, "seats": body["seats"][:2]}])[1] is True
    assert Seat.objects.count() == 2


def test_two_deals_share_a_municipality_and_nothing_else() -> None:
    """Each has its own money, pillars and rules; the municipality is the same organisation."""
    first = a_deal()
    other = deal_content(bodies=body_content(interest="excluded"))
    other["deal"] = {**other["deal"], "code": "zandstreek", "name": "Regio Deal Zandstreek"}
    other["pillars"] = [{"code": f"lijn-{n}", "name": f"Lijn {n}", "budget": "100"} for n in range(1, 5)]
    other["pillars"] += [{"code": f"dwars-{n}", "name": f"Dwars {n}", "cross_cutting": "yes"} for n in (1, 2)]
    second = a_deal(**other)
    assert Organisation.objects.count() == 3
    assert {one.key: one.cents for one in balances(first)}["free/-"] == 40_000
    assert {one.key: one.cents for one in balances(second)} == {
        "pledged/rijk": -60_000,
        "pledged/provincie": -30_000,
        "free/-": 50_000,
        **{f"free/lijn-{n}": 10_000 for n in range(1, 5)},
    }
    assert [pillar.cross_cutting for pillar in second.pillars.all()] == [False] * 4 + [True] * 2
    with pytest.raises(queries.UnknownDeal, match="more than one deal"):
        queries.deal()
    with pytest.raises(queries.UnknownDeal, match="there is: veenstreek, zandstreek"):
        queries.deal("kleistreek")


def test_an_organisation_is_known_by_one_name() -> None:
    """A second deal cannot rename a party of the first."""
    a_deal()
    other = deal_content()
    other["deal"] = {**other["deal"], "code": "zandstreek"}
    other["parties"] = [{**other["parties"][0], "name": "Provincie Zandland"}, *other["parties"][1:]]
    with pytest.raises(Refusal, match="is known as 'Provincie Veenland'"):
        a_deal(**other)
    assert Deal.objects.count() == 1


def test_without_a_deal_the_message_says_what_to_do() -> None:
    """The first thing that a newcomer sees."""
    with pytest.raises(queries.UnknownDeal, match="regiodeal deal load FILE"):
        queries.deal()


def test_a_host_name_shows_one_deal() -> None:
    """A second deal cannot take the name of the first."""
    first = deal_content()
    a_deal(deal={**first["deal"], "hosts": ["veen.example"]})
    with pytest.raises(Refusal, match=r"veen\.example shows veenstreek already"):
        a_deal(deal={**first["deal"], "code": "zandstreek", "hosts": ["zand.example", "veen.example"]})
