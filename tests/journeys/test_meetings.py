"""A secretary prepares a meeting with the keyboard alone; a member reads it on a phone without JavaScript."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from regiodeal.accounts.roles import RoleCode
from tests.offices import RunningOffice

Axe = Callable[[Page], list[dict[str, Any]]]
PHONE = {"width": 360, "height": 740}
DAY = "2031-12-05"
PROJECTS = ("iq-blvd=2250000", "regiocampus=1000000", "vitale-dorpen=")


@pytest.fixture(scope="module")
def secretary(office: RunningOffice, chromium: Browser) -> Iterator[Page]:
    """The secretary, at a screen that shows a whole agenda."""
    page = office.page(chromium, RoleCode.SECRETARY, viewport={"width": 1280, "height": 2400})
    yield page
    page.context.close()


def fine(page: Page, axe: Axe, heading: str) -> None:
    """The page with this heading is there; axe finds nothing, and nothing sticks out at the side."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what has this name."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("name => document.activeElement.textContent.trim().startsWith(name)", name):
            return
        label = page.evaluate("document.activeElement.labels?.[0]?.textContent.trim() ?? ''")
        if label.startswith(name) or page.evaluate("document.activeElement.ariaLabel ?? ''").startswith(name):
            return
    raise AssertionError(f"the keyboard never gets to {name!r}")


def press(page: Page, name: str) -> None:
    """Go to a link or a button by keyboard and use it."""
    tab_to(page, name)
    page.keyboard.press("Enter")


def type_in(page: Page, name: str, text: str) -> None:
    """Go to a field by keyboard and fill it."""
    tab_to(page, name)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def add(page: Page, axe: Axe, code: str, ask: str) -> None:
    """Put a project on the agenda by keyboard."""
    press(page, "Punt toevoegen")
    fine(page, axe, "Punt op de agenda zetten")
    type_in(page, "Zoek op naam", code)
    expect(page.locator("#gevonden").get_by_role("status")).to_have_text("1 project")
    name = page.locator(f"a[href='?project={code}']").inner_text()
    press(page, name)
    fine(page, axe, name)
    type_in(page, "Gevraagd bedrag", ask)
    type_in(page, "Advies", f"Ons advies over {code}.")
    press(page, "Op de agenda zetten")
    expect(page.locator(".rd-item").last).to_contain_text(name)


def names(page: Page) -> list[str]:
    """Return the projects in the order of the agenda."""
    found: list[str] = page.locator(".rd-item").evaluate_all("items => items.map(item => item.dataset.name)")
    return found


def test_the_secretary_prepares_a_meeting_by_keyboard_alone(secretary: Page, office: RunningOffice, axe: Axe) -> None:
    """Convene, fill the agenda, put it in order, take an item off and put it back, think ahead, open the pack."""
    page = secretary
    page.goto(office.at("vergaderingen/"))
    fine(page, axe, "Vergaderingen")
    press(page, "Vergadering bijeenroepen")
    fine(page, axe, "Vergadering bijeenroepen")
    tab_to(page, "Dag")
    page.keyboard.type("12052031")  # as the calendar of an English Chromium takes it
    press(page, "Bijeenroepen")
    expect(page).to_have_url(re.compile(rf"vergaderingen/stuurgroep-{DAY}/"))
    meeting = page.url
    fine(page, axe, "5 december 2031")

    add(page, axe, "iq-blvd", "2.250.000")
    add(page, axe, "regiocampus", "1.000.000")
    add(page, axe, "vitale-dorpen", "")
    fine(page, axe, "5 december 2031")
    first, second, third = names(page)

    page.reload()
    press(page, "Omhoog")
    expect(page.get_by_role("status").first).to_contain_text("is nu punt 1")
    assert names(page) == [second, first, third]

    tab_to(page, f"{third} verslepen")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#agenda-melding")).to_have_text(f"{third} is nu punt 2 van 3.")
    page.reload()
    assert names(page) == [second, third, first]

    press(page, "Van de agenda halen")
    expect(page.locator(".rd-undo")).to_contain_text(f"{second} is van de agenda gehaald.")
    fine(page, axe, "5 december 2031")
    press(page, "Ongedaan maken")
    expect(page.get_by_text("staat weer op de agenda")).to_be_visible()
    assert names(page) == [second, third, first]

    press(page, "Wat als?")
    fine(page, axe, "Wat als?")
    expect(page.locator("#samenvatting")).to_contain_text("samen €\u00a03.250.000")
    tab_to(page, f"1. {second}")
    page.keyboard.press("Space")
    expect(page.locator("#samenvatting")).to_contain_text("samen €\u00a02.250.000")
    page.keyboard.press("Space")
    expect(page.locator("#samenvatting")).to_contain_text("samen €\u00a03.250.000")
    type_in(page, "Bedrag in euro", "50.000.000")
    expect(page.locator("#samenvatting")).to_contain_text("past")
    expect(page.locator("#uitkomst")).to_contain_text("te kort")
    fine(page, axe, "Wat als?")

    page.goto(meeting)
    tab_to(page, "Vergaderstuk (PDF)")
    asked = "fetch(document.activeElement.href).then(answer => [answer.status, answer.headers.get('content-type')])"
    assert page.evaluate(asked) == [200, "application/pdf"]


def test_an_order_that_was_overtaken_is_refused_and_offers_a_reload(
    secretary: Page, office: RunningOffice, chromium: Browser
) -> None:
    """Somebody else takes an item off while this person drags another."""
    page, meeting = secretary, office.prepared("overtaken", f"on={DAY}", *PROJECTS)
    page.goto(meeting)
    other = office.page(chromium, RoleCode.SECRETARY)
    other.goto(meeting)
    other.get_by_role("button", name="Van de agenda halen").last.click()
    expect(other.locator(".rd-undo")).to_be_visible()
    before = names(page)
    handle, target = page.locator(".rd-handle").first, page.locator(".rd-item").last
    handle.scroll_into_view_if_needed()
    box, goal = handle.bounding_box(), target.bounding_box()
    assert box
    assert goal
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 5, goal["y"] + goal["height"] * 0.9, steps=12)
    page.mouse.up()
    expect(page.locator("#agenda-melding")).to_contain_text("Laad de agenda opnieuw")
    assert names(page) == before
    other.get_by_role("button", name="Ongedaan maken").click()
    page.get_by_role("link", name="Laad de agenda opnieuw").click()
    expect(page.locator(".rd-item")).to_have_count(3)
    other.context.close()


def test_a_project_is_dragged_to_its_place(secretary: Page, office: RunningOffice) -> None:
    page, meeting = secretary, office.prepared("dragged", f"on={DAY}", *PROJECTS)
    page.goto(meeting)
    first, second, third = names(page)
    handle, target = page.locator(".rd-handle").first, page.locator(".rd-item").last
    handle.scroll_into_view_if_needed()
    box, goal = handle.bounding_box(), target.bounding_box()
    assert box
    assert goal
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 5, goal["y"] + goal["height"] * 0.9, steps=25)
    page.mouse.up()
    expect(page.locator("#agenda-melding")).to_have_text(f"{first} is nu punt 3 van 3.")
    page.reload()
    assert names(page) == [second, third, first]


def test_a_member_thinks_ahead_on_a_phone_without_javascript(
    office: RunningOffice, chromium: Browser, axe: Axe
) -> None:
    """Reads ask, advice and room, and asks what remains if less is granted."""
    meeting = office.prepared("on-a-phone", f"on={DAY}", *PROJECTS)
    page = office.page(chromium, RoleCode.STEERING_MEMBER, viewport=PHONE, java_script_enabled=False)
    page.goto(office.at("vergaderingen/"))
    page.locator("a[href$='/on-a-phone/']").click()
    expect(page.get_by_text("Ons advies over iq-blvd.")).to_be_visible()
    expect(page.get_by_role("button", name="Omhoog")).to_have_count(0)
    page.get_by_role("link", name="Wat als?", exact=True).click()
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    page.get_by_role("checkbox", name="IQ BLVD").check()
    page.get_by_label("Bedrag in euro – IQ BLVD").fill("60.000.000")
    page.get_by_role("button", name="Reken uit").click()
    expect(page.get_by_role("main")).to_contain_text("1 punt, samen €\u00a060.000.000")
    expect(page.get_by_role("main")).to_contain_text("te kort")
    shared = page.url
    page.get_by_label("Bedrag in euro – IQ BLVD").fill("heel veel")
    page.get_by_role("button", name="Reken uit").click()
    expect(page.get_by_role("alert")).to_contain_text("is geen bedrag")
    page.context.close()

    seen = office.page(chromium, RoleCode.STEERING_MEMBER, viewport=PHONE, color_scheme="dark")
    headings = ("Vergaderingen", "5 december 2031", "Wat als?")
    for address, heading in zip((office.at("vergaderingen/"), meeting, shared), headings, strict=True):
        seen.goto(address)
        fine(seen, axe, heading)
    seen.context.close()


def test_every_screen_of_the_secretary_passes_axe(secretary: Page, office: RunningOffice, axe: Axe) -> None:
    """Also those that come back with faults."""
    page, meeting = secretary, office.prepared("with-faults", f"on={DAY}", *PROJECTS)
    page.goto(f"{meeting}wijzigen/")
    fine(page, axe, "Gegevens van de vergadering")
    page.fill("[name=held_on]", "2020-01-01")
    page.click("main form button[type=submit]")
    expect(page.get_by_role("alert")).to_contain_text("terugwerkende kracht")
    fine(page, axe, "Gegevens van de vergadering")
    page.goto(meeting)
    page.get_by_role("link", name="Wijzigen – IQ BLVD").click()
    page.fill("[name=ask_cents]", "veel")
    page.click("main form button[type=submit]")
    expect(page.get_by_role("alert")).to_contain_text("is geen bedrag")
    fine(page, axe, "IQ BLVD")
