"""What all pictures share: letters and their room, elements of SVG, and the one template that shows them."""

import pytest
from django.utils.safestring import SafeString
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from regiodeal.publication.rendering.html import TEMPLATES
from regiodeal.publication.rendering.pictures import flow, lettering, picture, svg
from regiodeal.publication.rendering.pictures import map as maps
from regiodeal.publication.rendering.pictures.picture import Cell, Column, Picture
from tests.publication.rendering.sample_data import LONG, NASTY
from tests.publication.rendering.showing import shown


@given(st.text(max_size=80), st.floats(0, 400), st.integers(1, 3))
def test_words_fit_their_room_or_end_in_an_ellipsis(words: str, room: float, most: int) -> None:
    lines = lettering.lines(words, room, 14, most)
    assert len(lines) <= most
    least = lettering.width(lettering.ELLIPSIS, 14)
    assert all(lettering.width(line, 14) <= max(room, least) for line in lines)
    if not any(line.endswith(lettering.ELLIPSIS) for line in lines):
        assert "".join(lines).replace(" ", "") == words.replace(" ", "")


def test_accents_cost_no_room_and_a_strange_letter_much() -> None:
    assert lettering.width("Súdwest-Fryslân", 10) == lettering.width("Sudwest-Fryslan", 10)
    assert lettering.width("漢", 10) > lettering.width("M", 10)


def test_words_break_between_words_and_not_in_an_amount() -> None:
    assert lettering.broken("€\xa01.000 gereserveerd", 90, 14) == ["€\xa01.000", "gereserveerd"]
    assert lettering.broken("gemeente Borger-Odoorn", 120, 14) == ["gemeente", "Borger-Odoorn"]
    assert lettering.broken("Zorgondersteunings-infrastructuur", 150, 14) == ["Zorgondersteunings-", "infrastructuur"]
    assert lettering.lines(LONG, 200, 14, 2)[1].endswith(lettering.ELLIPSIS)


@given(st.text())
def test_whatever_people_write_stays_text(words: str) -> None:
    """Escaped, and without the characters that XML does not know."""
    element = etree.fromstring(svg.element("text", words, title=words))
    assert element.tag == "text"
    assert not len(element)


def test_numbers_are_short() -> None:
    assert (svg.number(1), svg.number(1.04), svg.number(1.06), svg.number(-0.04)) == ("1", "1", "1.1", "0")


def test_a_text_of_people_is_marked_on_a_page_in_another_language() -> None:
    told = flow.of([flow.Source("Rijk", 100)], [flow.Pillar("Werken", {"free": 100})])
    assert 'lang="nl"' not in told.svg
    with override("en"):
        told = flow.of([flow.Source("Rijk", 100)], [flow.Pillar("Werken", {"free": 100})])
        assert 'lang="nl">Rijk' in told.svg
        assert '<span lang="nl">Werken</span>' in shown(told)


def test_the_template_shows_picture_and_table() -> None:
    told = flow.of([flow.Source(NASTY, 123_45)], [flow.Pillar("Werken", {"free": 123_45})], key="geld")
    html = shown(told)
    assert html.count("<svg") == 2
    assert '<div class="rd-picture" id="geld">' in html
    assert "<script" not in html
    assert html.count("€\xa0123,45</span>") == len(told.rows)
    assert 'data-label="Bedrag" class="rd-amount"' in html


def test_a_link_in_the_table_is_that_of_the_picture() -> None:
    told = maps.of([maps.Municipality("a", "Aa en Hunze", 1, href="gemeenten/a/")], pages="../../en/")
    assert told.svg.count('href="../../en/gemeenten/a/"') == 2
    assert 'href="../../en/gemeenten/a/">Aa en Hunze</a>' in shown(told)


def test_nothing_is_told_in_a_sentence() -> None:
    html = shown(Picture(key="leeg", title="Leeg", nothing="Er is nog niets."))
    assert "<p>Er is nog niets.</p>" in html
    assert "<svg" not in html
    assert "<table" not in html


def test_a_row_has_a_cell_for_each_column() -> None:
    wrong = Picture(key="x", title="x", columns=(Column("a"), Column("b")), rows=((Cell("1"),),))
    with pytest.raises(ValueError, match="zip"):
        _ = wrong.table


def test_elements_stay_elements_when_they_are_joined() -> None:
    assert isinstance(picture.join([svg.element("g"), svg.element("g")]), SafeString)
    assert (TEMPLATES / "record/pictures/_picture.html").exists()
