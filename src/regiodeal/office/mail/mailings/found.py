"""The mailing that an address names, and what can be announced."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from regiodeal.decisions.models import Meeting
from regiodeal.mailing.choices import MailingKind, MailingState
from regiodeal.mailing.models import Mailing, MailingList
from regiodeal.programme.models import Deal
from regiodeal.publication.choices import Act, EditionKind
from regiodeal.publication.models import Edition
from regiodeal.web.access import Desk


@dataclass(frozen=True)
class Announcement:
    """A published decision list of which no press release was made yet, with the day of its meeting."""

    edition: Edition
    meeting: Meeting


def mailing_at(desk: Desk, number: int) -> Mailing:
    """Return a mailing of the deal by its number. Raises Http404."""
    found = Mailing.objects.filter(scope=desk.deal.code, number=number).first()
    if found is None:
        raise Http404
    return found


def draft_at(desk: Desk, number: int) -> Mailing:
    """Return a mailing that was not sent yet. Raises Http404."""
    mailing = mailing_at(desk, number)
    if mailing.state != MailingState.DRAFT:
        raise Http404
    return mailing


def name_of(edition: Edition) -> str:
    """Return how a mailing names the edition that it tells about."""
    return f"{edition.kind}/{edition.subject}/{edition.version}"


def to_announce(deal: Deal, since: datetime | None = None) -> list[Announcement]:
    """Return the decision lists that are published, since a moment where one is named, and that no press release tells
    about, newest first."""
    told = {
        about.rpartition("/")[0] for about in Mailing.objects.filter(scope=deal.code).values_list("about", flat=True)
    }
    newest: dict[str, Edition] = {}
    for edition in Edition.objects.filter(deal=deal, kind=EditionKind.DECISION_LIST).defer("snapshot"):
        newest[edition.subject] = edition
    open_ = [
        one
        for one in newest.values()
        if one.act != Act.WITHDRAW
        and f"{one.kind}/{one.subject}" not in told
        and (since is None or one.published_at >= since)
    ]
    meetings = Meeting.objects.filter(body__deal=deal, reference__in=[one.subject for one in open_])
    by_reference = {one.reference: one for one in meetings.select_related("body")}
    found = [Announcement(one, by_reference[one.subject]) for one in open_ if one.subject in by_reference]
    return sorted(found, key=lambda one: one.meeting.held_on, reverse=True)


def press_release_of(edition: Edition) -> Mailing | None:
    """Return the press release that tells about a list, in this version or an earlier one; None where there is none."""
    told = Mailing.objects.filter(scope=edition.deal.code, about__startswith=f"{edition.kind}/{edition.subject}/")
    return told.order_by("-number").first()


def latest_list(deal: Deal, reference: str) -> Edition:
    """Return the newest edition of the list of a meeting. Raises Http404 where the public cannot read it."""
    found = Edition.objects.filter(deal=deal, kind=EditionKind.DECISION_LIST, subject=reference)
    edition = found.order_by("-version").first()
    if edition is None or edition.act == Act.WITHDRAW:
        raise Http404
    return edition


def usual_lists(deal: Deal, kind: MailingKind) -> list[MailingList]:
    """Return the lists to which the last mailing of a kind went, where they are still there; or the only list."""
    last = Mailing.objects.filter(scope=deal.code, kind=kind).exclude(lists=None).order_by("-number").first()
    if last is not None:
        return list(last.lists.filter(closed_at=None))
    known = list(MailingList.objects.filter(scope=deal.code, closed_at=None)[:2])
    return known if len(known) == 1 else []


def sealed_until(edition: Edition, at: datetime) -> datetime | None:
    """Return the end of the embargo of an edition, None where it is over."""
    until: datetime | None = edition.embargo_until
    return until if until is not None and until > at else None
