"""Mail that people can trust: the office makes a list; somebody signs up, confirms, leaves, comes back, is erased."""

import re
import subprocess
import sys
import time
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from regiodeal.accounts.roles import RoleCode
from tests.installations import Installation
from tests.offices import ROOT, RunningOffice

Axe = Callable[[Page], list[dict[str, Any]]]
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "locale": "nl-NL"}
_LINK = re.compile(r"https?://[^/\s]+(/post/\S+)")


@pytest.fixture(scope="module")
def letter(chromium: Browser, office: RunningOffice) -> str:
    """A list that a secretary made; its code."""
    page = office.page(chromium, RoleCode.SECRETARY)
    page.goto(office.at("mail/lijsten/"))
    page.get_by_role("link", name="Nieuwe lijst").click()
    page.get_by_label("Naam", exact=True).fill("Nieuwsbrief voor de streek")
    page.get_by_label("Tekst bij de aanmelding").fill("Elk kwartaal een nieuwsbrief. Afmelden kan altijd.")
    page.get_by_label("Iedereen kan zich aanmelden").check()
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nieuwsbrief voor de streek")
    page.context.close()
    return "nieuwsbrief-voor-de-streek"


def link_in_last_mail(installation: Installation) -> str:
    """Return the address, on this host, in the mail that was written last."""
    files = sorted(Path(installation.home / "mail").iterdir(), key=lambda path: path.stat().st_mtime_ns)
    body = message_from_bytes(files[-1].read_bytes(), policy=policy.default).get_body(("plain",))
    assert body is not None
    match = _LINK.search(body.get_content())
    assert match
    return match[1]


def leave_link(installation: Installation, code: str) -> str:
    """Return the address with which the only subscriber leaves a list."""
    command = [sys.executable, "-m", "tests.journeys.leave_link", code]
    done = subprocess.run(
        command, cwd=ROOT, env=dict(installation.env), capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_reader_signs_up_confirms_leaves_and_comes_back(
    chromium: Browser, office: RunningOffice, letter: str, axe: Axe, scripts: bool
) -> None:
    """On a phone, with JavaScript or without, and without an account; nothing is left in the browser."""
    page = chromium.new_context(**PHONE, java_script_enabled=scripts).new_page()
    page.set_default_timeout(20_000)

    def see(title: str) -> None:
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        assert page.context.cookies() == []
        if scripts:  # axe is a script itself
            assert axe(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= 360")

    page.goto(f"{office.url}/post/")
    see("Aanmelden voor mail")
    page.get_by_label("E-mailadres").fill(f"lezer-{scripts}@krant.example")
    page.get_by_label("Nieuwsbrief voor de streek").check()
    time.sleep(2.1)  # nobody reads faster
    page.get_by_role("button", name="Aanmelden").click()
    see("Kijk in uw mail")

    page.goto(office.url + link_in_last_mail(office.installation))
    see("Aanmelding bevestigen")
    page.get_by_role("button", name="Ja, ik wil deze mail").click()
    see("U bent aangemeld")

    page.get_by_role("link", name="Uw voorkeuren bekijken").click()
    see("Uw voorkeuren")
    expect(page.get_by_label("Nieuwsbrief voor de streek")).to_be_checked()

    page.goto(office.url + leave_link(office.installation, letter))
    see("Afmelden voor deze mail")
    page.get_by_role("button", name="Meld mij af").click()
    see("U bent afgemeld")
    page.get_by_role("button", name="Afmelding ongedaan maken").click()
    see("U bent weer aangemeld")

    page.get_by_role("link", name="Uw voorkeuren bekijken").click()
    page.get_by_role("link", name="Alles wissen").click()
    see("Alles wissen?")
    page.get_by_role("button", name="Alles wissen").click()
    see("Alles is gewist")
    page.context.close()
    assert office.installation.run("verify").stdout


def test_the_office_takes_in_a_file_and_shows_a_person(
    chromium: Browser, office: RunningOffice, letter: str, axe: Axe, tmp_path: Path
) -> None:
    """What would happen is shown first, with each fault at its cell."""
    page = office.page(chromium, RoleCode.COMMUNICATIONS)
    file = tmp_path / "pers.csv"
    file.write_text("e-mailadres;grond\nredactie@krant.example;persrelatie\nbert;toestemming\n", encoding="utf-8")
    page.goto(office.at(f"mail/lijsten/lijst/{letter}/"))
    page.get_by_role("link", name="Bestand inlezen").click()
    assert axe(page) == []
    page.get_by_label("Bestand").set_input_files(file)
    page.get_by_role("button", name="Nakijken").click()
    expect(page.get_by_role("main")).to_contain_text("A3")
    assert axe(page) == []
    page.get_by_role("button", name="Alleen de goede rijen inlezen").click()
    expect(page.get_by_role("status").first).to_contain_text("1 adres")
    assert axe(page) == []
    page.get_by_role("link", name="redactie@krant.example").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("redactie@krant.example")
    expect(page.get_by_role("main")).to_contain_text("gerechtvaardigd belang")
    assert axe(page) == []
    page.context.close()
