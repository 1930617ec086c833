"""What can be done with the money of a phase: each act with its words, its form, what it rests on and what it does."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from regiodeal.audit.trail import Actor
from regiodeal.common.errors import Refusal
from regiodeal.funding import phases
from regiodeal.funding.actions import payments
from regiodeal.funding.actions.ledger import NoRoom, NotADay
from regiodeal.funding.actions.payments import ConditionsAreOpen, MovedMeanwhile
from regiodeal.funding.choices import BasisKind, PlaceKind
from regiodeal.funding.models import Basis, Transfer
from regiodeal.funding.phases import PhaseMoney
from regiodeal.office.money.forms import BookingForm, RegistrationForm, SeenForm
from regiodeal.projects.models import Phase


@dataclass(frozen=True, kw_only=True)
class Order:
    """An act that a person fills in: for which phase, who acts and when, and the values of the form."""

    phase: Phase
    by: Actor
    at: datetime
    seen: int
    values: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Act:
    """An act: `code` stands in its address, `bases` gives what it may rest on, `run` does it.

    `proposed` is the amount that stands in the form at first, in cents. `field` is where a refusal of the act itself
    belongs, `lands` the kind of place in which its money ends; an act without one books nothing.
    """

    code: str
    title: Any
    question: Any
    button: Any
    done: Any
    form: type[SeenForm]
    bases: Callable[[Phase], Any]
    run: Callable[[Order], Iterable[Transfer] | Basis]
    no_basis: Any
    field: str | None = None
    lands: PlaceKind | None = None
    proposed: Callable[[PhaseMoney], int] | None = None

    def makes_sense(self, money: PhaseMoney) -> bool:
        """Whether there is money for this act: a document is registered for what is not settled yet."""
        cents = self.proposed(money) if self.proposed else money.awarded + money.advanced
        return cents > 0

    def field_of(self, refusal: Refusal) -> str | None:
        """Return the field at which a refusal belongs."""
        if isinstance(refusal, NotADay):
            return "dag"
        if isinstance(refusal, NoRoom):
            return "bedrag"
        return None if isinstance(refusal, ConditionsAreOpen | MovedMeanwhile) else self.field

    def done_before(self, refusal: Refusal, values: Mapping[str, Any]) -> bool:
        """Whether exactly this was booked since the form was opened: it was sent twice."""
        if not isinstance(refusal, MovedMeanwhile) or self.lands is None:
            return False
        same = [
            one
            for one in refusal.transfers
            if (one.basis_id, one.counts_from) == (values["grond"].pk, values["dag"])
            and one.destination.kind == self.lands
            and one.corrects_id is None
        ]
        return bool(sum(one.cents for one in same) == values["bedrag"])


def _register(order: Order, act: Callable[..., Basis]) -> Basis:
    values = order.values
    fields = {"reference": values["kenmerk"], "title": values["titel"], "on": values["dag"]}
    return act(under=values["grond"], **fields, by=order.by, at=order.at)


def _register_order(order: Order) -> Basis:
    return _register(order, payments.register_order)


def _register_statement(order: Order) -> Basis:
    return _register(order, payments.register_statement)


def _advance(order: Order) -> list[Transfer]:
    return [payments.advance(order=order.values["grond"], **_booking(order))]


def _recover(order: Order) -> list[Transfer]:
    return [payments.recover(basis=order.values["grond"], **_booking(order))]


def _settle(order: Order) -> list[Transfer]:
    return payments.settle(statement=order.values["grond"], **_booking(order))


def _booking(order: Order) -> dict[str, Any]:
    values = order.values
    return {
        "phase": order.phase,
        "cents": values["bedrag"],
        "on": values["dag"],
        "by": order.by,
        "at": order.at,
        "seen": order.seen,
    }


def _paid_on(phase: Phase) -> Any:
    """What a recovery can rest on: a grant order, or a statement that shows that too much was paid."""
    found = {*phases.orders(phase).values_list("pk", flat=True), *phases.statements(phase).values_list("pk", flat=True)}
    return Basis.objects.filter(pk__in=found).order_by("-on", "-id")


ACTS = {
    act.code: act
    for act in [
        Act(
            code="beschikking",
            title=gettext_lazy("Beschikking vastleggen"),
            question=gettext_lazy("Klopt deze beschikking? Zij kan daarna niet meer worden gewijzigd."),
            button=gettext_lazy("Leg de beschikking vast"),
            done=gettext_lazy("De beschikking is vastgelegd."),
            form=RegistrationForm,
            bases=phases.resolutions,
            run=_register_order,
            no_basis=gettext_lazy("Er is geen besluit waarop een beschikking kan rusten."),
            field="kenmerk",
        ),
        Act(
            code="voorschot",
            title=gettext_lazy("Voorschot boeken"),
            question=gettext_lazy(
                "Klopt dit voorschot? Een boeking blijft staan; een fout herstelt u met een tegenboeking."
            ),
            button=gettext_lazy("Boek het voorschot"),
            done=gettext_lazy("Het voorschot is geboekt."),
            form=BookingForm,
            bases=phases.orders,
            run=_advance,
            no_basis=gettext_lazy("Een voorschot rust op een beschikking. Leg die eerst vast."),
            lands=PlaceKind.ADVANCED,
            proposed=lambda money: money.awarded,
        ),
        Act(
            code="terugvordering",
            title=gettext_lazy("Terugvordering boeken"),
            question=gettext_lazy(
                "Is dit bedrag terugbetaald? Een boeking blijft staan; een fout herstelt u met een tegenboeking."
            ),
            button=gettext_lazy("Boek de terugvordering"),
            done=gettext_lazy("De terugvordering is geboekt."),
            form=BookingForm,
            bases=_paid_on,
            run=_recover,
            no_basis=gettext_lazy(
                "Een terugvordering rust op een beschikking of een verantwoording. Leg die eerst vast."
            ),
            lands=PlaceKind.AWARDED,
            proposed=lambda money: money.advanced,
        ),
        Act(
            code="verantwoording",
            title=gettext_lazy("Verantwoording vastleggen"),
            question=gettext_lazy("Klopt deze verantwoording? Zij kan daarna niet meer worden gewijzigd."),
            button=gettext_lazy("Leg de verantwoording vast"),
            done=gettext_lazy("De verantwoording is vastgelegd."),
            form=RegistrationForm,
            bases=phases.orders,
            run=_register_statement,
            no_basis=gettext_lazy("Een verantwoording rust op een beschikking. Leg die eerst vast."),
            field="kenmerk",
        ),
        Act(
            code="vaststelling",
            title=gettext_lazy("Vaststelling boeken"),
            question=gettext_lazy("Klopt dit eindbedrag? Wat overblijft, valt vrij."),
            button=gettext_lazy("Boek de vaststelling"),
            done=gettext_lazy("De vaststelling is geboekt."),
            form=BookingForm,
            bases=phases.statements,
            run=_settle,
            no_basis=gettext_lazy("Een vaststelling rust op een verantwoording. Leg die eerst vast."),
            field="bedrag",
            lands=PlaceKind.SETTLED,
            proposed=lambda money: money.awarded + money.advanced,
        ),
    ]
}
"""Every act by the code in its address."""

KINDS = {"beschikking": BasisKind.GRANT_ORDER, "verantwoording": BasisKind.STATEMENT}
"""What an act registers, for those that book nothing."""
