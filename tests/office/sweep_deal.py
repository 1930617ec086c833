"""The deal that the sweep walks through, and what stands for each argument in an address."""

from datetime import date
from typing import Any

from regiodeal.accounts.actions import invitations
from regiodeal.accounts.models import Invitation, User
from regiodeal.accounts.roles import RoleCode
from regiodeal.decisions.actions.resolutions import NewCondition
from regiodeal.decisions.choices import Outcome
from regiodeal.decisions.models import AgendaItem, Condition, Resolution
from regiodeal.event_month.actions import invitations as event_invitations
from regiodeal.event_month.actions import proposals
from regiodeal.event_month.choices import SessionKind
from regiodeal.event_month.models import Guest, Registration, Venue
from regiodeal.event_month.models import Invitation as EventInvitation
from regiodeal.funding.actions import cofinancing
from regiodeal.funding.models import Basis, Place, Transfer
from regiodeal.mailing.choices import DeliveryState
from regiodeal.mailing.models import Delivery, MailingList, Subscriber
from regiodeal.programme.actions.holding import held
from regiodeal.programme.choices import ContributionForm, MoneyOrigin, Sector
from regiodeal.programme.models import Deal
from regiodeal.projects.actions import contacts, documents, figures
from regiodeal.projects.choices import FigureKind
from regiodeal.publication.actions import editions
from regiodeal.reading.actions import uploads
from regiodeal.reading.reviews import MEETING
from tests.factories.decisions import a_meeting, adopt, an_item, decide
from tests.factories.event_month import a_month, a_session, a_venue
from tests.factories.mailing import a_list, draft, on, started
from tests.factories.programme import AT, SECRETARY, a_deal, deal_content
from tests.factories.projects import a_project
from tests.factories.publication import publish, publisher
from tests.offices import somebody

_LIST = """Besluitenlijst stuurgroep
Datum: 4 juni 2021

1. Dorpshuis: toegekend een bijdrage van 1.000 euro.
2. Molen: toegekend een bijdrage van 2.000 euro.
"""

_SENT = 2
"""The number of the mailing that was sent; the first one is a draft."""
_ABOUT_WHAT_IS_SENT = (
    "mailing_letter", "mailing_state", "mailing_pause", "mailing_resume", "mailing_stop", "deliveries", "delivery",
)  # fmt: skip


def a_rich_deal() -> Deal:
    """Build a deal in which every screen has something to show."""
    deal = a_deal()
    house, mill = a_project(deal), a_project(deal, "molen")
    adopted = a_meeting(deal, date(2021, 6, 4))
    asked = NewCondition(text="De vergunning is verleend.", owner="Gemeente Achterveen")
    decide(an_item(adopted, house), Outcome.GRANTED_ON_CONDITIONS, contribution_cents=10_000, conditions=(asked,))
    adopt(adopted)
    editions.publish_programme(deal, publisher())
    publish(adopted)
    coming = a_meeting(deal, date(2021, 6, 8))
    an_item(coming, mill)
    decide(an_item(coming, a_project(deal, "haven")), Outcome.REJECTED, reason="nog niet rijp")
    cofinancing.note(
        project=house,
        contribution=cofinancing.Contribution(
            phase=1,
            party="Gemeente Achterveen",
            sector=Sector.REGIONAL_PUBLIC,
            party_to_deal=True,
            form=ContributionForm.CASH,
            origin=MoneyOrigin.OWN,
            cents=5_000,
        ),
        by=SECRETARY,
        at=AT,
    )
    figures.note(project=house, kind=FigureKind.UNCLASSIFIED, cents=90_000, words="in totaal 900 euro")
    contacts.add(project=house, person=contacts.Person(name="Co Contact"), by=SECRETARY, at=AT)
    documents.store(project=house, name="plan.txt", chunks=[b"Een plan voor het dorpshuis."], by=SECRETARY, at=AT)
    uploads.upload(deal=deal, name="lijst.txt", chunks=[_LIST.encode()], by=SECRETARY, at=AT)
    news = a_list(scope=deal.code)
    on(news, name="Anna")
    draft(news)
    started(news).deliveries.update(state=DeliveryState.DOUBT)
    somebody(deal, RoleCode.ADMINISTRATOR, name="Vaste Beheerder")
    with held(deal):
        invitations.invite(scope=deal.code, email="gast@example.nl", name="", role=RoleCode.READER, by=SECRETARY, at=AT)
    _an_event_month(deal)
    return deal


def _an_event_month(deal: Deal) -> None:
    """Give a deal an event month with a session that is over, one that clashes with it, and one that is proposed."""
    month = a_month(deal, call_text="Doe mee.", call_until=date(2021, 6, 30))
    hall = a_venue(deal)
    over = a_session(month, "geweest", venue=hall, project=deal.projects.get(code="molen"), published_revision=None)
    a_session(month, "botst", venue=hall, published_revision=None)
    guest = Guest.objects.create(month=month, email="gast@example.nl", name="Gast", since=AT)
    Registration.objects.create(guest=guest, session=over, state="placed", companions=2, asked_at=AT)
    offered = proposals.Offered(
        title="Voorgesteld", kind=SessionKind.VISIT, summary="", organisation="Dorp", name="Di", email="di@example.nl"
    )
    proposals.propose(month=month, offered=offered, at=AT)
    with held(deal):
        event_invitations.invite(
            month=month, people=[event_invitations.Invited(email="in@example.nl", name="In")], by=SECRETARY, at=AT
        )


def a_small_other_deal() -> Deal:
    """Build another deal, in which somebody can have a role."""
    about = {**deal_content()["deal"], "code": "elders", "name": "Regio Deal Elders", "short_name": "Elders"}
    return a_deal(deal=about)


def values(deal: Deal) -> dict[str, Any]:
    """Return what stands for each argument in an address: by its name, or by that of its route and its own.

    What is not there yet is 0 or `-`: a screen that nobody can open fails the sweep by name.
    """
    house, adopted = deal.projects.get(code="dorpshuis"), deal.bodies.get().meetings.get(held_on=date(2021, 6, 4))
    coming = deal.bodies.get().meetings.get(held_on=date(2021, 6, 8))
    items = AgendaItem.objects.filter(meeting__body__deal=deal)
    open_item, decided = items.get(project__code="molen"), items.get(project__code="haven")
    upload = deal.uploads.get()
    edition = deal.editions.filter(kind="decision-list").first() or deal.editions.get()
    document, contact = house.documents.first(), house.contacts.first()
    basis = Basis.objects.filter(deal=deal, kind="agreement").get()
    figure = house.figures.first()
    condition = Condition.objects.filter(resolution__item__meeting__body__deal=deal).first()
    return {
        "deal": deal.code,
        "person": User.objects.get(email__startswith="administrator-vaste").pk,
        "invitation": Invitation.objects.get(scope=deal.code).pk,
        "secret": "geen-uitnodiging",
        "month": deal.event_months.get().code,
        "pk": open_item.pk,
        "form": "xlsx",
        "code": house.code,
        "project": house.code,
        "number": 1,
        "reference": coming.reference,
        "kind": edition.kind,
        "subject": edition.subject,
        "version": 1,
        "sequence": Transfer.objects.filter(deal=deal).latest("sequence").sequence,
        "row": house.cofinancing.get().pk,
        "figure": figure.pk if figure else 0,
        "key": Place.objects.filter(deal=deal).first().key,  # type: ignore[union-attr]
        "word": "gegevens",
        "mailing_list": MailingList.objects.get(scope=deal.code).code,
        "subscriber": Subscriber.objects.get(scope=deal.code).pk,
        "session": "geweest",
        "proposal_accept.session": "voorgesteld",
        "proposal_decline.session": "voorgesteld",
        "registration": Registration.objects.get(session__month__deal=deal).pk,
        "venue": Venue.objects.get(deal=deal).pk,
        "event_invitation_take_back.invitation": EventInvitation.objects.get(month__deal=deal).pk,
        "mailing_announce.reference": adopted.reference,
        **{f"{name}.number": _SENT for name in _ABOUT_WHAT_IS_SENT},
        "delivery.key": Delivery.objects.get(mailing__scope=deal.code).pk,
        "retract.pk": decided.pk,
        "resolution.reference": Resolution.objects.filter(item__meeting=adopted).get().reference,
        "preview_list.reference": adopted.reference,
        "publish_list.reference": adopted.reference,
        "rectify.reference": adopted.reference,
        "rectify.pk": items.get(meeting=adopted).pk,
        "condition_meet.pk": condition.pk if condition else 0,
        "contact_change.pk": contact.pk if contact else 0,
        "contact_remove.pk": contact.pk if contact else 0,
        "project_document.pk": document.pk if document else 0,
        "project_document_remove.pk": document.pk if document else 0,
        "project_document_restore.pk": document.pk if document else 0,
        "document.number": upload.pk,
        "document_file.number": upload.pk,
        "document_add.number": upload.pk,
        "document_register.number": upload.pk,
        "document_drop.number": upload.pk,
        "document_back.number": upload.pk,
        "document_part.number": upload.pk,
        "document_part.key": MEETING,
        "basis.kind": basis.kind,
        "basis.reference": basis.reference,
        "payment.code": "voorschot",
    }
