"""The record as due work: ordered with the edition, claimed once, taken over, tried again."""

from datetime import timedelta

import pytest

from regiodeal.common.errors import Refusal
from regiodeal.programme.models import Deal
from regiodeal.publication import queries
from regiodeal.publication.actions import editions, rebuilds
from regiodeal.publication.choices import EditionKind
from regiodeal.publication.models import Rebuild
from tests.factories.decisions import a_grant, adopt
from tests.factories.programme import AT, a_deal
from tests.factories.projects import a_project
from tests.factories.publication import publish, publisher

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def deal() -> Deal:
    """The small deal."""
    return a_deal()


def due(deal: Deal) -> list[timedelta]:
    """Return when builds are due, counted from the moment of publishing."""
    return [rebuild.due_at - AT for rebuild in deal.rebuilds.order_by("due_at")]


def test_an_edition_and_its_build_stand_or_fall_together(deal: Deal) -> None:
    """Nothing is ordered for what was refused, or for a publication that says nothing new."""
    grant = a_grant(deal, a_project(deal), 100)
    with pytest.raises(Refusal):
        publish(grant.item.meeting)
    assert due(deal) == []
    meeting = adopt(grant.item.meeting)
    publish(meeting)
    assert due(deal) == [timedelta(0)]
    publish(meeting)
    assert due(deal) == [timedelta(0)]
    editions.withdraw(deal, EditionKind.DECISION_LIST, meeting.reference, "Persoonsgegeven.", publisher())
    assert due(deal) == [timedelta(0), timedelta(0)]


def test_an_embargo_orders_two_builds(deal: Deal) -> None:
    """One that seals now, and one that opens at its end."""
    embargo = AT + timedelta(days=2)
    publish(adopt(a_grant(deal, a_project(deal), 100).item.meeting), embargo_until=embargo)
    assert due(deal) == [timedelta(0), timedelta(days=2)]
    first = rebuilds.claim(at=AT)
    assert first is not None
    rebuilds.finish(rebuild=first, at=AT)
    assert rebuilds.claim(at=embargo - SECOND) is None
    assert rebuilds.claim(at=embargo) is not None


def test_a_claim_holds_while_there_are_signs_of_life(deal: Deal) -> None:
    """And is free again after the lease, for a worker that was killed."""
    rebuilds.order(deal=deal, at=AT)
    assert rebuilds.claim(at=AT - SECOND) is None
    first = rebuilds.claim(at=AT)
    assert first is not None
    assert rebuilds.claim(at=AT + rebuilds.LEASE - SECOND) is None
    rebuilds.progress(rebuild=first, done=3, total=9, at=AT + rebuilds.LEASE - SECOND)
    assert rebuilds.claim(at=AT + rebuilds.LEASE + SECOND) is None
    again = rebuilds.claim(at=AT + 2 * rebuilds.LEASE)
    assert again is not None
    assert (again.pk, again.attempts, again.done) == (first.pk, 2, 0)


def test_what_fails_is_kept_and_tried_again_later_and_later(deal: Deal) -> None:
    """The error can be shown; the next attempt waits longer, but never longer than ten minutes."""
    rebuilds.order(deal=deal, at=AT)
    at, delays = AT, []
    for _ in range(12):
        rebuild = rebuilds.claim(at=at)
        assert rebuild is not None
        rebuilds.fail(rebuild=rebuild, error="de schijf is vol", at=at)
        rebuild.refresh_from_db()
        assert rebuild.error == "de schijf is vol"
        delays.append(rebuild.due_at - at)
        assert rebuilds.claim(at=rebuild.due_at - SECOND) is None
        at = rebuild.due_at
    assert delays == sorted(delays)
    assert (delays[0], delays[-1]) == (timedelta(seconds=5), timedelta(minutes=10))
    last = rebuilds.claim(at=at)
    assert last is not None
    rebuilds.finish(rebuild=last, at=at)
    assert Rebuild.objects.get().error == ""


def test_one_build_does_all_that_was_due_before_it(deal: Deal) -> None:
    """What becomes due later stays."""
    for days in (0, 0, 1):
        rebuilds.order(deal=deal, at=AT + timedelta(days=days))
    rebuilds.settle(known=queries.due_builds(deal, AT), at=AT)
    assert Rebuild.objects.filter(finished_at=None).count() == 1


def test_a_claim_can_be_given_back(deal: Deal) -> None:
    """A worker that is told to stop does so; another begins at once."""
    rebuilds.order(deal=deal, at=AT)
    rebuild = rebuilds.claim(at=AT)
    assert rebuild is not None
    rebuilds.release(rebuild=rebuild)
    assert rebuilds.claim(at=AT) is not None
