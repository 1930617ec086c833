"""The record in a real browser: accessible, and readable on the narrowest screen, in light and in dark."""

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.publication.rendering.sample_data import MEETING

ROOT = Path(__file__).parents[3]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = [
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
    "data/",
    "edities/",
    "404.html",
]


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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module", params=[("light", 1100), ("dark", 320)], ids=["wide and light", "narrow and dark"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """Return a page in one of two quite different circumstances."""
    scheme, width = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_accessible_and_never_scroll_sideways(page: Page, address: str, path: str) -> None:
    """Axe finds nothing, and nothing is wider than the screen."""
    page.goto(address + path)
    page.add_script_tag(path=str(AXE))
    found = page.evaluate(f"axe.run(document, {{resultTypes: ['violations'], runOnly: {RULES}}})")
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


@pytest.mark.parametrize(("scheme", "width"), [("dark", 1100), ("light", 320)])
def test_colours_hold_in_the_other_circumstances(browser: Browser, address: str, scheme: str, width: int) -> None:
    """The page with everything on it, dark and wide or light and narrow."""
    page = browser.new_page(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
        reduced_motion="reduce",
    )
    page.goto(address)
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations'], runOnly: ['wcag2aa', 'wcag22aa']})")
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_the_policy_refuses_nothing(browser: Browser, address: str) -> None:
    """Style sheet and fonts load under a strict policy, and the console stays empty."""
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("response", lambda answer: said.append(answer.url) if not answer.ok else None)
    for path in ("", "uitvoeringsprogramma/"):
        page.goto(address + path)
    assert page.evaluate("document.fonts.check('16px \"Source Sans 3\"')")
    page.close()
    assert said == []


def test_the_keyboard_reaches_the_content_first(browser: Browser, address: str) -> None:
    """The first tab stop is a visible link to the content."""
    page = browser.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.inner_text() == "Naar de inhoud"
    box = focused.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    page.close()
