"""Publishing freezes; correcting and withdrawing add, and change nothing."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from regiodeal.common.errors import Refusal
from regiodeal.decisions.actions.resolutions import rectify
from regiodeal.decisions.choices import DecisionKind, Outcome
from regiodeal.programme.actions.outlines import keep as keep_outline
from regiodeal.programme.models import Deal
from regiodeal.publication import checks, queries
from regiodeal.publication.actions import editions
from regiodeal.publication.choices import EditionKind
from regiodeal.publication.models import Edition
from tests.factories.decisions import a_grant, a_meeting, adopt, an_item, decide
from tests.factories.programme import AT, SECRETARY, a_deal
from tests.factories.projects import a_project
from tests.factories.publication import publish, publisher

pytestmark = pytest.mark.django_db


@pytest.fixture
def deal() -> Deal:
    """The small deal."""
    return a_deal()


def snapshot(kind: EditionKind, subject: str) -> Any:
    """Return the newest snapshot about a subject."""
    return json.loads(Edition.objects.filter(kind=kind, subject=subject).order_by("version").last().snapshot)  # type: ignore[union-attr]


def names(written: list[Edition]) -> list[str]:
    """Return what was published, as kind/subject/version."""
    return [f"{edition.kind}/{edition.subject}/{edition.version}" for edition in written]


def test_publishing_a_list_publishes_all_that_follows_from_it(deal: Deal) -> None:
    """The list, the ledger behind it, the pages that changed, the calendar, and the programme that sums them up."""
    project, other = a_project(deal, "school"), a_project(deal, "dorpshuis")
    assert names(editions.publish_programme(deal, publisher())) == [
        "ledger/1-3/1",
        "project-page/dorpshuis/1",
        "project-page/school/1",
        "implementation-programme/programme/1",
    ]
    meeting = adopt(a_grant(deal, project, 12_345).item.meeting)
    assert names(publish(meeting)) == [
        f"decision-list/{meeting.reference}/1",
        "ledger/4-4/1",
        "project-page/school/2",
        "calendar/calendar/1",
        "implementation-programme/programme/2",
    ]
    assert snapshot(EditionKind.PROJECT_PAGE, other.code)["money"] == {
        "known": False,
        "contribution_cents": None,
        "reserved_cents": 0,
        "transfers": [],
    }


def test_publishing_twice_publishes_nothing_new(deal: Deal) -> None:
    """However often the same command runs."""
    meeting = adopt(a_grant(deal, a_project(deal), 100).item.meeting)
    assert len(publish(meeting)) == 5
    assert publish(meeting) == []


def test_the_same_amount_stands_everywhere(deal: Deal) -> None:
    """Enter once, use everywhere: list, programme, page and ledger are equal to the cent."""
    project = a_project(deal)
    meeting = adopt(a_grant(deal, project, 12_345).item.meeting)
    publish(meeting)
    listed = snapshot(EditionKind.DECISION_LIST, meeting.reference)
    programme = snapshot(EditionKind.IMPLEMENTATION_PROGRAMME, "programme")
    page = snapshot(EditionKind.PROJECT_PAGE, project.code)
    ledger = snapshot(EditionKind.LEDGER, "1-4")
    assert listed["totals"]["contribution_cents"] == 12_345
    assert programme["totals"]["awarded_cents"] == 12_345
    assert programme["projects"][0]["contribution_cents"] == 12_345
    assert page["money"]["contribution_cents"] == 12_345
    assert ledger["transfers"][-1]["cents"] == 12_345
    assert ledger["transfers"][-1]["basis"]["reference"] == listed["items"][0]["resolution"]
    totals = programme["totals"]
    assert totals["pledged_cents"] == 90_000 == sum(v for k, v in totals.items() if k != "pledged_cents")


def test_the_programme_tells_what_changed_and_which_decision_changed_it(deal: Deal) -> None:
    """Each decision is a line with its resolution; a change in the register is told apart."""
    project = a_project(deal)
    editions.publish_programme(deal, publisher())
    first = a_grant(deal, project, 10_000)
    adopt(first.item.meeting)
    second = decide(
        an_item(a_meeting(deal, date(2021, 6, 7)), project, DecisionKind.EXTENSION), new_end=date(2024, 1, 1)
    )
    adopt(second.item.meeting)
    a_project(deal, name="Huis van het dorp")
    editions.publish_programme(deal, publisher())
    changes = snapshot(EditionKind.IMPLEMENTATION_PROGRAMME, "programme")["changes"]
    assert [(one["label"], one["before"], one["after"], one["cents"], one["resolution"]) for one in changes] == [
        ("Bijdrage toegekend", None, None, 10_000, first.reference),
        ("Looptijd verlengd", None, "tot 1 januari 2024", None, second.reference),
        ("Naam gewijzigd", "Dorpshuis", "Huis van het dorp", None, None),
    ]


def test_the_programme_tells_that_the_map_changed(deal: Deal) -> None:
    """Also where nothing else did; the same file of boundaries again is no change."""
    a_project(deal)
    editions.publish_programme(deal, publisher())
    for year in (2023, 2023, 2024):
        keep_outline(deal=deal, content={"year": year, "municipalities": []}, by=SECRETARY, at=AT)
        editions.publish_programme(deal, publisher())
    versions = Edition.objects.filter(kind=EditionKind.IMPLEMENTATION_PROGRAMME).order_by("version")
    changes = [json.loads(one.snapshot)["changes"] for one in versions]
    assert [[(one["label"], one["project"]) for one in found] for found in changes] == [
        [],
        [("Kaart gewijzigd", None)],
        [("Kaart gewijzigd", None)],
    ]


def test_nothing_is_published_before_the_list_is_adopted(deal: Deal) -> None:
    """Neither the list, nor a programme in which its money would show."""
    meeting = a_grant(deal, a_project(deal), 100).item.meeting
    with pytest.raises(editions.NotReady, match="not adopted yet"):
        publish(meeting)
    with pytest.raises(editions.NotReady, match="not adopted yet"):
        editions.publish_programme(deal, publisher())
    assert not Edition.objects.exists()


def test_a_correction_is_a_new_edition_that_names_what_it_corrects(deal: Deal) -> None:
    """The first edition stays as it was, to the byte."""
    meeting = adopt(a_grant(deal, a_project(deal), 100).item.meeting)
    publish(meeting)
    first = Edition.objects.get(kind=EditionKind.DECISION_LIST)
    with pytest.raises(editions.NothingToCorrect):
        editions.correct(deal, EditionKind.DECISION_LIST, meeting.reference, "tikfout", publisher())
    rectify(item=meeting.items.get(), text="Een betere tekst.", reason="tikfout", by=SECRETARY, at=AT)
    with pytest.raises(Refusal, match="needs a reason"):
        editions.correct(deal, EditionKind.DECISION_LIST, meeting.reference, " ", publisher())
    (second,) = editions.correct(deal, EditionKind.DECISION_LIST, meeting.reference, "tikfout", publisher())
    assert (second.version, second.act, second.corrects, second.reason) == (2, "correct", first, "tikfout")
    assert json.loads(second.snapshot)["items"][0]["text"] == ["Een betere tekst."]
    assert Edition.objects.get(pk=first.pk).snapshot == first.snapshot


def test_a_withdrawal_leaves_an_edition_without_content(deal: Deal) -> None:
    """It names what it withdraws and why; after that only a correction can bring the subject back."""
    meeting = adopt(a_grant(deal, a_project(deal), 100).item.meeting)
    publish(meeting)
    kind = EditionKind.DECISION_LIST
    withdrawn = editions.withdraw(deal, kind, meeting.reference, "bevat een persoonsgegeven", publisher())
    assert (withdrawn.snapshot, withdrawn.corrects, withdrawn.version) == ("null", Edition.objects.get(number=1), 2)
    with pytest.raises(Refusal, match="withdrawn already"):
        editions.withdraw(deal, kind, meeting.reference, "nog eens", publisher())
    with pytest.raises(editions.WasPublished):
        publish(meeting)
    rectify(item=meeting.items.get(), text="Zonder naam.", reason="privacy", by=SECRETARY, at=AT)
    (again,) = editions.correct(deal, kind, meeting.reference, "zonder persoonsgegeven", publisher())
    assert (again.version, again.corrects) == (3, withdrawn)


def test_a_withdrawn_page_does_not_come_back_by_itself(deal: Deal) -> None:
    """A next programme leaves it alone."""
    project = a_project(deal)
    editions.publish_programme(deal, publisher())
    editions.withdraw(deal, EditionKind.PROJECT_PAGE, project.code, "verkeerd project", publisher())
    meeting = adopt(a_grant(deal, project, 100).item.meeting)
    assert f"project-page/{project.code}/3" not in names(publish(meeting))


@pytest.mark.parametrize("kind", [EditionKind.LEDGER, EditionKind.IMPLEMENTATION_PROGRAMME])
def test_what_figures_rest_on_cannot_be_withdrawn(deal: Deal, kind: EditionKind) -> None:
    """A hole in the ledger would leave the other figures without ground."""
    editions.publish_programme(deal, publisher())
    subject = Edition.objects.get(kind=kind).subject
    with pytest.raises(Refusal, match="cannot be withdrawn"):
        editions.withdraw(deal, kind, subject, "liever niet", publisher())


def test_an_embargo_is_not_broken_by_the_next_publication(deal: Deal) -> None:
    """What goes out next would show the same money, so it waits as long."""
    until = AT + timedelta(hours=2)
    meeting = adopt(a_grant(deal, a_project(deal), 100).item.meeting)
    assert {edition.embargo_until for edition in publish(meeting, embargo_until=until)} == {until}
    a_project(deal, "school")
    with pytest.raises(editions.NotReady, match="embargo holds until"):
        editions.publish_programme(deal, publisher())
    assert editions.publish_programme(deal, publisher(embargo_until=until)) != []
    a_project(deal, "brug")
    assert editions.publish_programme(deal, publisher(at=until)) != []


def test_deferred_and_rejected_items_stand_in_the_list_without_money(deal: Deal) -> None:
    """With the reason that the group gave."""
    meeting = a_meeting(deal)
    decide(an_item(meeting, a_project(deal, "school")), Outcome.REJECTED, reason="past niet in de deal")
    publish(adopt(meeting))
    listed = snapshot(EditionKind.DECISION_LIST, meeting.reference)
    assert listed["totals"] == {"contribution_cents": 0, "items": 1, "granted": 0}
    assert (listed["items"][0]["contribution_cents"], listed["items"][0]["reason"]) == (None, "past niet in de deal")
    assert listed["meeting"]["attendance"]["rule"] == "meer dan de helft van de zetels"


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("snapshot = REPLACE(snapshot, '12345', '12346')", "was changed: the snapshot of decision-list"),
        ("reason = 'anders'", "was changed: the header of decision-list"),
        ("published_at = '2020-01-01 00:00:00+00:00'", "was changed: the header of decision-list"),
        ("snapshot = 'geen json'", "was changed: the snapshot of decision-list"),
    ],
)
def test_a_changed_edition_is_found_and_named(deal: Deal, change: str, found: str) -> None:
    """With the triggers out of the way."""
    publish(adopt(a_grant(deal, a_project(deal), 12_345).item.meeting))
    assert list(checks.faults(deal)) == []
    with connection.cursor() as cursor:
        drop = 'DROP TRIGGER "publication_edition_refuse_update"'
        cursor.execute(drop if connection.vendor == "sqlite" else f"{drop} ON publication_edition")
        cursor.execute(f"UPDATE publication_edition SET {change} WHERE number = 1")  # noqa: S608 - the changes above
    (fault,) = checks.faults(deal)
    assert "edition 1 of veenstreek" in fault
    assert found in fault


def test_a_removed_edition_is_found(deal: Deal) -> None:
    """The chain does not close over the hole."""
    publish(adopt(a_grant(deal, a_project(deal), 100).item.meeting))
    with connection.cursor() as cursor:
        drop = 'DROP TRIGGER "publication_edition_refuse_delete"'
        cursor.execute(drop if connection.vendor == "sqlite" else f"{drop} ON publication_edition")
        cursor.execute("DELETE FROM publication_edition WHERE number = 2")
    assert list(checks.faults(deal)) == [
        "edition 2 of veenstreek is missing",
        "edition 3 of veenstreek does not follow the one before it",
    ]


def test_the_database_refuses_to_change_an_edition(deal: Deal) -> None:
    """Whoever comes at the table past the application is refused too."""
    editions.publish_programme(deal, publisher())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE publication_edition SET reason = 'x'")


def test_an_edition_reads_back_as_it_was_hashed(deal: Deal) -> None:
    """What the world gets is what stands in the database, moments to the microsecond."""
    until = AT + timedelta(microseconds=5)
    for edition in publish(adopt(a_grant(deal, a_project(deal), 100).item.meeting), embargo_until=until):
        stored = queries.envelope(Edition.objects.get(pk=edition.pk))
        assert stored.embargo_until == "2021-06-10T12:00:00.000005Z"
        assert stored.as_published()["sha256"] == edition.sha256


def test_a_project_that_was_turned_down_is_not_in_the_programme(deal: Deal) -> None:
    """Its page stays, since the list points to it, and says that nothing was given; the next yes brings it in."""
    project = a_project(deal)
    meeting = a_meeting(deal)
    decide(an_item(meeting, project), Outcome.DEFERRED, reason="eerst een begroting")
    publish(adopt(meeting))
    programme = snapshot(EditionKind.IMPLEMENTATION_PROGRAMME, "programme")
    assert (programme["projects"], programme["unknown_money"]) == ([], 0)
    assert snapshot(EditionKind.PROJECT_PAGE, project.code)["money"]["contribution_cents"] == 0
    publish(adopt(a_grant(deal, project, 100, date(2021, 6, 7)).item.meeting))
    programme = snapshot(EditionKind.IMPLEMENTATION_PROGRAMME, "programme")
    assert [line["contribution_cents"] for line in programme["projects"]] == [100]


def test_a_version_tells_only_what_is_new_since_the_one_before(deal: Deal) -> None:
    """What the second version told is not told again in the third."""
    project = a_project(deal)
    editions.publish_programme(deal, publisher())
    publish(adopt(a_grant(deal, project, 100).item.meeting))
    later = a_grant(deal, project, 200, date(2021, 6, 7), kind=DecisionKind.ENLARGEMENT)
    publish(adopt(later.item.meeting))
    programme = snapshot(EditionKind.IMPLEMENTATION_PROGRAMME, "programme")
    assert programme["previous_version"] == 2
    assert [(one["label"], one["cents"], one["resolution"]) for one in programme["changes"]] == [
        ("Bijdrage verhoogd", 200, later.reference)
    ]


def test_personal_data_stops_a_publication_and_says_where_it_stands(deal: Deal) -> None:
    """All of it at once, nothing is stored; what somebody says is not personal goes out, and is not asked again."""
    a_project(deal, "school", summary="Vraag het aan jan@example.nl.")
    a_project(deal, "dorpshuis", summary="Bel 06-12345678, of 0592-365555.")
    with pytest.raises(editions.PersonalData) as refusal:
        editions.publish_programme(deal, publisher())
    assert refusal.value.texts == ("06-12345678", "0592-365555", "jan@example.nl")
    assert "the e-mail address jan@example.nl, in project-page school, paragraph 1 of the text" in str(refusal.value)
    assert not Edition.objects.exists()
    judged = replace(publisher(), not_personal=frozenset({"06 1234 5678", "+31592365555", "JAN@example.nl"}))
    assert len(editions.publish_programme(deal, judged)) == 4
    a_project(deal, "school", summary="Vraag het aan jan@example.nl, of kom langs.")
    assert names(editions.publish_programme(deal, publisher())) == ["project-page/school/2"]
