"""Two secretaries in two browsers decide about the last euro in the same moment: one wins, and nobody loses a word."""

from re import compile as pattern

import pytest
from playwright.sync_api import Browser, Page, expect

from regiodeal.accounts.roles import RoleCode
from tests.offices import RunningOffice

pytestmark = pytest.mark.race

_REASON = "Een toelichting waaraan lang is gewerkt."


def filled_in(office: RunningOffice, browser: Browser, address: str, item: str, euros: str) -> Page:
    """Open the form of an item and fill it in, but do not send it."""
    page = office.page(browser, RoleCode.SECRETARY)
    page.goto(address)
    page.get_by_role("link", name=f"Besluiten – {item}").click()
    page.get_by_label("toegekend", exact=True).check()
    page.get_by_label("Bijdrage in euro’s").fill(euros)
    page.get_by_label("Toelichting of reden").fill(_REASON)
    return page


def free_euros(page: Page) -> int:
    """Return what the form says is available, in whole euros."""
    row = page.locator("dt", has_text="Samen beschikbaar").locator("+ dd")
    return int("".join(letter for letter in row.inner_text().partition(",")[0] if letter.isdigit()))


def send_at_once(pages: list[Page]) -> None:
    """Press the buttons of both browsers in the same moment, by a clock that both pages share."""
    submit = "at => setTimeout(() => document.querySelector('form[data-guard]').requestSubmit(), at - Date.now())"
    at = pages[0].evaluate("Date.now() + 1500")
    for page in pages:
        page.evaluate(f"{{ ({submit})({at}); }}")


def test_the_same_item_is_decided_once(office: RunningOffice, chromium: Browser) -> None:
    """The second is shown that it is decided, with what was typed to copy."""
    address = office.prepared("zelfde-punt", "zandpad=1", "everybody")
    pages = [filled_in(office, chromium, address, "Zandpad", "0,01") for _ in range(2)]
    send_at_once(pages)
    for page in pages:
        expect(page.locator("form[data-guard]")).to_have_count(0)
    (loser,) = [page for page in pages if page.get_by_text("Wat u had ingevuld").count()]
    expect(loser.get_by_role("main")).to_contain_text("Over dit punt is besloten")
    expect(loser.get_by_role("main")).to_contain_text(_REASON)


def test_one_wins_and_the_other_keeps_all_that_was_typed(office: RunningOffice, chromium: Browser) -> None:
    """Two items that each ask for all that is left; after this test nothing is."""
    address = office.prepared("laatste-euro", "molenstreek=1000", "kanaalkade=1000", "everybody")
    looking = filled_in(office, chromium, address, "Molenstreek", "1")
    euros = str(free_euros(looking))
    looking.context.close()
    pages = [filled_in(office, chromium, address, item, euros) for item in ("Molenstreek", "Kanaalkade")]
    send_at_once(pages)
    for page in pages:
        expect(page.locator("#fouten").or_(page.get_by_role("status")).first).to_be_visible()
    (winner,) = [page for page in pages if page.locator("#fouten").count() == 0]
    (loser,) = [page for page in pages if page is not winner]
    expect(winner.get_by_role("status").first).to_contain_text("is genomen")
    expect(loser.locator("#fouten")).to_contain_text(pattern("Er is nu €\u00a0[0-9,]+ beschikbaar"))
    expect(loser.get_by_label("Toelichting of reden")).to_have_value(_REASON)
    expect(loser.get_by_label("toegekend", exact=True)).to_be_checked()
    expect(loser.get_by_label("Bijdrage in euro’s")).to_have_value(euros)
