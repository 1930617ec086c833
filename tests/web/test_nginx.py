"""The record from nginx, with the configuration that we print, beside the record from our own process."""

import gzip
import http.client
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from regiodeal.web.public import copies, nginx
from regiodeal.web.public.nginx import OFFICE_AWAY, Site
from tests import throwaway_nginx
from tests.conftest import ROOT
from tests.installations import fetch, free_port
from tests.web.records import Answer, fill, lay_out

_COMMAND = [sys.executable, "-m", "regiodeal.config.cli"]
_OF_THE_SERVER = {"date", "server", "connection", "keep-alive", "transfer-encoding"}
_OF_THE_BODY = {"content-type", "content-length"}
_WITHOUT_BODY = {301, 416}
"""Statuses for which each server has a few words of its own."""


@dataclass(frozen=True)
class Served:
    """The same records, from nginx and from our own process, by their ports."""

    records: Path
    nginx: int
    own: int
    process: "subprocess.Popen[bytes]"

    def both(self, address: str, **asked: str) -> tuple[Answer, Answer]:
        """Ask both the same."""
        return ask(self.nginx, address, **asked), ask(self.own, address, **asked)


def ask(port: int, address: str, method: str = "GET", host: str = "elders.example", **headers: str) -> Answer:
    """Ask for an address exactly as it is written."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        line.putrequest(method, address, skip_host=True, skip_accept_encoding=True)
        line.putheader("Host", host)
        for name, value in headers.items():
            line.putheader(name.replace("_", "-"), value)
        line.endheaders()
        answer = line.getresponse()
        body = answer.read()
    finally:
        line.close()
    names = [name.lower() for name, _ in answer.getheaders()]
    assert len(names) == len(set(names)), f"said twice: {names}"
    said = {name.lower(): value for name, value in answer.getheaders() if name.lower() not in _OF_THE_SERVER}
    return Answer(answer.status, said, body)


@contextmanager
def _serving(folder: Path, *more: str) -> Iterator[Served]:
    """Serve two records in a home whose database cannot be reached; `more` is asked of the configuration."""
    records = folder / "home" / "record"
    records.mkdir(parents=True)
    lay_out(records)
    (folder / "home" / "secret-key").write_text("geheim")
    env = {name: value for name, value in os.environ.items() if not name.startswith(("REGIODEAL_", "DJANGO_"))}
    env |= {"REGIODEAL_HOME": str(folder / "home"), "REGIODEAL_DATABASE_URL": "postgresql://127.0.0.1:1/nergens"}
    own, port = free_port(), free_port()
    options = ["--listen", f"127.0.0.1:{port}", "--application", f"127.0.0.1:{own}"]
    printed = subprocess.run(
        [*_COMMAND, "nginx", *options, *more],
        env=env, check=True, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    serve = [*_COMMAND, "serve", "--port", str(own), "--no-worker"]
    process = subprocess.Popen(serve, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with throwaway_nginx.running(folder, printed.stdout):
            fetch(own, "/healthz")
            yield Served(records, port, own, process)
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Records that nobody changes, with the twins of brotli too, where nginx has the module for it."""
    more = ["--brotli"] if throwaway_nginx.brotli() else []
    with _serving(tmp_path_factory.mktemp("nginx"), *more) as found:
        yield found


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Records that a test may change."""
    with _serving(tmp_path_factory.mktemp("nginx")) as found:
        yield found


_ADDRESSES = [
    "/", "/index.html", "/en/", "/projecten/", "/projecten", "/projecten?q=1", "/zoeken/", "/feed.atom",
    "/data/projecten.csv", "/data/overig.xyz", "/assets/record.css", "/assets/record.0123456789abcdef.css",
    "/.well-known/security.txt", "/.verborgen", "/nergens", "/en/nergens", "/en", "/data/", "/404.html",
    "/index.html/x", "/feed.atom/", "/hosts.json", "/.veen-generations/1/", "/zand/", "/index.html.gz", "/?vraag=ja",
]  # fmt: skip


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("address", _ADDRESSES)
def test_both_answer_the_same(served: Served, address: str, method: str) -> None:
    """Status, headers and content."""
    _are_the_same(*served.both(address, method=method))


@pytest.mark.parametrize(
    "headers",
    [
        {"accept_encoding": "gzip"},
        {"accept_encoding": "gzip;q=0"},
        {"accept_encoding": "identity"},
        {"accept_encoding": "gzip", "via": "1.1 een.cdn"},
        {"if_none_match": '"anders"'},
        {"if_none_match": "*"},
        {"if_modified_since": "Fri, 01 Jan 2199 00:00:00 GMT"},
        {"if_modified_since": "Fri, 01 Jan 1999 00:00:00 GMT"},
        {"if_modified_since": "gisteren"},
        {"range": "bytes=0-2"},
        {"range": "bytes=3-"},
        {"range": "bytes=-3"},
        {"range": "bytes=2-99999"},
        {"range": "bytes=99999-"},
        {"range": "bytes=0-1,3-4"},
        {"range": "regels=1-2"},
        {"range": "bytes=0-2", "if_range": '"anders"'},
        {"range": "bytes=0-2", "accept_encoding": "gzip"},
        {"cookie": "taal=en"},
        {"origin": "https://elders.example"},
        {"host": "zand.example"},
        {"host": "ZAND.EXAMPLE.:80"},
    ],
)
@pytest.mark.parametrize("address", ["/", "/feed.atom", "/projecten/", "/nergens"])
def test_both_listen_to_what_is_asked(served: Served, address: str, headers: dict[str, str]) -> None:
    _are_the_same(*served.both(address, **headers))


def test_both_know_their_own_tags_and_those_of_the_other(served: Served) -> None:
    """So that they can stand beside each other behind one name."""
    for coding in ("gzip", "identity"):
        first, second = served.both("/", accept_encoding=coding)
        assert first.headers["etag"] == second.headers["etag"]
        for tags in (first.headers["etag"], f'"een", W/{first.headers["etag"]}'):
            again = served.both("/", accept_encoding=coding, if_none_match=tags)
            _are_the_same(*again)
            assert {answer.status for answer in again} == {304}
    part = served.both("/feed.atom", range="bytes=1-2", if_range=served.both("/feed.atom")[0].headers["etag"])
    _are_the_same(*part)
    assert part[0].status == 206


def test_nginx_sends_the_twins(served: Served) -> None:
    """That of brotli too, where it has the module for it."""
    answer = ask(served.nginx, "/", accept_encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert b"welkom in veen" in gzip.decompress(answer.body)
    if throwaway_nginx.brotli():
        both = served.both("/", accept_encoding="gzip, br")
        assert both[0].headers["content-encoding"] == "br"
        _are_the_same(*both)


@pytest.mark.parametrize(
    "address",
    [
        "/../secret-key", "/%2e%2e/%2e%2e/secret-key", "/projecten/../../../secret-key", "/%2e%2e%2fsecret-key",
        "//etc/passwd", "/..%5csecret-key", "/%00", "/%ff%fe", f"/{'a' * 5000}", f"/{'a/' * 3000}",
    ],
)  # fmt: skip
def test_no_address_leads_out_of_the_record(served: Served, address: str) -> None:
    """Each may refuse in its own way."""
    for answer in served.both(address):
        assert 400 <= answer.status < 500
        assert b"geheim" not in answer.body


def test_no_link_leads_out_of_the_record(changing: Served) -> None:
    (changing.records / "veen" / "link.txt").symlink_to(changing.records.parent / "secret-key")
    (changing.records / "veen" / "map").symlink_to(changing.records / "zand")
    for address in ("/link.txt", "/map/", "/map/index.html"):
        for answer in changing.both(address):
            assert answer.status in {403, 404}, address
            assert not {b"geheim", b"zand"} & set(answer.body.split())


def test_a_new_generation_is_seen_within_a_second(changing: Served) -> None:
    """By both, without a restart, and so is a file that is replaced within it."""
    for answer in changing.both("/feed.atom"):
        assert answer.text == "<feed/>"
    fresh = changing.records / ".veen-generations" / "2"
    fill(fresh, "veen")
    (fresh / "feed.atom").write_text("<nieuw/>")
    waiting = changing.records / "next"
    waiting.symlink_to(fresh.relative_to(changing.records))
    waiting.replace(changing.records / "veen")
    _until_both_say(changing, "<nieuw/>")
    draft = changing.records / "draft"
    draft.write_text("<nieuwer/>")
    draft.replace(fresh / "feed.atom")
    _until_both_say(changing, "<nieuwer/>")


def test_the_office_is_asked_through_nginx(served: Served) -> None:
    """It says what is said about itself; the record says nothing about it."""
    direct = fetch(served.own, "/healthz")
    through = ask(served.nginx, "/healthz")
    assert (through.status, through.text) == (direct[0], direct[2]) == (200, "ok\n")
    assert through.headers["content-security-policy"] == direct[1]["Content-Security-Policy"]
    assert "cross-origin-resource-policy" not in through.headers
    assert ask(served.nginx, "/static/regiodeal/favicon.svg").headers["content-type"] == "image/svg+xml"


def test_slow_readers_of_large_files_leave_room_for_pages(changing: Served) -> None:
    """Our own process has few threads, and each large file holds one for as long as its reader takes."""
    (changing.records / "veen" / "groot.bin").write_bytes(bytes(copies.LARGEST * 10))
    lines = [http.client.HTTPConnection("127.0.0.1", changing.own, timeout=10) for _ in range(40)]
    try:
        for line in lines:
            line.request("GET", "/groot.bin")
        statuses = {line.getresponse().status for line in lines}
        assert statuses == {200, 503}
        for _ in range(20):
            assert ask(changing.own, "/projecten/").text == "projecten van veen"
    finally:
        for line in lines:
            line.close()
    until = time.monotonic() + 10
    while ask(changing.own, "/groot.bin").status != 200:
        assert time.monotonic() < until
        time.sleep(0.1)


def test_the_record_stays_when_the_application_is_down(changing: Served) -> None:
    """And the office says that it is away."""
    changing.process.terminate()
    changing.process.wait(20)
    assert ask(changing.nginx, "/projecten/").text == "projecten van veen"
    away = ask(changing.nginx, "/kantoor/")
    assert (away.status, away.text) == (503, OFFICE_AWAY)


def test_before_anything_is_published_nginx_says_so(tmp_path: Path) -> None:
    port = free_port()
    site = Site(records=tmp_path, default="veen", hosts={}, application="127.0.0.1:1", listens=(f"127.0.0.1:{port}",))
    with throwaway_nginx.running(tmp_path, nginx.written(site)):
        answer = ask(port, "/")
        assert answer.status == 404
        assert "nog niets gepubliceerd" in answer.text


def test_over_tls_nginx_says_to_stay_there(tmp_path: Path) -> None:
    """What it prints for a certificate is something that nginx takes."""
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=veen.example", "-days", "2"]
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed here, so there is no certificate to try with")
    certificate, key = tmp_path / "een certificaat.pem", tmp_path / "key.pem"
    subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    site = Site(tmp_path, "veen", {}, "127.0.0.1:8000", (), certificate, key)
    printed = nginx.written(site)
    assert "listen 443 ssl http2 default_server;" in printed
    assert "return 301 https://$host$request_uri;" in printed
    port, plain = free_port(), free_port()
    moved = re.sub(r"listen \[::\].*\n", "", printed)
    moved = moved.replace("listen 443 ", f"listen 127.0.0.1:{port} ").replace(
        "listen 80 ", f"listen 127.0.0.1:{plain} "
    )
    with throwaway_nginx.running(tmp_path, moved):
        said = subprocess.run(
            ["curl", "--insecure", "--silent", "--head", f"https://127.0.0.1:{port}/"],
            check=True, capture_output=True, encoding="utf-8",
        )  # fmt: skip
        assert "strict-transport-security: max-age=31536000" in said.stdout.lower()
        assert ask(plain, "/projecten/?q=1", host="veen.example").headers["location"] == (
            "https://veen.example/projecten/?q=1"
        )


def test_the_example_in_deploy_is_what_is_printed() -> None:
    """For an installation in the usual place, with one deal."""
    site = Site(
        records=Path("/var/lib/regiodeal/record"),
        default="zuid-en-oost-drenthe",
        hosts={"regiodeal.example.nl": "zuid-en-oost-drenthe"},
        application="127.0.0.1:8000",
    )
    assert (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8") == nginx.written(site)


def _until_both_say(served: Served, text: str) -> None:
    changed = time.monotonic()
    for port in (served.nginx, served.own):
        while ask(port, "/feed.atom").text != text:
            assert time.monotonic() < changed + 2.5, f"port {port} still says what was"
            time.sleep(0.05)


def _are_the_same(first: Answer, second: Answer) -> None:
    assert first.status == second.status
    if first.status in _WITHOUT_BODY:
        assert _but(first.headers, _OF_THE_BODY) == _but(second.headers, _OF_THE_BODY)
    else:
        assert first == second


def _but(headers: dict[str, str], names: set[str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name not in names}
