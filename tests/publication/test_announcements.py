"""A mailing that goes out is published too: in one act, under the same embargo, and without anybody's address."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from regiodeal.audit.models import AuditLine
from regiodeal.common.errors import Refusal
from regiodeal.mailing.choices import DeliveryState, MailingState
from regiodeal.mailing.models import Delivery, Mailing
from regiodeal.programme.models import Deal
from regiodeal.publication import checks, queries, record, record_check
from regiodeal.publication.actions import announcements, editions
from regiodeal.publication.actions.editions import NotReady, PersonalData
from regiodeal.publication.choices import EditionKind
from regiodeal.publication.models import Edition, Rebuild
from regiodeal.publication.queries import UnknownEdition
from tests.factories.decisions import a_grant, adopt
from tests.factories.mailing import LETTER, draft, mailing_list, subscribe
from tests.factories.programme import AT, SECRETARY, a_deal
from tests.factories.projects import a_project
from tests.factories.publication import publish, publisher

LATER = AT + timedelta(hours=3)


@pytest.fixture
def deal(db: None) -> Deal:
    """The small deal."""
    return a_deal()


def written(deal: Deal, text: str = "Vijf *nieuwe* projecten.", about: str = "") -> Mailing:
    """A press release for one address."""
    press = mailing_list("pers", scope=deal.code)
    if not press.subscriptions.exists():
        subscribe(press, "redactie@krant.example")
    mailing = draft(press)
    Mailing.objects.filter(pk=mailing.pk).update(text=text, about=about)
    mailing.refresh_from_db()
    return mailing


def send(mailing: Mailing, send_at: datetime | None = None, not_personal: frozenset[str] = frozenset()) -> int:
    """Send it as the secretary."""
    return announcements.send(
        mailing=mailing, letter=LETTER, send_at=send_at, by=SECRETARY, at=AT, not_personal=not_personal
    )


def kept() -> Edition:
    """The newest edition of a mailing."""
    return Edition.objects.filter(kind=EditionKind.MAILING).latest("number")


def nothing_happened() -> bool:
    """Whether the mailing is a draft still, and no edition, delivery, build or line is there."""
    lines = AuditLine.objects.filter(act__in=["mailing.send", "edition.publish"], subject__contains="mailing")
    rows = (Edition.objects.filter(kind=EditionKind.MAILING), Delivery.objects.all(), lines)
    drafts = Mailing.objects.filter(state=MailingState.DRAFT)
    return drafts.count() == Mailing.objects.count() and not any(one.exists() for one in rows)


def test_what_is_sent_is_kept_in_the_chain_of_editions(deal: Deal) -> None:
    meeting = adopt(a_grant(deal, a_project(deal), 100).item.meeting)
    publish(meeting)
    assert send(written(deal, about=f"decision-list/{meeting.reference}/1")) == 1
    edition = kept()
    assert (edition.subject, edition.version, edition.embargo_until) == ("1", 1, None)
    snapshot = json.loads(edition.snapshot)
    told = snapshot.pop("deal")
    assert told["code"] == deal.code
    assert snapshot == {
        "number": 1,
        "kind": "press_release",
        "kind_label": "persbericht",
        "language": "nl",
        "title": LETTER.subject,
        "text": "Vijf *nieuwe* projecten.",
        "about": {
            "kind": "decision-list",
            "subject": meeting.reference,
            "version": 1,
            "title": json.loads(Edition.objects.get(kind="decision-list").snapshot)["title"],
        },
        "sent_from": "2021-06-10T12:00:00.000000Z",
    }
    assert list(checks.faults(deal)) == []
    assert Rebuild.objects.filter(deal=deal).count() == 2
    assert "krant.example" not in edition.snapshot


def test_a_message_that_goes_out_later_is_sealed_until_then(deal: Deal) -> None:
    send(written(deal), send_at=LATER)
    assert kept().embargo_until == LATER
    assert set(Rebuild.objects.values_list("due_at", flat=True)) == {AT, LATER}


def test_a_message_that_waits_keeps_no_list_from_being_published(deal: Deal) -> None:
    send(written(deal), send_at=LATER)
    assert publish(adopt(a_grant(deal, a_project(deal), 100).item.meeting))


def test_a_message_may_go_out_while_a_meeting_is_half_way(deal: Deal) -> None:
    a_grant(deal, a_project(deal), 100)
    assert send(written(deal)) == 1


def test_nothing_is_told_about_an_edition_that_is_under_embargo(deal: Deal) -> None:
    meeting = adopt(a_grant(deal, a_project(deal), 100).item.meeting)
    publish(meeting, embargo_until=LATER)
    mailing = written(deal, about=f"decision-list/{meeting.reference}/1")
    with pytest.raises(NotReady):
        send(mailing)
    assert nothing_happened()
    assert send(mailing, send_at=LATER) == 1
    assert kept().embargo_until == LATER


@pytest.mark.parametrize("name", ["decision-list/2021-06-04/1", "niets", "a/b/c", "project-page/school/²"])
def test_what_tells_about_an_edition_that_is_not_there_is_not_sent(deal: Deal, name: str) -> None:
    with pytest.raises(UnknownEdition):
        send(written(deal, about=name))
    assert nothing_happened()


def test_personal_data_in_a_message_keeps_it_from_being_sent(deal: Deal) -> None:
    mailing = written(deal, "Bel Jo op 06 12345678, of mail jo@regiodeal.example.")
    with pytest.raises(PersonalData) as refused:
        send(mailing)
    assert refused.value.texts == ("jo@regiodeal.example", "06 12345678")
    assert nothing_happened()
    assert send(mailing, not_personal=frozenset(refused.value.texts)) == 1


def test_the_mailboxes_of_the_letter_and_of_the_deal_are_not_personal(deal: Deal) -> None:
    Deal.objects.update(email="bureau@regiodeal.example", phone="0591 12 34 56")
    assert send(written(deal, "Pers: pers@regiodeal.example, 0591-123456. Anders: Bureau@regiodeal.example.")) == 1


def test_a_message_that_is_stopped_before_anything_went_out_says_so_in_the_record(deal: Deal) -> None:
    mailing = written(deal)
    send(mailing, send_at=LATER)
    announcements.stop(mailing=mailing, by=SECRETARY, at=AT)
    edition = kept()
    assert (edition.act, edition.reason) == ("withdraw", announcements.NEVER_SENT)
    assert list(checks.faults(deal)) == []


def test_a_message_that_is_stopped_half_way_stays_in_the_record(deal: Deal) -> None:
    mailing = written(deal)
    send(mailing)
    Delivery.objects.update(state=DeliveryState.SENT)
    announcements.stop(mailing=mailing, by=SECRETARY, at=AT)
    assert kept().act == "publish"


def test_what_was_sent_can_be_withdrawn_and_not_corrected(deal: Deal) -> None:
    send(written(deal))
    with pytest.raises(Refusal, match="send another"):
        editions.correct(deal, EditionKind.MAILING, "1", "tikfout", publisher())
    assert editions.withdraw(deal, EditionKind.MAILING, "1", "Verkeerde deal.", publisher()).version == 2


def test_the_record_shows_a_message_from_its_moment_on_and_proves_itself(deal: Deal, tmp_path: Path) -> None:
    """Sealed, then open, beside one that was stopped; made anew from the editions, nothing differs."""
    publish(adopt(a_grant(deal, a_project(deal), 100).item.meeting))
    send(written(deal, about="implementation-programme/programme/1"), send_at=LATER)
    stopped = written(deal)
    send(stopped, send_at=LATER)
    announcements.stop(mailing=stopped, by=SECRETARY, at=AT)
    folder = tmp_path / "record"
    for moment, shown in ((AT, False), (LATER, True)):
        record.build(folder, queries.envelopes(deal), at=moment)
        assert record_check.check(folder) == []
        assert (folder / "berichten/1/index.html").exists() is shown
        assert announcements.NEVER_SENT in (folder / "berichten/2/index.html").read_text()
        assert (LETTER.subject in (folder / "feed.atom").read_text()) is shown
    assert 'href="../../uitvoeringsprogramma/"' in (folder / "berichten/1/index.html").read_text()
