"""Sentences keep their values apart, and refusals keep their sentences."""

from datetime import UTC, date, datetime
from enum import Enum

import pytest

from regiodeal.common.errors import Refusal
from regiodeal.common.sentences import Euros, Named, Sentence, Voice, joined


class Loud(Voice):
    """A voice of another language: capitals."""

    def template(self, template: str) -> str:
        """Return the template in capitals, with its values as they are."""
        return template.upper().replace("{THING}", "{thing}").replace("{INNER}", "{inner}")


class Kind(Enum):
    """A closed list."""

    STOP = "stop"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Euros(40_001), "400.01 euro"),
        (Euros(-5), "-0.05 euro"),
        (date(2021, 6, 4), "2021-06-04"),
        (datetime(2021, 6, 4, 12, tzinfo=UTC), "2021-06-04 12:00:00+00:00"),
        (Named("iq-blvd", "IQ Boulevard"), "iq-blvd"),
        (Kind.STOP, "stop"),
        (Sentence("a {what}", what="b"), "a b"),
        ((Sentence("one"), Sentence("two")), "one; two"),
        ((), "()"),
        (None, "None"),
        (3, "3"),
        ("{braces}", "{braces}"),
    ],
)
def test_the_command_line_says_values_as_files_write_them(value: object, said: str) -> None:
    """Codes, days as 2021-06-04, and amounts with a point."""
    assert str(Sentence("<{thing}>", thing=value)) == f"<{said}>"


def test_without_values_a_template_is_text() -> None:
    """Text from elsewhere may hold braces."""
    assert str(Sentence("a {b} 100%")) == "a {b} 100%"


def test_a_voice_says_every_sentence_inside_too() -> None:
    """The values of a person are not touched."""
    sentence = Sentence("one {thing}, {inner}", thing="small", inner=Sentence("two"))
    assert sentence.said(Loud()) == "ONE small, TWO"


def test_a_refusal_keeps_its_reasons_apart_and_says_them_together() -> None:
    """A screen shows a list; the command line one line."""
    refusal = Refusal(Sentence("item {number}:", number=1), Sentence("no quorum"), Sentence("no majority"))
    assert [str(one) for one in refusal.sentences] == ["item 1:", "no quorum", "no majority"]
    assert str(refusal) == "item 1: no quorum; no majority"


def test_a_refusal_takes_a_template_with_its_values() -> None:
    """So that another language can order them otherwise."""
    refusal = Refusal("{one} before {other!r}", one="a", other="b")
    assert (refusal.sentences[0].template, str(refusal)) == ("{one} before {other!r}", "a before 'b'")


def test_sentences_are_the_same_when_they_say_the_same() -> None:
    """By template and values."""
    assert Sentence("{a}", a=1) == Sentence("{a}", a=1)
    assert len({Sentence("{a}", a=1), Sentence("{a}", a=1), Sentence("{a}", a=2)}) == 2
    assert joined([]) == ""
