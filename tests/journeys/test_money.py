"""Money, as a controller keeps it by keyboard, and a reader follows it on a small screen without JavaScript."""

import re
from collections.abc import Callable
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from regiodeal.accounts.roles import RoleCode
from tests.offices import RunningOffice

Axe = Callable[[Page], list[dict[str, Any]]]
SMALL = {"width": 360, "height": 800}
LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((1280, "light"), (320, "dark"))


def reach(page: Page, role: Any, name: str) -> None:
    """Go with the Tab key to what a person would choose; a page on which that cannot be reached fails."""
    wanted = page.get_by_role(role, name=name, exact=True).first
    expect(wanted).to_be_attached()
    for _ in range(150):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{name} cannot be reached by keyboard")


def choose(page: Page, role: Any, name: str) -> None:
    """Follow a link or press a button by keyboard."""
    reach(page, role, name)
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def fill(page: Page, label: str, text: str) -> None:
    """Type in a field, over what was proposed."""
    reach(page, "textbox", label)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def a_phase(page: Page, office: RunningOffice) -> str:
    """Find a phase for which nothing was ordered yet, and open it; return its address."""
    page.goto(office.at("geld/betalingen/"))
    row = page.get_by_role("row").filter(has_text="Beschikking vastleggen").first
    row.get_by_role("link").first.click()
    return page.url


def book(page: Page, act: str, button: str, **fields: str) -> None:
    """Fill in an act, look at what it does, and confirm."""
    choose(page, "link", act)
    for label, text in fields.items():
        fill(page, label.replace("_", " "), text)
    choose(page, "button", "Bekijk wat er gebeurt")
    expect(page.get_by_role("main")).to_contain_text("Klopt" if "terugvordering" not in button else "terugbetaald")
    choose(page, "button", button)
    expect(page.get_by_role("status")).to_be_visible()


def test_a_controller_pays_by_keyboard(office: RunningOffice, chromium: Browser) -> None:
    """From the order to the settlement, and back with a counter-booking; no mouse is touched after the first page."""
    page = office.page(chromium, RoleCode.CONTROLLER)
    given = a_phase(page, office)
    book(page, "Beschikking vastleggen", "Leg de beschikking vast", Kenmerk="2026-0001", Titel="Beschikking")
    book(page, "Voorschot boeken", "Boek het voorschot", Bedrag_in_euro="1.000,50")
    expect(page.get_by_role("main")).to_contain_text("€ 1.000,50")
    book(page, "Terugvordering boeken", "Boek de terugvordering", Bedrag_in_euro="0,50")
    book(page, "Verantwoording vastleggen", "Leg de verantwoording vast", Kenmerk="V-1", Titel="Eindverslag")
    book(page, "Vaststelling boeken", "Boek de vaststelling", Bedrag_in_euro="1.000")
    expect(page.get_by_role("main")).to_contain_text("afgerond")
    expect(page).to_have_url(given)
    reach(page, "link", "Alle boekingen") if page.get_by_role("link", name="Alle boekingen").count() else None
    correct = page.get_by_role("link", name=re.compile("^Herstellen boeking")).first
    choose(page, "link", correct.inner_text().replace("\n", " "))
    reach(page, "textbox", "Waarom wordt dit hersteld?")
    page.keyboard.type("Het eindbedrag was een ander.")
    choose(page, "button", "Bekijk wat er gebeurt")
    expect(page.get_by_role("main")).to_contain_text("De boeking zelf blijft staan")
    choose(page, "button", "Boek de tegenboeking")
    expect(page.get_by_role("main")).to_contain_text("Het eindbedrag was een ander.")
    expect(page.get_by_role("main")).to_contain_text("tegenboeking van")


def test_two_browsers_cannot_advance_the_same_money(office: RunningOffice, chromium: Browser) -> None:
    """Both stand at the last question; whoever is second is told what the first booked, and nothing is booked twice."""
    one, other = (office.page(chromium, RoleCode.CONTROLLER) for _ in range(2))
    address = a_phase(one, office)
    for page, act, fields in [(one, "Beschikking vastleggen", {"Kenmerk": "RACE", "Titel": "Beschikking"})]:
        book(page, act, "Leg de beschikking vast", **fields)
    for page, amount in [(one, "10"), (other, "20")]:
        page.goto(f"{address}voorschot/")
        page.get_by_label("Bedrag in euro").fill(amount)
        page.get_by_role("button", name="Bekijk wat er gebeurt").click()
    for page in (one, other):
        page.get_by_role("button", name="Boek het voorschot").click()
    expect(one.get_by_role("main")).to_contain_text("Het voorschot is geboekt")
    expect(other.get_by_role("main")).to_contain_text("Intussen geboekt")
    expect(other.get_by_label("Bedrag in euro")).to_have_value("20")
    one.goto(address)
    expect(one.get_by_role("main")).not_to_contain_text("€ 20 ")


def test_a_reader_follows_a_figure_on_a_small_screen_without_scripts(office: RunningOffice, chromium: Browser) -> None:
    """From a figure to the transfers that are its sum, to the decision that they rest on."""
    page = office.page(chromium, RoleCode.READER, viewport=SMALL, java_script_enabled=False)
    page.goto(office.at("geld/"))
    figure = page.locator("tbody td[data-label=Toegekend] a").first
    amount = figure.inner_text()
    figure.click()
    expect(page.locator("#som")).to_have_text(amount)
    page.locator("tbody td a").filter(has_text="besluit").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "/besluit" in page.url or "/grond/resolution/" in page.url


def test_every_screen_is_accessible_and_fits_a_small_one(office: RunningOffice, chromium: Browser, axe: Axe) -> None:
    """Light and dark, wide and narrow: axe finds nothing, and nothing has to be scrolled sideways."""
    page = office.page(chromium, RoleCode.CONTROLLER)
    phase = a_phase(page, office).split("/geld/")[1]
    page.goto(office.at("geld/indelen/"))
    figure = page.get_by_role("link", name=re.compile("^Deel in")).first.get_attribute("href") or ""
    for screen in [
        "", "?weergave=bron", "?weergave=project", "?weergave=jaar", "?op=onzin", "boekingen/", "plek/free/-/",
        "grond/agreement/2019-07-15/", "betalingen/", phase, f"{phase}beschikking/", f"{phase}voorschot/",
        "cofinanciering/", "cofinanciering/nieuw/", "indelen/", figure.split("/geld/")[1],
    ]:  # fmt: skip
        page.goto(office.at(f"geld/{screen}"))
        for width, scheme in LOOKS:
            page.set_viewport_size({"width": width, "height": 700})
            page.emulate_media(color_scheme=scheme)
            assert axe(page) == [], screen
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{screen} is too wide"
