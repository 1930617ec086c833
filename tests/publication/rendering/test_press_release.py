"""The press release of a decision list: what was granted, in the words and with the amounts of the list."""

import re
from datetime import date

import pytest
from django.utils import translation

from regiodeal.decisions.choices import DecisionKind, Outcome
from regiodeal.decisions.models import Resolution
from regiodeal.publication import queries
from regiodeal.publication.rendering import commonmark, press_release
from regiodeal.publication.rendering.press_release import PressRelease
from tests.factories.decisions import a_meeting, adopt, an_item, decide
from tests.factories.programme import a_deal
from tests.factories.projects import a_project
from tests.factories.publication import publish

SITE = "https://veenstreek.example/"


@pytest.fixture
def release(db: None) -> PressRelease:
    return written()


def written(language: str = "nl") -> PressRelease:
    deal = a_deal()
    meeting = a_meeting(deal, date(2021, 6, 4))
    decide(an_item(meeting, a_project(deal)), Outcome.GRANTED, contribution_cents=12_300)
    decide(an_item(meeting, a_project(deal, "molen")), Outcome.GRANTED, contribution_cents=5_000)
    decide(an_item(meeting, a_project(deal, "haven")), Outcome.REJECTED, reason="nog niet rijp")
    adopt(meeting)
    edition = publish(meeting)[0]
    with translation.override(language):
        return press_release.of(queries.envelope(edition), SITE)


def test_each_grant_is_told_with_its_amount_and_a_link(release: PressRelease) -> None:
    granted = Resolution.objects.filter(outcome=Outcome.GRANTED)
    assert granted.count() == 2
    amounts = re.findall(r"\*\*€\s([\d.]+)\*\*", release.text)
    assert [int(amount.replace(".", "")) * 100 for amount in amounts] == [
        one.contribution_cents for one in granted.order_by("item__position")
    ]
    assert "## [Dorpshuis](https://veenstreek.example/projecten/dorpshuis/)" in release.text
    assert "(https://veenstreek.example/besluitenlijsten/" in release.text


def test_what_was_not_granted_is_not_told(release: PressRelease) -> None:
    assert "haven" not in release.text.lower()
    assert "nog niet rijp" not in release.text


def test_the_subject_is_one_line(release: PressRelease) -> None:
    assert release.subject
    assert "\n" not in release.subject


def test_it_speaks_english_too(db: None) -> None:
    text = written("en").text
    assert "https://veenstreek.example/en/projecten/dorpshuis/" in text
    assert "Bijdrage" not in text


def test_what_is_already_known_is_told_briefly(db: None) -> None:
    deal = a_deal()
    project = a_project(deal)
    first = a_meeting(deal, date(2021, 6, 4))
    decide(an_item(first, project), Outcome.GRANTED, contribution_cents=10_000)
    adopt(first)
    second = a_meeting(deal, date(2021, 6, 8))
    decide(an_item(second, project, kind=DecisionKind.FOLLOW_UP), Outcome.GRANTED, contribution_cents=20_000)
    adopt(second)
    publish(first)
    edition = publish(second)[0]
    with translation.override("nl"):
        text = press_release.of(queries.envelope(edition), SITE).text
    assert "## Bestaande projecten" in text
    assert "(https://veenstreek.example/uitvoeringsprogramma/)" in text
    assert "## [Dorpshuis]" not in text


@pytest.mark.parametrize(
    "words",
    [
        "*ster*",
        "_onder_",
        "[haak](x)",
        "# kop",
        "- punt",
        "1. een",
        "> citaat",
        "a\n---",
        "`code`",
        "<b>",
        "a | b",
        "~~x~~",
    ],
)
def test_words_that_look_like_marks_stay_words(words: str) -> None:
    shown = re.sub(r"<[^>]+>", "", str(commonmark.html_of(press_release.plain(words))))
    assert shown.replace("&lt;", "<").replace("&gt;", ">").split() == words.split()
