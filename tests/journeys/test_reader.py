"""A council member reads what was decided, and follows a figure to the euro and back to its decision."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.installations import Installation, fetch, free_port

Axe = Callable[[Page], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def site(new_installation: Callable[[Installation], Installation], example: Installation) -> str:
    """The example deal, served as `make demo` serves it."""
    port = free_port()
    new_installation(example).popen("demo", "--port", str(port))
    fetch(port)
    return f"http://127.0.0.1:{port}"


@pytest.fixture
def page(chromium: Browser, site: str) -> Iterator[Page]:
    """A phone that notes every request and every complaint of the browser."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, locale="nl-NL")
    page = context.new_page()
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(site)
    yield page
    context.close()
    assert requests
    assert all(url.startswith(site) for url in requests), requests
    assert complaints == []


def test_from_the_newest_decision_to_the_euro_and_back(page: Page, axe: Axe) -> None:
    """Home, decision, project, transfer, decision: the same amount on every step, and axe content with each page."""

    def see(heading: str) -> None:
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    see("Regio Deal Zuid- en Oost-Drenthe")
    expect(page.get_by_text("€\u00a03.341.800").first).to_be_visible()

    page.get_by_role("link", name="IQ BLVD, eerste fase").click()
    see("Besluitenlijst")
    assert page.url.endswith("#besluit-1")
    decision = page.locator("#besluit-1")
    expect(decision).to_contain_text("€\u00a0750.000")
    expect(decision).to_contain_text("nog niet ingedeeld")

    decision.get_by_role("link", name="IQ BLVD", exact=True).click()
    see("IQ BLVD")
    expect(page.get_by_role("main")).to_contain_text("€\u00a0750.000")

    page.get_by_role("link", name="boeking 9").click()
    see("Grootboek")
    transfer = page.locator("#boeking-9")
    expect(transfer).to_contain_text("toegekend aan IQ BLVD")
    expect(transfer).to_contain_text("€\u00a0750.000")

    transfer.get_by_role("link").click()
    see("Besluitenlijst")
    assert page.url.endswith("#besluit-1")


def test_the_keyboard_alone_gets_to_the_programme(page: Page, axe: Axe) -> None:
    """The first stop skips to the content; then come the menu and, once it is open, the sections as they are read."""
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Naar de inhoud")
    for stop in ("Menu", "Uitvoeringsprogramma"):
        for _ in range(15):
            page.keyboard.press("Tab")
            if page.locator(":focus").inner_text() == stop:
                break
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Uitvoeringsprogramma, versie 2")
    expect(page.get_by_role("main")).to_contain_text("Van 29 projecten is de bijdrage niet bekend")
    expect(page.get_by_role("main")).to_contain_text("€\u00a040.000.001")
    assert axe(page) == []


def test_a_project_without_a_known_amount_says_so(page: Page, site: str, axe: Axe) -> None:
    """Unknown is not zero."""
    page.goto(f"{site}/projecten/")
    page.get_by_role("link", name="Vitale dorpen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vitale dorpen")
    expect(page.get_by_role("main")).to_contain_text("niet bekend")
    assert axe(page) == []


def test_a_wrong_address_says_so_and_leads_home(chromium: Browser, site: str) -> None:
    """With the look of the house, however deep the address."""
    page = chromium.new_page()
    answer = page.goto(f"{site}/projecten/dat/is/er/niet")
    assert answer
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Deze pagina is er niet")
    assert page.evaluate("document.styleSheets.length") == 2
    page.get_by_role("link", name="Naar de voorpagina").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Regio Deal Zuid- en Oost-Drenthe")
    page.close()
