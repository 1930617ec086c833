"""Take the pictures of the README again, from the demo.

Usage: .venv/bin/python tools/pictures.py
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
MEETING = "besluitenlijsten/2021-06-04-stuurgroep"
DEAL = "zuid-en-oost-drenthe"
SESSION = "spreekuur-voor-projectleiders"


@dataclass(frozen=True)
class Look:
    """How a picture is taken: the size of the window in pixels, and in the dark or not."""

    width: int
    height: int
    dark: bool = False


OFFICE = [
    ("vergaderingen/voorbeeldvergadering/", "meeting", Look(1200, 1100)),
    ("vergaderingen/voorbeeldvergadering/wat-als/", "what-if", Look(1000, 1100)),
    ("projecten/iq-blvd/", "dossier-narrow", Look(400, 900)),
]


def main() -> None:
    """Build and serve the demo in a home that is thrown away, and take each picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, demo(Path(home)) as address, sync_playwright() as playwright:
        chromium = shutil.which("chromium") or "chromium"
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        _page(browser, f"{address}/", "home", Look(1200, 1405))
        _page(browser, f"{address}/maand/{_month(Path(home))}/", "month", Look(1100, 1500))
        _page(browser, f"{address}/uitvoeringsprogramma/", "programme-narrow-dark", Look(380, 900, dark=True))
        password = (Path(home) / "demo-password").read_text(encoding="ascii")
        for path, name, look in OFFICE:
            _page(browser, f"{address}/kantoor/{DEAL}/{path}", name, look, password)
        door = f"{address}/kantoor/{DEAL}/maand/programma/{_month(Path(home))}/sessie/{SESSION}/deur/"
        _page(browser, door, "door-narrow", Look(400, 1090), password)
        _press_release(browser, f"{address}/kantoor/{DEAL}/mail/", Look(1100, 1060), password)
        browser.close()
        _first_page_of(Path(home) / "record" / DEAL / MEETING / "versie-1" / "besluitenlijst.pdf", "decision-list")


def _month(home: Path) -> str:
    """Return the code of the month of the demo, which is always still to come."""
    (month,) = [folder.name for folder in (home / "record" / DEAL / "maand").iterdir() if folder.is_dir()]
    return month


@contextmanager
def demo(home: Path) -> Iterator[str]:
    """Serve the demo, give its address, and stop afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {**os.environ, "REGIODEAL_HOME": str(home)}
    server = subprocess.Popen([sys.executable, "-m", "regiodeal.config.cli", "demo", "--port", str(port)], env=env)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            with suppress(OSError):
                urllib.request.urlopen(f"{address}/healthz", timeout=5).close()  # noqa: S310 - our own server
                break
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait()


def _page(browser: Browser, address: str, name: str, look: Look, password: str = "") -> None:
    page = browser.new_page(
        viewport={"width": look.width, "height": look.height},
        color_scheme="dark" if look.dark else "light",
        device_scale_factor=1,
        locale="nl-NL",
    )
    if password:
        page.goto(address)
        page.fill("input[name=login]", "programmasecretaris@demo.example")
        page.fill("input[name=password]", password)
        page.click("main form button[type=submit]")
    page.goto(address)
    page.screenshot(path=PICTURES / f"{name}.png")
    page.close()
    _shrink(PICTURES / f"{name}.png")


def _press_release(browser: Browser, address: str, look: Look, password: str) -> None:
    page = browser.new_page(viewport={"width": look.width, "height": look.height}, locale="nl-NL")
    page.goto(address)
    page.fill("input[name=login]", "communicatieadviseur@demo.example")
    page.fill("input[name=password]", password)
    page.click("main form button[type=submit]")
    page.goto(address)
    page.click("main form button[type=submit]")
    page.reload()  # without the message that it was made
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / "press-release.png")
    page.close()
    _shrink(PICTURES / "press-release.png")


def _first_page_of(pdf: Path, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / name
        subprocess.run(["pdftoppm", "-r", "75", "-l", "1", "-singlefile", "-png", pdf, target], check=True)
        shutil.copy(target.with_suffix(".png"), PICTURES / f"{name}.png")
    _shrink(PICTURES / f"{name}.png")


def _shrink(file: Path) -> None:
    with Image.open(file) as picture:
        few = picture.convert("RGB").quantize(64)
    few.save(file, optimize=True)


if __name__ == "__main__":
    main()
