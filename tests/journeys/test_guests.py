"""Somebody signs up for sessions by keyboard alone, changes it with the link in the mail, and is erased."""

import re
import time
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.keyboard import press, write
from tests.offices import RunningOffice

Axe = Callable[[Page], list[dict[str, Any]]]
_LINK = re.compile(r"https?://[^/\s]+(/aanmelden/mijn/\S+)")
_WITHIN = 60  # seconds until the worker sent what is due


def own_link(office: RunningOffice, address: str) -> str:
    """Return the address, on this host, in the mail that an address got, once it is there."""
    until = time.monotonic() + _WITHIN
    while time.monotonic() < until:
        for file in Path(office.installation.home / "mail").glob("*"):
            sent = message_from_bytes(file.read_bytes(), policy=policy.default)
            body = sent.get_body(("plain",))
            match = _LINK.search(body.get_content()) if body is not None and address in str(sent["To"]) else None
            if match:
                assert any(part.get_content_type() == "text/calendar" for part in sent.walk())
                return match[1]
        time.sleep(0.5)
    raise AssertionError(f"no mail to {address} within {_WITHIN} seconds")


class Visit:
    """A guest at a page in a browser, with a keyboard alone."""

    def __init__(self, page: Page, axe: Axe, *, scripts: bool) -> None:
        self.page, self._axe, self._scripts = page, axe, scripts
        page.set_default_timeout(20_000)

    def see(self, title: str) -> None:
        """Look at the page, which is called so, and is fit for everybody."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)
        assert self.page.context.cookies() == []
        if self._scripts:  # axe is a script itself
            assert self._axe(self.page) == []
            assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def sign_up(self, address: str) -> None:
        """Choose two sessions, with one companion for the first, forget the address first, and then fill it in."""
        page = self.page
        first, second = page.get_by_role("checkbox").nth(0), page.get_by_role("checkbox").nth(2)
        press(page, first, "Space")
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")  # one companion
        press(page, second, "Space")
        write(page, "Naam", "Gast van de Streek")
        press(page, page.get_by_role("button", name="Mij aanmelden"))
        expect(page.get_by_role("alert")).to_contain_text("Vul uw e-mailadres in.")
        self.see("Aanmelden voor sessies")
        expect(first).to_be_checked()
        expect(page.get_by_role("combobox").nth(0)).to_have_value("1")
        press(page, page.get_by_role("alert").get_by_role("link"))
        write(page, "E-mailadres", address)
        write(page, "Wat kunt u niet eten?", "geen noten")
        time.sleep(2.1)  # nobody reads faster
        press(page, page.get_by_role("button", name="Mij aanmelden"))
        self.see("Kijk in uw mail")
        expect(page.get_by_role("main")).to_contain_text(address)

    def let_go(self) -> None:
        """Let one session go, then all, and then have everything erased."""
        page = self.page
        self.see("Uw sessies")
        expect(page.get_by_role("main")).to_contain_text("U neemt 1 ander mee.")
        press(page, page.get_by_role("checkbox", checked=True).nth(1), "Space")
        press(page, page.get_by_role("button", name="Opslaan"))
        expect(page.get_by_role("status")).to_contain_text("Opgeslagen")
        self.see("Uw sessies")
        expect(page.get_by_text("afgemeld", exact=True)).to_be_visible()
        press(page, page.get_by_role("link", name="Overal voor afmelden"))
        self.see("Overal voor afmelden?")
        press(page, page.get_by_role("button", name="Overal voor afmelden"))
        self.see("Uw sessies")
        press(page, page.get_by_role("link", name="Alles wissen"))
        self.see("Alles wissen?")
        press(page, page.get_by_role("button", name="Alles wissen"))
        self.see("Alles is gewist")


@pytest.mark.parametrize(("width", "scripts"), [(360, True), (1280, True), (360, False)])
def test_a_guest_signs_up_changes_it_and_is_erased_by_keyboard_alone(
    chromium: Browser, office: RunningOffice, axe: Axe, width: int, scripts: bool
) -> None:
    """On a phone and on a wide screen, with JavaScript or without; nothing is left in the browser."""
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, locale="nl-NL", java_script_enabled=scripts
    )
    page = context.new_page()
    visit = Visit(page, axe, scripts=scripts)
    page.goto(f"{office.url}/aanmelden/")
    visit.see("Aanmelden voor sessies")
    press(page, page.get_by_role("link", name="Aanmelden voor sessies").first)
    visit.see("Aanmelden voor sessies")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    address = f"gast-{width}-{scripts}@voorbeeld.example".lower()
    visit.sign_up(address)
    page.goto(office.url + own_link(office, address))
    visit.let_go()
    context.close()


def test_a_partner_proposes_a_session_by_keyboard_alone(chromium: Browser, office: RunningOffice, axe: Axe) -> None:
    """In English, on a phone."""
    page = chromium.new_context(viewport={"width": 360, "height": 740}, locale="en-GB").new_page()
    page.set_default_timeout(20_000)
    page.goto(f"{office.url}/aanmelden/?taal=en")
    page.goto(f"{office.url}{page.get_by_role('link', name='Propose a session').first.get_attribute('href')}?taal=en")
    assert axe(page) == []
    write(page, "Title of the session", "Farming after a wet summer")
    write(page, "What is the session about?", "What we learned, and what we would do again.")
    write(page, "Organisation", "LTO Noord")
    write(page, "Name", "Bert Bos")
    write(page, "Email address", "bert@voorbeeld.example")
    time.sleep(2.1)  # nobody reads faster
    press(page, page.get_by_role("button", name="Send the proposal"))
    expect(page.get_by_role("heading", level=1)).to_have_text("We received your proposal")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.context.close()
