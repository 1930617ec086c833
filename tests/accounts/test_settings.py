"""Identity providers and proxies, by settings alone."""

import json
from typing import Any

import pytest

from regiodeal.common.errors import Refusal
from regiodeal.config.sign_in import identity_providers, origins, proxies

NAME = "REGIODEAL_IDENTITY_PROVIDERS"
GOOD = {
    "id": "emmen",
    "name": "Gemeente Emmen",
    "issuer": "https://id.emmen.example/realm",
    "client_id": "a",
    "secret": "b",
}


def test_a_provider_is_what_allauth_wants(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its origin, and those that it names, for the policy of the page."""
    one = {**GOOD, "also": ["https://login.example/x"], "domains": ["Emmen.NL"]}
    monkeypatch.setenv(NAME, json.dumps([one]))
    (provider,) = identity_providers()
    assert provider["provider_id"] == "emmen"
    assert provider["settings"] == {"server_url": GOOD["issuer"], "domains": ["emmen.nl"]}
    assert origins() == ["https://id.emmen.example", "https://login.example"]


@pytest.mark.parametrize("written", ["", "[]", "   "])
def test_there_need_be_none(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    """Then the sign-in page has no button for it."""
    monkeypatch.setenv(NAME, written)
    assert (identity_providers(), origins()) == ([], [])


@pytest.mark.parametrize(
    "written",
    [
        "geen json",
        "{}",
        "3",
        "[1]",
        [{**GOOD, "meer": "x"}],
        [{key: value for key, value in GOOD.items() if key != "secret"}],
        [{**GOOD, "secret": ""}],
        [{**GOOD, "issuer": 3}],
        [{**GOOD, "issuer": "emmen.example"}],
        [{**GOOD, "also": "https://x.example"}],
        [{**GOOD, "domains": [""]}],
        [{**GOOD, "id": "Gemeente Emmen"}],
        [GOOD, GOOD],
    ],
)
def test_anything_else_is_refused(monkeypatch: pytest.MonkeyPatch, written: Any) -> None:
    """With the name of the setting, and an example."""
    monkeypatch.setenv(NAME, written if isinstance(written, str) else json.dumps(written))
    with pytest.raises(Refusal, match=NAME):
        identity_providers()


@pytest.mark.parametrize(("written", "number"), [("0", 0), ("2", 2)])
def test_proxies_are_a_number(monkeypatch: pytest.MonkeyPatch, written: str, number: int) -> None:
    """None by default."""
    monkeypatch.setenv("REGIODEAL_PROXIES", written)
    assert proxies() == number


@pytest.mark.parametrize("written", ["een", "-1", "1.5", "²"])
def test_other_proxies_are_refused(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    """A wrong number would let a visitor choose the address that is counted."""
    monkeypatch.setenv("REGIODEAL_PROXIES", written)
    with pytest.raises(Refusal, match="REGIODEAL_PROXIES"):
        proxies()
