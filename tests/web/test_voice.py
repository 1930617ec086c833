"""Screens say refusals in the language of the reader, with names, days and amounts as that language writes them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from regiodeal.common.errors import Refusal
from regiodeal.common.sentences import Euros, Named, Sentence
from regiodeal.decisions.choices import DecisionKind
from regiodeal.programme.models import Deal
from regiodeal.web.refusals import told
from regiodeal.web.voice import SCREEN

NO_ROOM = Refusal(
    "{place} holds {room} from {day} on, {short} less than the {asked} that is asked",
    place=Named("free/wonen", Sentence("the free money of {pillar}", pillar="Wonen")),
    room=Euros(40_000_00),
    day=date(2021, 6, 4),
    short=Euros(1),
    asked=Euros(40_000_01),
)


def test_a_refusal_in_dutch() -> None:
    """No code, no English, no day from a file."""
    with translation.override("nl"):
        (said,) = told(NO_ROOM)
    assert "Wonen" in said
    assert "4 juni 2021" in said
    assert "€\xa040.000. " in said
    assert "€\xa00,01" in said
    for foreign in ("free/wonen", "2021-06-04", "holds", "asked"):
        assert foreign not in said


def test_the_same_refusal_in_english() -> None:
    """In full, with the words of the code."""
    with translation.override("en"):
        assert told(NO_ROOM) == [
            "The free money of Wonen holds €40,000 from 4 June 2021 on, €0.01 less than the €40,000.01 that is asked."
        ]


@pytest.mark.parametrize(("language", "label"), [("nl", "beëindiging"), ("en", "termination")])
def test_a_choice_is_said_by_its_label(language: str, label: str) -> None:
    """The code of a kind of decision is for files."""
    with translation.override(language):
        assert Sentence("{kind}", kind=DecisionKind.STOP).said(SCREEN) == label


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (datetime(2026, 11, 23, 20, tzinfo=UTC), "23 november 2026 om 21.00 uur"),
        (Deal(code="veenstreek", name="Regio Deal Veenstreek"), "Regio Deal Veenstreek"),
        (Named("iq-blvd", "IQ Boulevard"), "IQ Boulevard"),
        ("none", "none"),
    ],
)
def test_a_screen_says_values_in_words(value: object, said: str) -> None:
    """A value that a person wrote is never taken for a text of ours."""
    with translation.override("nl"):
        assert Sentence("{value}", value=value).said(SCREEN) == said
