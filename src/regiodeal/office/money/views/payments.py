"""The payments of each phase: what was granted, ordered, advanced and settled, and what comes next."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.audit.models import AuditLine
from regiodeal.decisions.models import Condition
from regiodeal.funding import behind, phases
from regiodeal.funding.choices import BasisKind, Step
from regiodeal.office.money.acts import ACTS
from regiodeal.office.money.filters import link
from regiodeal.office.money.views import transfers
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
    found = phase_of(desk, project, number)
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
        "conditions": waiting(found),
        "documents": _documents(found),
        "acts": _offered(desk, found, line) if may else [],
        "page": shown,
        "may_correct": may,
    }
    return render(request, "office/money/phase.html", context)


def phase_of(desk: Desk, project: str, number: int) -> Phase:
    """Return a phase of the deal by the code of its project. Raises Http404."""
    found = (
        Phase.objects.filter(project__deal=desk.deal, project__code=project, number=number)
        .select_related("project__deal", "project__pillar")
        .prefetch_related("project__names")
        .first()
    )
    if found is None:
        raise Http404
    return found


def _offered(desk: Desk, found: Phase, line: phases.PhaseLine | None) -> list[dict[str, Any]]:
    """Return the acts for which there is money, each with its address."""
    acts = [act for act in ACTS.values() if line and act.makes_sense(line.money)]
    return [
        {"act": act, "href": link("payment", desk.deal, found.project.code, found.number, act.code)} for act in acts
    ]


def _next(desk: Desk, line: phases.PhaseLine) -> str:
    """Return the address of what can be done next, for whoever may do that."""
    if line.step not in _STEPS or not desk.may(Permission.KEEP_MONEY):
        return ""
    return link("payment", desk.deal, line.money.project, line.money.phase, _STEPS[line.step])


def waiting(found: Phase) -> Any:
    """Return the conditions of a phase that are not met."""
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


def address(desk: Desk, found: Phase) -> str:
    """Return the address of the page of a phase."""
    return link("phase_money", desk.deal, found.project.code, found.number)


def name(found: Phase) -> str:
    """Name a phase with its project."""
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
