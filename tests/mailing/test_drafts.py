"""Writing a mailing: what it can say, who was first, and what cannot change any more."""

from datetime import timedelta

import pytest

from regiodeal.audit.models import AuditLine
from regiodeal.mailing import rules
from regiodeal.mailing.actions import drafts, sending
from regiodeal.mailing.actions.drafts import ChangedMeanwhile, IsSent, LeadsNowhere, NoSubject, NotAList, NoText, Words
from regiodeal.mailing.choices import MailingKind
from regiodeal.mailing.models import Mailing, MailingList
from tests.factories.mailing import LETTER, SCOPE, a_list, on
from tests.factories.programme import AT, SECRETARY

LATER = AT + timedelta(minutes=5)


def words(*lists: MailingList, subject: str = "Nieuws", text: str = "Er is nieuws.") -> Words:
    return Words(subject=subject, text=text, lists=lists)


def make(said: Words, scope: str = SCOPE) -> Mailing:
    return drafts.make(scope=scope, kind=MailingKind.NEWSLETTER, words=said, by=SECRETARY, at=AT)


def test_mailings_are_numbered_per_deal(db: None) -> None:
    assert [make(words()).number, make(words()).number, make(words(), scope="elders").number] == [1, 2, 1]


def test_who_comes_second_is_told_and_overwrites_nothing(db: None) -> None:
    mailing = make(words())
    drafts.change(mailing=mailing, seen=mailing.changed_at, words=words(text="Van de eerste."), by=SECRETARY, at=LATER)
    with pytest.raises(ChangedMeanwhile):
        drafts.change(
            mailing=mailing, seen=mailing.changed_at, words=words(text="Van de tweede."), by=SECRETARY, at=LATER
        )
    assert Mailing.objects.get().text == "Van de eerste."


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (words(subject="  "), NoSubject),
        (words(subject="x" * (rules.LONGEST_SUBJECT + 1)), NoSubject),
        (words(subject="Nieuws\r\nBcc: iedereen@elders.example"), NoSubject),
        (words(subject="Nieuws\x00"), NoSubject),
        (words(subject="Nieuws\u2028meer"), NoSubject),
        (words(text="\n \n"), NoText),
        (words(text="x" * (rules.LONGEST_TEXT + 1)), NoText),
        (words(text="[hier](javascript:alert(1))"), LeadsNowhere),
        (words(text="[hier](/projecten/)"), LeadsNowhere),
        (words(text="[hier](www.voorbeeld.example)"), LeadsNowhere),
        (words(text="[hier][1]\n\n[1]: ftp://voorbeeld.example/"), LeadsNowhere),
        (words(text="<data:text/html,x>"), LeadsNowhere),
        (words(text="![plaatje](plaatje.png)"), LeadsNowhere),
    ],
)
def test_what_cannot_stand_in_a_mail_is_refused_and_nothing_is_kept(
    db: None, said: Words, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        make(said)
    assert not Mailing.objects.exists()
    assert not AuditLine.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        r"\[Emmen\](Drenthe)",
        r"zie \<bron:3\>",
        "`[code](niets)`",
        "[web](https://a.example/)",
        "[mail](mailto:a@a.example)",
        "<https://a.example/>",
        "[n](<https://a.example/b c>)",
    ],
)
def test_links_that_can_be_followed_are_fine(db: None, text: str) -> None:
    assert make(words(text=text)).text == text


def test_a_list_of_another_deal_or_one_that_was_closed_gets_no_mail(db: None) -> None:
    closed = a_list("Oud")
    MailingList.objects.filter(pk=closed.pk).update(closed_at=AT)
    closed.refresh_from_db()
    for foreign in (closed, a_list("Elders", scope="elders")):
        with pytest.raises(NotAList):
            make(words(foreign))


def test_what_was_sent_does_not_change_any_more(db: None) -> None:
    own = a_list()
    on(own)
    mailing = make(words(own))
    sending.start(mailing=mailing, letter=LETTER, send_at=None, by=SECRETARY, at=AT)
    with pytest.raises(IsSent):
        drafts.change(mailing=mailing, seen=mailing.changed_at, words=words(text="Anders."), by=SECRETARY, at=LATER)
    with pytest.raises(IsSent):
        drafts.discard(mailing=mailing, by=SECRETARY, at=LATER)
    assert Mailing.objects.get().text == "Er is nieuws."


def test_a_draft_that_is_thrown_away_leaves_a_line_in_the_trail(db: None) -> None:
    drafts.discard(mailing=make(words()), by=SECRETARY, at=LATER)
    assert not Mailing.objects.exists()
    assert list(AuditLine.objects.order_by("number").values_list("act", "subject")) == [
        ("mailing.make", "mailing/1"),
        ("mailing.discard", "mailing/1"),
    ]
