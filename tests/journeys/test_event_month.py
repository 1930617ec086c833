"""The office makes an event month by keyboard alone, and a host marks who is there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from regiodeal.accounts.roles import RoleCode
from tests.journeys.keyboard import press, tab_to, write, write_day
from tests.offices import RunningOffice

Axe = Callable[[Page], list[dict[str, Any]]]


@dataclass
class Walk:
    """Somebody who walks through the office by keyboard, and looks at each page."""

    page: Page
    axe: Axe

    def see(self, title: str) -> None:
        """Be on a page that is in order."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)
        assert self.axe(self.page) == []
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def push(self, label: str) -> None:
        """Push a button."""
        press(self.page, self.page.get_by_role("main").get_by_role("button", name=label, exact=True))

    def follow(self, label: str) -> None:
        """Follow a link in the page, and see where it leads."""
        press(self.page, self.page.get_by_role("main").get_by_role("link", name=label, exact=True).first)

    def go(self, navigation: str, label: str) -> None:
        """Follow a link above the page."""
        press(self.page, self.page.get_by_role("navigation", name=navigation).get_by_role("link", name=label).first)

    def make_session(self, title: str, hall: str) -> None:
        """Fill in a session on the fifth of October."""
        self.follow("Nieuwe sessie")
        self.see("Nieuwe sessie")
        write(self.page, "Titel", title)
        write_day(self.page, "Begin", "2027-10-05", "14:00")
        write_day(self.page, "Eind", "2027-10-05", "16:30")
        tab_to(self.page, self.page.get_by_role("combobox", name="Locatie"))
        self.page.keyboard.type(hall)
        self.push("Opslaan")
        self.see(title)

    def move(self, title: str, room: str) -> None:
        """Give a session a room."""
        self.follow(title)
        self.follow("Wijzigen")
        self.see(f"{title} wijzigen")
        write(self.page, "Zaal", room)
        self.push("Opslaan")
        self.see(title)


@pytest.mark.parametrize("width", [1280, 360])
def test_a_month_is_made_by_keyboard_alone(chromium: Browser, office: RunningOffice, axe: Axe, width: int) -> None:
    """A venue, two sessions that clash, and the clash solved: every page is reached and used without a mouse."""
    page = office.page(chromium, RoleCode.COMMUNICATIONS, viewport={"width": width, "height": 800})
    walk, name, hall = Walk(page, axe), f"Najaarsmaand {width}", f"Zaal {width}"
    walk.go("Hoofdnavigatie", "Maand van de Regio")
    walk.see("Maand van de Regio")
    walk.follow("Locaties")
    walk.see("Locaties")
    walk.follow("Nieuwe locatie")
    walk.push("Opslaan")
    expect(page.get_by_role("alert")).to_contain_text("Geef de locatie een naam.")
    walk.see("Nieuwe locatie")
    write(page, "Naam", hall)
    walk.push("Opslaan")
    walk.go("Kruimelpad", "Maand van de Regio")
    walk.follow("Nieuwe maand")
    walk.see("Nieuwe maand")
    write(page, "Naam", name)
    write_day(page, "Eerste dag", "2027-10-01")
    write_day(page, "Laatste dag", "2027-10-31")
    walk.push("Opslaan")
    walk.see(name)
    for title in ("Wonen in het veen", "Werken in het veen"):
        walk.make_session(title, hall)
        walk.go("Kruimelpad", name)
    expect(page.get_by_role("heading", name="1 botsing in het programma")).to_be_visible()
    walk.see(name)
    for title, room in (("Wonen in het veen", "Boven"), ("Werken in het veen", "Beneden")):
        walk.move(title, room)
        walk.go("Kruimelpad", name)
    walk.see(name)
    expect(page.get_by_text("botsing")).to_have_count(0)
    tab_to(page, page.get_by_label("Stand"))
    page.keyboard.type("afgelast")
    walk.push("Tonen")
    expect(page.get_by_text("Geen sessie past hierbij.")).to_be_visible()


def test_a_host_marks_who_is_there_without_reloading(chromium: Browser, office: RunningOffice, axe: Axe) -> None:
    """A refusal is told in the line of the guest: the sessions of the example are still to come."""
    page = office.page(chromium, RoleCode.COMMUNICATIONS, viewport={"width": 360, "height": 800})
    walk = Walk(page, axe)
    walk.go("Hoofdnavigatie", "Maand van de Regio")
    page.wait_for_url("**/maand/")
    press(page, page.get_by_role("main").get_by_role("link", name="Maand van de Regio 2027"))
    page.wait_for_url("**/programma/*/")
    press(page, page.get_by_role("rowheader").get_by_role("link").first)
    page.wait_for_url("**/sessie/*/")
    walk.follow("Deelnemers")
    page.wait_for_url("**/deur/")
    page.evaluate("window.stayed = true")
    first = page.get_by_role("main").get_by_role("listitem").get_by_role("button").first
    box = first.bounding_box()
    assert box is not None
    assert box["height"] >= 44, "a thumb hits it"
    press(page, first)
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.evaluate("window.stayed") is True
    assert axe(page) == []
