"""The payments of each phase: what was granted, ordered, advanced and settled, and what comes next."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.audit.models import AuditLine
from regiodeal.common.errors import Refusal
from regiodeal.decisions.models import Condition
from regiodeal.funding import behind, phases
from regiodeal.funding.actions import preview
from regiodeal.funding.actions.payments import MovedMeanwhile
from regiodeal.funding.choices import BasisKind, Step
from regiodeal.funding.models import Basis
from regiodeal.office.money import names, transfers
from regiodeal.office.money.acts import ACTS, KINDS, Act, Order
from regiodeal.office.money.filters import link
from regiodeal.office.money.forms import SeenForm
from regiodeal.projects.models import Phase
from regiodeal.web import sheets
from regiodeal.web.access import Desk, screen
from regiodeal.web.sheets import Sheet

_ON_A_PAGE = 50
_STEPS = {
    Step.ORDER: "beschikking",
    Step.ADVANCE: "voorschot",
    Step.STATEMENT: "verantwoording",
    Step.SETTLE: "vaststelling",
}


@screen(Permission.READ)
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the phases that hold money, with what can be done next."""
    wanted = request.GET.get("zoek", "")[:200]
    found = phases.of_deal(desk.deal, wanted)
    if form := sheets.asked(request):
        return sheets.respond(_sheet(phases.lines(desk.deal, found)), form, gettext("betalingen"))
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("pagina"))
    lines = [{"line": line, "next": _next(desk, line)} for line in phases.lines(desk.deal, list(page.object_list))]
    context = {"desk": desk, "page": page, "lines": lines, "wanted": wanted}
    return render(request, "office/money/payments.html", context)


@screen(Permission.READ)
def phase(request: HttpRequest, desk: Desk, project: str, number: int) -> HttpResponse:
    """Show the money of one phase: its documents, its transfers, and what can be done."""
    found = _phase(desk, project, number)
    line = phases.line(desk.deal, found)
    page = Paginator(behind.described(phases.transfers(found)).order_by("-sequence"), _ON_A_PAGE)
    shown = page.get_page(request.GET.get("pagina"))
    may = desk.may(Permission.KEEP_MONEY)
    shown.lines = _with_corrections(found, transfers.lines(shown.object_list), may=may)  # type: ignore[attr-defined]
    context = {
        "desk": desk,
        "phase": found,
        "line": line,
        "name": found.project.name,
        "dossier": link("project", desk.deal, found.project.code),
        "conditions": _waiting(found),
        "documents": _documents(found),
        "acts": [{"act": act, "href": _address(desk, found, act)} for act in ACTS.values()] if may and line else [],
        "page": shown,
        "may_correct": may,
    }
    return render(request, "office/money/phase.html", context)


@screen(Permission.KEEP_MONEY, methods=("GET", "HEAD", "POST"))
def act(request: HttpRequest, desk: Desk, project: str, number: int, code: str) -> HttpResponseBase:
    """Fill in an act, see what it would do, and do it."""
    found, chosen = _phase(desk, project, number), ACTS.get(code)
    line = phases.line(desk.deal, found)
    if chosen is None or line is None:
        raise Http404
    bases = chosen.bases(found)
    if request.method != "POST":
        money = chosen.proposed(line.money) if chosen.proposed else None
        initial = {"bedrag": money or None, "dag": timezone.localdate(), "grond": bases.first()}
        form = chosen.form(bases, initial={**initial, "gezien": phases.head(found)})
        return _form_page(request, desk, found, chosen, form)
    form = chosen.form(bases, request.POST)
    if not form.is_valid() or "terug" in request.POST:
        return _form_page(request, desk, found, chosen, form)
    order = Order(phase=found, by=desk.actor, at=timezone.now(), seen=form.seen, values=form.cleaned_data)
    try:
        return (
            _done(request, desk, order, chosen)
            if "bevestig" in request.POST
            else _ask(request, desk, order, chosen, form)
        )
    except Refusal as refusal:
        return _refused(request, desk, order, chosen, form, refusal)


def _ask(request: HttpRequest, desk: Desk, order: Order, chosen: Act, form: SeenForm) -> HttpResponse:
    """Ask the last question, and show what the act would do."""
    context = {
        "desk": desk,
        "title": chosen.title,
        "about": _name(order.phase),
        "up": _up(desk, order.phase),
        "question": chosen.question,
        "button": chosen.button,
        "form": form,
        "changes": changes(preview.effect(desk.deal, lambda: chosen.run(order))),
    }
    return render(request, "office/money/confirm.html", context)


def _done(request: HttpRequest, desk: Desk, order: Order, chosen: Act) -> HttpResponseBase:
    chosen.run(order)
    messages.success(request, chosen.done)
    return redirect(_up(desk, order.phase))


def _refused(
    request: HttpRequest, desk: Desk, order: Order, chosen: Act, form: SeenForm, refusal: Refusal
) -> HttpResponseBase:
    """Say why not, at the field; but who sent the same form twice is told that it was done."""
    if "bevestig" in request.POST and (chosen.done_before(refusal, order.values) or _registered(desk, order, chosen)):
        messages.info(request, gettext("Dit was al geboekt. Er is niets dubbel geboekt."))
        return redirect(_up(desk, order.phase))
    form.refused(refusal, chosen.field_of(refusal))
    meanwhile = refusal.transfers if isinstance(refusal, MovedMeanwhile) else []
    if meanwhile:
        form.data = {**form.data.dict(), "gezien": meanwhile[-1].sequence}  # type: ignore[attr-defined]
    return _form_page(request, desk, order.phase, chosen, form, meanwhile)


def _registered(desk: Desk, order: Order, chosen: Act) -> bool:
    """Whether exactly this document was registered already."""
    kind, values = KINDS.get(chosen.code), order.values
    if kind is None:
        return False
    same = {"reference": values["kenmerk"], "title": values["titel"], "on": values["dag"], "under": values["grond"]}
    return Basis.objects.filter(deal=desk.deal, kind=kind, **same).exists()


def _form_page(
    request: HttpRequest, desk: Desk, found: Phase, chosen: Act, form: SeenForm, meanwhile: Any = ()
) -> HttpResponse:
    line = phases.line(desk.deal, found)
    numbers = [one.pk for one in meanwhile]
    newer = behind.described(phases.transfers(found).filter(pk__in=numbers)).order_by("sequence") if numbers else []
    context = {
        "desk": desk,
        "act": chosen,
        "about": _name(found),
        "up": _up(desk, found),
        "line": line,
        "form": form,
        "meanwhile": transfers.lines(newer),
        "bases": chosen.bases(found).exists(),
        "conditions": _waiting(found) if chosen.code == "voorschot" else [],
    }
    return render(request, "office/money/act.html", context, status=422 if form.errors else 200)


def changes(found: list[preview.Change]) -> list[dict[str, Any]]:
    """Return what an act does to each place, for the last question."""
    return [
        {"name": names.place(one.place), "before": one.before, "after": one.after, "difference": one.after - one.before}
        for one in found
    ]


def _phase(desk: Desk, project: str, number: int) -> Phase:
    found = (
        Phase.objects.filter(project__deal=desk.deal, project__code=project, number=number)
        .select_related("project__deal", "project__pillar")
        .prefetch_related("project__names")
        .first()
    )
    if found is None:
        raise Http404
    return found


def _next(desk: Desk, line: phases.PhaseLine) -> str:
    """Return the address of what can be done next, for whoever may do that."""
    if line.step not in _STEPS or not desk.may(Permission.KEEP_MONEY):
        return ""
    return link("payment", desk.deal, line.money.project, line.money.phase, _STEPS[line.step])


def _waiting(found: Phase) -> Any:
    open_ones = Condition.objects.filter(
        resolution__item__project=found.project,
        resolution__phase=found.number,
        resolution__retraction=None,
        met_on=None,
    )
    return open_ones.order_by("due_on", "id")


def _documents(found: Phase) -> list[dict[str, Any]]:
    documents = [*phases.resolutions(found), *phases.orders(found), *phases.statements(found)]
    return [
        {"basis": one, "kind": BasisKind(one.kind).label, "address": transfers.basis_address(one)} for one in documents
    ]


def _with_corrections(found: Phase, lines: list[dict[str, Any]], *, may: bool) -> list[dict[str, Any]]:
    """Say with each counter-transfer why it was made, and with each payment whether it can still be put right."""
    subject = f"{found.project.code}/{found.number}"
    reasons: dict[int, str] = {}
    for one in AuditLine.objects.filter(scope=found.project.deal.code, act="payment.correct", subject=subject):
        reasons |= dict.fromkeys(one.details["booked"], one.ground)
    for line in lines:
        transfer = line["transfer"]
        pays = transfer.basis.kind in {BasisKind.GRANT_ORDER, BasisKind.STATEMENT}
        line["reason"] = reasons.get(transfer.sequence, "")
        line["may_correct"] = may and pays and transfer.corrects is None and line["corrected_by"] is None
    return lines


def _address(desk: Desk, found: Phase, chosen: Act) -> str:
    return link("payment", desk.deal, found.project.code, found.number, chosen.code)


def _up(desk: Desk, found: Phase) -> str:
    return link("phase_money", desk.deal, found.project.code, found.number)


def _name(found: Phase) -> str:
    values: Mapping[str, Any] = {"project": found.project.name, "phase": found.number}
    return gettext("%(project)s, fase %(phase)s") % values


def _sheet(lines: list[phases.PhaseLine]) -> Sheet:
    columns = [
        sheets.text(gettext("Project")),
        sheets.number(gettext("Fase")),
        sheets.euros(gettext("Toegekend in totaal")),
        sheets.number(gettext("Beschikkingen")),
        sheets.euros(gettext("Nog te betalen")),
        sheets.euros(gettext("Bevoorschot")),
        sheets.euros(gettext("Vastgesteld")),
        sheets.text(gettext("Volgende stap")),
    ]
    rows = [
        [
            one.money.name, one.money.phase, one.money.granted, one.orders, one.money.awarded, one.money.advanced,
            one.money.settled, gettext(str(one.step.label)),
        ]
        for one in lines
    ]  # fmt: skip
    return Sheet(gettext("Betalingen"), columns, rows)
