"""The record in a real browser: accessible, and readable on the narrowest screen, in light and in dark."""

import functools
import gzip
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.publication.rendering.sample_data import MEETING

Axe = Callable[[Page], list[dict[str, Any]]]
DUTCH_PAGES = [
    "",
    "besluitenlijsten/",
    f"besluitenlijsten/{MEETING}/",
    f"besluitenlijsten/{MEETING}/versie-1/",
    "uitvoeringsprogramma/",
    "projecten/",
    "projecten/iq-blvd/",
    "projecten/nasty/",
    "projecten/tiny-house/",
    "grootboek/",
    "grootboek/1-12/",
    "agenda/",
    "data/",
    "data/api/",
    "edities/",
    "over/",
    "privacy/",
    "toegankelijkheid/",
    "contact/",
    "404.html",
]
PAGES = [*DUTCH_PAGES, *(f"en/{path}" for path in DUTCH_PAGES)]
LIGHT_ENOUGH = 60_000
"""Bytes of a first visit to the page of a project, as a server sends them with gzip."""


def sent(file: Path) -> int:
    """Return how many bytes a file takes on its way: fonts are compressed already."""
    content = file.read_bytes()
    return len(content) if file.suffix == ".woff2" else len(gzip.compress(content, 9))


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files with a strict content security policy and says nothing about it."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Allow nothing but our own files."""
        self.send_header("Content-Security-Policy", "default-src 'self'; style-src 'self'; script-src 'none'")
        super().end_headers()


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Serve the record."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module", params=[("light", 1100), ("dark", 320)], ids=["wide and light", "narrow and dark"])
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """Return a page in one of two quite different circumstances."""
    scheme, width = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_accessible_and_never_scroll_sideways(page: Page, address: str, axe: Axe, path: str) -> None:
    """Axe finds nothing, and nothing is wider than the screen."""
    page.goto(address + path)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


@pytest.mark.parametrize(("scheme", "width"), [("dark", 1100), ("light", 320)])
def test_colours_hold_in_the_other_circumstances(
    chromium: Browser, address: str, axe: Axe, scheme: str, width: int
) -> None:
    """The page with everything on it, dark and wide or light and narrow."""
    page = chromium.new_page(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page.goto(address)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_the_policy_refuses_nothing(chromium: Browser, address: str) -> None:
    """Style sheet and fonts load under a strict policy, and the console stays empty."""
    page = chromium.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("response", lambda answer: said.append(answer.url) if not answer.ok else None)
    for path in ("", "uitvoeringsprogramma/"):
        page.goto(address + path)
    assert page.evaluate("document.fonts.check('16px \"Source Sans 3\"')")
    page.close()
    assert said == []


def test_a_first_visit_is_light_and_nothing_moves(chromium: Browser, address: str, site: Path) -> None:
    """All that the page of a project fetches, and no text that jumps when a font comes in."""
    page = chromium.new_page()
    fetched: set[str] = set()
    page.on("response", lambda answer: fetched.add(answer.url.removeprefix(address)))
    page.goto(f"{address}projecten/iq-blvd/", wait_until="networkidle")
    moved = page.evaluate(
        """new Promise(tell => {
            let moved = 0;
            new PerformanceObserver(list => list.getEntries().forEach(entry => moved += entry.value))
                .observe({type: "layout-shift", buffered: true});
            setTimeout(() => tell(moved), 300);
        })"""
    )
    page.close()
    assert {"projecten/iq-blvd/", "assets/record.css", "assets/fonts/source-sans-3.woff2"} <= fetched
    assert sum(sent(site / (url + "index.html" if url.endswith("/") else url)) for url in fetched) <= LIGHT_ENOUGH
    assert moved == 0


def test_the_menu_is_open_where_there_is_room(chromium: Browser, address: str) -> None:
    """On a wide screen the keyboard reaches each section; on a narrow one the button opens the menu, without script."""
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 1100, "height": 800})
    page = context.new_page()
    page.goto(address)
    link = page.get_by_role("navigation").get_by_role("link", name="Besluitenlijsten")
    assert link.is_visible()
    assert not page.locator(".rd-menu__button").is_visible()
    page.set_viewport_size({"width": 320, "height": 800})
    assert not link.is_visible()
    page.locator(".rd-menu__button").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Home"
    link.click()
    assert page.url == f"{address}besluitenlijsten/"
    context.close()


def test_the_language_changes_on_the_same_page(chromium: Browser, address: str) -> None:
    """There and back, with the page of a project."""
    page = chromium.new_page()
    page.goto(f"{address}projecten/iq-blvd/")
    page.get_by_role("link", name="English").click()
    assert page.url == f"{address}en/projecten/iq-blvd/"
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("link", name="Nederlands").click()
    assert page.url == f"{address}projecten/iq-blvd/"
    page.close()


def test_the_keyboard_reaches_the_content_first(chromium: Browser, address: str) -> None:
    """The first tab stop is a visible link to the content."""
    page = chromium.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.inner_text() == "Naar de inhoud"
    box = focused.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    page.close()
