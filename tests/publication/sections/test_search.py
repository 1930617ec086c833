"""Searching the record in a real browser, under the policy with which it is served."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from regiodeal.publication import search_index
from tests.offices import RunningOffice

Axe = Callable[[Page], list[dict[str, Any]]]


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page that keeps what the browser complains about."""
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    yield opened
    context.close()


def test_a_word_finds_its_project_by_keyboard_and_in_both_languages(
    office: RunningOffice, page: Page, axe: Axe
) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(f"{office.url}/zoeken/")
    page.keyboard.press("Tab")
    page.get_by_label("Wat zoekt u?").focus()
    page.keyboard.type("waterstof")
    expect(page.get_by_role("status")).to_contain_text("gevonden")
    expect(page.locator("#resultaten a").first).to_contain_text("Waterstof")
    assert "q=waterstof" in page.url
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.locator("#resultaten a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Waterstof")

    page.goto(f"{office.url}/en/zoeken/?q=campus")
    expect(page.get_by_role("status")).to_contain_text("found")
    assert page.locator("#resultaten a").first.get_attribute("href").startswith("/en/")  # type: ignore[union-attr]
    page.goto(f"{office.url}/zoeken/?q=zzzzqqq")
    expect(page.get_by_role("status")).to_contain_text("Niets gevonden")
    assert complaints == []


def test_without_scripts_the_page_leads_to_the_lists(office: RunningOffice, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(f"{office.url}/zoeken/")
    expect(opened.get_by_text("Zonder vindt u alles in de lijsten")).to_be_visible()
    expect(opened.get_by_role("search")).to_be_hidden()
    context.close()


def test_versions_and_lists_are_not_searched(tmp_path: Path) -> None:
    wanted = ["projecten/a/index.html", "en/projecten/a/index.html", "uitvoeringsprogramma/index.html"]
    others = ["index.html", "projecten/index.html", "projecten/a/versie-1/index.html", "stand/2021-06-04/index.html"]
    assert search_index.pages([*wanted, *others]) == sorted(wanted)
    assert search_index.files(tmp_path, others) == {}
    many = [f"projecten/p{number}/index.html" for number in range(search_index.AT_MOST + 1)]
    assert search_index.pages(many) == []


def test_the_same_pages_give_the_same_index(tmp_path: Path) -> None:
    path = "projecten/school/index.html"
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text("<html lang=nl><main><h1>School</h1><p>Een school in het dorp.</p></main></html>")
    first = search_index.files(tmp_path, [path])
    assert "pagefind/pagefind.js" in first
    assert not [name for name in first if "-ui" in name]
    assert search_index.files(tmp_path, [path]) == first
