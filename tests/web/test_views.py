"""The record over HTTP: files and nothing else, whatever address is asked."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def client(tmp_path: Path, settings: Any) -> Client:
    """A client of two small records, with a secret beside them."""
    settings.RECORDS = tmp_path / "record"
    for code in ("veen", "zand"):
        folder = tmp_path / "record" / code / "projecten"
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(f"projecten van {code}")
        (folder.parent / "index.html").write_text(f"welkom in {code}")
        (folder.parent / "404.html").write_text("is er niet")
        (folder.parent / "feed.atom").write_text("<feed/>")
    hosts = {"default": "veen", "hosts": {"zand.example": "zand"}}
    (tmp_path / "record" / "hosts.json").write_text(json.dumps(hosts))
    (tmp_path / "secret-key").write_text("geheim")
    return Client()


def text(client: Client, address: str, host: str = "elders.example") -> str:
    """Return what stands at an address."""
    return b"".join(client.get(address, headers={"host": host})).decode()


def test_the_host_name_chooses_the_deal(client: Client) -> None:
    """An unknown name shows the first deal; a port makes no difference."""
    assert text(client, "/") == "welkom in veen"
    assert text(client, "/projecten/", "zand.example") == "projecten van zand"
    assert text(client, "/", "ZAND.example:8000") == "welkom in zand"


@pytest.mark.parametrize(
    "address",
    [
        "/nergens",
        "/../secret-key",
        "/projecten/../../../secret-key",
        "//etc/passwd",
        "/%2e%2e/%2e%2e/secret-key",
        "/%00",
        f"/{'a' * 5000}",
        "/projecten/index.html/x",
        "/zand/",
        "/hosts.json",
    ],
)
def test_what_is_not_in_the_record_is_not_there(client: Client, address: str) -> None:
    """With the page that says so, and never with what stands beside the record."""
    answer = client.get(address)
    assert answer.status_code == 404
    assert b"".join(answer) == b"is er niet"


def test_a_folder_without_its_slash_leads_on(client: Client) -> None:
    """So that relative links on the page work."""
    answer = client.get("/projecten")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/projecten/")


def test_an_answer_can_be_asked_again_for_nothing(client: Client) -> None:
    """A browser that has the page gets no bytes; types and safety headers are right."""
    answer = client.get("/feed.atom")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    again = client.get("/feed.atom", headers={"if-none-match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert b"".join(answer) == b"<feed/>"


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_can_be_sent(client: Client, method: str) -> None:
    """The public side reads."""
    assert getattr(client, method)("/").status_code == 405


def test_before_anything_is_published_it_says_so(client: Client, tmp_path: Path, settings: Any) -> None:
    """Not an error page of a server."""
    settings.RECORDS = tmp_path / "leeg"
    answer = client.get("/")
    assert answer.status_code == 404
    assert "nog niets gepubliceerd" in answer.content.decode()
