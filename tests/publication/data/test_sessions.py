"""Sessions as open data: all of the newest programme, cancelled ones too, and what came of each."""

import json
from typing import Any

from regiodeal.publication.rendering.data import as_csv, as_json, as_parquet
from regiodeal.publication.rendering.data.addresses import Addresses
from regiodeal.publication.rendering.data.content.sessions import SESSIONS
from tests.publication.data import chains
from tests.publication.rendering.sample_months import MONTH, first, second


def told(*snapshots: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the sessions of a deal that published these programmes, by their code."""
    made = chains.chain()
    for snapshot in snapshots:
        made.add("event-month", MONTH, snapshot)
    catalogue = chains.told(made)
    written = as_json.written(SESSIONS, SESSIONS.rows(catalogue, Addresses.of(catalogue)))
    return {row["sessie"]: row for row in json.loads(written)}


def test_a_session_is_told_with_its_place_its_people_and_its_edition() -> None:
    dorpen = told(first())["dorpen"]
    assert dorpen["adres"].endswith(f"maand/{MONTH}/sessie/dorpen/")
    assert (dorpen["begin"], dorpen["project"], dorpen["organisaties"]) == (
        "2027-10-04T07:30:00.000000Z", "iq-blvd", ["provincie-drenthe"]
    )  # fmt: skip
    assert (dorpen["aangemeld"], dorpen["aanwezig"], dorpen["waardering"]) == (None, None, None)
    online = told(first())["online"]
    assert (online["locatie"], online["gemeente"], online["plaatsen"]) == (None, None, None)


def test_what_came_of_a_session_is_told_and_not_counted_is_not_zero() -> None:
    over = told(first())["nasty"]
    assert (over["aangemeld"], over["aanwezig"], over["antwoorden"], over["waardering"]) == (1200, None, 3, "4.3")


def test_only_the_newest_programme_is_told_with_what_is_off() -> None:
    rows = told(first(), second())
    assert rows["online"]["afgelast"] is True
    assert rows["online"]["reden"]
    assert rows["dorpen"]["begin"] != told(first())["dorpen"]["begin"]
    assert len({row["editie"] for row in rows.values()}) == 1


def test_a_deal_without_months_has_an_empty_table_in_every_format() -> None:
    catalogue = chains.told()
    rows = list(SESSIONS.rows(catalogue, Addresses.of(catalogue)))
    assert rows == []
    assert json.loads(as_json.written(SESSIONS, rows)) == []
    assert as_csv.written(SESSIONS, rows).count(b"\n") == 1
    assert as_parquet.written(SESSIONS, rows).startswith(b"PAR1")
