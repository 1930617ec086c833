"""The record in a real browser: accessible, and readable on the narrowest screen, in light and in dark."""

import functools
import gzip
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

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
    "op-de-hoogte/",
    "berichten/",
    "berichten/1/",
    "berichten/2/",
    "berichten/3/",
    "berichten/1/versie-1/",
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
SECTIONS = [
    "",
    "projecten/",
    "projecten/stand/in_execution/",
    "projecten/jaar/2021/",
    "pijlers/",
    "pijlers/werken/",
    "gemeenten/",
    "gemeenten/gemeente-emmen/",
    "partijen/",
    "partijen/provincie-drenthe/",
    "uitvoeringsprogramma/vergelijk/",
    "uitvoeringsprogramma/vergelijk/1-2/",
    "stand/",
    "stand/2026-11-23/",
    "zoeken/",
    "op-de-hoogte/",
    "berichten/",
    "berichten/1/",
    "over/",
    "privacy/",
    "toegankelijkheid/",
    "contact/",
]
"""The pages over more than one edition, one of each kind."""

CIRCUMSTANCES: tuple[tuple[int, Literal["light", "dark"], Literal["screen", "print"]], ...] = (
    (1280, "light", "screen"),
    (768, "dark", "screen"),
    (768, "light", "print"),
    (360, "dark", "screen"),
)
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


@pytest.fixture(scope="module")
def any_page(chromium: Browser) -> Iterator[Page]:
    """Return one page whose circumstances a test changes as it likes."""
    context = chromium.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    "path", [*SECTIONS, "en/", "en/projecten/", "en/pijlers/werken/", "en/gemeenten/gemeente-emmen/"]
)
def test_sections_hold_on_every_screen_and_on_paper(any_page: Page, address: str, axe: Axe, path: str) -> None:
    """One visit, seen wide and narrow, in light and in dark, and as it would be printed."""
    any_page.goto(address + path)
    for width, scheme, medium in CIRCUMSTANCES:
        any_page.set_viewport_size({"width": width, "height": 800})
        any_page.emulate_media(color_scheme=scheme, media=medium)
        assert any_page.evaluate("document.documentElement.scrollWidth") <= width, (width, scheme, medium)
        assert axe(any_page) == [], (width, scheme, medium)


def test_projects_are_filtered_without_script(chromium: Browser, address: str) -> None:
    """Two choices at once: the rows that have both stay, and the total over all projects goes."""
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 1100, "height": 800})
    page = context.new_page()
    page.goto(f"{address}projecten/")
    assert not page.get_by_text("Uw browser kan deze lijst niet filteren.").is_visible()
    told = page.get_by_text("projecten voldoen aan uw keuzes")
    assert not told.is_visible(), "nothing is chosen yet"
    page.get_by_label("Pijler").select_option(index=1)
    assert told.is_visible()
    page.get_by_label("Gemeente").select_option(index=1)
    shown = page.locator("tbody tr:visible")
    assert shown.count() == page.locator("tr.pijler-0.gemeente-0").count() > 0
    assert shown.count() < page.locator("tbody tr").count()
    assert not page.locator("tfoot").is_visible()
    page.emulate_media(media="print")
    assert page.get_by_label("Pijler").is_visible(), "paper tells what was chosen"
    assert not page.get_by_label("Partij").is_visible(), "and nothing of what was not"
    context.close()


def test_where_a_browser_cannot_filter_it_says_so_and_leads_to_the_pages_of_each_choice(
    chromium: Browser, address: str, site: Path
) -> None:
    """The style sheet as a browser without :has reads it."""
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    old = (site / "assets/record.css").read_text().replace("selector(:has(*))", "selector(:unheard-of(*))")
    page.route("**/record.css", lambda route: route.fulfill(body=old, content_type="text/css"))
    page.goto(f"{address}projecten/")
    assert not page.get_by_label("Pijler").is_visible()
    assert page.get_by_text("Uw browser kan deze lijst niet filteren.").is_visible()
    page.get_by_role("link", name="Elke keuze heeft ook een eigen pagina").click()
    page.locator("#los ~ dl").get_by_role("link", name="Emmen", exact=True).click()
    assert page.url == f"{address}gemeenten/gemeente-emmen/"
    page.close()


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
