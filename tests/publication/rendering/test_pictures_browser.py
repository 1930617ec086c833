"""The pictures in a real browser: accessible, on every screen, and with words that do not touch one another."""

import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override
from playwright.sync_api import Browser, Page

from regiodeal.publication.rendering.pictures import flow, network, progress
from regiodeal.publication.rendering.pictures import map as maps
from regiodeal.publication.rendering.pictures.picture import Picture
from regiodeal.publication.rendering.pictures.progress import Movement
from tests.publication.rendering import showing
from tests.publication.rendering.sample_data import ALL_SIX, DECIDED, LONG, OTHERS
from tests.publication.rendering.test_browser import Quiet
from tests.publication.rendering.test_pictures_map import outline, square

Axe = Callable[[Page], list[dict[str, Any]]]
_TOUCHING = """() => [...document.querySelectorAll('svg')].filter(svg => svg.checkVisibility()).flatMap(svg => {
    const paper = svg.getBoundingClientRect()
    const words = [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()])
    const outside = words.filter(([, box]) => box.left < paper.left - 1 || box.right > paper.right + 1)
    const beside = (a, b) => a.right <= b.left + 1 || b.right <= a.left + 1
    const above = (a, b) => a.bottom <= b.top + 4 || b.bottom <= a.top + 4
    const over = words.flatMap(([said, box], at) => words.slice(at + 1)
        .filter(([, other]) => !beside(box, other) && !above(box, other))
        .map(([other]) => `${said} | ${other}`))
    return [...outside.map(([said]) => said), ...over]
})"""
"""The words that stand off the paper or on others. Boxes are higher than letters, so a little over is no touching."""


def pictures() -> tuple[Picture, ...]:
    """Return one of each, of a real deal with some long names."""
    granted = [flow.Project(one.name, one.euros and one.euros * 100, 0, f"projecten/{one.code}/") for one in DECIDED]
    granted += [flow.Project(LONG, 123_456_789_00, 98_765_432_10, "projecten/lang/"), flow.Project("Niet bekend", None)]
    whole = sum(one.held for one in granted)
    contributed = whole - 98_765_432_10
    cents = {"reserved": 98_765_432_10, "awarded": contributed - 100, "settled": 100, "free": 5_000_000_00}
    municipalities = [
        maps.Municipality(name, name, 3 * at, None if at == 1 else at * 1_234_567_89, at % 2, f"gemeenten/{at}/")
        for at, name in enumerate(ALL_SIX)
    ]
    there = outline(*(square(name, 6 + at % 3 / 10, 52 + at // 3 / 10) for at, name in enumerate(ALL_SIX)))
    parties = [
        network.Party(str(at), f"{one.name} {at}", f"partijen/{at}/") for at, one in enumerate((*DECIDED, *OTHERS))
    ]
    shared = [
        network.Project(one.name, tuple(str((at * step) % 31) for step in (1, 2, 5))) for at, one in enumerate(OTHERS)
    ]
    moves = [
        Movement(f"20{year}-0{month}-01", "free", "awarded", 1_234_567_89) for year in (19, 20, 23) for month in (2, 6)
    ]
    moves += [Movement("2022-01-01", "awarded", "advanced", 2_000_000_00)]
    moves += [Movement("2023-07-01", "advanced", "settled", 1_000_000_00)]
    sources = [flow.Source("Rijk", cents["free"]), flow.Source(LONG, whole, "partijen/x/")]
    return (
        flow.of(sources, [flow.Pillar("Werken", cents, tuple(granted))]),
        progress.of(moves, until="2023-12-31"),
        maps.of(municipalities, outline=there, places=[maps.Place("Exloo", 52.15, 6.15, 2)]),
        maps.of(municipalities, measure="contribution", key="tiles"),
        maps.of(municipalities, outline=there, marked=ALL_SIX[3], key="marked"),
        flow.of_pillar(flow.Pillar("Werken", cents, tuple(granted)), key="pillar"),
        network.of(parties, shared),
        flow.of([], [], key="empty"),
    )


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a page of pictures in both languages, under the policy of the record."""
    folder: Path = tmp_path_factory.mktemp("pictures")
    shutil.copy(showing.STYLES / "record.css", folder)
    shutil.copytree(showing.STYLES / "fonts", folder / "fonts")
    for language in ("nl", "en"):
        with override(language):
            (folder / f"{language}.html").write_text(showing.page(*pictures()), encoding="utf-8")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "screen",
    [(1280, "light", "nl"), (1280, "dark", "en"), (768, "light", "nl"), (360, "dark", "nl"), (320, "light", "en")],
    ids=str,
)
def test_pictures_hold_on_every_screen(chromium: Browser, address: str, axe: Axe, screen: tuple[int, Any, str]) -> None:
    """Axe finds nothing, nothing scrolls sideways, and no words touch: with our own font and with the one instead."""
    width, scheme, language = screen
    page = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address + f"{language}.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("svg:visible").count() == len(pictures()) - 1
    assert page.evaluate(_TOUCHING) == []
    page.reload(wait_until="networkidle")
    assert page.evaluate("document.fonts.check('16px \"Source Sans 3\"')")
    assert page.evaluate(_TOUCHING) == []
    page.locator("summary").first.click()
    assert axe(page) == []
    assert [line for line in said if "favicon" not in line and "404" not in line] == []
    page.close()


def test_a_link_in_a_picture_is_reached_by_keyboard_and_has_a_name(chromium: Browser, address: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    page.goto(address + "nl.html")
    link = page.locator("#map svg:visible a").first
    link.focus()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("Aa en Hunze: ")
    assert page.locator("#map svg").get_by_role("link", name="Aa en Hunze: 0 projecten").count() == 1
    page.close()


def test_on_paper_the_wide_drawing_stands_with_its_table(chromium: Browser, address: str) -> None:
    page = chromium.new_page(viewport={"width": 600, "height": 800})
    page.goto(address + "nl.html")
    page.emulate_media(media="print")
    assert page.locator("#flow .rd-pic--wide").is_visible()
    assert not page.locator("#flow .rd-pic--narrow").is_visible()
    assert not page.locator("#flow summary").is_visible()
    row = page.locator("#flow tbody tr").first.bounding_box()
    assert row is not None
    assert row["height"] > 0
    page.close()
