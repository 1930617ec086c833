"""Take the pictures of the README again, from a record that `make demo` has built.

Usage: .venv/bin/python tools/pictures.py [var/demo/record/zuid-en-oost-drenthe]
"""

import shutil
import subprocess
import sys
import tempfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
MEETING = "besluitenlijsten/2021-06-04-stuurgroep"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Say nothing."""


def main(record: Path) -> None:
    """Serve the record for a moment, and take each picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(record.resolve())))
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or "chromium"
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        _page(browser, f"{address}/", "home", width=1200, height=1405)
        _page(browser, f"{address}/uitvoeringsprogramma/", "programme-narrow-dark", width=380, height=900, dark=True)
        browser.close()
    server.shutdown()
    _first_page_of(record / MEETING / "versie-1" / "besluitenlijst.pdf", "decision-list")


def _page(browser: Browser, address: str, name: str, *, width: int, height: int, dark: bool = False) -> None:
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", device_scale_factor=1
    )
    page.goto(address)
    page.screenshot(path=PICTURES / f"{name}.png")
    page.close()
    _shrink(PICTURES / f"{name}.png")


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
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "var/demo/record/zuid-en-oost-drenthe")
