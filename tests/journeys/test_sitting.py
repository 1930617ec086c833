"""The secretary runs a meeting from the call of the roll to the correction of the published list."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from regiodeal.accounts.roles import RoleCode
from tests.offices import RunningOffice

Axe = Callable[[Page], list[dict[str, Any]]]
ROOT = Path(__file__).resolve().parents[2]
_BUILD = 60_000  # milliseconds that a build of the record may take on a busy machine


def sees(page: Page, axe: Axe, heading: str) -> None:
    """Wait for a screen, and let axe and a ruler look at it."""
    expect(page.get_by_role("heading", level=1).first).to_contain_text(heading)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def reach(page: Page, target: Locator) -> None:
    """Get to something with the Tab key alone."""
    expect(target).to_be_visible()
    for _ in range(120):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("the keyboard does not get there")


def choose(page: Page, name: str) -> None:
    """Follow a link or press a button with the keyboard alone."""
    target = page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first
    reach(page, target)
    page.keyboard.press("Enter")


def pick(page: Page, label: str) -> None:
    """Choose one of the outcomes with the keyboard alone: Tab to the group, arrows within it."""
    target = page.get_by_label(label, exact=True)
    group = page.locator("input[name=outcome]")
    expect(target).to_be_visible()
    for _ in range(120):
        page.keyboard.press("Tab")
        if group.evaluate_all("all => all.includes(document.activeElement)"):
            break
    page.keyboard.press("Space")
    for _ in range(4):
        if target.is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{label} cannot be chosen")


def fill(page: Page, label: str, text: str) -> None:
    """Type into a field with the keyboard alone."""
    reach(page, page.get_by_label(label, exact=True).first)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def test_a_whole_meeting_by_keyboard_alone(office: RunningOffice, chromium: Browser, axe: Axe) -> None:
    """Attendance, a grant, a grant on conditions, a rejection; adopted, published, rectified and corrected."""
    address = office.prepared("toetsen", "dorpsmolen=120000", "brinkplan=80000", "veenwal=50000")
    page = office.page(chromium, RoleCode.SECRETARY)
    page.goto(address)
    choose(page, "Aanwezigheid noteren")
    sees(page, axe, "Aanwezigheid")
    choose(page, "Aanwezigheid opslaan")
    expect(page.get_by_role("status").first).to_contain_text("De aanwezigheid is genoteerd.")

    choose(page, "Besluiten – Dorpsmolen")
    sees(page, axe, "Dorpsmolen")
    expect(page.locator("#stand")).to_contain_text("gehaald")
    pick(page, "toegekend")
    choose(page, "Besluit vastleggen")
    sees(page, axe, "Stuurgroep")

    choose(page, "Besluiten – Brinkplan")
    pick(page, "toegekend onder voorwaarden")
    choose(page, "Besluit vastleggen")
    expect(page.locator("#fouten")).to_be_focused()
    sees(page, axe, "Brinkplan")
    fill(page, "Voorwaarde", "De raden stemmen in.")
    fill(page, "Wie zorgt ervoor", "Gemeente Emmen")
    choose(page, "Nog een voorwaarde")
    expect(page.locator("#id_voorwaarden-1-text")).to_be_visible()
    assert axe(page) == []
    choose(page, "Besluit vastleggen")
    sees(page, axe, "Stuurgroep")

    choose(page, "Besluiten – Veenwal")
    pick(page, "afgewezen")
    fill(page, "Toelichting of reden", "Past niet in de pijler.")
    choose(page, "Besluit vastleggen")
    sees(page, axe, "Stuurgroep")

    choose(page, "Besluitenlijst vaststellen")
    sees(page, axe, "Besluitenlijst vaststellen")
    expect(page.get_by_role("main")).to_contain_text("€\u00a0200.000")
    choose(page, "Stel de lijst vast")
    expect(page.get_by_role("status").first).to_contain_text("vastgesteld")

    publish_and_correct(page, axe, office.url)


def publish_and_correct(page: Page, axe: Axe, site: str) -> None:
    """Publish the list that waits, look at the record, rectify a text, and publish the correction."""
    choose(page, "Naar publiceren")
    sees(page, axe, "Publicaties")
    choose(page, "Voorbeeld")
    expect(page.locator(".rd-preview")).to_contain_text("De raden stemmen in.")
    assert axe(page) == []
    choose(page, "Verder naar publiceren")
    sees(page, axe, "De besluitenlijst van")
    choose(page, "Publiceer")
    sees(page, axe, "De openbare site")
    public = page.get_by_role("link", name="Bekijk de openbare site")
    public.wait_for(timeout=_BUILD)
    assert axe(page) == []
    choose(page, "Bekijk de openbare site")
    expect(page.get_by_role("main")).to_contain_text("Brinkplan")

    page.go_back()
    choose(page, "Terug naar de publicaties")
    choose(page, "(toetsen)")
    sees(page, axe, "Besluitenlijst")
    choose(page, "Punt 1: Dorpsmolen")
    sees(page, axe, "rectificeren")
    fill(page, "De betere tekst", "Over de molen van het dorp.")
    fill(page, "Reden", "De naam was onduidelijk.")
    choose(page, "Betere tekst vastleggen")
    sees(page, axe, "Correctie publiceren")
    expect(page.get_by_label("Reden")).to_have_value("De naam was onduidelijk.")
    choose(page, "Publiceer de correctie")
    page.get_by_role("link", name="Bekijk de openbare site").wait_for(timeout=_BUILD)
    page.goto(f"{site}/besluitenlijsten/toetsen/")
    expect(page.get_by_role("main")).to_contain_text("Over de molen van het dorp.")
    expect(page.get_by_role("main")).to_contain_text("De naam was onduidelijk.")


def test_on_a_phone_without_javascript(office: RunningOffice, chromium: Browser) -> None:
    """The same meeting, with rows of conditions by a button, undone once, and progress by a link."""
    address = office.prepared("telefoon", "weidebrug=60000", "everybody")
    page = office.page(chromium, RoleCode.SECRETARY, viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page.goto(address)
    page.get_by_role("link", name="Besluiten – Weidebrug").click()
    page.get_by_label("toegekend onder voorwaarden").check()
    page.get_by_label("Voorwaarde", exact=True).fill("Vergunning")
    page.get_by_role("button", name="Nog een voorwaarde").click()
    expect(page.get_by_label("toegekend onder voorwaarden")).to_be_checked()
    expect(page.locator("#id_voorwaarden-0-text")).to_have_value("Vergunning")
    page.locator("#id_voorwaarden-0-owner").fill("Gemeente Borger-Odoorn")
    page.locator("#id_voorwaarden-1-text").fill("Cofinanciering")
    page.get_by_role("button", name="Besluit vastleggen").click()
    error = page.locator("#fouten a")
    expect(error).to_contain_text("Voorwaarde 2")
    page.locator("#id_voorwaarden-1-owner").fill("Provincie Drenthe")
    page.get_by_role("button", name="Besluit vastleggen").click()

    page.get_by_role("link", name="Ongedaan maken").click()
    page.get_by_label("Waarom").fill("Verkeerd verstaan.")
    page.get_by_role("button", name="Maak het besluit ongedaan").click()
    page.get_by_label("toegekend", exact=True).check()
    page.get_by_role("button", name="Besluit vastleggen").click()
    page.get_by_role("link", name="Besluitenlijst vaststellen").click()
    page.get_by_role("button", name="Stel de lijst vast").click()
    page.get_by_role("link", name="Naar publiceren").click()
    page.get_by_role("link", name="Publiceren").first.click()
    page.get_by_role("button", name="Publiceer").click()
    done = page.get_by_role("link", name="Bekijk de openbare site")
    for _ in range(60):  # the page asks again by itself every three seconds; a reader may be quicker
        if done.is_visible():
            break
        page.wait_for_timeout(1_000)
        again = page.get_by_role("link", name="Ververs deze pagina")
        if again.is_visible():
            again.click()
    page.goto(f"{office.url}/besluitenlijsten/telefoon/")
    expect(page.get_by_role("main")).to_contain_text("Weidebrug")


def test_a_member_declares_an_interest(office: RunningOffice, chromium: Browser, axe: Axe) -> None:
    """The steering group member sees the items and what an interest does; in the dark as well."""
    address = office.prepared("belang", "turfschip=10000", "everybody")
    page = office.page(chromium, RoleCode.STEERING_MEMBER, color_scheme="dark")
    page.goto(address)
    page.get_by_role("link", name="0 gemelde belangen").click()
    sees(page, axe, "Belangen bij Turfschip")
