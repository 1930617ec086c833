"""What is published, as the office names it, and what waits to be published."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from regiodeal.audit.models import AuditLine
from regiodeal.decisions.models import Meeting, Rectification, Resolution
from regiodeal.event_month.models import EventMonth
from regiodeal.mailing.models import Mailing
from regiodeal.programme.models import Deal
from regiodeal.projects.models import Project
from regiodeal.publication.choices import Act, EditionKind
from regiodeal.publication.models import Edition
from regiodeal.publication.rendering import paths

_SAYS_NOTHING_NEW = (
    "edition.", "agenda.", "meeting.", "interest.", "item.votes", "mailing.", "mailing_list.", "member.", "person.",
    "reading.", "seat.", "event_month.", "session.", "venue.", "proposal.", "attendance.", "guest.",
)  # fmt: skip
"""Acts after which the implementation programme and the project pages say the same as before."""


_IN_ORDER = Case(
    *(
        When(kind=kind, then=place)
        for place, kind in enumerate(
            [EditionKind.DECISION_LIST, EditionKind.IMPLEMENTATION_PROGRAMME, EditionKind.LEDGER]
        )
    ),
    default=9,
)


@dataclass(frozen=True)
class Subject:
    """A subject with its newest edition. `name` is what people call it, `address` where the public finds it."""

    edition: Edition
    name: str
    address: str
    sealed: bool
    withdrawn: bool


@dataclass(frozen=True, kw_only=True)
class Ready:
    """What waits: adopted lists, lists with a rectification that is not published, and a programme that changed.

    `blocked` is a meeting with decisions whose list is not adopted: until then nothing can be published.
    """

    lists: list[Meeting]
    rectified: list[Meeting]
    programme: bool
    blocked: Meeting | None

    @property
    def anything(self) -> bool:
        """Whether there is something to do."""
        return bool(self.lists or self.rectified or self.programme)


def newest(deal: Deal, kind: str = "") -> "QuerySet[Edition]":
    """Return the newest edition of each subject, without their snapshots: lists, programme, ledger and then pages, of
    each kind the last published first."""
    later = Edition.objects.filter(
        deal=OuterRef("deal"), kind=OuterRef("kind"), subject=OuterRef("subject"), version__gt=OuterRef("version")
    )
    found = Edition.objects.filter(~Exists(later), deal=deal)
    if kind:
        found = found.filter(kind=kind)
    return found.defer("snapshot").order_by(_IN_ORDER, "-number")


def named(deal: Deal, editions: Iterable[Edition], host: str, at: datetime) -> list[Subject]:
    """Return editions with what people call them, in a fixed number of queries."""
    rows = list(editions)
    lists = [row.subject for row in rows if row.kind == EditionKind.DECISION_LIST]
    pages = [row.subject for row in rows if row.kind == EditionKind.PROJECT_PAGE]
    meetings = Meeting.objects.filter(body__deal=deal, reference__in=lists).select_related("body")
    projects = Project.objects.filter(deal=deal, code__in=pages).prefetch_related("names")
    names = {(EditionKind.DECISION_LIST.value, one.reference): one.body.name for one in meetings}
    names |= {(EditionKind.PROJECT_PAGE.value, one.code): one.name for one in projects}
    messages = [row.subject for row in rows if row.kind == EditionKind.MAILING]
    sent = Mailing.objects.filter(scope=deal.code, number__in=messages).values_list("number", "subject")
    names |= {(EditionKind.MAILING.value, str(number)): title for number, title in sent}
    months = [row.subject for row in rows if row.kind == EditionKind.EVENT_MONTH]
    called = EventMonth.objects.filter(deal=deal, code__in=months).values_list("code", "name")
    names |= {(EditionKind.EVENT_MONTH.value, code): name for code, name in called}
    site = site_of(deal, host)
    return [
        Subject(
            edition=row,
            name=names.get((row.kind, row.subject), row.subject),
            address=f"{site}{_folder(row)}",
            sealed=row.embargo_until is not None and row.embargo_until > at,
            withdrawn=row.act == Act.WITHDRAW,
        )
        for row in rows
    ]


def _folder(edition: Edition) -> str:
    """Return where the public finds a subject; the excerpts of the ledger stand together on one page."""
    return paths.LEDGER_ROOT if edition.kind == EditionKind.LEDGER else paths.folder_of(edition.kind, edition.subject)


def site_of(deal: Deal, host: str) -> str:
    """Return the address of the public record of a deal, with its last slash."""
    first = Deal.objects.order_by("pk").values_list("pk", flat=True).first()
    name, _, port = host.partition(":")
    here = name in deal.hosts or (deal.pk == first and not _is_of_another(deal, name))
    if here or not deal.hosts:
        return "/"
    return f"//{deal.hosts[0]}{':' + port if port else ''}/"


def _is_of_another(deal: Deal, name: str) -> bool:
    return any(name in other.hosts for other in Deal.objects.exclude(pk=deal.pk).only("hosts"))


def ready(deal: Deal) -> Ready:
    """Return what waits to be published, in a fixed number of queries."""
    published = Edition.objects.filter(
        deal=deal, kind=EditionKind.DECISION_LIST, subject=OuterRef("reference")
    ).order_by("-version")
    adopted = Meeting.objects.filter(body__deal=deal, adopted_at__isnull=False).select_related("body")
    lists = adopted.filter(~Exists(published)).order_by("held_on", "pk")
    rectification = Rectification.objects.filter(item__meeting=OuterRef("pk")).order_by("-pk").values("at")[:1]
    rectified = adopted.annotate(
        rectified_at=Subquery(rectification),
        listed_at=Subquery(published.values("published_at")[:1]),
        listed_as=Subquery(published.values("act")[:1]),
    ).filter(rectified_at__gt=F("listed_at"))
    half_way = Resolution.objects.filter(
        item__meeting__body__deal=deal, item__meeting__adopted_at=None, retraction=None
    ).select_related("item__meeting__body")
    first = half_way.first()
    return Ready(
        lists=list(lists),
        rectified=list(rectified.exclude(listed_as=Act.WITHDRAW)),
        programme=programme_may_have_changed(deal),
        blocked=first.item.meeting if first else None,
    )


def programme_may_have_changed(deal: Deal) -> bool:
    """Whether anything was done since the last programme that it may have to tell; the preview says what exactly."""
    last = newest(deal, EditionKind.IMPLEMENTATION_PROGRAMME).first()
    if last is None:
        return deal.projects.exists()
    nothing_new = Q()
    for act in _SAYS_NOTHING_NEW:
        nothing_new |= Q(act__startswith=act)
    return AuditLine.objects.filter(scope=deal.code, at__gt=last.published_at).exclude(nothing_new).exists()
