"""Coming on a list and leaving it: with evidence, effective at once, and for as long as the person wants."""

from datetime import timedelta

import pytest
from django.db import connection

from regiodeal.accounts.models import Language
from regiodeal.audit.models import AuditLine
from regiodeal.mailing import addresses, evidence
from regiodeal.mailing.actions import lists, persons, retention, subscriptions
from regiodeal.mailing.choices import DeliveryState, EvidenceAct, Ground, MailingState, SubscriptionState
from regiodeal.mailing.models import Bounce, Delivery, Evidence, MailingList, Subscriber, Subscription, Suppression
from tests.factories.mailing import PROMISE, SCOPE, a_delivery, a_list, a_mailing, about, on
from tests.factories.programme import AT, SECRETARY

ANNA = "anna@krant.example"
LATER = AT + timedelta(hours=1)
pytestmark = pytest.mark.usefixtures("db")


def ask(*own: MailingList, email: str = ANNA, name: str = "Anna") -> list[Subscription]:
    """Sign up on the public page."""
    _, waiting = subscriptions.ask(scope=SCOPE, email=email, name=name, language=Language.DUTCH, lists=own, at=AT)
    return waiting


def acts(mailing_list: MailingList) -> list[str]:
    """Return what happened on a list, in order."""
    return list(Evidence.objects.filter(mailing_list=mailing_list).order_by("number").values_list("act", flat=True))


def state(mailing_list: MailingList, email: str = ANNA) -> str:
    """Return how somebody stands on a list."""
    return Subscription.objects.get(mailing_list=mailing_list, subscriber__email=email).state


def leave(subscriber: Subscriber, *own: MailingList, everything: bool = False) -> list[MailingList]:
    """Leave lists as the person does."""
    return subscriptions.leave(subscriber=subscriber, lists=own, source="link", at=LATER, everything=everything)


def test_who_signs_up_is_on_the_list_after_confirming_and_not_before() -> None:
    letter = a_list()
    waiting = ask(letter)
    assert state(letter) == SubscriptionState.ASKED
    (confirmed,) = subscriptions.confirm(keys=[one.pk for one in waiting], at=LATER)
    assert confirmed.state == SubscriptionState.ACTIVE
    asked, agreed = Evidence.objects.filter(mailing_list=letter).order_by("number")
    assert (asked.act, agreed.act, agreed.ground) == (EvidenceAct.ASKED, EvidenceAct.CONFIRMED, Ground.CONSENT)
    assert asked.wording is not None
    assert asked.wording.text == PROMISE


def test_the_words_agreed_to_are_those_of_the_moment_of_asking() -> None:
    letter = a_list()
    waiting = ask(letter)
    lists.change(mailing_list=letter, about=about(promise="Iets heel anders."), by=SECRETARY, at=AT)
    subscriptions.confirm(keys=[waiting[0].pk], at=LATER)
    agreed = Evidence.objects.get(mailing_list=letter, act=EvidenceAct.CONFIRMED)
    assert agreed.wording is not None
    assert agreed.wording.text == PROMISE


def test_confirming_twice_is_noted_once() -> None:
    letter = a_list()
    keys = [ask(letter)[0].pk]
    assert subscriptions.confirm(keys=keys, at=LATER)
    assert subscriptions.confirm(keys=keys, at=LATER)
    assert acts(letter) == ["asked", "confirmed"]


def test_confirming_after_a_week_does_nothing() -> None:
    letter = a_list()
    keys = [ask(letter)[0].pk]
    assert subscriptions.confirm(keys=keys, at=AT + timedelta(days=7)) == []
    assert state(letter) == SubscriptionState.ASKED


def test_an_old_link_to_confirm_does_not_bring_back_who_left() -> None:
    letter = a_list()
    keys = [ask(letter)[0].pk]
    subscriptions.confirm(keys=keys, at=AT)
    leave(Subscriber.objects.get(), letter)
    assert subscriptions.confirm(keys=keys, at=LATER) == []
    assert state(letter) == SubscriptionState.LEFT


def test_signing_up_again_changes_nothing_about_who_is_on_the_list() -> None:
    letter = a_list()
    on(letter, name="Anna Jansen")
    assert ask(letter, name="Iemand Anders") == []
    assert Subscriber.objects.get().name == "Anna Jansen"
    assert state(letter) == SubscriptionState.ACTIVE


def test_nobody_signs_up_for_a_list_of_the_office_or_a_closed_one() -> None:
    press, letter = a_list("Pers", open_to_all=False), a_list()
    lists.close(mailing_list=letter, by=SECRETARY, at=AT)
    with pytest.raises(subscriptions.NotForAll):
        ask(press)
    with pytest.raises(lists.ListClosed):
        ask(letter)
    assert not Subscriber.objects.exists()


def test_leaving_takes_mail_out_of_the_queue_at_once() -> None:
    letter = a_list()
    anna, bert = on(letter), on(letter, "bert@krant.example")
    mailing = a_mailing(letter)
    waiting, other = a_delivery(mailing, anna), a_delivery(mailing, bert)
    sent = a_delivery(a_mailing(letter), anna, state=DeliveryState.SENT)
    assert leave(anna, letter) == [letter]
    waiting.refresh_from_db()
    other.refresh_from_db()
    sent.refresh_from_db()
    assert (waiting.state, other.state, sent.state) == ("left", "waiting", "sent")


def test_leaving_twice_is_noted_once() -> None:
    letter = a_list()
    anna = on(letter)
    assert leave(anna, letter) == [letter]
    assert leave(anna, letter) == []
    assert acts(letter) == ["added", "left"]
    assert Suppression.objects.count() == 1


def test_who_left_is_not_put_back_by_the_office() -> None:
    letter = a_list()
    leave(on(letter), letter)
    with pytest.raises(subscriptions.StaysOut):
        on(letter, "ANNA@krant.example")
    assert state(letter) == SubscriptionState.LEFT


def test_leaving_one_list_leaves_the_others_alone_and_leaving_everything_does_not() -> None:
    letter, press = a_list(), a_list("Pers")
    anna = on(letter)
    on(press)
    leave(anna, letter)
    assert state(press) == SubscriptionState.ACTIVE
    leave(anna, letter, press, everything=True)
    with pytest.raises(subscriptions.StaysOut):
        on(a_list("Agenda"))


def test_leaving_can_be_undone_and_then_the_office_can_mail_again() -> None:
    letter, press = a_list(), a_list("Pers")
    anna = on(letter)
    on(press)
    leave(anna, letter, press, everything=True)
    assert subscriptions.come_back(subscriber=anna, lists=[letter], source="link", at=LATER) == [letter]
    assert (state(letter), state(press)) == (SubscriptionState.ACTIVE, SubscriptionState.LEFT)
    assert acts(letter)[-1] == EvidenceAct.RETURNED
    assert subscriptions.come_back(subscriber=anna, lists=[letter], source="link", at=LATER) == []


def test_who_was_taken_off_by_the_office_does_not_come_back_by_an_old_link() -> None:
    press = a_list("Pers", open_to_all=False)
    anna = on(press)
    subscriptions.remove(subscription=anna.subscriptions.get(), by=SECRETARY, at=AT)
    assert subscriptions.come_back(subscriber=anna, lists=[press], source="link", at=LATER) == []
    on(press, at=LATER)
    assert acts(press) == ["added", "removed", "added"]


def test_signing_up_anew_lifts_what_kept_the_address_out() -> None:
    letter = a_list()
    leave(on(letter), letter)
    waiting = ask(letter)
    assert Suppression.objects.exists(), "nobody but the owner can confirm"
    subscriptions.confirm(keys=[waiting[0].pk], at=LATER)
    assert not Suppression.objects.exists()


@pytest.mark.parametrize("source", ["", " ", "x" * 301, "van anna@krant.example gekregen"])
def test_a_source_says_something_and_names_nobody(source: str) -> None:
    letter = a_list()
    with pytest.raises(subscriptions.NoSource):
        subscriptions.add(
            mailing_list=letter, email=ANNA, name="", language=Language.DUTCH, ground=Ground.CONSENT,
            source=source, by=SECRETARY, at=AT,
        )  # fmt: skip
    assert not Subscriber.objects.exists()


def test_the_trail_holds_no_address() -> None:
    letter = a_list()
    anna = on(letter)
    subscriptions.remove(subscription=anna.subscriptions.get(), by=SECRETARY, at=AT)
    persons.erase(subscriber=anna, source="office", by=SECRETARY, at=AT)
    lines = [f"{line.subject} {line.details}" for line in AuditLine.objects.filter(scope=SCOPE)]
    assert len(lines) == 4
    assert not any("anna" in line for line in lines)


def test_erasing_leaves_nothing_about_the_person_and_keeps_the_address_out() -> None:
    letter, press = a_list(), a_list("Pers")
    anna = on(letter, name="Anna Jansen")
    mailing = a_mailing(letter)
    sent = a_delivery(mailing, anna, state=DeliveryState.SENT, reply="550 anna@krant.example unknown")
    Bounce.objects.create(delivery=sent, kind="hard", at=AT, reason="anna@krant.example", message="0" * 64)
    a_delivery(mailing, on(letter, "bert@krant.example"), state=DeliveryState.SENT)
    a_delivery(a_mailing(letter), anna)
    persons.erase(subscriber=anna, source="preferences", at=LATER)
    told = everything_in_the_tables()
    assert "anna" not in told.lower()
    assert "bert@krant.example" in told
    assert Delivery.objects.filter(state=DeliveryState.LEFT).count() == 1
    assert acts(letter)[-1] == EvidenceAct.FORGOTTEN
    for mailing_list in (letter, press):
        with pytest.raises(subscriptions.StaysOut):
            on(mailing_list)


def everything_in_the_tables() -> str:
    """Return all rows of the mailing room as text."""
    told = ""
    for table in connection.introspection.table_names():
        if table.startswith("mailing_"):
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the names are those of our own tables
                told += repr(cursor.fetchall())
    return told


def test_the_evidence_proves_that_nothing_was_changed() -> None:
    letter = a_list()
    on(letter)
    leave(Subscriber.objects.get(), letter)
    subscriptions.confirm(keys=[ask(letter)[0].pk], at=LATER)
    assert list(evidence.broken_lines(SCOPE)) == []
    Evidence.objects.bulk_create(
        [
            Evidence(
                mailing_list=letter, number=6, at=AT, person="0" * 64, act="added", source="", previous="", sha256=""
            )
        ]
    )
    assert len(list(evidence.broken_lines(SCOPE))) == 3


def test_what_was_not_confirmed_is_forgotten_after_a_week() -> None:
    letter = a_list()
    ask(letter)
    retention.forget(at=AT + timedelta(days=7))
    assert Subscriber.objects.exists()
    retention.forget(at=AT + timedelta(days=7, seconds=1))
    assert not Subscriber.objects.exists()
    assert acts(letter) == ["asked", "forgotten"]


def test_who_left_is_forgotten_after_the_months_of_the_list_and_still_stays_out() -> None:
    letter, press = a_list(keep_months=1), a_list("Pers")
    anna = on(letter)
    on(press)
    leave(anna, letter)
    retention.forget(at=LATER + timedelta(days=30))
    assert anna.subscriptions.count() == 2
    retention.forget(at=LATER + timedelta(days=32))
    assert [one.mailing_list for one in anna.subscriptions.all()] == [press]
    leave(anna, press)
    retention.forget(at=LATER + timedelta(days=400))
    assert not Subscriber.objects.exists()
    assert addresses.keyed(SCOPE, ANNA) in set(Suppression.objects.values_list("address", flat=True))


def test_an_address_that_cannot_be_reached_is_not_kept_for_good() -> None:
    letter = a_list(keep_months=2)
    on(letter)
    Subscription.objects.update(state=SubscriptionState.UNREACHABLE)
    retention.forget(at=AT + timedelta(days=61))
    assert Subscriber.objects.exists()
    retention.forget(at=AT + timedelta(days=63))
    assert not Subscriber.objects.exists()


def test_who_got_a_mailing_is_forgotten_three_months_after_it_ended() -> None:
    letter = a_list()
    anna = on(letter)
    over, running = a_mailing(letter, state=MailingState.DONE, ended_at=AT), a_mailing(letter)
    a_delivery(over, anna, state=DeliveryState.SENT)
    a_delivery(running, anna)
    retention.forget(at=AT + timedelta(days=91))
    assert over.deliveries.get().address == ANNA
    retention.forget(at=AT + timedelta(days=93))
    assert over.deliveries.get().address.startswith("#")
    assert running.deliveries.get().address == ANNA
    assert state(letter) == SubscriptionState.ACTIVE


def test_two_lists_cannot_share_a_name_and_every_list_makes_a_promise() -> None:
    a_list("Nieuwsbrief")
    with pytest.raises(lists.ListExists):
        a_list("nieuwsbrief")
    with pytest.raises(lists.NoPromise):
        a_list("Pers", promise=" \n ")
    with pytest.raises(lists.NoName):
        a_list("💌")
    with pytest.raises(lists.NotSoLong):
        a_list("Pers", keep_months=0)
    a_list("Nieuwsbrief", scope="elders")
