"""An event month in a real browser: accessible on every screen and on paper, and filtered without a script."""

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from regiodeal.publication import record
from tests.publication.rendering import sample_months, samples
from tests.publication.rendering.sample_months import MONTH
from tests.publication.rendering.test_browser import CIRCUMSTANCES, Quiet

AT = datetime(2026, 11, 24, tzinfo=UTC)
FOLDER = f"maand/{MONTH}/"
PAGES = [
    "",
    "maand/",
    FOLDER,
    f"{FOLDER}versie-1/",
    f"{FOLDER}dag/2027-10-04/",
    f"{FOLDER}gemeente/gemeente-emmen/",
    f"{FOLDER}pijler/werken/",
    f"{FOLDER}sessie/dorpen/",
    f"{FOLDER}sessie/online/",
    f"{FOLDER}sessie/nasty/",
    "partijen/dorpsraad/",
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the record of a deal with a month of which a session moved and one is off."""
    folder = tmp_path_factory.mktemp("record") / "deal"
    chain = samples.Chain(samples.small())
    chain.add("event-month", MONTH, sample_months.first())
    chain.add("event-month", MONTH, sample_months.second())
    record.build(folder, chain.envelopes, at=AT)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", [*PAGES, f"en/{FOLDER}", f"en/{FOLDER}dag/2027-10-04/", f"en/{FOLDER}sessie/dorpen/"])
def test_pages_of_a_month_hold_on_every_screen_and_on_paper(
    chromium: Browser, address: str, axe: Callable[[Page], list[dict[str, Any]]], path: str
) -> None:
    page = chromium.new_page(reduced_motion="reduce")
    page.goto(address + path)
    for width, scheme, medium in (*CIRCUMSTANCES, (320, "light", "screen")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme, media=medium)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, scheme, medium)
        assert medium == "print" or axe(page) == [], (width, scheme)  # paper has no targets to press


def test_sessions_are_filtered_without_script_and_days_without_any_go(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 1100, "height": 800})
    page = context.new_page()
    page.goto(address + FOLDER)
    told = page.get_by_text("sessies voldoen aan uw keuzes")
    assert not told.is_visible(), "nothing is chosen yet"
    page.get_by_label("Gemeente", exact=True).select_option(label="Coevorden (1)")
    assert told.is_visible()
    shown = page.locator(".rd-sessions__item:visible")
    assert shown.locator(".rd-sessions__title").all_inner_texts() == ["Kijken op de boerderij"]
    assert page.locator("h3:visible").all_inner_texts() == ["Zaterdag 30 oktober"]
    page.get_by_label("Pijler", exact=True).select_option(label="Werken (1)")
    assert shown.count() == 0
    context.close()


def test_the_keyboard_goes_from_the_home_page_to_the_sign_up_of_a_session(chromium: Browser, address: str) -> None:
    page = chromium.new_page(viewport={"width": 1100, "height": 800})
    page.goto(address)
    for name, leads_to in (
        ("Maand van de Regio 2027", FOLDER),
        ("5 oktober 1 sessie", f"{FOLDER}dag/2027-10-05/"),
        ("Werken aan dorpen", f"{FOLDER}sessie/dorpen/"),
    ):
        page.locator("main").get_by_role("link", name=name, exact=True).focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}{leads_to}")
    link = page.get_by_role("link", name="Aanmelden voor deze sessie")
    assert str(link.get_attribute("href")).endswith(f"/aanmelden/{MONTH}/?sessie=dorpen")


@pytest.mark.parametrize("programmes", [0, 1])
def test_the_navigation_shows_the_section_where_there_is_a_month(
    chromium: Browser, tmp_path: Path, programmes: int
) -> None:
    chain = samples.Chain(samples.small())
    for _ in range(programmes):
        chain.add("event-month", MONTH, sample_months.first())
    record.build(tmp_path / "deal", chain.envelopes, at=AT)
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(tmp_path / "deal"))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = chromium.new_page(viewport={"width": 1100, "height": 800})
    page.goto(f"http://127.0.0.1:{server.server_port}/projecten/")
    shown = page.get_by_role("navigation").get_by_role("link", name="Maand van de Regio", exact=True)
    assert shown.count() == programmes
    server.shutdown()
    server.server_close()
