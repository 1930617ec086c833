"""Proxies in a meeting: who may give one to whom, what it is worth, and that the list says so."""

from collections.abc import Mapping
from datetime import date

import pytest

from regiodeal.common.errors import Refusal
from regiodeal.decisions import checks, queries
from regiodeal.decisions.actions import meetings
from regiodeal.decisions.actions.meetings import InvalidProxy, ItemIsDecided
from regiodeal.decisions.choices import VoteChoice
from regiodeal.decisions.models import Interest, Meeting
from regiodeal.programme.models import Deal
from regiodeal.publication.freezing.decision_list import freeze_decision_list
from regiodeal.publication.queries import envelope
from regiodeal.publication.rendering import decision_list
from tests.factories.decisions import a_meeting, adopt, an_item, decide
from tests.factories.programme import AT, SECRETARY, a_deal, body_content
from tests.factories.projects import a_project
from tests.factories.publication import publish

pytestmark = pytest.mark.django_db


def a_deal_with(proxies: str, quorum: str = "at least 2/3", **rules: str) -> Deal:
    """Give the small deal with another rule about proxies."""
    return a_deal(bodies=body_content(proxies=proxies, quorum=quorum, **rules))


def note(meeting: Meeting, present: str, proxies: Mapping[str, str]) -> None:
    """Note attendance by the codes of seats, separated by spaces."""
    seats = {seat.code: seat for seat in meeting.body.seats.all()}
    meetings.note_attendance(
        meeting=meeting,
        present=[seats[code] for code in present.split()],
        proxies={seats[giver]: seats[holder] for giver, holder in proxies.items()},
        by=SECRETARY,
        at=AT,
    )


def test_a_proxy_makes_a_quorum_where_the_body_counts_it() -> None:
    """One of three is there with the vote of another: enough where proxies count, and not where they only vote."""
    for rule, decided in [("quorum", True), ("vote", False)]:
        deal = a_deal_with(rule)
        deal.code = f"deal-{rule}"
        deal.save()
        meeting = a_meeting(deal, present=())
        note(meeting, "voorzitter", {"a": "voorzitter"})
        item = an_item(meeting, a_project(deal))
        if decided:
            assert decide(item, contribution_cents=100).granted
        else:
            with pytest.raises(Refusal, match="no quorum: 1 of 3 seats"):
                decide(item, contribution_cents=100)


def test_the_vote_of_an_absent_member_counts_through_its_proxy() -> None:
    """Two in favour, of whom one absent, against one."""
    deal = a_deal_with("vote", majority="at least 2/3")
    meeting = a_meeting(deal, present=())
    note(meeting, "voorzitter b", {"a": "b"})
    item = an_item(meeting, a_project(deal))
    votes = dict.fromkeys(meeting.body.seats.all(), VoteChoice.FOR)
    votes[meeting.body.seats.get(code="voorzitter")] = VoteChoice.AGAINST
    meetings.note_votes(item=item, votes=votes, by=SECRETARY, at=AT)
    assert decide(item, contribution_cents=100).granted


def test_a_proxy_that_cannot_be_given_is_refused_and_nothing_is_noted() -> None:
    """With the sentence of the rule, which names the seat."""
    meeting = a_meeting(a_deal_with("none"))
    with pytest.raises(InvalidProxy, match="knows no proxies"):
        note(meeting, "voorzitter", {"a": "voorzitter"})
    assert meeting.attendances.filter(present=True).count() == 3


def test_attendance_is_fixed_while_something_is_decided() -> None:
    """After the resolution is taken back it can change again."""
    deal = a_deal()
    meeting = a_meeting(deal)
    decide(an_item(meeting, a_project(deal)), contribution_cents=100)
    with pytest.raises(ItemIsDecided, match="is decided"):
        note(meeting, "voorzitter", {})


def test_an_interest_can_be_withdrawn_until_the_item_is_decided() -> None:
    """Not any more after that."""
    deal = a_deal()
    item = an_item(a_meeting(deal), a_project(deal))
    seat = item.meeting.body.seats.get(code="a")
    interest = meetings.declare_interest(item=item, seat=seat, statement="Bestuurslid.", by=SECRETARY, at=AT)
    meetings.withdraw_interest(interest=interest, by=SECRETARY, at=AT)
    assert not Interest.objects.exists()
    again = meetings.declare_interest(item=item, seat=seat, statement="Bestuurslid.", by=SECRETARY, at=AT)
    decide(item, contribution_cents=100)
    with pytest.raises(ItemIsDecided):
        meetings.withdraw_interest(interest=again, by=SECRETARY, at=AT)
    assert Interest.objects.count() == 1


def test_the_list_tells_who_voted_through_whom() -> None:
    """Adopted, frozen, on the page; and a list without proxies says nothing about them."""
    deal = a_deal_with("quorum")
    meeting = a_meeting(deal, present=())
    note(meeting, "voorzitter", {"a": "voorzitter"})
    decide(an_item(meeting, a_project(deal)), contribution_cents=100)
    assert queries.adopted_content(meeting)["proxies"] == {"a": "voorzitter"}
    edition = publish(adopt(meeting))[0]
    page = decision_list.of(envelope(edition))
    assert page.attendance is not None
    assert page.attendance.proxies == ("Gemeente Achterveen aan Provincie Veenland",)
    assert page.attendance.quorum == "2 van de 3 zetels, waarvan 1 volmacht; nodig: 2"
    assert page.attendance.rule == "ten minste twee derde van de zetels"
    assert list(checks.faults(deal)) == []

    plain = a_meeting(deal, date(2021, 6, 5))
    assert "proxies" not in queries.adopted_content(plain)
    assert "proxies" not in freeze_decision_list(plain)["meeting"]["attendance"]
