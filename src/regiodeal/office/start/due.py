"""What is due in a deal, for whoever has the right to do it: one list with dates, gathered from all rooms.

Each function yields what one kind of work asks for, in one or two queries, however much there is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext, ngettext

from regiodeal.accounts.models import Invitation
from regiodeal.accounts.roles import Permission
from regiodeal.decisions import queries as decisions
from regiodeal.decisions.models import AgendaItem, Meeting, Resolution
from regiodeal.funding.choices import BasisKind, PlaceKind
from regiodeal.funding.models import Basis, Place
from regiodeal.mailing.choices import DeliveryState, MailingState
from regiodeal.mailing.models import Delivery, Mailing
from regiodeal.office.mail.mailings.found import to_announce
from regiodeal.projects.choices import FigureKind
from regiodeal.projects.models import Figure, Phase
from regiodeal.publication.choices import EditionKind
from regiodeal.publication.models import Edition, Rebuild
from regiodeal.reading.models import Upload
from regiodeal.web import formatting
from regiodeal.web.access import Desk

SOON = timedelta(days=60)
"""How far ahead the list looks for what has a date of its own."""
_FRESH = timedelta(days=30)
"""How long after its publication a decision list is news."""
_MOST = 50
"""Of one kind of work; the screen of that work has the whole list."""


@dataclass(frozen=True)
class Due:
    """One thing to do: by which day, what, and the address where it is done. `on` is None where no day presses."""

    on: date | None
    what: str
    about: str
    address: str


@dataclass(frozen=True)
class Moment:
    """Now, as the due list needs it."""

    at: datetime

    @property
    def today(self) -> date:
        """The day in the Netherlands."""
        return localdate(self.at)


def for_desk(desk: Desk, at: datetime) -> list[Due]:
    """Return what is due for this person, the earliest day first, and what has no day at the end."""
    now = Moment(at)
    found = chain.from_iterable(gather(desk, now) for permissions, gather in _KINDS if desk.may(*permissions))
    return sorted(found, key=lambda due: (due.on is None, due.on or date.max, due.what, due.about))


def _meetings(desk: Desk, now: Moment) -> Iterator[Due]:
    decided = Resolution.objects.filter(item=OuterRef("pk"), retraction=None)
    undecided = (
        AgendaItem.objects.filter(meeting__body__deal=desk.deal, meeting__adopted_at=None)
        .exclude(Exists(decided))
        .values_list("meeting")
        .annotate(number=Count("pk"))
        .order_by()
    )
    waiting = dict(undecided)
    meetings = Meeting.objects.filter(body__deal=desk.deal, adopted_at=None).select_related("body")
    for meeting in meetings.annotate(agenda=Count("items"))[:_MOST]:
        yield Due(
            meeting.held_on, _step(desk, meeting, waiting.get(meeting.pk, 0), now), meeting.body.name,
            reverse("office:meeting", args=[desk.deal.code, meeting.reference]),
        )  # fmt: skip


def _step(desk: Desk, meeting: Meeting, undecided: int, now: Moment) -> str:
    agenda: int = meeting.agenda  # type: ignore[attr-defined]  # annotated by the caller
    if not desk.may(Permission.PREPARE_MEETINGS):
        return gettext("Vergadering: lees de stukken")
    if not agenda:
        return gettext("Vergadering voorbereiden: de agenda is nog leeg")
    if meeting.held_on > now.today:
        return ngettext(
            "Vergadering voorbereiden: %(number)d punt op de agenda",
            "Vergadering voorbereiden: %(number)d punten op de agenda",
            agenda,
        ) % {"number": agenda}
    if undecided:
        return ngettext(
            "Besluit vastleggen: %(number)d punt is nog open",
            "Besluiten vastleggen: %(number)d punten zijn nog open",
            undecided,
        ) % {"number": undecided}
    return gettext("Besluitenlijst vaststellen: over alles is besloten")


def _publications(desk: Desk, now: Moment) -> Iterator[Due]:
    published = Edition.objects.filter(deal=desk.deal, kind=EditionKind.DECISION_LIST, subject=OuterRef("reference"))
    ready = Meeting.objects.filter(body__deal=desk.deal, adopted_at__isnull=False).exclude(Exists(published))
    for meeting in ready.select_related("body")[:_MOST]:
        yield Due(
            meeting.adopted_on,
            gettext("Besluitenlijst publiceren"),
            _named(meeting),
            reverse("office:editions", args=[desk.deal.code]),
        )
    sealed = Edition.objects.filter(deal=desk.deal, embargo_until__gt=now.at).values_list("embargo_until", flat=True)
    for until in sorted({moment for moment in sealed if moment}):
        yield Due(
            localdate(until), gettext("Embargo eindigt"), formatting.moment(until),
            reverse("office:editions", args=[desk.deal.code]),
        )  # fmt: skip


def _named(meeting: Meeting) -> str:
    return gettext("%(body)s van %(day)s") % {"body": meeting.body.name, "day": formatting.day(meeting.held_on)}


def _mail(desk: Desk, now: Moment) -> Iterator[Due]:
    for one in to_announce(desk.deal, since=now.at - _FRESH)[:_MOST]:
        yield Due(
            localdate(one.edition.published_at),
            gettext("Persbericht maken"),
            gettext("%(body)s van %(day)s")
            % {"body": one.meeting.body.name, "day": formatting.day(one.meeting.held_on)},
            reverse("office:mailings", args=[desk.deal.code]),
        )
    doubtful = Delivery.objects.filter(mailing=OuterRef("pk"), state=DeliveryState.DOUBT)
    own = Mailing.objects.filter(scope=desk.deal.code)
    for mailing in own.filter(Exists(doubtful))[:_MOST]:
        yield _about(desk, mailing, gettext("Mail waarvan niet zeker is of hij aankwam: beslis wat er gebeurt"))
    for mailing in own.filter(state=MailingState.PAUSED)[:_MOST]:
        yield _about(desk, mailing, gettext("Mailing is gepauzeerd"))


def _about(desk: Desk, mailing: Mailing, what: str) -> Due:
    on = localdate(mailing.send_at) if mailing.send_at else None
    return Due(on, what, mailing.subject, reverse("office:mailing", args=[desk.deal.code, mailing.number]))


def _rebuilds(desk: Desk, _now: Moment) -> Iterator[Due]:
    failing = Rebuild.objects.filter(deal=desk.deal, finished_at=None).exclude(error="")
    for rebuild in failing[:1]:
        yield Due(
            localdate(rebuild.due_at),
            gettext("De openbare pagina’s konden niet worden gebouwd"),
            "",
            reverse("office:editions", args=[desk.deal.code]),
        )


def _conditions(desk: Desk, _now: Moment) -> Iterator[Due]:
    waiting = decisions.conditions(desk.deal).filter(met_on=None)
    if not desk.may(Permission.NOTE_CONDITIONS):
        waiting = waiting.filter(resolution__item__project__leaders=desk.user)
    rows = waiting.select_related("resolution__item__project").prefetch_related("resolution__item__project__names")
    for condition in rows[:_MOST]:
        yield Due(
            condition.due_on,
            gettext("Voorwaarde: %(text)s") % {"text": condition.text},
            f"{condition.resolution.item.project.name} · {condition.owner}",
            reverse("office:resolution", args=[desk.deal.code, condition.resolution.reference]),
        )


def _figures(desk: Desk, _now: Moment) -> Iterator[Due]:
    unclear = Figure.objects.filter(project__deal=desk.deal, kind=FigureKind.UNCLASSIFIED)
    for figure in unclear.select_related("project").prefetch_related("project__names")[:_MOST]:
        yield Due(
            None,
            gettext("Indelen wat %(amount)s betekent") % {"amount": formatting.euros(figure.cents)},
            figure.project.name,
            reverse("office:project", args=[desk.deal.code, figure.project.code]),
        )


def _orders(desk: Desk, _now: Moment) -> Iterator[Due]:
    without = Basis.objects.filter(
        deal=desk.deal, kind=BasisKind.RESOLUTION, resolution__retraction=None, below=None,
        resolution__contribution_cents__isnull=False,
    )  # fmt: skip
    for basis in without.select_related("resolution__item__project").prefetch_related(
        "resolution__item__project__names"
    )[:_MOST]:
        resolution = basis.resolution
        if resolution is not None:
            yield Due(
                basis.on,
                gettext("Beschikking registreren voor %(amount)s")
                % {"amount": formatting.euros(resolution.contribution_cents)},
                resolution.item.project.name,
                reverse("office:payments", args=[desk.deal.code]),
            )


def _settlements(desk: Desk, now: Moment) -> Iterator[Due]:
    unsettled = Place.objects.filter(
        deal=desk.deal, kind__in=[PlaceKind.AWARDED, PlaceKind.ADVANCED], cents__gt=0,
        project=OuterRef("project"), phase=OuterRef("number"),
    )  # fmt: skip
    ending = Phase.objects.filter(Exists(unsettled), project__deal=desk.deal, ends_on__lte=now.today + SOON)
    if not desk.may(Permission.KEEP_MONEY):
        ending = ending.filter(project__leaders=desk.user)
    for phase in ending.select_related("project").prefetch_related("project__names")[:_MOST]:
        over = phase.ends_on is not None and phase.ends_on < now.today
        yield Due(
            phase.ends_on,
            gettext("Verantwoorden en vaststellen: de fase is afgelopen") if over else gettext("De fase loopt af"),
            f"{phase.project.name}, {phase.name}",
            reverse("office:project", args=[desk.deal.code, phase.project.code]),
        )


def _uploads(desk: Desk, _now: Moment) -> Iterator[Due]:
    for upload in Upload.objects.filter(deal=desk.deal, reference="", dropped_at=None).defer(
        "data", "reading", "review"
    )[:_MOST]:
        yield Due(
            localdate(upload.uploaded_at),
            gettext("Ingelezen document nakijken"),
            upload.name,
            reverse("office:documents", args=[desk.deal.code]),
        )


def _invitations(desk: Desk, now: Moment) -> Iterator[Due]:
    waiting = Invitation.objects.filter(scope=desk.deal.code, accepted_at=None, withdrawn_at=None)
    for invitation in waiting.order_by("expires_at")[:_MOST]:
        over = invitation.expires_at < now.at
        yield Due(
            localdate(invitation.expires_at),
            gettext("Uitnodiging is verlopen") if over else gettext("Uitnodiging is nog niet aangenomen"),
            invitation.email,
            reverse("office:members", args=[desk.deal.code]),
        )


_KINDS: list[tuple[tuple[Permission, ...], Callable[[Desk, Moment], Iterator[Due]]]] = [
    ((Permission.READ_AGENDA,), _meetings),
    ((Permission.PUBLISH,), _publications),
    ((Permission.SEND_MAIL,), _mail),
    ((Permission.PUBLISH,), _rebuilds),
    ((Permission.NOTE_CONDITIONS, Permission.EDIT_OWN_PROJECTS), _conditions),
    ((Permission.CLASSIFY_FIGURES,), _figures),
    ((Permission.KEEP_MONEY,), _orders),
    ((Permission.KEEP_MONEY, Permission.EDIT_OWN_PROJECTS), _settlements),
    ((Permission.REGISTER_DOCUMENTS,), _uploads),
    ((Permission.MANAGE_MEMBERS,), _invitations),
]
"""Which rights make which work somebody's own."""
