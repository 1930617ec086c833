"""Staying informed: everything that one can follow is named, and leads somewhere."""

import pytest

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import languages, mailing
from regiodeal.publication.rendering.sections import home, updates
from tests.publication.rendering import samples
from tests.publication.rendering.sample_snapshots import message
from tests.publication.sections import chains, reading
from tests.publication.sections.reading import Read


def of(envelopes: list[Envelope]) -> dict[str, Read]:
    """Return the Dutch pages."""
    return reading.read(envelopes, lambda _, told, framed: updates.of(told, framed))


def many(number: int) -> list[Envelope]:
    """Return the editions of a deal with so many messages."""
    made = samples.Chain(samples.small())
    for one in range(1, number + 1):
        made.add("mailing", str(one), message(number=one, title=f"Bericht van dag {one}"))
    return made.envelopes


def test_it_leads_to_mail_the_calendar_and_every_feed() -> None:
    page = of(chains.lively())["op-de-hoogte/index.html"]
    assert page.links("mail") == ["post/"]
    assert page.links("agenda") == ["agenda/agenda.ics", "agenda/"]
    feeds = page.links("feeds")
    assert feeds[0] == "feed.atom"
    assert "pijlers/werken/feed.atom" in feeds
    assert "gemeenten/gemeente-emmen/feed.atom" in feeds
    assert len(feeds) == len(set(feeds)) == 1 + 3 + 6


@pytest.mark.parametrize("envelopes", [[], many(1)], ids=["nothing", "one message"])
def test_it_holds_before_there_is_anything(envelopes: list[Envelope]) -> None:
    pages = of(envelopes)
    assert pages["op-de-hoogte/index.html"].links("mail") == ["post/"]
    assert pages["berichten/index.html"].part() is not None


def test_a_deal_that_sent_nothing_says_so() -> None:
    for page in of(samples.small()).values():
        assert "Er is nog geen bericht verstuurd." in reading.text(page.part())


def test_messages_are_listed_the_newest_first_and_few_where_they_are_named() -> None:
    pages = of(many(9))
    newest = [line[0] for line in pages["op-de-hoogte/index.html"].lines("verstuurd")]
    assert newest == [f"Bericht van dag {number}" for number in (9, 8, 7, 6, 5)]
    assert len(pages["berichten/index.html"].lines()) == 9


def test_a_long_list_is_divided_by_year() -> None:
    made = samples.Chain(samples.small())
    for year in range(2020, 2034):
        made.add("mailing", str(year), message(number=year, sent_from=f"{year}-01-01T08:00:00.000000Z"))
    page = of(made.envelopes)["berichten/index.html"]
    assert page.tree.xpath("//h2[starts-with(@id, 'jaar-')]/text()")[:2] == ["2033", "2032"]


def test_the_home_page_leads_there_and_names_what_was_sent_last() -> None:
    page = reading.read(many(5), home.of)["index.html"]
    assert page.links("op-de-hoogte")[0] == "op-de-hoogte/"
    assert [line[0] for line in page.lines("op-de-hoogte")] == [f"Bericht van dag {number}" for number in (5, 4, 3)]


def test_what_a_message_is_called_follows_the_language_of_the_page() -> None:
    with languages.speaking(languages.ENGLISH):
        assert mailing.kind_of(message()) == "Press release"
    with languages.speaking(languages.DUTCH):
        assert mailing.kind_of(message()) == "Persbericht"
