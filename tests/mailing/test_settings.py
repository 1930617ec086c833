"""What an operator sets: the relay, the keys, the limits; and the worker that goes by it."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from regiodeal.common.errors import Refusal
from regiodeal.config.delivery import delivering
from regiodeal.mailing.relay import Folder, Relay
from tests import throwaway_relay
from tests.installations import Installation

ROOT = Path(__file__).resolve().parents[2]
_PREPARE = """
from datetime import UTC, datetime
from regiodeal.config.database import prepare
prepare()
from tests.factories.mailing import mailing_list, started
started(mailing_list("pers", *(f"p{number}@krant.example" for number in range(%d))), at=datetime.now(UTC))
"""
_STATES = """
import json
from regiodeal.config.database import prepare
prepare()
from regiodeal.mailing import queries
from regiodeal.mailing.models import Mailing
print(json.dumps(queries.progress(Mailing.objects.get())))
"""


def python(installation: Installation, code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=installation.env, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def states(installation: Installation) -> dict[str, int]:
    found: dict[str, int] = json.loads(python(installation, _STATES))
    return found


def use(installation: Installation, port: int, **more: str) -> None:
    installation.env = {
        **installation.env,
        "REGIODEAL_EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "REGIODEAL_EMAIL_FROM": "Pers <pers@regiodeal.example>",
        **more,
    }


def test_without_settings_mail_becomes_files_and_is_not_signed() -> None:
    found = delivering()
    assert isinstance(found.post, Folder)
    assert (found.lines, found.signers, found.per_domain) == (8, (), 0)


def test_the_relay_of_all_mail_is_that_of_mailings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGIODEAL_EMAIL_URL", "smtp://bureau:geheim@mail.example.nl")
    monkeypatch.setenv("REGIODEAL_EMAIL_FROM", "Regio Deal <pers@example.nl>")
    found = delivering().post
    assert isinstance(found, Relay)
    assert (found.host, found.port, found.user, found.starttls) == ("mail.example.nl", 587, "bureau", True)
    assert found.sender == "pers@example.nl"
    monkeypatch.setenv("REGIODEAL_RETURN_ADDRESS", "retour@example.nl")
    again = delivering().post
    assert isinstance(again, Relay)
    assert again.sender == "retour@example.nl"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("REGIODEAL_MAIL_LINES", "0", "from 1 to 64"),
        ("REGIODEAL_MAIL_LINES", "veel", "from 1 to 64"),
        ("REGIODEAL_MAIL_PER_DOMAIN", "-1", "whole number"),
        ("REGIODEAL_RETURN_ADDRESS", "retour", "without accents"),
        ("REGIODEAL_RETURN_ADDRESS", "rétour@example.nl", "without accents"),
        ("REGIODEAL_DKIM", "sleutel.pem", "write a key as"),
        ("REGIODEAL_DKIM", "a._domainkey.example.nl=/is/er/niet.pem", "cannot be read"),
        ("REGIODEAL_DKIM", f"a._domainkey.example.nl={__file__}", "cannot sign mail"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(Refusal, match=words):
        delivering()


@pytest.mark.parametrize("kind", [[], ["--rsa"]])
def test_a_key_that_the_command_makes_signs_what_the_worker_sends(
    installation: Installation, tmp_path: Path, kind: list[str]
) -> None:
    file = tmp_path / "mail.pem"
    told = installation.run("mail", "key", "2026a._domainkey.regiodeal.example", file, *kind).stdout
    assert f"k={'rsa' if kind else 'ed25519'};" in told
    assert file.stat().st_mode & 0o777 == 0o600
    assert "never takes the place" in installation.run("mail", "key", "2026a._domainkey.a.nl", file, check=False).stderr
    python(installation, _PREPARE % 5)
    with throwaway_relay.running() as relay:
        use(installation, relay.port, REGIODEAL_DKIM=told.strip().rpartition("REGIODEAL_DKIM=")[2])
        assert "5 messages delivered" in installation.run("worker", "--once").stdout
    assert len(relay.taken) == 5
    assert "s=2026a;" in str(relay.mail("p0@krant.example")["DKIM-Signature"])


def test_a_worker_that_is_stopped_finishes_what_it_has_begun(installation: Installation) -> None:
    python(installation, _PREPARE % 2000)
    with throwaway_relay.running() as relay:
        use(installation, relay.port)
        worker = installation.popen("worker", "--poll", "0.1")
        until = time.monotonic() + 30
        while len(relay.taken) < 100 and time.monotonic() < until:
            time.sleep(0.005)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(30) == 0
        found = states(installation)
        assert set(found) <= {"sent", "waiting"}, "nothing is in doubt"
        assert found["sent"] == len(relay.taken)
        assert "messages delivered" in installation.run("worker", "--once").stdout
    assert set(relay.times.values()) == {1}
    assert len(relay.taken) == 2000
