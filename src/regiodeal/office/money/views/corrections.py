"""Put a payment right that should not have been booked, and say what a larger figure means."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.funding import behind
from regiodeal.funding.actions import payments as actions
from regiodeal.funding.actions import preview, resolutions
from regiodeal.funding.models import Transfer
from regiodeal.office.money.filters import link
from regiodeal.office.money.forms import ClassifyForm, ReasonForm
from regiodeal.office.money.views import booking, transfers
from regiodeal.projects.choices import FigureKind
from regiodeal.projects.models import Figure
from regiodeal.web.access import Desk, screen


@screen(Permission.KEEP_MONEY, methods=("GET", "HEAD", "POST"))
def correct(request: HttpRequest, desk: Desk, sequence: int) -> HttpResponseBase:
    """Say why a payment is wrong, see what the counter-transfer does, and book it."""
    found = get_object_or_404(behind.described(Transfer.objects.all()), deal=desk.deal, sequence=sequence)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and "terug" not in request.POST:
        try:
            return _correct(request, desk, found, form)
        except Refusal as refusal:
            if "bevestig" in request.POST and hasattr(found, "corrected_by"):
                messages.info(request, gettext("Deze boeking was al hersteld. Er is niets dubbel geboekt."))
                return redirect(_up(desk, found))
            form.refused(refusal)
    together = behind.described(Transfer.objects.filter(pk__in=[one.pk for one in actions.booked_together(found)]))
    context = {
        "desk": desk,
        "transfer": found,
        "lines": transfers.lines(together.order_by("sequence")),
        "up": _up(desk, found),
        "form": form,
    }
    return render(request, "office/money/correct.html", context, status=422 if form.errors else 200)


def _correct(request: HttpRequest, desk: Desk, found: Transfer, form: ReasonForm) -> HttpResponseBase:
    reason, at = form.cleaned_data["reden"], timezone.now()
    if "bevestig" in request.POST:
        actions.correct(transfer=found, reason=reason, by=desk.actor, at=at)
        messages.success(request, gettext("De tegenboeking is geboekt."))
        return redirect(_up(desk, found))
    effect = preview.effect(desk.deal, lambda: actions.correct(transfer=found, reason=reason, by=desk.actor, at=at))
    context = {
        "desk": desk,
        "title": gettext("Boeking herstellen"),
        "about": gettext("boeking %(number)s") % {"number": found.sequence},
        "up": _up(desk, found),
        "question": gettext(
            "Moet deze boeking worden hersteld? De boeking zelf blijft staan; ernaast komt een tegenboeking."
        ),
        "button": gettext("Boek de tegenboeking"),
        "form": form,
        "changes": booking.changes(effect),
    }
    return render(request, "office/money/confirm.html", context)


def _up(desk: Desk, found: Transfer) -> str:
    place = found.destination if found.destination.project and found.destination.phase else found.origin
    if place.project is None or not place.phase:
        return link("transfers", desk.deal)
    return link("phase_money", desk.deal, place.project.code, place.phase)


@screen(Permission.READ)
def unclassified(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the amounts beside a contribution of which nobody said yet what they mean."""
    figures = (
        Figure.objects.filter(project__deal=desk.deal, kind=FigureKind.UNCLASSIFIED)
        .select_related("project")
        .prefetch_related("project__names")
        .order_by("project__code", "id")
    )
    may = desk.may(Permission.CLASSIFY_FIGURES)
    return render(request, "office/money/unclassified.html", {"desk": desk, "figures": figures, "may": may})


@screen(Permission.CLASSIFY_FIGURES, methods=("GET", "HEAD", "POST"))
def classify(request: HttpRequest, desk: Desk, figure: int) -> HttpResponseBase:
    """Show a larger figure in the words of its source, and note what it means and how one knows."""
    figures = Figure.objects.filter(project__deal=desk.deal).select_related("project__deal", "project__pillar")
    found = get_object_or_404(figures.prefetch_related("project__names"), pk=figure)
    form = ClassifyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and "terug" not in request.POST:
        try:
            return _classify(request, desk, found, form)
        except Refusal as refusal:
            form.refused(refusal)
    context = {"desk": desk, "figure": found, "form": form, "open": found.kind == FigureKind.UNCLASSIFIED}
    return render(request, "office/money/classify.html", context, status=422 if form.errors else 200)


def _classify(request: HttpRequest, desk: Desk, found: Figure, form: ClassifyForm) -> HttpResponseBase:
    kind, ground = FigureKind(form.cleaned_data["soort"]), form.cleaned_data["reden"]
    act = partial(resolutions.classify, figure=found, kind=kind, ground=ground, by=desk.actor, at=timezone.now())
    if "bevestig" in request.POST:
        act()
        messages.success(request, gettext("Het bedrag is ingedeeld."))
        return redirect(link("classify", desk.deal))
    context = {
        "desk": desk,
        "title": gettext("Bedrag indelen"),
        "about": found.project.name,
        "up": link("classify", desk.deal),
        "question": gettext("Klopt dit? Een ingedeeld bedrag kan niet opnieuw worden ingedeeld."),
        "button": gettext("Deel het bedrag in"),
        "form": form,
        "changes": booking.changes(preview.effect(desk.deal, act)),
    }
    return render(request, "office/money/confirm.html", context)
