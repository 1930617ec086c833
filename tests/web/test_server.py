"""The record over HTTP: files and nothing else, whatever address is asked."""

import json
import os
import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiodeal.web.public import copies, server
from regiodeal.web.public.server import RecordFirst
from regiodeal.web.public.shelf import HOSTS, LOOK, Shelf
from tests.web.records import FEED, PAGE, Reader, fill, lay_out


class Clock:
    """Goes on when it is told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds

    def wait(self) -> None:
        """Wait until the disk is looked at again."""
        self.seconds += LOOK


def _office(environ: dict[str, Any], start: Any) -> list[bytes]:
    start("200 OK", [("Content-Type", "text/plain")])
    return [f"kantoor: {environ['PATH_INFO']}".encode()]


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still."""
    return Clock()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data home with two records, that nobody changes, and a secret beside them."""
    home = tmp_path_factory.mktemp("home")
    (home / "secret-key").write_text("geheim")
    (home / "record").mkdir()
    lay_out(home / "record")
    return home


@pytest.fixture(scope="module")
def reader(home: Path) -> Reader:
    """A reader of those records."""
    return Reader(RecordFirst(Shelf(home / "record"), _office))


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A folder of records that a test may change."""
    lay_out(tmp_path)
    return tmp_path


@pytest.fixture
def changing(records: Path, clock: Clock) -> Reader:
    """A reader of the records that a test may change."""
    return Reader(RecordFirst(Shelf(records, clock=clock), _office))


@pytest.fixture(params=[copies.LARGEST, 3])
def either(home: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """A reader of files that are kept in memory, and then of files that are too large for that."""
    monkeypatch.setattr(copies, "LARGEST", request.param)
    return Reader(RecordFirst(Shelf(home / "record"), _office))


def test_the_host_name_chooses_the_deal(reader: Reader) -> None:
    """An unknown name shows the first deal; a port, capitals and a last dot make no difference."""
    assert reader.get("/").text == PAGE.format(code="veen")
    assert reader.get("/projecten/", "zand.example").text == "projecten van zand"
    assert reader.get("/projecten/", "ZAND.example.:8000").text == "projecten van zand"


@pytest.mark.parametrize(
    "address", ["/kantoor/", "/kantoor", "/static/office.css", "/healthz", "/api/v1/projecten", "/post/", "/aanmelden/"]
)
def test_what_is_of_the_office_goes_to_the_office(reader: Reader, address: str) -> None:
    """By any method."""
    assert reader.get(address, method="POST").text == f"kantoor: {address}"


@pytest.mark.parametrize(
    "address",
    [
        "/nergens",
        "/kantoorpand/",
        "/../secret-key",
        "/projecten/../../../secret-key",
        "//etc/passwd",
        "//projecten/",
        "/./",
        "/%2e%2e/%2e%2e/secret-key",
        "/%2e%2e%2fsecret-key",
        "/%00",
        "/index.html%00.css",
        "/%ff%fe",
        f"/{'a' * 5000}",
        f"/{'a/' * 5000}",
        "/projecten/index.html/x",
        "/feed.atom/",
        "/zand/",
        "/hosts.json",
        "/.verborgen",
        "/.veen-generations/1/",
        "/data/",
    ],
)
def test_what_is_not_in_the_record_is_not_there(reader: Reader, address: str) -> None:
    """With the page that says so, and never with what stands beside the record."""
    answer = reader.get(address)
    assert (answer.status, answer.text) == (404, "is er niet")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "etag" not in answer.headers


@given(st.binary(max_size=40).map(lambda some: "/" + "".join(f"%{byte:02x}" for byte in some)))
def test_no_address_breaks_anything_or_leads_out(reader: Reader, address: str) -> None:
    """Whatever bytes it is made of."""
    answer = reader.get(address)
    assert answer.status in {200, 301, 404}
    assert b"geheim" not in answer.body


@given(st.lists(st.sampled_from(["..", ".", "", "projecten", "secret-key", "zand", "index.html", "veen"]), max_size=6))
def test_no_way_through_folders_leads_out(reader: Reader, parts: list[str]) -> None:
    """Nor to the other record."""
    answer = reader.get("/" + "/".join(parts))
    assert b"geheim" not in answer.body
    assert b"zand" not in answer.body


def test_no_link_leads_out(records: Path, changing: Reader) -> None:
    """A record has no links in it, so whatever one points to is not of the record: also not by way of a twin."""
    (records / "geheim").write_text("geheim")
    for name in ("link.txt", "feed.atom.gz"):
        (records / "veen" / name).symlink_to(records / "geheim")
    (records / "veen" / "map").symlink_to(records / "zand")
    for address in ("/link.txt", "/map/", "/map/index.html", "/map"):
        assert changing.get(address).status == 404, address
    assert b"geheim" not in changing.get("/feed.atom", accept_encoding="gzip").body


def test_nothing_to_be_found_is_said_in_the_language_of_the_address(reader: Reader) -> None:
    assert reader.get("/en/nergens").text == "is not there"
    assert reader.get("/enz").text == "is er niet"


def test_a_folder_without_its_slash_leads_on(records: Path, changing: Reader) -> None:
    """So that relative links on the page work; with all that was asked, and never to another site."""
    answer = changing.get("/projecten?q=veen&p=2")
    assert (answer.status, answer.headers["location"]) == (301, "/projecten/?q=veen&p=2")
    assert answer.headers["cache-control"] == "no-cache"
    (records / "veen" / "één map").mkdir()
    assert changing.get("/%C3%A9%C3%A9n%20map").headers["location"] == "/%C3%A9%C3%A9n%20map/"


def test_an_answer_can_be_asked_again_for_nothing(reader: Reader) -> None:
    """By any form of its tag, and otherwise by its date; a tag that differs beats a date that does not."""
    whole = reader.get("/feed.atom")
    tag, date = whole.headers["etag"], whole.headers["last-modified"]
    assert not tag.startswith("W/")
    for tags in (tag, f"W/{tag}", f'"een", {tag}', f'"een",W/{tag} , "twee"', "*"):
        again = reader.get("/feed.atom", if_none_match=tags)
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
        assert "content-length" not in again.headers
        assert again.headers["cache-control"] == "no-cache"
    assert reader.get("/feed.atom", if_modified_since=date).status == 304
    assert reader.get("/feed.atom", if_modified_since="Fri, 01 Jan 2199 00:00:00 GMT").status == 304
    for condition in (
        {"if_none_match": '"anders"'},
        {"if_none_match": tag.strip('"')},
        {"if_none_match": '"anders"', "if_modified_since": date},
        {"if_modified_since": "Fri, 01 Jan 1999 00:00:00 GMT"},
        {"if_modified_since": "gisteren"},
    ):
        assert reader.get("/feed.atom", **condition).text == FEED


def test_a_head_says_the_same_without_the_content(reader: Reader) -> None:
    for address in ("/", "/feed.atom", "/nergens", "/projecten"):
        whole, head = reader.get(address), reader.get(address, method="HEAD")
        assert (head.status, head.headers, head.body) == (whole.status, whole.headers, b"")


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0.5, gzip", "gzip"),
        ("br;q=0, *", "gzip"),
        ("*", "br"),
        ("GZIP;Q=0.2", "gzip"),
        ("identity, gzip;q=0.5", None),
        ("identity", None),
        ("gzip;q=0, br;q=0", None),
        ("gzip;q=veel", None),
        ("*;q=0", None),
        ("", None),
        (",;;q=,", None),
    ],
)
def test_the_reader_chooses_the_coding(reader: Reader, accepted: str, coding: str | None) -> None:
    answer = reader.get("/", accept_encoding=accepted)
    assert answer.headers.get("content-encoding") == coding
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert int(answer.headers["content-length"]) == len(answer.body)
    again = reader.get("/", accept_encoding=accepted, if_none_match=answer.headers["etag"])
    assert (again.status, again.headers["vary"]) == (304, "Accept-Encoding")


def test_each_coding_has_a_tag_of_its_own(reader: Reader) -> None:
    tags = {reader.get("/", accept_encoding=coding).headers["etag"] for coding in ("br", "gzip", "identity")}
    assert len(tags) == 3
    assert "vary" not in reader.get("/feed.atom").headers


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-3", 206, slice(0, 4)),
        ("bytes=5-", 206, slice(5, None)),
        ("bytes=-2", 206, slice(-2, None)),
        ("bytes=2-99999", 206, slice(2, None)),
        ("bytes=-99999", 206, slice(None)),
        ("bytes=0-0", 206, slice(0, 1)),
        ("bytes=7-", 416, None),
        ("bytes=-0", 416, None),
        ("bytes=99999999999999999999999999-", 416, None),
        ("bytes=0-1,3-4", 200, slice(None)),
        ("bytes=4-2", 200, slice(None)),
        ("bytes=-", 200, slice(None)),
        ("regels=0-1", 200, slice(None)),
    ],
)
def test_a_part_can_be_asked(either: Reader, asked: str, status: int, part: slice | None) -> None:
    """Of a file that is kept in memory, and of one that is too large for that."""
    answer = either.get("/feed.atom", range=asked)
    expected = FEED[part] if part else ""
    assert (answer.status, answer.text) == (status, expected)
    assert int(answer.headers["content-length"]) == len(expected)
    if status == 206:
        first, last = FEED.index(expected), FEED.index(expected) + len(expected) - 1
        assert answer.headers["content-range"] == f"bytes {first}-{last}/{len(FEED)}"
    if status == 416:
        assert answer.headers["content-range"] == f"bytes */{len(FEED)}"


def test_a_part_of_another_version_is_not_given(reader: Reader) -> None:
    """Who has the beginning of an older version gets the whole of the new one."""
    whole = reader.get("/feed.atom")
    for same in (whole.headers["etag"], whole.headers["last-modified"]):
        assert reader.get("/feed.atom", range="bytes=1-2", if_range=same).status == 206
    for other in ('"anders"', f"W/{whole.headers['etag']}", "Fri, 01 Jan 1999 00:00:00 GMT"):
        assert reader.get("/feed.atom", range="bytes=1-2", if_range=other).text == FEED
    assert reader.get("/", range="bytes=0-3", accept_encoding="gzip").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_can_be_sent(reader: Reader, method: str) -> None:
    """The public side reads."""
    answer = reader.get("/", method=method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")
    assert "alleen gelezen" in answer.text


@pytest.mark.parametrize(
    ("address", "header", "value"),
    [
        ("/feed.atom", "content-type", "application/atom+xml"),
        ("/data/projecten.csv", "content-type", "text/csv; charset=utf-8"),
        ("/data/overig.xyz", "content-type", "application/octet-stream"),
        ("/.well-known/security.txt", "content-type", "text/plain; charset=utf-8"),
        ("/", "cache-control", "no-cache"),
        ("/assets/record.css", "cache-control", "no-cache"),
        ("/assets/record.0123456789abcdef.css", "cache-control", "public, max-age=31536000, immutable"),
        ("/data/projecten.csv", "access-control-allow-origin", "*"),
        ("/data/overig.xyz", "access-control-allow-origin", "*"),
        ("/feed.atom", "cross-origin-resource-policy", "cross-origin"),
        ("/", "access-control-allow-origin", None),
        ("/", "cross-origin-resource-policy", "same-origin"),
        ("/", "strict-transport-security", None),
    ],
)
def test_each_file_is_sent_with_what_belongs_to_it(
    reader: Reader, address: str, header: str, value: str | None
) -> None:
    assert reader.get(address).headers.get(header) == value


def test_a_script_runs_on_the_search_page_alone(reader: Reader) -> None:
    """And nowhere a form, a frame, a cookie or anything of another site."""
    for address in ("/", "/en/", "/projecten/", "/nergens", "/feed.atom"):
        policy = reader.get(address).headers["content-security-policy"]
        assert "script-src" not in policy
        assert "form-action 'none'" in policy
    policy = reader.get("/zoeken/").headers["content-security-policy"]
    assert policy == reader.get("/zoeken/index.html").headers["content-security-policy"]
    assert "script-src 'self' 'wasm-unsafe-eval'" in policy
    for address in ("/", "/zoeken/", "/nergens", "/projecten", "/feed.atom"):
        headers = reader.get(address, cookie="taal=en").headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "http" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in headers


def test_over_tls_a_browser_is_told_to_stay_there(reader: Reader) -> None:
    assert reader.get("/", x_forwarded_proto="https").headers["strict-transport-security"] == "max-age=31536000"


def test_before_anything_is_published_it_says_so(tmp_path: Path, clock: Clock) -> None:
    """Not an error page of a server; and it is there as soon as it is published."""
    reader = Reader(RecordFirst(Shelf(tmp_path / "leeg", clock=clock), _office))
    answer = reader.get("/")
    assert answer.status == 404
    assert "nog niets gepubliceerd" in answer.text
    (tmp_path / "leeg").mkdir()
    lay_out(tmp_path / "leeg")
    clock.wait()
    assert reader.get("/").status == 200


def test_who_comes_while_another_looks_is_not_told_that_there_is_nothing(records: Path) -> None:
    """A page and its style sheet are asked at the same moment, also of a process that has just started."""
    hosts = records / HOSTS
    written = hosts.read_bytes()
    hosts.unlink()
    os.mkfifo(hosts)  # so that the first look takes as long as we like
    reader = Reader(RecordFirst(Shelf(records), _office))
    with ThreadPoolExecutor(4) as people:
        asked = [people.submit(reader.get, "/projecten/") for _ in range(4)]
        time.sleep(0.2)
        hosts.write_bytes(written)
        assert [answer.result(timeout=20).status for answer in asked] == [200] * 4


def test_a_new_generation_is_seen(records: Path, changing: Reader, clock: Clock) -> None:
    """At the next look, with what is new, what changed and what is gone."""
    assert changing.get("/nieuw.txt").status == 404
    assert changing.get("/feed.atom").text == FEED
    assert changing.get("/assets/record.css").status == 200
    fresh = records / ".veen-generations" / "2"
    fill(fresh, "veen")
    (fresh / "nieuw.txt").write_text("nieuw")
    (fresh / "feed.atom").write_text("<FEED/>")
    (fresh / "assets" / "record.css").unlink()
    _switch(records, fresh)
    clock.wait()
    assert changing.get("/nieuw.txt").text == "nieuw"
    assert changing.get("/feed.atom").text == "<FEED/>"
    assert changing.get("/assets/record.css").status == 404


def test_a_generation_that_is_removed_between_two_looks_takes_no_page_along(records: Path, changing: Reader) -> None:
    """Two builds can follow each other at once."""
    assert changing.get("/").status == 200
    fresh = records / ".veen-generations" / "3"
    fill(fresh, "veen")
    _switch(records, fresh)
    shutil.rmtree(records / ".veen-generations" / "1")
    assert changing.get("/projecten/").text == "projecten van veen"


def test_a_large_file_of_a_removed_generation_is_read_from_the_new_one(
    records: Path, changing: Reader, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was linked to the new one, so nothing about it changed but its path."""
    monkeypatch.setattr(copies, "LARGEST", 3)
    assert changing.get("/feed.atom").text == FEED
    fresh = records / ".veen-generations" / "2"
    fresh.mkdir()
    (fresh / "feed.atom").hardlink_to(records / "veen" / "feed.atom")
    _switch(records, fresh)
    shutil.rmtree(records / ".veen-generations" / "1")
    clock.wait()
    assert changing.get("/feed.atom").text == FEED


def test_a_file_that_is_replaced_within_a_generation_is_seen(records: Path, changing: Reader, clock: Clock) -> None:
    """With a twin, and with another size, or the same."""
    before = changing.get("/feed.atom").headers
    for content in ("<FEED/>", "<entry>anders</entry>"):
        draft = records / "draft"
        draft.write_text(content)
        os.utime(draft, (2_000_000_000, 2_000_000_000))
        draft.replace(records / "veen" / "feed.atom")
        clock.wait()
        assert changing.get("/feed.atom").text == content
        assert changing.get("/feed.atom", if_none_match=before["etag"]).status == 200
    (records / "veen" / "feed.atom.gz").write_bytes(b"klein")
    clock.wait()
    assert changing.get("/feed.atom", accept_encoding="gzip").body == b"klein"


def test_a_map_of_hosts_that_cannot_be_read_changes_nothing(
    records: Path, changing: Reader, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """It says so once; a new map is read at the next look."""
    assert changing.get("/projecten/", "zand.example").text == "projecten van zand"
    (records / "hosts.json").write_text('{"default"')
    for _ in range(3):
        clock.wait()
        assert changing.get("/projecten/", "zand.example").text == "projecten van zand"
    assert len([line for line in caplog.messages if "hosts.json cannot be read" in line]) == 1
    (records / "hosts.json").write_text(json.dumps({"default": "zand", "hosts": {}}))
    clock.wait()
    assert changing.get("/projecten/").text == "projecten van zand"


def test_what_is_kept_in_memory_is_bounded(records: Path) -> None:
    """However many files are asked; what is kept is not read again."""
    for number in range(200):
        (records / "veen" / f"{number}.txt").write_bytes(b"x" * 10_000)
    shelf = Shelf(records, clock=lambda: 0.0, most=500_000)
    reader = Reader(RecordFirst(shelf, _office))
    for number in range(200):
        assert reader.get(f"/{number}.txt").status == 200
        assert 0 < shelf.weight <= 500_000
    (records / "veen" / "199.txt").unlink()
    assert reader.get("/199.txt").status == 200


def test_large_files_leave_room_for_pages(records: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each that is under way holds a thread, so there are only so many; one that was given up makes room."""
    monkeypatch.setattr(copies, "LARGEST", 3)
    application = RecordFirst(Shelf(records), _office)
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/feed.atom", "wsgi.url_scheme": "http"}
    under_way: list[Any] = [application(environ, lambda *_: None) for _ in range(server.STREAMS)]
    refused = Reader(application).get("/feed.atom")
    assert (refused.status, refused.headers["retry-after"]) == (503, "5")
    assert Reader(application).get("/feed.atom", method="HEAD").status == 200
    under_way[0].close()
    assert Reader(application).get("/feed.atom").text == FEED
    del under_way[:]  # a server that forgets to close
    again = [application(environ, lambda *_: None) for _ in range(server.STREAMS)]
    assert [b"".join(stream).decode() for stream in again] == [FEED] * server.STREAMS


def test_an_office_that_hangs_leaves_room_for_pages(records: Path) -> None:
    """Such as when its database does not answer: so many wait, the next is told, and the record is there."""
    go_on = threading.Event()
    at_work: list[None] = []

    def hanging(environ: dict[str, Any], start: Any) -> list[bytes]:
        at_work.append(None)
        assert go_on.wait(20)
        return _office(environ, start)

    reader = Reader(RecordFirst(Shelf(records), hanging))
    with ThreadPoolExecutor(server.OFFICE_PLACES + 1) as people:
        asked = [people.submit(reader.get, "/kantoor/") for _ in range(server.OFFICE_PLACES + 1)]
        try:
            refused = next(as_completed(asked, timeout=20))
            assert (refused.result().status, refused.result().text) == (503, server.OFFICE_BUSY)
            assert reader.get("/projecten/").text == "projecten van veen"
            assert len(at_work) <= server.OFFICE_AT_WORK
        finally:
            go_on.set()
        assert [answer.result().status for answer in asked if answer is not refused] == [200] * server.OFFICE_PLACES
    assert reader.get("/kantoor/").status == 200


def _switch(records: Path, generation: Path) -> None:
    waiting = records / "next"
    waiting.symlink_to(generation.relative_to(records))
    waiting.replace(records / "veen")
