"""The programme of an event month as it is frozen and published: what becomes public, and what never does."""

import json
from datetime import timedelta
from typing import Any

import pytest

from regiodeal.audit.models import AuditLine
from regiodeal.common.errors import Refusal
from regiodeal.event_month.choices import Audience, Role, SessionForm, SessionState
from regiodeal.event_month.models import Contributor, EventMonth, Material, Proposal, Session
from regiodeal.partners.models import Organisation
from regiodeal.programme.models import Deal
from regiodeal.publication import checks, drafts
from regiodeal.publication.actions import editions
from regiodeal.publication.choices import EditionKind
from regiodeal.publication.models import Edition, Rebuild
from tests.factories.decisions import a_grant
from tests.factories.event_month import AFTER, BEFORE, STARTS_AT, a_month, a_session, a_venue, comes
from tests.factories.programme import a_deal
from tests.factories.projects import a_project
from tests.factories.publication import publisher

pytestmark = pytest.mark.django_db


@pytest.fixture
def deal() -> Deal:
    """The small deal."""
    return a_deal()


@pytest.fixture
def month(deal: Deal) -> EventMonth:
    """A month that nobody published yet."""
    return a_month(deal, introduction="Een maand lang.\n\nIedereen is welkom.")


def frozen(month: EventMonth, at: Any = BEFORE) -> Any:
    """Return what would be published of a month, as it would be written."""
    return json.loads(json.dumps(drafts.of_event_month(month, at).snapshot))


def published(month: EventMonth, at: Any = BEFORE) -> Edition | None:
    """Publish a month at a moment."""
    return editions.publish_event_month(month.deal, month, publisher(at))


def test_a_session_is_told_with_all_that_is_public_of_it(deal: Deal, month: EventMonth) -> None:
    town = Organisation.objects.get(code="gemeente-a")
    project = a_project(deal)
    session = a_session(
        month,
        published_revision=None,
        summary="Over hout.\n\nEn over huizen.",
        venue=a_venue(deal, municipality=town, access="Met de bus."),
        room="zaal 1",
        capacity=30,
        project=project,
        pillar=deal.pillars.get(code="wonen"),
        audience=Audience.PARTNERS,
    )
    session.parties.add(town)
    Contributor.objects.create(session=session, role=Role.HOST, name="Anna Gastvrouw", about="gemeente", position=1)
    Material.objects.create(session=session, title="Presentatie", url="https://voorbeeld.example/a.pdf", position=1)
    told = frozen(month)
    assert (told["title"], told["code"], told["starts_on"], told["ends_on"]) == (
        "Maand van de Regio 2021", "maand-van-de-regio-2021", "2021-06-01", "2021-06-30",
    )  # fmt: skip
    assert told["introduction"] == ["Een maand lang.", "Iedereen is welkom."]
    assert (told["call"], told["sign_up"]) == (None, True)
    assert told["sessions"] == [
        {
            "code": "houtbouw", "title": "Houtbouw", "kind": "knowledge", "kind_label": "kennissessie",
            "summary": ["Over hout.", "En over huizen."], "language": "nl", "language_label": "Nederlands",
            "form": "on_site", "form_label": "op locatie",
            "audience": "partners", "audience_label": "alleen partners, op uitnodiging",
            "pillar": {"code": "wonen", "name": "Wonen"}, "project": {"code": "dorpshuis", "name": "Dorpshuis"},
            "starts_at": "2021-06-03T07:00:00.000000Z", "ends_at": "2021-06-03T09:00:00.000000Z",
            "venue": {"name": "Dorpshuis De Brink", "address": "Brink 1, Achterveen", "access": ["Met de bus."],
                      "municipality": {"code": "gemeente-a", "name": "Gemeente Achterveen"}, "room": "zaal 1"},
            "capacity": 30, "sign_up": True,
            "contributors": [{"role": "host", "role_label": "gastheer of gastvrouw", "name": "Anna Gastvrouw",
                              "about": "gemeente"}],
            "parties": [{"code": "gemeente-a", "name": "Gemeente Achterveen"}],
            "materials": [{"title": "Presentatie", "url": "https://voorbeeld.example/a.pdf"}],
            "cancelled": None, "revision": 0, "result": None,
        }
    ]  # fmt: skip


def test_guests_proposals_and_the_address_for_taking_part_never_become_public(deal: Deal, month: EventMonth) -> None:
    session = a_session(month, form=SessionForm.ONLINE, online_url="https://geheim.example/kamer", venue=a_venue(deal))
    comes(session, "anna", companions=1)
    proposed = a_session(month, "voorstel", state=SessionState.PROPOSED, starts_at=None, published_revision=None)
    Proposal.objects.create(
        session=proposed, name="Piet Voorsteller", email="piet@voorbeeld.example", organisation="Dorpsraad", at=BEFORE
    )
    published(month)
    written = Edition.objects.get(kind=EditionKind.EVENT_MONTH).snapshot
    for secret in ("geheim.example", "Anna", "anna@", "Piet", "Dorpsraad", "Voorstel", "De Brink"):
        assert secret not in written


@pytest.mark.parametrize(
    ("state", "was_public", "told"),
    [
        (SessionState.PROPOSED, False, False),
        (SessionState.DECLINED, False, False),
        (SessionState.ACCEPTED, False, False),
        (SessionState.SCHEDULED, False, True),
        (SessionState.CANCELLED, False, False),
        (SessionState.CANCELLED, True, True),
    ],
)
def test_only_what_is_scheduled_and_what_the_public_knows_is_told(
    month: EventMonth, state: SessionState, was_public: bool, told: bool
) -> None:
    a_session(month, state=state, published_revision=0 if was_public else None)
    assert bool(frozen(month)["sessions"]) is told
    published(month)
    known = Session.objects.get(month=month).published_revision
    assert (known is not None) is told


def test_results_are_told_once_a_session_is_over(month: EventMonth) -> None:
    session = a_session(month)
    comes(session, "anna", companions=2)
    comes(session, "bo")
    Session.objects.filter(pk=session.pk).update(walk_ins=1)
    assert frozen(month, STARTS_AT)["sessions"][0]["result"] is None
    assert frozen(month, AFTER)["sessions"][0]["result"] == {
        "signed_up": 4, "present": 1, "answers": 0, "score": None,
    }  # fmt: skip


def test_publishing_marks_what_the_public_knows_and_orders_the_record(month: EventMonth) -> None:
    session = a_session(month, revision=2, published_revision=None)
    edition = published(month)
    assert edition is not None
    assert (edition.kind, edition.subject, edition.version) == ("event-month", month.code, 1)
    session.refresh_from_db()
    assert session.published_revision == 2
    assert Rebuild.objects.filter(deal=month.deal).count() == 1
    line = AuditLine.objects.latest("number")
    assert (line.act, line.subject) == ("edition.publish", f"event-month/{month.code}/1")
    assert not list(checks.faults(month.deal))


def test_publishing_twice_says_nothing_new(month: EventMonth) -> None:
    session = a_session(month)
    published(month)
    lines = AuditLine.objects.count()
    assert published(month) is None
    assert AuditLine.objects.count() == lines
    Session.objects.filter(pk=session.pk).update(title="Bouwen met hout", revision=1)
    edition = published(month, BEFORE + timedelta(days=1))
    assert edition is not None
    assert edition.version == 2


def test_a_meeting_that_is_half_way_does_not_hold_a_programme_back(deal: Deal, month: EventMonth) -> None:
    a_grant(deal, a_project(deal), 100)
    a_session(month)
    sealed = publisher(BEFORE, embargo_until=BEFORE + timedelta(days=3))
    edition = editions.publish_event_month(deal, month, sealed)
    assert edition is not None
    assert edition.embargo_until is None


def test_what_looks_personal_is_refused_until_somebody_judges_it(deal: Deal, month: EventMonth) -> None:
    session = a_session(month, summary="Bel Anna op 06-12345678.", published_revision=None)
    with pytest.raises(editions.PersonalData, match="06-12345678"):
        published(month)
    session.refresh_from_db()
    assert session.published_revision is None
    assert not Edition.objects.exists()


def test_a_programme_is_not_corrected_and_can_be_withdrawn_and_published_again(deal: Deal, month: EventMonth) -> None:
    a_session(month)
    published(month)
    with pytest.raises(Refusal, match="publish it again"):
        editions.correct(deal, EditionKind.EVENT_MONTH, month.code, "tikfout", publisher(BEFORE))
    editions.withdraw(deal, EditionKind.EVENT_MONTH, month.code, "Er stond een naam te veel in.", publisher(BEFORE))
    again = published(month)
    assert again is not None
    assert again.version == 3


def test_a_month_without_a_session_can_be_announced(month: EventMonth) -> None:
    assert published(month) is not None
    assert frozen(month)["sessions"] == []


def test_freezing_takes_as_many_queries_for_many_sessions_as_for_a_few(
    deal: Deal, month: EventMonth, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        a_session(month, f"s-{number}", venue=a_venue(deal, f"zaal {number}"), project=a_project(deal, f"p-{number}"))
    with django_assert_max_num_queries(20):
        frozen(month)
