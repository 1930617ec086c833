"""The office for tests: clients that are signed in with a role, and a real server with a real browser."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.test import Client
from playwright.sync_api import Browser, Page

from regiodeal.accounts.actions import users
from regiodeal.accounts.models import User
from regiodeal.accounts.roles import RoleCode
from regiodeal.programme.models import Deal
from tests.factories.programme import AT
from tests.installations import Installation, fetch, free_port

ROOT = Path(__file__).resolve().parents[1]
DEAL = "zuid-en-oost-drenthe"
"""The code of the deal in a running office: the example."""


def somebody(deal: Deal, *roles: RoleCode, name: str = "") -> User:
    """Give a person with these roles in a deal."""
    label = "-".join(roles) or "nobody"
    return users.enrol(
        email=f"{label}-{name or deal.code}@example.nl".replace(" ", "-"),
        name=name or f"Jo {label.title()}",
        password=None,
        scope=deal.code,
        roles=roles,
        at=AT,
    )


def signed_in(user: User) -> Client:
    """Give a client that is signed in as this person, who used a second factor."""
    client = Client()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0}]
    session.save()
    return client


def at_desk(deal: Deal, *roles: RoleCode, name: str = "") -> Client:
    """Give a client of somebody with these roles in a deal."""
    return signed_in(somebody(deal, *roles, name=name))


@dataclass(frozen=True)
class RunningOffice:
    """The example deal with its demo accounts, served by a process of its own."""

    installation: Installation
    url: str
    password: str

    def at(self, address: str = "") -> str:
        """Return the full address of a screen of the deal, such as `vergaderingen/`."""
        return f"{self.url}/kantoor/{DEAL}/{address}"

    def page(self, browser: Browser, role: RoleCode, **context: Any) -> Page:
        """Give a page in a browser of its own, signed in through the sign-in page as the demo person with a role.

        `context` goes to Playwright: `viewport`, `java_script_enabled`, `color_scheme`.
        """
        page = browser.new_context(**{"locale": "nl-NL", **context}).new_page()
        page.set_default_timeout(20_000)
        page.goto(f"{self.url}/kantoor/account/login/")
        page.fill("input[name=login]", f"{role.label.replace(' ', '-')}@demo.example")
        page.fill("input[name=password]", self.password)
        page.click("main form button[type=submit]")
        page.wait_for_url(re.compile(rf"/kantoor/{DEAL}/"))
        return page

    def prepared(self, name: str, *asked: str) -> str:
        """Convene a meeting with an item for each `CODE=EUROS` (see tests.journeys.prepared); return its address."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.journeys.prepared", name, *asked],
            cwd=ROOT,
            env=dict(self.installation.env),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return self.at(f"vergaderingen/{done.stdout.strip()}/")


@contextmanager
def running_office(installation: Installation) -> Iterator[RunningOffice]:
    """Serve the example deal from an installation, and stop afterwards."""
    port = free_port()
    process = installation.popen("demo", "--port", str(port))
    try:
        fetch(port, "/healthz", seconds=90)
        password = (installation.home / "demo-password").read_text(encoding="ascii")
        yield RunningOffice(installation, f"http://127.0.0.1:{port}", password)
    finally:
        process.terminate()
        process.wait()
