"""Mail settings, and a mail through a real server on this machine."""

import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from regiodeal.common.errors import Refusal
from regiodeal.config.mail import mail_settings
from tests.installations import Installation, free_port

URL, SENDER = "REGIODEAL_EMAIL_URL", "REGIODEAL_EMAIL_FROM"


def test_without_a_server_mail_becomes_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that nothing is sent by accident."""
    monkeypatch.delenv(URL, raising=False)
    assert mail_settings().backend.endswith("filebased.EmailBackend")


@pytest.mark.parametrize(
    ("url", "port", "ssl", "starttls"),
    [
        ("smtp://relay.example", 25, False, False),
        ("smtp://relay.example:2525/", 2525, False, False),
        ("smtp://jo:geheim@mail.example", 587, False, True),
        ("smtps://jo:ge%3Aheim@mail.example", 465, True, False),
    ],
)
def test_the_address_says_how(monkeypatch: pytest.MonkeyPatch, url: str, port: int, ssl: bool, starttls: bool) -> None:
    """A password never goes over the line in the clear."""
    monkeypatch.setenv(URL, url)
    monkeypatch.setenv(SENDER, "Bureau <bureau@example.nl>")
    mail = mail_settings()
    assert (mail.port, mail.ssl, mail.starttls) == (port, ssl, starttls)
    assert mail.sender == "Bureau <bureau@example.nl>"
    if "%3A" in url:
        assert mail.password == "ge:heim"


@pytest.mark.parametrize(
    ("url", "sender"),
    [
        ("mail.example", "a@b.nl"),
        ("http://mail.example", "a@b.nl"),
        ("smtp://", "a@b.nl"),
        ("smtp://mail.example:0", "a@b.nl"),
        ("smtp://mail.example:99999", "a@b.nl"),
        ("smtp://mail.example:vijf", "a@b.nl"),
        ("smtps://geheim@mail.example", "a@b.nl"),
        ("smtps://:geheim@mail.example", "a@b.nl"),
        ("smtp://mail.example/pad", "a@b.nl"),
        ("smtp://mail.example?tls=geheim", "a@b.nl"),
        ("smtp://[mail.example", "a@b.nl"),
        ("smtp://mail.example", ""),
        ("smtp://mail.example", "bureau"),
    ],
)
def test_what_cannot_be_used_is_refused_without_the_password(
    monkeypatch: pytest.MonkeyPatch, url: str, sender: str
) -> None:
    """With the name of the setting."""
    monkeypatch.setenv(URL, url)
    monkeypatch.setenv(SENDER, sender)
    with pytest.raises(Refusal, match="REGIODEAL_EMAIL") as refusal:
        mail_settings()
    assert "geheim" not in str(refusal.value)


class _Session(socketserver.StreamRequestHandler):
    """As much of SMTP as a client needs to hand over a mail."""

    letters: ClassVar[list[str]] = []

    def handle(self) -> None:
        """Say yes to all, and keep the letter."""
        self._say("220 here")
        while line := self.rfile.readline():
            verb = line[:4].upper().strip()
            if verb == b"DATA":
                self._say("354 go on")
                self.letters.append(b"".join(iter(self.rfile.readline, b".\r\n")).decode())
            self._say("221 bye" if verb == b"QUIT" else "250 fine")
            if verb == b"QUIT":
                return

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def server() -> Iterator[int]:
    """A mail server on this machine; gives its port."""
    _Session.letters.clear()
    with socketserver.TCPServer(("127.0.0.1", 0), _Session) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield int(listening.server_address[1])
        listening.shutdown()
        thread.join()


_SEND = """
import django; django.setup()
from datetime import UTC, datetime
from regiodeal.accounts.models import Invitation
from regiodeal.programme.models import Deal
from regiodeal.office.account.mail import send_invitation
at = datetime(2026, 11, 23, 12, tzinfo=UTC)
invitation = Invitation(email="nina@example.nl", name="Nina", role="reader", invited_by="Bert", expires_at=at)
print(send_invitation(invitation, Deal(name="Regio Deal Veenstreek"), "https://kantoor.example/link"))
"""


def _send(installation: Installation, **env: str) -> str:

    done = subprocess.run(
        [sys.executable, "-c", _SEND],
        env={**installation.env, "DJANGO_SETTINGS_MODULE": "regiodeal.config.settings", **env},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.strip()


def test_an_invitation_reaches_a_real_server(installation: Installation, server: int) -> None:
    """With the link, the sender that was set, and a subject that names the deal."""
    told = _send(installation, **{URL: f"smtp://127.0.0.1:{server}", SENDER: "bureau@example.nl"})
    assert told == "True"
    (letter,) = _Session.letters
    assert "From: bureau@example.nl" in letter
    assert "To: nina@example.nl" in letter
    assert "Subject: Uitnodiging voor Regio Deal Veenstreek" in letter
    assert "https://kantoor.example/link" in letter


def test_a_server_that_is_not_there_breaks_nothing(installation: Installation) -> None:
    """The screen then asks to hand over the link."""
    told = _send(installation, **{URL: f"smtp://127.0.0.1:{free_port()}", SENDER: "bureau@example.nl"})
    assert told == "False"


def test_files_hold_the_mail_where_there_is_no_server(installation: Installation) -> None:
    """In the data home, one file a mail."""
    assert _send(installation) == "True"
    (file,) = (Path(installation.home) / "mail").iterdir()
    assert "https://kantoor.example/link" in file.read_text()


def test_a_wrong_setting_is_said_at_once(installation: Installation, monkeypatch: Any) -> None:
    """On the command line, without a traceback."""
    installation.env = {**installation.env, URL: "mail.example"}
    done = installation.run("user", "list", check=False)
    assert done.returncode == 2
    assert URL in done.stderr
    assert "Traceback" not in done.stderr
