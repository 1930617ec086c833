"""Payments that go wrong: put right by a counter-transfer, refused where the money moved on, and never booked twice."""

from datetime import date, timedelta
from typing import Any

import pytest

from regiodeal.common.errors import Refusal
from regiodeal.funding import checks
from regiodeal.funding.actions import payments, preview
from regiodeal.funding.actions.ledger import NoRoom
from regiodeal.funding.actions.payments import MovedMeanwhile, NotToCorrect
from regiodeal.funding.models import Basis, Place, Transfer
from regiodeal.funding.phases import head
from regiodeal.funding.queries import balances
from tests.factories.decisions import a_grant
from tests.factories.programme import AT, SECRETARY, a_deal
from tests.factories.projects import a_project

pytestmark = pytest.mark.django_db


class Payer:
    """Pays a phase of 200 euro under an order, each time a minute later."""

    def __init__(self) -> None:
        self.deal = a_deal()
        project = a_project(self.deal)
        resolution = a_grant(self.deal, project, 20_000)
        self.phase, self.now = project.phases.get(), AT
        self.order = payments.register_order(
            under=Basis.objects.get(resolution=resolution), reference="B", title="b", on=date(2021, 6, 5), **self.who()
        )

    def who(self) -> dict[str, Any]:
        self.now += timedelta(minutes=1)
        return {"by": SECRETARY, "at": self.now}

    def pay(self, cents: int, **fields: Any) -> Transfer:
        on = date(2021, 6, 6)
        return payments.advance(phase=self.phase, cents=cents, order=self.order, on=on, **self.who(), **fields)

    def held(self, kind: str) -> int:
        return Place.objects.get(deal=self.deal, key=f"{kind}/dorpshuis/1").cents


@pytest.fixture
def payer() -> Payer:
    """Somebody who pays."""
    return Payer()


def test_a_correction_names_what_it_corrects_and_keeps_what_was_known(payer: Payer) -> None:
    """From now on every day reads as if the payment was never there; what was known before stays known."""
    wrong = payer.pay(5_000)
    (back,) = payments.correct(transfer=wrong, reason="dubbel", **payer.who())
    assert (back.corrects, back.basis, back.counts_from, back.cents) == (wrong, wrong.basis, wrong.counts_from, 5_000)
    key = "advanced/dorpshuis/1"
    assert {one.key: one.cents for one in balances(payer.deal, on=date(2021, 6, 6))}[key] == 0
    assert {one.key: one.cents for one in balances(payer.deal, known_at=wrong.recorded_at)}[key] == 5_000
    assert list(checks.faults(payer.deal)) == []


def test_a_settlement_is_put_right_as_a_whole(payer: Payer) -> None:
    """Advance, rest and release go back together."""
    payer.pay(5_000)
    statement = payments.register_statement(
        under=payer.order, reference="V", title="v", on=date(2021, 6, 7), **payer.who()
    )
    written = payments.settle(phase=payer.phase, cents=12_000, statement=statement, on=date(2021, 6, 7), **payer.who())
    assert len(written) == 3
    assert len(payments.correct(transfer=written[1], reason="ander bedrag", **payer.who())) == 3
    assert (payer.held("settled"), payer.held("advanced"), payer.held("awarded")) == (0, 5_000, 15_000)
    with pytest.raises(NotToCorrect, match="put right already"):
        payments.correct(transfer=written[0], reason="nog eens", **payer.who())


def test_what_moved_on_is_not_put_right(payer: Payer) -> None:
    """The advance was paid back already, so there is nothing to take back."""
    wrong = payer.pay(5_000)
    payments.recover(phase=payer.phase, cents=1, basis=payer.order, on=date(2021, 6, 7), **payer.who())
    with pytest.raises(NoRoom):
        payments.correct(transfer=wrong, reason="dubbel", **payer.who())
    assert not Transfer.objects.filter(corrects__isnull=False).exists()


def test_only_payments_are_put_right_and_only_with_a_reason(payer: Payer) -> None:
    """An award is changed by a decision; a counter-transfer by booking anew."""
    award = Transfer.objects.get(destination__key="awarded/dorpshuis/1")
    with pytest.raises(NotToCorrect, match="only a decision"):
        payments.correct(transfer=award, reason="fout", **payer.who())
    wrong = payer.pay(5_000)
    with pytest.raises(Refusal, match="say why"):
        payments.correct(transfer=wrong, reason="  ", **payer.who())
    (back,) = payments.correct(transfer=wrong, reason="dubbel", **payer.who())
    with pytest.raises(NotToCorrect, match="book the payment anew"):
        payments.correct(transfer=back, reason="toch niet", **payer.who())


def test_what_was_confirmed_on_an_old_screen_is_not_booked(payer: Payer) -> None:
    """So nothing is booked twice, by one person or by two."""
    seen = head(payer.phase)
    paid = payer.pay(5_000, seen=seen)
    with pytest.raises(MovedMeanwhile) as refused:
        payer.pay(5_000, seen=seen)
    assert refused.value.transfers == [paid]
    assert payer.held("advanced") == 5_000
    assert payer.pay(5_000, seen=paid.sequence)


def test_a_basis_of_another_phase_is_refused(payer: Payer) -> None:
    """An order for one project pays for no other."""
    other = a_project(payer.deal, "zwembad")
    resolution = a_grant(payer.deal, other, 100)
    order = payments.register_order(
        under=Basis.objects.get(resolution=resolution), reference="Z", title="z", on=date(2021, 6, 5), **payer.who()
    )
    with pytest.raises(Refusal, match="is not about"):
        payments.advance(phase=payer.phase, cents=1, order=order, on=date(2021, 6, 6), **payer.who())


def test_a_preview_shows_each_place_and_leaves_nothing(payer: Payer) -> None:
    """The same act, taken back."""
    before = Transfer.objects.count()
    found = preview.effect(payer.deal, lambda: payer.pay(5_000))
    assert [(one.place.key, one.before, one.after) for one in found] == [
        ("awarded/dorpshuis/1", 20_000, 15_000),
        ("advanced/dorpshuis/1", 0, 5_000),
    ]
    assert Transfer.objects.count() == before
    assert payer.held("awarded") == 20_000


@pytest.mark.parametrize(
    ("cents", "advice"),
    [
        (0, "more than nothing"),
        (4_000, "10.00 euro more.*recover that first"),
        (20_001, "200.00 euro was granted.*enlarge"),
    ],
)
def test_an_amount_that_cannot_be_final_is_refused_with_what_to_do(payer: Payer, cents: int, advice: str) -> None:
    """Too little asks for a recovery, too much for a decision; nothing moves."""
    payer.pay(5_000)
    statement = payments.register_statement(
        under=payer.order, reference="V", title="v", on=date(2021, 6, 7), **payer.who()
    )
    before = Transfer.objects.count()
    with pytest.raises(Refusal, match=advice):
        payments.settle(phase=payer.phase, cents=cents, statement=statement, on=date(2021, 6, 7), **payer.who())
    assert Transfer.objects.count() == before
