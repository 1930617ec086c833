"""The secretary keeps the register in a spreadsheet: out, changed, wrong, mended, in."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from regiodeal.accounts.roles import RoleCode
from tests.offices import RunningOffice

Axe = Callable[[Page], list[dict[str, Any]]]
PHONE: Any = {"width": 360, "height": 740}


def changed(content: bytes, folder: Path, **cells: str) -> Path:
    """Give the exported register with other values in cells of the first sheet."""
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    for cell, value in cells.items():
        workbook["Projecten"][cell] = value
    file = folder / "register.xlsx"
    workbook.save(file)
    return file


def fetched(page: Page) -> bytes:
    """Follow the link to the register in Excel."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel (.xlsx)").click()
    return Path(download.value.path()).read_bytes()


def test_a_register_goes_out_and_comes_back_with_a_fault_and_mended(
    office: RunningOffice, chromium: Browser, axe: Axe, tmp_path: Path
) -> None:
    page = office.page(chromium, RoleCode.SECRETARY)
    page.goto(office.at("projecten/"))
    page.get_by_role("link", name="Register als spreadsheet").click()
    assert axe(page) == []
    content = fetched(page)

    # A fault is told at its cell, and nothing is stored.
    page.get_by_label("Spreadsheet").set_input_files(changed(content, tmp_path, B2="Nieuwe naam", D3="bijna klaar"))
    page.get_by_role("button", name="Nakijken").click()
    expect(page.get_by_text("Blad Projecten, cel D3")).to_be_visible()
    expect(page.get_by_text("“bijna klaar” kan hier niet")).to_be_visible()
    expect(page.locator("#fouten")).to_be_focused()
    assert axe(page) == []

    # The mended file shows what would change, and no trace of the fault.
    page.get_by_label("Spreadsheet").set_input_files(changed(content, tmp_path, B2="Nieuwe naam"))
    page.get_by_role("button", name="Nakijken").click()
    expect(page.get_by_role("heading", name="Wat er verandert")).to_be_visible()
    expect(page.get_by_text("Eén project is nieuw of verandert.")).to_be_visible()
    expect(page.get_by_text("bijna klaar")).to_have_count(0)
    assert axe(page) == []
    page.get_by_role("button", name="Nu opnemen").click()
    expect(page.get_by_text("1 project is opgenomen.")).to_be_visible()
    expect(page.get_by_role("link", name="Nieuwe naam")).to_be_visible()


def test_the_list_answers_while_somebody_types_and_keeps_the_focus(
    office: RunningOffice, chromium: Browser, axe: Axe
) -> None:
    page = office.page(chromium, RoleCode.READER)
    page.goto(office.at("projecten/"))
    assert axe(page) == []
    search = page.get_by_label("Zoeken op naam")
    search.press_sequentially("iq blv")
    expect(page.get_by_role("status").filter(has_text="1 project")).to_be_visible()
    expect(search).to_be_focused()
    expect(page.get_by_role("link", name="IQ BLVD")).to_be_visible()
    assert "q=iq%20blv" in page.url
    assert axe(page) == []

    search.fill("iets dat er niet is")
    expect(page.get_by_text("Geen project past bij deze vraag")).to_be_visible()
    page.get_by_role("link", name="Toon alle projecten").click()
    expect(page.get_by_role("status").filter(has_text="34 projecten")).to_be_visible()


def test_by_keyboard_alone(office: RunningOffice, chromium: Browser, tmp_path: Path) -> None:
    page = office.page(chromium, RoleCode.SECRETARY)
    page.goto(office.at("projecten/"))
    _tab_to(page, "Toegekend")
    page.keyboard.press("Enter")
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Toegekend")
    _tab_to(page, "Register als spreadsheet")
    page.keyboard.press("Enter")
    page.wait_for_url("**/register/")
    file = changed(fetched(page), tmp_path, F3="Een andere samenvatting.")
    _tab_to(page, "Spreadsheet (.xlsx of .ods)")
    page.locator("input:focus").set_input_files(file)  # what the chooser of the system would do
    _tab_to(page, "Nakijken")
    page.keyboard.press("Enter")
    page.wait_for_url("**/controle/")
    _tab_to(page, "Niet opnemen")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Het register is niet veranderd.")).to_be_visible()


def _tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what has this name."""
    named = "() => { const e = document.activeElement; return (e.labels && e.labels[0] || e).textContent.trim(); }"
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(named).startswith(name):
            return
    pytest.fail(f"the focus never came to {name}")


def test_without_javascript_on_a_phone(office: RunningOffice, chromium: Browser, tmp_path: Path) -> None:
    page = office.page(chromium, RoleCode.SECRETARY, viewport=PHONE, java_script_enabled=False)
    page.goto(office.at("projecten/"))
    page.get_by_label("Zoeken op naam").fill("regiocampus")
    page.get_by_role("button", name="Zoeken").click()
    expect(page.get_by_text("1 project", exact=True)).to_be_visible()
    _fits(page)
    page.get_by_text("Filters").click()
    page.get_by_label("Stand").select_option("afgerond")
    page.get_by_role("button", name="Zoeken").click()
    expect(page.get_by_text("Geen project past bij deze vraag")).to_be_visible()
    page.goto(office.at("projecten/register/"))
    _fits(page)
    content = fetched(page)
    page.get_by_label("Spreadsheet").set_input_files(changed(content, tmp_path, D4="x" * 80))
    page.get_by_role("button", name="Nakijken").click()
    expect(page.get_by_text("Blad Projecten, cel D4")).to_be_visible()
    _fits(page)
    page.get_by_label("Spreadsheet").set_input_files(changed(content, tmp_path, F4="Korter gezegd."))
    page.get_by_role("button", name="Nakijken").click()
    _fits(page)
    page.get_by_role("button", name="Nu opnemen").click()
    expect(page.get_by_text("1 project is opgenomen.")).to_be_visible()


def _fits(page: Page) -> None:
    """Nothing stands beside the screen. Without JavaScript the browser itself still can say so."""
    assert page.locator("html").bounding_box()["width"] <= PHONE["width"]  # type: ignore[index]
    wide = page.locator("main").bounding_box()
    assert wide is not None
    assert wide["width"] <= PHONE["width"]
