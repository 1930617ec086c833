"""Fill in an act on the money of a phase, see what it would do, answer the last question, and have it booked once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.funding import behind, phases
from regiodeal.funding.actions import preview
from regiodeal.funding.actions.payments import MovedMeanwhile
from regiodeal.funding.models import Basis, Transfer
from regiodeal.funding.phases import PhaseLine
from regiodeal.office.money import names
from regiodeal.office.money.acts import ACTS, KINDS, Act, Order
from regiodeal.office.money.forms import SeenForm
from regiodeal.office.money.views import payments, transfers
from regiodeal.projects.models import Phase
from regiodeal.web.access import Desk, screen


@dataclass(frozen=True)
class _Asked:
    """What a person is about to do: which act, on which phase, with what filled in."""

    act: Act
    phase: Phase
    line: PhaseLine
    form: SeenForm

    @property
    def about(self) -> str:
        """Which phase this is about."""
        return payments.name(self.phase)


@screen(Permission.KEEP_MONEY, methods=("GET", "HEAD", "POST"))
def book(request: HttpRequest, desk: Desk, project: str, number: int, code: str) -> HttpResponseBase:
    """Show the form of an act; once it is filled in the last question; and once that is answered, do it."""
    phase, act = payments.phase_of(desk, project, number), ACTS.get(code)
    line = phases.line(desk.deal, phase)
    if act is None or line is None:
        raise Http404
    if request.method != "POST":
        return _form_page(request, desk, _Asked(act, phase, line, _proposal(act, phase, line)))
    form = act.form(act.bases(phase), request.POST)
    asked = _Asked(act, phase, line, form)
    if not form.is_valid() or "terug" in request.POST:
        return _form_page(request, desk, asked)
    order = Order(phase=phase, by=desk.actor, at=timezone.now(), seen=form.seen, values=form.cleaned_data)
    try:
        return _done(request, desk, asked, order) if "bevestig" in request.POST else _ask(request, desk, asked, order)
    except Refusal as refusal:
        if "bevestig" in request.POST and _was_done(desk, asked, order, refusal):
            messages.info(request, gettext("Dit was al geboekt. Er is niets dubbel geboekt."))
            return redirect(payments.address(desk, phase))
        return _refused(request, desk, asked, refusal)


def _proposal(act: Act, phase: Phase, line: PhaseLine) -> SeenForm:
    """Propose all that can be known: the whole amount, today, and the newest document that fits."""
    bases = act.bases(phase)
    cents = act.proposed(line.money) if act.proposed else None
    initial = {"bedrag": cents or None, "dag": timezone.localdate(), "grond": bases.first()}
    return act.form(bases, initial={**initial, "gezien": phases.head(phase)})


def _ask(request: HttpRequest, desk: Desk, asked: _Asked, order: Order) -> HttpResponse:
    context = {
        "desk": desk,
        "title": asked.act.title,
        "about": asked.about,
        "up": payments.address(desk, asked.phase),
        "question": asked.act.question,
        "button": asked.act.button,
        "form": asked.form,
        "changes": changes(preview.effect(desk.deal, lambda: asked.act.run(order))),
    }
    return render(request, "office/money/confirm.html", context)


def _done(request: HttpRequest, desk: Desk, asked: _Asked, order: Order) -> HttpResponseBase:
    asked.act.run(order)
    messages.success(request, asked.act.done)
    return redirect(payments.address(desk, asked.phase))


def _was_done(desk: Desk, asked: _Asked, order: Order, refusal: Refusal) -> bool:
    """Whether exactly this was booked or registered already: the form was sent twice."""
    kind, values = KINDS.get(asked.act.code), order.values
    if kind is None:
        return asked.act.done_before(refusal, values)
    same = {"reference": values["kenmerk"], "title": values["titel"], "on": values["dag"], "under": values["grond"]}
    return Basis.objects.filter(deal=desk.deal, kind=kind, **same).exists()


def _refused(request: HttpRequest, desk: Desk, asked: _Asked, refusal: Refusal) -> HttpResponse:
    """Say why not, at the field. Who was second sees what the first booked, and can confirm with that in view."""
    asked.form.refused(refusal, asked.act.field_of(refusal))
    if not isinstance(refusal, MovedMeanwhile):
        return _form_page(request, desk, asked)
    asked.form.data = {**request.POST.dict(), "gezien": refusal.transfers[-1].sequence}
    return _form_page(request, desk, asked, refusal.transfers)


def _form_page(request: HttpRequest, desk: Desk, asked: _Asked, meanwhile: Iterable[Transfer] = ()) -> HttpResponse:
    newer = Transfer.objects.filter(pk__in=[one.pk for one in meanwhile])
    context = {
        "desk": desk,
        "act": asked.act,
        "about": asked.about,
        "up": payments.address(desk, asked.phase),
        "line": asked.line,
        "form": asked.form,
        "meanwhile": transfers.lines(behind.described(newer).order_by("sequence")),
        "bases": asked.act.bases(asked.phase).exists(),
        "conditions": payments.waiting(asked.phase) if asked.act.code == "voorschot" else [],
    }
    return render(request, "office/money/act.html", context, status=422 if asked.form.errors else 200)


def changes(found: list[preview.Change]) -> list[dict[str, Any]]:
    """Return what an act does to each place, for the last question."""
    return [
        {
            "name": names.place(one.place),
            "before": one.before,
            "after": one.after,
            "difference": one.after - one.before,
        }
        for one in found
    ]
