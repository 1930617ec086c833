"""A secretary keeps a project up to date, and hands it to its leader."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from regiodeal.accounts.roles import RoleCode
from tests.offices import RunningOffice

Axe = Callable[[Page], list[dict[str, Any]]]
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def secretary(chromium: Browser, office: RunningOffice) -> Iterator[Page]:
    page = office.page(chromium, RoleCode.SECRETARY)
    yield page
    page.context.close()


def press_until(page: Page, label: str, key: str = "Tab") -> None:
    """Go on with a key until something with this name has the focus."""
    for _ in range(120):
        page.keyboard.press(key)
        name = page.evaluate(
            "() => { const e = document.activeElement; return e.labels && e.labels.length"
            " ? e.labels[0].innerText : e.innerText || '' }"
        )
        if name.strip().startswith(label):
            return
    pytest.fail(f"no way to {label!r} with the keyboard")


def test_the_keyboard_alone_changes_parties_and_takes_it_back(secretary: Page, office: RunningOffice, axe: Axe) -> None:
    """Given a project; when its parties change by keyboard; then the dossier and the history say so."""
    secretary.goto(office.at("projecten/vitale-dorpen/"))
    press_until(secretary, "Partijen wijzigen")
    secretary.keyboard.press("Enter")
    expect(secretary.get_by_role("heading", level=1)).to_have_text("Partijen")
    press_until(secretary, "Meer lege regels")
    with secretary.expect_navigation():
        secretary.keyboard.press("Enter")
    empty = secretary.locator("input[name$='-name']").count() - 1
    secretary.locator(f"input[name=r{empty}-name]").focus()
    secretary.keyboard.type("Dorpscoöperatie Zuid")
    secretary.keyboard.press("Tab")
    secretary.keyboard.type("uitvoerder")
    assert axe(secretary) == []
    secretary.keyboard.press("Enter")
    expect(secretary.get_by_role("status")).to_contain_text("Opgeslagen")
    expect(secretary.locator("#partijen")).to_contain_text("Dorpscoöperatie Zuid")
    press_until(secretary, "Geschiedenis")
    secretary.keyboard.press("Enter")
    expect(secretary.get_by_role("heading", level=1)).to_have_text("Geschiedenis")
    press_until(secretary, "Terugzetten")
    secretary.keyboard.press("Enter")
    expect(secretary.get_by_role("status")).to_contain_text("Teruggezet")
    secretary.goto(office.at("projecten/vitale-dorpen/"))
    expect(secretary.locator("#partijen")).not_to_contain_text("Dorpscoöperatie Zuid")


def test_a_phone_without_scripts_keeps_a_whole_dossier(chromium: Browser, office: RunningOffice) -> None:
    """Given a phone with JavaScript off; when a project is registered and filled; then nothing is missing."""
    page = office.page(chromium, RoleCode.SECRETARY, java_script_enabled=False, **PHONE)

    def save() -> None:
        page.locator("main button.utrecht-button--primary-action").click()
        expect(page.get_by_role("status")).to_be_visible()

    page.goto(office.at("projecten/nieuw/"))
    page.get_by_label("Naam").fill("Dorpsbrug Zuid")
    page.get_by_label("Stand").select_option(label="aangekondigd")
    save()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dorpsbrug Zuid")
    page.get_by_role("link", name="Fasen wijzigen").click()
    page.locator("input[name=r0-name]").fill("voorbereiding")
    save()
    page.get_by_role("link", name="Verbanden wijzigen").click()
    page.locator("select[name=r0-kind]").select_option("builds_on")
    page.locator("input[name=r0-project]").fill("Vitale dorpen")
    page.locator("select[name=r0-trl_from]").select_option("3")
    page.locator("select[name=r0-trl_to]").select_option("6")
    save()
    page.get_by_role("link", name="Document toevoegen").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "schets’s.txt", "mimeType": "text/plain", "buffer": b"een schets"}
    )
    save()
    page.get_by_role("link", name="Contact toevoegen").click()
    page.get_by_label("Naam").fill("Janna de Vries")
    page.get_by_label("E-mailadres").fill("janna@example.nl")
    save()
    main = page.get_by_role("main")
    for text in ("voorbereiding", "Bouwt voort op", "Vitale dorpen", "TRL 3 tot 6", "schets’s.txt", "janna@example.nl"):
        expect(main).to_contain_text(text)
    with page.expect_download() as download:
        page.get_by_role("link", name="schets’s.txt").click()
    assert download.value.suggested_filename == "schets’s.txt"
    page.get_by_role("button", name="Weghalen").click()
    expect(page.locator("#documenten")).to_contain_text("is weggehaald")
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.locator("#documenten")).to_contain_text("schets’s.txt")
    page.context.close()


@pytest.mark.parametrize("look", [{}, {**PHONE, "color_scheme": "dark"}], ids=["wide", "phone, dark"])
def test_axe_finds_nothing_on_any_screen(
    chromium: Browser, office: RunningOffice, axe: Axe, look: dict[str, Any]
) -> None:
    """Also on one with errors, and no screen is wider than the window."""
    page = office.page(chromium, RoleCode.SECRETARY, **look)
    screens = ["", "geschiedenis/", "contacten/nieuw/", "documenten/nieuw/"]
    words = ["gegevens", "projectleiders", "partijen", "plaatsen", "fasen", "verbanden", "feiten"]
    for address in [
        *(f"projecten/iq-blvd/{screen}" for screen in screens),
        *(f"projecten/jeugd-en-techniek/wijzigen/{word}/" for word in words),
        "projecten/nieuw/",
    ]:
        page.goto(office.at(address))
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
    page.locator("main button.utrecht-button--primary-action").click()
    if page.locator("#fouten").count() == 0:  # the browser itself asked for the field first
        page.get_by_label("Naam").fill("!!!")
        page.locator("main button.utrecht-button--primary-action").click()
    expect(page.locator("#fouten")).to_be_focused()
    assert axe(page) == []
    page.context.close()


def test_a_leader_changes_the_own_project_alone(chromium: Browser, office: RunningOffice, secretary: Page) -> None:
    """Given a leader of nothing; when the secretary hands over a project; then that one opens, and no other."""
    leader = office.page(chromium, RoleCode.PROJECT_LEADER)
    leader.goto(office.at("projecten/blue-zone-innovations/"))
    expect(leader.get_by_role("link", name="Plaatsen wijzigen")).to_have_count(0)

    secretary.goto(office.at("projecten/blue-zone-innovations/wijzigen/projectleiders/"))
    secretary.get_by_label("Pieter Projectleider").check()
    secretary.get_by_role("button", name="Opslaan").click()
    expect(secretary.locator("#gegevens")).to_contain_text("Pieter Projectleider")

    leader.reload()
    leader.get_by_role("link", name="Plaatsen wijzigen").click()
    leader.get_by_label("Plaatsen").fill("Emmen\nCoevorden")
    leader.get_by_role("button", name="Opslaan").click()
    expect(leader.locator("#plaatsen")).to_contain_text("Emmen, Coevorden")
    answer = leader.goto(office.at("projecten/iq-blvd/wijzigen/plaatsen/"))
    assert answer
    assert answer.status == 403
    leader.context.close()
