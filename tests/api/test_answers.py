"""What the API answers from files alone: which rows, in which order, and with which headers."""

import gzip
import json
import re
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

import pytest

from regiodeal.publication.rendering.data.columns import Table
from regiodeal.web.api.server import ApiFirst
from regiodeal.web.api.tables import Rows, Tables
from regiodeal.web.public import server
from regiodeal.web.public.server import RecordFirst
from regiodeal.web.public.shelf import Shelf
from tests.api import small_record
from tests.web.records import Answer, Reader

ROOT = "/api/v1"


@pytest.fixture
def seconds() -> list[float]:
    """What the clock says."""
    return [0.0]


@pytest.fixture
def reader(tmp_path: Path, seconds: list[float]) -> Reader:
    """A reader of the small record."""
    small_record.write(tmp_path)
    return small_record.reader(tmp_path, seconds)


def _codes(answer: Answer) -> list[str]:
    assert answer.status == 200, answer.text
    return [row["project"] for row in json.loads(answer.text)]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["iq-blvd", "beek", "café"]),
        ("pijler=werken", ["iq-blvd", "café"]),
        ("pijler=werken&stand=announced", []),
        ("gemeente=hoogeveen", ["beek"]),
        ("gemeente=hoog", []),
        ("partij=emmen", ["iq-blvd"]),
        ("jaar=2024", ["café"]),
        ("zoek=BRUG+water", ["beek"]),
        ("zoek=brug+straat", []),
        ("sort=bijdrageCent", ["café", "iq-blvd", "beek"]),
        ("sort=-bijdrageCent", ["iq-blvd", "café", "beek"]),
        ("sort=-naam&pageSize=1&page=2", ["beek"]),
        ("page=9", []),
    ],
)
def test_a_list_has_what_is_asked(reader: Reader, query: str, codes: list[str]) -> None:
    assert _codes(reader.get(f"{ROOT}/projecten?{query}")) == codes


def test_pages_together_are_the_list_and_link_to_each_other(reader: Reader) -> None:
    address, seen = f"{ROOT}/projecten?pageSize=1&sort=naam&zoek=e", []
    while address:
        answer = reader.get(address)
        seen += _codes(answer)
        links = {name: to for to, name in re.findall(r'<([^>]+)>; rel="(\w+)"', answer.headers["link"])}
        address = links.get("next", "")
    assert seen == _codes(reader.get(f"{ROOT}/projecten?sort=naam&zoek=e"))
    assert answer.headers["x-total-count"] == str(len(seen)) == "2"
    assert "next" not in links
    assert links["last"].endswith("page=2")
    assert links["prev"].endswith("page=1")


def test_fields_are_those_asked_and_unknown_is_null(reader: Reader) -> None:
    answer = reader.get(f"{ROOT}/projecten/beek?fields=bijdrageCent,naam")
    assert json.loads(answer.text) == {"bijdrageCent": None, "naam": "De Beek"}
    assert json.loads(reader.get(f"{ROOT}/projecten/caf%C3%A9").text)["bijdrageCent"] == 100


def test_every_euro_is_in_the_totals(reader: Reader) -> None:
    told = json.loads(reader.get(f"{ROOT}/totalen").text)
    assert (told["ingelegdCent"], told["vrijCent"], told["toegekendCent"], told["boeking"]) == (1_000, 700, 300, 2)
    places = [cents for name, cents in told.items() if name.endswith("Cent") and name != "ingelegdCent"]
    assert sum(places) == told["ingelegdCent"]


def test_only_municipalities_are_municipalities(reader: Reader) -> None:
    assert [row["partij"] for row in json.loads(reader.get(f"{ROOT}/gemeenten").text)] == ["emmen"]
    assert reader.get(f"{ROOT}/gemeenten/rijk").status == 404
    assert reader.get(f"{ROOT}/partijen/rijk").status == 200


@pytest.mark.parametrize(
    ("address", "method", "status", "says"),
    [
        ("/projecten?pijlr=werken", "GET", 400, "pijlr"),
        ("/projecten?stand=klaar", "GET", 400, "decided"),
        ("/projecten?page=0", "GET", 400, "page"),
        ("/projecten?pageSize=501", "GET", 400, "500"),
        ("/projecten?pageSize=9999999999999999999999", "GET", 400, "500"),
        ("/projecten?page=٣", "GET", 400, "page"),
        ("/projecten?page=1&page=2", "GET", 400, "een keer"),
        ("/projecten?sort=gemeenten", "GET", 400, "naam"),
        ("/projecten?fields=geheim", "GET", 400, "naam"),
        ("/projecten?zoek=", "GET", 400, "zoek"),
        ("/projecten?zoek=%ff", "GET", 400, "UTF-8"),
        ("/projecten?jaar=20244", "GET", 400, "jaar"),
        ("/projecten/%ff", "GET", 404, "UTF-8"),
        ("/projecten/", "GET", 404, "streep"),
        ("/projecten/iq-blvd/1", "GET", 404, "projecten"),
        ("/projecten/geheim", "GET", 404, "/api/v1/projecten"),
        ("/pijlers", "GET", 404, "nog niet"),
        ("/totalen?jaar=2020", "GET", 400, "jaar"),
        ("/projecten", "POST", 405, "GET, HEAD, OPTIONS"),
        ("/projecten", "PUT", 405, "GET, HEAD, OPTIONS"),
        ("/projecten", "TRACE", 405, "GET, HEAD, OPTIONS"),
    ],
)
def test_what_cannot_be_given_says_why(reader: Reader, address: str, method: str, status: int, says: str) -> None:
    answer = reader.get(ROOT + address, method=method)
    told = json.loads(answer.text)
    assert (answer.status, told["status"]) == (status, status)
    assert says in told["detail"]
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["api-version"] == "1.0.0"
    assert answer.headers.get("allow") == ("GET, HEAD, OPTIONS" if status == 405 else None)


@pytest.mark.parametrize(
    ("accept", "status"),
    [("text/html", 406), ("application/json;q=0", 406), ("text/html, */*;q=0.1", 200), ("application/json", 200)],
)
def test_json_is_all_there_is(reader: Reader, accept: str, status: int) -> None:
    assert reader.get(f"{ROOT}/projecten", accept=accept).status == status


def test_who_has_it_is_not_sent_it_again(reader: Reader, tmp_path: Path, seconds: list[float]) -> None:
    first = reader.get(f"{ROOT}/projecten")
    again = reader.get(f"{ROOT}/projecten", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert reader.get(f"{ROOT}/projecten", if_modified_since=first.headers["last-modified"]).status == 304
    assert reader.get(f"{ROOT}/projecten?page=2", if_none_match=first.headers["etag"]).status == 200
    small_record.write(tmp_path, 2, small_record.PROJECTS[:1])
    assert _codes(reader.get(f"{ROOT}/projecten")) == ["iq-blvd", "beek", "café"]
    seconds[0] += 1
    assert _codes(reader.get(f"{ROOT}/projecten", if_none_match=first.headers["etag"])) == ["iq-blvd"]


def test_head_says_the_same_without_content(reader: Reader) -> None:
    whole = reader.get(f"{ROOT}/projecten")
    head = reader.get(f"{ROOT}/projecten", method="HEAD")
    assert (head.status, head.headers, head.body) == (200, whole.headers, b"")


def test_who_wants_it_compressed_gets_it_compressed(reader: Reader) -> None:
    plain, packed = reader.get(f"{ROOT}/projecten"), reader.get(f"{ROOT}/projecten", accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.headers["vary"] == "Accept-Encoding"


def test_a_page_of_others_may_read_and_nobody_is_followed(reader: Reader) -> None:
    for method in ("GET", "OPTIONS"):
        answer = reader.get(f"{ROOT}/projecten", method=method)
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "Link" in answer.headers["access-control-expose-headers"]
        assert "set-cookie" not in answer.headers
    assert answer.status == 204


def test_all_else_is_left_to_the_record_and_the_office(reader: Reader) -> None:
    assert [reader.get(address).text for address in ("/", "/apiary", "/kantoor/")] == ["dossier"] * 3


def test_before_anything_is_published_that_is_said(tmp_path: Path) -> None:
    answer = small_record.reader(tmp_path, [0.0]).get(f"{ROOT}/projecten")
    assert (answer.status, "nog niets" in answer.text) == (404, True)


def test_a_damaged_file_is_an_error_that_says_it_is_ours(
    reader: Reader, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "veen/data/projecten.json").write_text("[{")
    answer = reader.get(f"{ROOT}/projecten")
    told: dict[str, Any] = json.loads(answer.text)
    assert (answer.status, told["status"]) == (500, 500)
    assert "projecten" in caplog.text


def test_a_busy_api_says_so_and_keeps_nobody_else_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many are answered at a time, so many wait, the next is told; the office and the pages are there."""
    small_record.write(tmp_path)
    go_on, at_work = threading.Event(), list[None]()
    rows = Tables.rows

    def slow(tables: Tables, deal: str, table: Table) -> Rows | None:
        at_work.append(None)
        assert go_on.wait(20)
        return rows(tables, deal, table)

    monkeypatch.setattr(Tables, "rows", slow)
    reader = Reader(ApiFirst(Shelf(tmp_path), RecordFirst(Shelf(tmp_path), small_record.behind)))
    with ThreadPoolExecutor(server.API_PLACES + 1) as people:
        asked = [people.submit(reader.get, f"{ROOT}/projecten") for _ in range(server.API_PLACES + 1)]
        try:
            refused = next(as_completed(asked, timeout=20))
            answer = refused.result()
            assert (answer.status, answer.headers["retry-after"]) == (503, "5")
            assert answer.headers["content-type"] == "application/problem+json"
            assert json.loads(answer.text)["title"] == "Het is nu te druk"
            assert reader.get("/kantoor/").status == 200
            assert reader.get("/data/projecten.json").status == 200
            assert len(at_work) <= server.API_AT_WORK
        finally:
            go_on.set()
        assert [one.result().status for one in asked if one is not refused] == [200] * server.API_PLACES
    assert reader.get(f"{ROOT}/projecten").status == 200


def test_a_busy_office_does_not_keep_the_api_waiting(tmp_path: Path) -> None:
    small_record.write(tmp_path)
    go_on = threading.Event()

    def hanging(environ: dict[str, Any], start: Any) -> list[bytes]:
        assert go_on.wait(20)
        return small_record.behind(environ, start)

    reader = Reader(ApiFirst(Shelf(tmp_path), RecordFirst(Shelf(tmp_path), hanging)))
    with ThreadPoolExecutor(server.OFFICE_PLACES + 1) as people:
        asked = [people.submit(reader.get, "/kantoor/") for _ in range(server.OFFICE_PLACES + 1)]
        try:
            assert next(as_completed(asked, timeout=20)).result().status == 503
            assert reader.get(f"{ROOT}/projecten").status == 200
        finally:
            go_on.set()


def test_a_process_has_a_thread_left_when_all_others_are_busy() -> None:
    """For the pages of the record."""
    assert server.THREADS > server.OFFICE_PLACES + server.API_PLACES + server.STREAMS
