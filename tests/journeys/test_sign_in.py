"""Signing in, in a real browser: second factor, passkey, a real OpenID Connect provider, and work that waits."""

import base64
import hmac
import json
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from regiodeal.accounts.roles import RoleCode
from tests.installations import Installation, free_port
from tests.offices import DEAL, RunningOffice

Axe = Callable[[Page], list[dict[str, Any]]]
ACCOUNT = "/kantoor/account"
_PATIENCE = 60_000  # milliseconds
expect.set_options(timeout=_PATIENCE)


def code(secret: str, ahead: int = 0) -> str:
    """Return the code that an app shows, by RFC 6238; `ahead` counts the half minutes from now."""
    counter = struct.pack(">Q", int(time.time()) // 30 + ahead)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    (number,) = struct.unpack_from(">I", digest, digest[-1] & 15)
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06d}"


def address_of(role: RoleCode) -> str:
    """Return the address of the demo person with this role."""
    return f"{role.label.replace(' ', '-')}@demo.example"


def wait_for(address: str) -> None:
    """Wait until something is served, as long as a busy machine needs."""
    deadline = time.monotonic() + _PATIENCE / 1000
    while True:
        with suppress(httpx.TransportError):
            httpx.get(address, timeout=_PATIENCE / 1000).raise_for_status()
            return
        assert time.monotonic() < deadline, f"nothing is served at {address}"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """A real OpenID Connect provider on this machine, in a process of its own."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_for(f"http://localhost:{port}/")
    yield f"http://localhost:{port}"
    process.terminate()
    process.wait()


@pytest.fixture(scope="module")
def office(
    new_installation: Callable[[Installation], Installation], example: Installation, provider: str
) -> Iterator[RunningOffice]:
    """The example deal, where a second factor is required and a provider of an organisation is known."""
    known = {"id": "emmen", "name": "Gemeente Emmen", "issuer": provider, "client_id": "kantoor", "secret": "geheim"}
    installation = new_installation(example)
    installation.env = {
        **installation.env,
        "REGIODEAL_SECOND_FACTOR": "required",
        "REGIODEAL_IDENTITY_PROVIDERS": json.dumps([known]),
    }
    port = free_port()
    process = installation.popen("demo", "--port", str(port))
    wait_for(f"http://127.0.0.1:{port}/healthz")
    password = (installation.home / "demo-password").read_text(encoding="ascii")
    yield RunningOffice(installation, f"http://localhost:{port}", password)  # a passkey needs a name, not a number
    process.terminate()
    process.wait()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A browser that has been nowhere, and notes what it complains about."""
    context = chromium.new_context(locale="nl-NL")
    page = context.new_page()
    page.set_default_timeout(_PATIENCE)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    policy = [text for text in complaints if "Content Security Policy" in text or "Error" in text]
    assert policy == []


def run(office: RunningOffice, code: str) -> str:
    """Run Python in the installation, with Django set up."""
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        env={**office.installation.env, "DJANGO_SETTINGS_MODULE": "regiodeal.config.settings"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def give_an_app(office: RunningOffice, role: RoleCode) -> str:
    """Set up an app with codes for a demo person, as if that happened long ago; return its secret."""
    return run(
        office,
        "from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret\n"
        "from regiodeal.accounts.models import User\n"
        "secret = generate_totp_secret()\n"
        f"TOTP.activate(User.objects.get(email={address_of(role)!r}), secret)\n"
        "print(secret)",
    )


def end_all_sessions(office: RunningOffice) -> None:
    """Let every session end, as if the night had passed."""
    run(office, "from django.contrib.sessions.models import Session; Session.objects.all().delete()")


def fill_in_password(page: Page, office: RunningOffice, role: RoleCode) -> None:
    """Fill in and send the sign-in form that is on the screen."""
    page.get_by_label("E-mailadres").fill(address_of(role))
    page.get_by_label("Wachtwoord").fill(office.password)
    page.get_by_role("button", name="Aanmelden", exact=True).click()


def test_the_first_time_one_sets_up_an_app_by_keyboard_alone(page: Page, office: RunningOffice, axe: Axe) -> None:
    """Given an account without a second factor, nothing opens before there is one; then everything does."""
    page.goto(office.at("mensen/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden")
    assert axe(page) == []

    page.locator("#id_login").focus()
    page.keyboard.type(address_of(RoleCode.ADMINISTRATOR))
    page.keyboard.press("Tab")
    page.keyboard.type(office.password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tweede factor")
    expect(page.get_by_text("Stel eerst een tweede factor in")).to_be_visible()
    assert axe(page) == []
    page.goto(office.at("mensen/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Tweede factor")

    _tab_to(page, "App instellen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("App met codes instellen")
    assert axe(page) == []
    secret = page.get_by_label("Sleutel, als scannen niet lukt").input_value()
    page.get_by_label("Code", exact=True).focus()
    page.keyboard.type(code(secret, ahead=-1))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Herstelcodes")
    assert len(page.get_by_label("Codes die nog werken").input_value().split()) == 10
    assert axe(page) == []
    _tab_to(page, "Bewaard; verder naar het kantoor")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/kantoor/{DEAL}/")

    _tab_to(page, "Afmelden")
    page.keyboard.press("Enter")
    expect(page.get_by_text("U bent afgemeld.")).to_be_visible()
    page.locator("#id_login").focus()
    page.keyboard.type(address_of(RoleCode.ADMINISTRATOR))
    page.keyboard.press("Tab")
    page.keyboard.type(office.password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nog één stap")
    assert axe(page) == []
    page.locator("#id_code").focus()
    page.keyboard.type("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Deze code klopt niet").first).to_be_visible()
    page.locator("#id_code").fill("")
    page.locator("#id_code").focus()
    page.keyboard.type(code(secret))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/kantoor/{DEAL}/")


def test_a_passkey_opens_the_office_without_a_password(page: Page, office: RunningOffice, axe: Axe) -> None:
    """Given an account without a second factor, a passkey is one, and signs in by itself afterwards."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    page.goto(office.at())
    fill_in_password(page, office, RoleCode.READER)
    page.get_by_role("link", name="Passkey toevoegen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Passkey toevoegen")
    assert axe(page) == []
    page.get_by_label("Naam van deze sleutel").fill("Laptop van het werk")
    page.get_by_role("button", name="Toevoegen").click()
    page.get_by_role("link", name="Bewaard; verder naar het kantoor").click()
    page.wait_for_url(f"**/kantoor/{DEAL}/")
    page.goto(f"{office.url}{ACCOUNT}/2fa/webauthn/")
    expect(page.get_by_role("row", name="Laptop van het werk")).to_contain_text("ja")
    assert axe(page) == []

    page.get_by_role("button", name="Afmelden").click()
    page.get_by_role("button", name="Aanmelden met een passkey").click()
    page.wait_for_url(f"**/kantoor/{DEAL}/")
    expect(page.get_by_role("link", name="Loes Lezer")).to_be_visible()


def test_an_account_of_the_organisation_is_enough(page: Page, office: RunningOffice, provider: str) -> None:
    """Given an address that the provider verified, the office opens; anything else gets a page that says why."""
    people = {
        "bekend": {"email": address_of(RoleCode.CONTROLLER), "email_verified": True},
        "onbekend": {"email": "vreemde@emmen.example", "email_verified": True},
        "ongecontroleerd": {"email": address_of(RoleCode.SECRETARY), "email_verified": False},
        "tekst": {"email": address_of(RoleCode.SECRETARY), "email_verified": "false"},
        "zonder": {},
    }
    for sub, claims in people.items():
        httpx.put(f"{provider}/users/{sub}", json=claims).raise_for_status()

    def sign_in(sub: str) -> None:
        page.goto(office.at())
        page.get_by_role("button", name="Aanmelden met Gemeente Emmen").click()
        page.locator("input[name=sub]").fill(sub)
        page.get_by_role("button", name="Authorize").click()

    for sub, said in {
        "onbekend": "geen account voor vreemde@emmen.example",
        "ongecontroleerd": "geeft niet aan dat programmasecretaris@demo.example is gecontroleerd",
        "tekst": "geeft niet aan dat programmasecretaris@demo.example is gecontroleerd",
        "zonder": "gaf geen e-mailadres door",
    }.items():
        sign_in(sub)
        expect(page.get_by_role("heading", level=1)).to_have_text("U kunt hiermee niet aanmelden")
        expect(page.get_by_role("main")).to_contain_text(said)
        page.goto(office.at())
        expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden")
    accounts = run(office, "from regiodeal.accounts.models import User; print(User.objects.count())")
    sign_in("bekend")
    page.wait_for_url(f"**/kantoor/{DEAL}/")
    expect(page.get_by_role("link", name="Coen Controller")).to_be_visible()
    after = run(office, "from regiodeal.accounts.models import User; print(User.objects.count())")
    assert after == accounts == str(len(RoleCode))
    password = f"User.objects.get(email={address_of(RoleCode.CONTROLLER)!r}).check_password({office.password!r})"
    assert run(office, f"from regiodeal.accounts.models import User; print({password})") == "True"


def test_who_says_no_at_the_provider_is_told(page: Page, office: RunningOffice) -> None:
    """And can try again, or in another way; this provider does not say back to which attempt its no belongs."""
    page.goto(office.at())
    page.get_by_role("button", name="Aanmelden met Gemeente Emmen").click()
    page.get_by_role("button", name="Deny").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden lukte niet")
    page.get_by_role("link", name="Terug naar aanmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden")


@pytest.mark.parametrize(("role", "scripts"), [(RoleCode.STEERING_MEMBER, True), (RoleCode.PROJECT_LEADER, False)])
def test_what_was_typed_survives_the_end_of_a_session(
    chromium: Browser, office: RunningOffice, axe: Axe, role: RoleCode, scripts: bool
) -> None:
    """Given a form filled in before the night and sent after it, signing in brings it back, and sending stores it."""
    guest, secret = f"gast-{scripts}@example.nl".lower(), give_an_app(office, role)
    run(
        office,
        "from regiodeal.accounts.models import Membership, User\n"
        f"user = User.objects.get(email={address_of(role)!r})\n"
        f"Membership.objects.get_or_create(user=user, scope={DEAL!r}, role='administrator')",
    )
    page = chromium.new_context(
        locale="nl-NL", java_script_enabled=scripts, viewport={"width": 360, "height": 740}
    ).new_page()
    page.set_default_timeout(_PATIENCE)
    page.goto(office.at("mensen/uitnodigen/"))
    _with_app(page, office, role, secret, ahead=-1)
    page.get_by_label("E-mailadres").fill(guest)
    page.get_by_label("Naam").fill("Gerda\u00a0Gast & “zoon”")
    page.get_by_label("Lezer: leest het register").check()
    end_all_sessions(office)
    page.get_by_role("button", name="Uitnodigen").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden")
    expect(page.get_by_text("Wat u had ingevuld is bewaard")).to_be_visible()
    _with_app(page, office, role, secret)
    expect(page.get_by_role("heading", level=1)).to_have_text("Verder waar u was")
    if scripts:
        assert axe(page) == []
    expect(page.get_by_role("main")).to_contain_text(guest)
    expect(page.get_by_role("main")).to_contain_text("Lezer: leest het register")
    expect(page.get_by_role("main")).not_to_contain_text("csrf")
    page.get_by_role("button", name="Alsnog versturen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{guest} is uitgenodigd")
    page.goto(f"{office.url}{ACCOUNT}/verder/")
    page.wait_for_url(f"**/kantoor/{DEAL}/")
    page.goto(office.at("mensen/"))
    expect(page.get_by_role("main")).to_contain_text(guest)
    page.context.close()


def test_another_person_does_not_see_what_was_typed(page: Page, office: RunningOffice) -> None:
    """Given a browser that two people share, the second starts on the start page."""
    first, second = give_an_app(office, RoleCode.SECRETARY), give_an_app(office, RoleCode.COMMUNICATIONS)
    page.goto(f"{office.url}{ACCOUNT}/profiel/")
    _with_app(page, office, RoleCode.SECRETARY, first)
    page.get_by_label("Naam").fill("Geheime Naam")
    end_all_sessions(office)
    page.get_by_role("button", name="Naam opslaan").click()
    _with_app(page, office, RoleCode.COMMUNICATIONS, second)
    page.wait_for_url(f"**/kantoor/{DEAL}/")
    page.goto(f"{office.url}{ACCOUNT}/verder/")
    expect(page.get_by_role("main")).not_to_contain_text("Geheime Naam")
    page.goto(f"{office.url}{ACCOUNT}/profiel/")
    expect(page.get_by_label("Naam")).to_have_value("Carla Communicatie")


def _with_app(page: Page, office: RunningOffice, role: RoleCode, secret: str, ahead: int = 0) -> None:
    fill_in_password(page, office, role)
    page.get_by_label("Code", exact=True).fill(code(secret, ahead))
    page.get_by_role("button", name="Aanmelden", exact=True).click()


def _tab_to(page: Page, text: str) -> None:
    page.evaluate("document.activeElement && document.activeElement.blur()")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(":focus").count() and page.locator(":focus").inner_text().strip() == text:
            return
    raise AssertionError(f"the keyboard does not reach {text!r}")
