"""`regiodeal mail`: lists, a file with addresses, and all that is kept of a person."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from regiodeal.audit.models import AuditLine
from regiodeal.config import proof
from regiodeal.config.commands.mail import mail
from regiodeal.config.worker import Worker
from regiodeal.event_month.models import Guest
from regiodeal.mailing.models import Evidence, MailingList, Subscriber, Subscription
from regiodeal.programme.models import Deal
from tests.factories.event_month import a_month, a_session, comes
from tests.factories.mailing import a_list, on
from tests.factories.programme import AT, a_deal


@pytest.fixture
def deal(db: None) -> Deal:
    """A deal."""
    return a_deal()


@pytest.fixture
def press(deal: Deal) -> MailingList:
    """A list that the office keeps."""
    return a_list("Pers", scope=deal.code, open_to_all=False)


def run(*arguments: Any) -> Result:
    """Run the command in this process; a refusal is an exception."""
    return CliRunner().invoke(mail, [str(one) for one in arguments])


def test_a_file_is_taken_in_as_a_whole_or_as_far_as_it_is_right(press: MailingList, tmp_path: Path) -> None:
    file = tmp_path / "pers.csv"
    file.write_text("e-mailadres;grond\nanna@krant.example;toestemming\nbert;toestemming\n", encoding="utf-8")
    refused = run("import", file, "--list", "pers", "--by", "Jo")
    assert "A3: " in refused.stderr
    assert refused.exception is not None
    assert not Subscriber.objects.exists()
    done = run("import", file, "--list", "pers", "--by", "Jo", "--partly")
    assert "1 added" in done.stdout
    assert AuditLine.objects.get(act="mailing_list.import").actor == "Jo"
    assert "1 active" in run("list").stdout


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\x00\x01"])
def test_what_cannot_be_read_says_so(press: MailingList, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "pers.xlsx"
    file.write_bytes(content)
    assert "is no spreadsheet that can be read" in str(run("import", file, "--list", "pers").exception)
    assert run("import", tmp_path / "nergens.csv", "--list", "pers").exception is not None
    assert "there is no list nieuws" in str(run("import", file, "--list", "nieuws").exception)


def test_a_person_is_shown_and_erased(press: MailingList) -> None:
    on(press, name="Anna")
    shown = json.loads(run("person", "show", "ANNA@krant.example").stdout)
    assert shown["person"]["name"] == "Anna"
    assert run("person", "erase", "anna@krant.example", "--by", "Jo").stdout == "erased\n"
    assert not Subscriber.objects.exists()
    assert "nothing is kept" in str(run("person", "erase", "anna@krant.example").exception)


def test_a_guest_of_an_event_month_is_shown_and_erased(deal: Deal) -> None:
    comes(a_session(a_month(deal)), "anna")
    (month,) = json.loads(run("person", "show", "anna@voorbeeld.example").stdout)["event_months"]
    assert month["person"]["name"] == "Anna"
    assert run("person", "erase", "anna@voorbeeld.example", "--by", "Jo").stdout == "erased\n"
    assert not Guest.objects.exists()
    assert "nothing is kept" in str(run("person", "erase", "anna@voorbeeld.example").exception)


def test_the_worker_forgets_what_is_over(press: MailingList) -> None:
    anna = on(press)
    Subscription.objects.update(state="left", since=datetime.now(UTC) - timedelta(days=400))
    Worker().run_until_idle()
    assert not Subscriber.objects.filter(pk=anna.pk).exists()


def test_the_proof_of_a_deal_holds_the_evidence_of_its_lists(deal: Deal, press: MailingList) -> None:
    on(press)
    assert list(proof.faults(deal)) == []
    Evidence.objects.bulk_create([Evidence(mailing_list=press, number=9, at=AT, person="", act="added")])
    assert any("evidence" in fault for fault in proof.faults(deal))
