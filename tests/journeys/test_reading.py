"""An old decision list, from the document to the register, in a real browser; and the trail of it."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from regiodeal.accounts.roles import RoleCode
from tests.installations import Installation, fetch, free_port
from tests.offices import RunningOffice

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "zuid-en-oost-drenthe"
PHONE = {"width": 360, "height": 780}
LIST = """Besluitenlijst stuurgroep Regio Deal Zuid- en Oost-Drenthe

De stuurgroep besloot op 10 september 2021 over een project.

Turfmuseum

Het museum in Emmen krijgt een nieuwe zaal. De Regio Deal draagt in deze fase 10.000 euro bij, in totaal is
25.000 euro gereserveerd voor het totaalproject.
"""


@pytest.fixture(scope="module")
def seed(shared: Path) -> Path:
    """The real document."""
    (found,) = (shared / "seed").glob("besluitenlijst*.txt")
    return found


@pytest.fixture(scope="module")
def fresh(
    new_installation: Callable[[Installation], Installation],
    prepared: Installation,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[RunningOffice]:
    """An office in which nothing was decided yet: the deal and its projects, and no meeting."""
    folder = tmp_path_factory.mktemp("example")
    for name in ("deal.yaml", "projects.yaml"):
        shutil.copy(EXAMPLE / name, folder / name)
    installation, port = new_installation(prepared), free_port()
    process = installation.popen("demo", "--port", str(port), "--examples", folder)
    try:
        fetch(port, "/healthz", seconds=60)
        password = (installation.home / "demo-password").read_text(encoding="ascii")
        yield RunningOffice(installation, f"http://127.0.0.1:{port}", password)
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def short(tmp_path: Path) -> Path:
    """A list of one project."""
    file = tmp_path / "lijst.txt"
    file.write_text(LIST, encoding="utf-8")
    return file


def value(page: Page, name: str) -> Locator:
    """Find a value on the screen by what it is called."""
    return page.get_by_role("group", name=re.compile(f"^{name} "))


def upload(page: Page, office: RunningOffice, file: Path) -> None:
    """Upload a document."""
    page.goto(office.at("inlezen/"))
    page.get_by_label("Oude besluitenlijst").set_input_files(file)
    page.get_by_role("button", name="Document inlezen").click()


def tab_to(page: Page, name: str, most: int = 120) -> None:
    """Press Tab until the focus is on what has this name, once the page is there."""
    page.wait_for_load_state()
    for _ in range(most):
        page.keyboard.press("Tab")
        focus = page.evaluate("document.activeElement.innerText || document.activeElement.getAttribute('aria-label')")
        if focus and re.sub(r"\s+", " ", focus).strip().startswith(name):
            return
    raise AssertionError(f"the focus never reached {name!r}")


def test_the_old_list_is_reviewed_and_registered(
    fresh: RunningOffice, seed: Path, chromium: Browser, axe: Callable[[Page], list[dict[str, Any]]]
) -> None:
    # given the real document, and a deal in which nothing was decided
    page = fresh.page(chromium, RoleCode.SECRETARY)
    page.goto(fresh.at("inlezen/"))
    assert axe(page) == []
    upload(page, fresh, seed)
    expect(page.get_by_text("16 regels horen nergens bij")).to_be_visible()
    assert axe(page) == []

    # when the day is filled in, and the rest about the meeting is accepted
    page.get_by_role("link", name="Nakijken: De vergadering").click()
    assert axe(page) == []
    page.get_by_role("button", name="Alles over de vergadering accepteren").click()
    expect(page.get_by_text("Vul nog in of laat weg: Dag van de vergadering.")).to_be_visible()
    page.get_by_label("Dag van de vergadering").fill("2021-06-04")
    page.get_by_role("button", name="Akkoord (Dag van de vergadering)").click()
    expect(value(page, "Dag van de vergadering")).to_contain_text("gecorrigeerd")

    # and the source of an amount is one click away
    page.goto(page.url.replace("/meeting/", "/p1/"))
    value(page, "Bijdrage").get_by_role("link", name="regel 62").click()
    line = page.locator("#regel-62")
    expect(line).to_be_in_viewport()
    expect(line).to_contain_text("750.000 euro")
    assert axe(page) == []

    # and a figure is classified, one is left out, an amount is corrected, and all else is accepted
    value(page, "Ander bedrag").get_by_label("Wat betekent dit bedrag?").select_option("total_cost")
    page.get_by_role("button", name="Alles in dit project accepteren").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("RegioCampus")
    page.get_by_role("button", name="Niet overnemen (Ander bedrag)").click()
    expect(value(page, "Ander bedrag")).to_contain_text("niet overnemen")
    page.get_by_role("button", name="Alles in dit project accepteren").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Blue Zone Innovations")
    page.get_by_label("Bijdrage").fill("491.000,50")
    page.get_by_role("button", name="Akkoord (Bijdrage)").click()
    expect(value(page, "Bijdrage")).to_contain_text("Gevonden was: €\u00a0491.000")
    for following in ("Actieprogramma Impact ondernemen", "Innovatienetwerk Welzijn & Zorg", seed.name):
        page.get_by_role("button", name="Alles in dit project accepteren").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(following)
    expect(page.get_by_role("status").filter(has_text="bekeken").first).to_be_visible()
    page.get_by_role("link", name="Verder naar registreren").click()

    # then the last question tells the sum and the room, and the answer books it
    expect(page.get_by_text("€\u00a03.341.800,50").first).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Ja, registreren").click()
    expect(page.get_by_role("link", name="Naar vergadering 2021-06-04-stuurgroep")).to_be_visible()
    held = json.loads(fresh.installation.run("balance", "--json").stdout)
    assert {place["project"]: place["cents"] for place in held["places"] if place["kind"] == "awarded"} == {
        "iq-blvd": 75_000_000,
        "regiocampus": 150_000_000,
        "blue-zone-innovations": 49_100_050,
        "actieprogramma-impact-ondernemen": 22_600_000,
        "innovatienetwerk-welzijn-en-zorg": 37_480_000,
    }
    assert held["totals"]["free"] == 4_000_000_000 - 334_180_050
    page.get_by_role("link", name="Naar vergadering 2021-06-04-stuurgroep").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.context.close()


def test_a_list_that_stands_in_the_register_is_told(
    office: RunningOffice, seed: Path, chromium: Browser, axe: Callable[[Page], list[dict[str, Any]]]
) -> None:
    # given the example deal, in which the meeting of the seed is registered
    page = office.page(chromium, RoleCode.SECRETARY, color_scheme="dark")
    # when the same list is uploaded, twice
    upload(page, office, seed)
    # then it leads to the meeting, and the second time to the first document
    expect(page.get_by_role("link", name="Naar vergadering 2021-06-04-stuurgroep")).to_be_visible()
    assert axe(page) == []
    upload(page, office, seed)
    assert axe(page) == []
    page.get_by_role("link", name="Ga verder met dat document").click()
    page.get_by_role("link", name="IQ BLVD").first.click()
    expect(page.get_by_text("Over dit project is al besloten")).to_be_visible()
    assert axe(page) == []
    page.context.close()


def test_without_a_mouse(fresh: RunningOffice, short: Path, chromium: Browser) -> None:
    # given a list of one project
    page = fresh.page(chromium, RoleCode.SECRETARY)
    page.goto(fresh.at("inlezen/"))
    page.get_by_label("Oude besluitenlijst").set_input_files(short)
    # when everything is done from the keyboard
    tab_to(page, "Document inlezen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("lijst.txt")
    tab_to(page, "Nakijken: De vergadering")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("De vergadering")
    tab_to(page, "Alles over de vergadering accepteren")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Turfmuseum")
    tab_to(page, "Akkoord (Bijdrage)")
    page.keyboard.press("Enter")
    # then the focus stays where the work was
    expect(value(page, "Bijdrage")).to_contain_text("akkoord")
    expect(page.locator("#doe-contribution")).to_be_focused()
    page.keyboard.press("Enter")
    expect(value(page, "Bijdrage")).to_contain_text("nog bekijken")
    page.reload()
    tab_to(page, "Alles in dit project accepteren")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("lijst.txt")
    tab_to(page, "Verder naar registreren")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Registreren")
    tab_to(page, "Ja, registreren")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Naar vergadering 2021-09-10-stuurgroep")).to_be_visible()
    page.context.close()


def test_on_a_phone_without_javascript(office: RunningOffice, short: Path, chromium: Browser) -> None:
    # given a small screen that runs no scripts
    page = office.page(chromium, RoleCode.SECRETARY, viewport=PHONE, java_script_enabled=False)
    upload(page, office, short)
    # when values are accepted, left out and corrected, each with a button of its own
    page.get_by_role("link", name="Turfmuseum").first.click()
    page.get_by_label("Naam van het nieuwe project").fill("Turf- en veenmuseum")
    page.get_by_role("button", name="Akkoord (Bijdrage)").click()
    expect(value(page, "Bijdrage")).to_contain_text("akkoord")
    expect(value(page, "Naam van het nieuwe project")).to_contain_text("gecorrigeerd")
    page.get_by_role("button", name="Niet overnemen (Ander bedrag)").click()
    page.get_by_label("Uitkomst").select_option("rejected")
    page.get_by_role("button", name="Bewaren").last.click()
    expect(page.get_by_label("Reden")).to_be_visible()
    # then each step was saved, and the page is no wider than the screen
    page.goto(office.at("inlezen/"))
    expect(page.get_by_text(re.compile(r"[1-9]\d* van \d+ bekeken"))).to_be_visible()
    page.get_by_role("link", name="lijst.txt").click()
    expect(page.get_by_role("link", name="Turf- en veenmuseum").first).to_be_visible()
    assert fits(office, page, chromium)
    page.context.close()


def fits(office: RunningOffice, page: Page, chromium: Browser) -> bool:
    """Whether the page that is shown fits its screen; asked in a browser that runs scripts."""
    asking = office.page(chromium, RoleCode.SECRETARY, viewport=PHONE)
    for address in (page.url, f"{page.url}deel/p1/", office.at("logboek/")):
        asking.goto(address)
        if asking.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
            return False
    asking.context.close()
    return True


def test_the_trail_is_read_filtered_and_checked_by_keyboard(
    office: RunningOffice, chromium: Browser, axe: Callable[[Page], list[dict[str, Any]]]
) -> None:
    # given a controller who wants to know what happened to a project
    page = office.page(chromium, RoleCode.CONTROLLER)
    page.goto(office.at("logboek/"))
    assert axe(page) == []
    # when the subject is typed and the details of the decision are opened
    page.get_by_label("Code of kenmerk").focus()
    page.keyboard.type("iq-blvd")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("onderwerp=iq-blvd"))
    line = page.get_by_role("listitem").filter(has_text="legde besluit 2021-06-04-stuurgroep/1 vast")
    expect(line).to_contain_text("over IQ BLVD: €\u00a0750.000")
    line.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(line.get_by_text("toegekend")).to_be_visible()
    assert axe(page) == []
    # then the chain is checked on request, and what is shown can be saved
    tab_to(page, "Excel")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "logboek-zuid-en-oost-drenthe.xlsx"
    page.get_by_role("link", name="Controleren of de keten klopt").press("Enter")
    expect(page.get_by_text("De keten klopt.")).to_be_visible()
    assert axe(page) == []
    page.context.close()
