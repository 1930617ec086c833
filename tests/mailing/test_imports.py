"""Taking in a list: every fault at its cell, nobody twice, and who left stays out."""

from collections.abc import Sequence
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regiodeal.audit.models import AuditLine
from regiodeal.common import headed_rows
from regiodeal.mailing import evidence, import_sheet, queries
from regiodeal.mailing.actions import imports, lists, subscriptions
from regiodeal.mailing.choices import Ground
from regiodeal.mailing.import_sheet import Sheet
from regiodeal.mailing.models import Evidence, MailingList, Subscriber, Subscription
from regiodeal.mailing.queries import Incoming
from tests.factories.mailing import SCOPE, a_list, on
from tests.factories.programme import AT, SECRETARY

HEAD = ["E-mailadres", "Naam", "Taal", "Grond", "Bron"]


def sheet(*rows: Sequence[object]) -> Sheet:
    """Read rows below the usual headings."""
    return import_sheet.read([[HEAD, *rows]])


def take_in(own: MailingList, read: Sheet, *, partly: bool = False) -> Incoming:
    """Take in a sheet."""
    return imports.take_in(mailing_list=own, sheet=read, file="pers.xlsx", partly=partly, by=SECRETARY, at=AT)


def test_columns_stand_in_any_order_below_a_title_in_either_language() -> None:
    rows: list[list[object]] = [
        ["Perslijst 2024"],
        [],
        ["Ground ", "naam", "E-MAIL", "onbekend"],
        ["consent", "Anna", "Anna@krant.example", 1],
    ]
    read = import_sheet.read([[["Toelichting"]], rows])
    assert not read.faults
    (entry,) = read.entries
    assert (entry.row, entry.email, entry.name, entry.ground) == (4, "anna@krant.example", "Anna", Ground.CONSENT)


def test_blank_rows_are_passed_over() -> None:
    read = sheet([None, ""], [], ["", " ", None, "", ""], ["anna@krant.example", None, None, "persrelatie", None])
    assert (len(read.entries), read.faults) == (1, [])


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (["anna", "", "", "toestemming", ""], "A2"),
        ([None, "Anna", "", "toestemming", ""], "A2"),
        ([42, "Anna", "", "toestemming", ""], "A2"),
        (["anna@krant.example", "x" * 201, "", "toestemming", ""], "B2"),
        (["anna@krant.example", "", "fries", "toestemming", ""], "C2"),
        (["anna@krant.example", "", "", "", ""], "D2"),
        (["anna@krant.example", "", "", "omdat het kan", ""], "D2"),
        (["anna@krant.example", "", "", True, ""], "D2"),
        (["anna@krant.example", "", "", "toestemming", "van bert@krant.example"], "E2"),
        (["anna@krant.example", "", "", "toestemming", date(2024, 1, 1)], "E2"),
    ],
)
def test_a_fault_is_told_at_its_cell(row: list[object], cell: str) -> None:
    read = sheet(row)
    assert [fault.cell for fault in read.faults] == [cell]
    assert not read.entries


@pytest.mark.parametrize(
    "rows",
    [[], [[]], [["Naam"], ["Anna"]], [["E-mailadres"], ["anna@krant.example"]], [["E-mailadres", "Grond"]]],
)
def test_a_sheet_that_cannot_be_read_says_why(rows: list[list[object]]) -> None:
    read = import_sheet.read([rows])
    assert len(read.faults) == 1
    assert not read.entries


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_text_file_is_read_as_programs_write_it(encoding: str, separator: str) -> None:
    text = separator.join(["e-mailadres", "naam", "grond"]) + "\r\n"
    text += separator.join(["anna@krant.example", "André", "toestemming"]) + "\r\n"
    (entry,) = import_sheet.read([headed_rows.rows_of_csv(text.encode(encoding))]).entries
    assert entry.name == "André"


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe", b'"' * 200_000, b"e-mailadres;grond\n\xff\xff"])
def test_a_broken_text_file_says_why(content: bytes) -> None:
    assert import_sheet.read([headed_rows.rows_of_csv(content)]).faults


def test_an_import_keeps_the_ground_of_each_address_and_where_it_came_from(db: None) -> None:
    press = a_list("Pers", open_to_all=False)
    take_in(press, sheet(
        ["anna@krant.example", "Anna", "en", "Toestemming", "aangemeld op de persdag"],
        ["griffie@gemeente.example", "", "", "publieke taak", ""],
    ))  # fmt: skip
    anna, griffie = Evidence.objects.filter(mailing_list=press).order_by("number")
    assert (anna.ground, griffie.ground) == (Ground.CONSENT, Ground.PUBLIC_TASK)
    assert anna.wording is not None
    assert (anna.source, anna.wording.text) == ("pers.xlsx", "aangemeld op de persdag")
    assert Subscriber.objects.get(email="anna@krant.example").language == "en"
    assert list(evidence.broken_lines(SCOPE)) == []
    line = AuditLine.objects.get(act="mailing_list.import")
    assert line.details["added"] == 2
    assert "@" not in str(line.details)


def test_who_left_stays_out_whatever_is_imported(db: None) -> None:
    press = a_list("Pers")
    anna = on(press)
    subscriptions.leave(subscriber=anna, lists=[press], source="link", at=AT)
    done = take_in(press, sheet(["ANNA@krant.example", "", "", "toestemming", ""]))
    assert (done.kept_out, done.new) == (1, [])
    assert Subscription.objects.get().state == "left"


def test_nobody_comes_on_a_list_twice(db: None) -> None:
    press = a_list("Pers")
    on(press)
    row = ["anna@krant.example", "", "", "toestemming", ""]
    bert = ["bert@krant.example", "", "", "toestemming", ""]
    done = take_in(press, sheet(row, bert, [*bert]))
    assert (len(done.new), len(done.there), len(done.twice)) == (1, 1, 1)
    assert Subscription.objects.count() == 2
    assert len(take_in(press, sheet(row, bert)).new) == 0


def test_nothing_is_stored_where_something_is_wrong_unless_somebody_chose_so(db: None) -> None:
    press = a_list("Pers")
    read = sheet(["anna@krant.example", "", "", "toestemming", ""], ["bert", "", "", "toestemming", ""])
    with pytest.raises(imports.NotAllRight):
        take_in(press, read)
    assert not Subscriber.objects.exists()
    assert len(take_in(press, read, partly=True).new) == 1
    assert Subscriber.objects.count() == 1


def test_nothing_comes_on_a_closed_list(db: None) -> None:
    press = a_list("Pers")
    lists.close(mailing_list=press, by=SECRETARY, at=AT)
    with pytest.raises(lists.ListClosed):
        take_in(press, sheet(["anna@krant.example", "", "", "toestemming", ""]))


def test_an_import_does_not_ask_the_database_for_each_row(db: None) -> None:
    press, many = a_list("Pers"), 1_500
    rows: list[list[object]] = [[f"lezer{number}@krant.example", "", "", "toestemming", ""] for number in range(many)]
    with CaptureQueriesContext(connection) as asked:
        assert len(take_in(press, sheet(*rows)).new) == many
    assert len(asked) < many / 20


def test_all_that_is_kept_of_a_person_is_given(db: None) -> None:
    press = a_list("Pers")
    on(press, name="Anna")
    found = queries.everything(SCOPE, "Anna@krant.example ")
    assert found["person"]["name"] == "Anna"
    assert [one["list"] for one in found["lists"]] == ["Pers"]
    assert found["evidence"][0]["words"] == "perslijst 2024"
    nobody = queries.everything(SCOPE, "niemand@krant.example")
    assert (nobody["person"], nobody["mailings"], nobody["kept_out_of"]) == (None, [], [])
