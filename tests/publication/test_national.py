"""National totals: what deals published adds up to what their ledgers hold, to the cent, or is refused by name."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.utils import translation

from regiodeal.common.errors import Refusal
from regiodeal.config.commands.totals import totals as command
from regiodeal.funding import where
from regiodeal.funding.actions import resolutions
from regiodeal.programme.models import Deal
from regiodeal.publication import national
from regiodeal.publication.national import By
from regiodeal.web import refusals
from tests.factories.bookings import bookings_of, write
from tests.factories.decisions import a_grant, decide
from tests.factories.programme import AT, SECRETARY, a_deal, deal_content
from tests.factories.projects import a_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def deals() -> list[Deal]:
    """Two deals with grants in two pillars, one of them taken back and granted anew."""
    deals = [a_deal(deal={**deal_content()["deal"], "code": code}) for code in ("veenstreek", "kuststreek")]
    for number, deal in enumerate(deals):
        a_grant(deal, a_project(deal, "school", pillar="werken"), 10_001 + number)
        taken_back = a_grant(deal, a_project(deal, "brug", pillar=None), 300)
        resolutions.retract(resolution=taken_back, reason="fout", by=SECRETARY, at=AT)
        decide(taken_back.item, contribution_cents=400 + number)
    return deals


@pytest.fixture
def files(deals: list[Deal], tmp_path: Path) -> list[Path]:
    return [write(tmp_path / deal.code / "data" / "boekingen.parquet", bookings_of(deal)) for deal in deals]


def test_totals_are_those_of_the_ledgers(deals: list[Deal], files: list[Path]) -> None:
    """Per pillar and kind, per source and per year, as each office itself tells them."""
    told = national.totals(files, [By.DEAL, By.PILLAR, By.KIND])
    assert {row[:-1]: row[-1] for row in told.rows if row[-1]} == {
        (deal.code, pillar.code, kind): cents
        for deal in deals
        for pillar in where.by_pillar(deal)
        for kind, cents in pillar.cents.items()
        if cents
    }
    sources = {source.pk: source.code for deal in deals for source in deal.sources.all()}
    assert national.totals(files, [By.DEAL, By.SOURCE]).rows == sorted(
        (deal.code, sources[source], cents) for deal in deals for source, cents in where.pledged(deal).items()
    )
    years = {row[:-1]: row[-1] for row in national.totals(files, [By.DEAL, By.YEAR, By.KIND]).rows}
    for deal in deals:
        for year in where.by_year(deal):
            until = {
                kind: sum(
                    cents
                    for (code, of, what), cents in years.items()
                    if (code, what) == (deal.code, kind) and of <= year.year
                )
                for kind in year.held
            }
            assert until == year.held
    assert national.totals(files, []).rows == [(180_000,)]
    assert told.gaps == []


def test_a_booking_in_more_than_one_file_counts_once(deals: list[Deal], files: list[Path], tmp_path: Path) -> None:
    """The same file twice, a copy of it, and an older file with a part of the same bookings."""
    alone = national.totals(files, [By.DEAL, By.KIND])
    older = write(tmp_path / "older.parquet", bookings_of(deals[0])[:3])
    copy = write(tmp_path / "copy.parquet", bookings_of(deals[1]) * 2)
    assert national.totals([*files, older, copy, *files], [By.DEAL, By.KIND]) == alone


def test_no_cent_is_lost_in_amounts_beyond_what_a_float_can_hold(deals: list[Deal], tmp_path: Path) -> None:
    """Nor where the sum is beyond what a column of 64 bits can hold."""
    (first, *_) = bookings_of(deals[0])
    rows = [{**first, "boeking": number, "cent": 2**62 + 1} for number in (1, 2, 3)]
    assert national.totals([write(tmp_path / "a.parquet", rows)], []).rows == [(3 * 2**62 + 3,)]


@pytest.mark.parametrize(
    ("change", "kinds", "said"),
    [
        ({"hash": None}, {}, (r"column hash is empty in \d+ rows", r"kolom hash is leeg in \d+ rijen")),
        ({"cent": 0}, {}, ("column cent is not above nothing", "kolom cent is niet hoger dan nul")),
        ({"naar_soort": "vrij"}, {}, ("column naar_soort names no kind of place",
                                      "kolom naar_soort noemt geen soort plaats")),
        ({"cent": 1.5}, {"cent": "DOUBLE"}, ("column cent is DOUBLE, not whole numbers",
                                             "kolom cent is DOUBLE, geen gehele getallen")),
        ({"boeking": "een"}, {"boeking": "VARCHAR"}, ("column boeking is VARCHAR, not whole numbers",
                                                      "kolom boeking is VARCHAR, geen gehele getallen")),
        ({"deal": 7}, {"deal": "INTEGER"}, ("column deal is INTEGER, not text", "kolom deal is INTEGER, geen tekst")),
    ],
)  # fmt: skip
def test_what_no_record_publishes_is_refused_by_file_and_column(
    deals: list[Deal], tmp_path: Path, change: dict[str, Any], kinds: dict[str, str], said: tuple[str, str]
) -> None:
    """A foreign file or a wrong value changes no total unseen. A Dutch reader finds no English in the sentence."""
    wrong = write(tmp_path / "wrong.parquet", [{**row, **change} for row in bookings_of(deals[0])], **kinds)
    with pytest.raises(Refusal, match=rf"wrong\.parquet: {said[0]}") as refused:
        national.totals([wrong], [By.DEAL])
    with translation.override("nl"):
        (sentence,) = refusals.told(refused.value)
    assert re.search(rf"wrong\.parquet: {said[1]}(?: in \d+ rijen)?; download het bestand opnieuw", sentence)


def test_a_file_without_a_column_is_refused(deals: list[Deal], tmp_path: Path) -> None:
    """A file of projects, say, where one of bookings is asked."""
    rows = [{name: value for name, value in row.items() if name != "jaar"} for row in bookings_of(deals[0])]
    with pytest.raises(Refusal, match=r"projects\.parquet: has no column jaar; is it a file of bookings"):
        national.totals([write(tmp_path / "projects.parquet", rows)], [])


@pytest.mark.parametrize("damage", ["cut", "text", "empty", "head"])
def test_a_damaged_file_is_refused_by_name(files: list[Path], tmp_path: Path, damage: str) -> None:
    """However it was damaged: the message says which file and what to do."""
    good = files[0].read_bytes()
    content = {"cut": good[:-9], "text": b"deal;boeking\n", "empty": b"", "head": good[:4] + b"\xff" * 900 + good[904:]}
    (tmp_path / "broken.parquet").write_bytes(content[damage])
    with pytest.raises(Refusal, match=r"broken\.parquet: cannot be read as Parquet .* download it again"):
        national.totals([*files, tmp_path / "broken.parquet"], [By.DEAL])


@pytest.mark.parametrize("change", [{"cent": 1}, {"hash": "0" * 64}])
def test_two_files_that_contradict_each_other_are_refused(
    deals: list[Deal], files: list[Path], tmp_path: Path, change: dict[str, Any]
) -> None:
    """A booking has one content: neither file is chosen in silence."""
    other = [{**row, **(change if row["boeking"] == 2 else {})} for row in bookings_of(deals[0])]
    with pytest.raises(Refusal, match="booking 2 of veenstreek says one thing in one file and another in the next"):
        national.totals([*files, write(tmp_path / "other.parquet", other)], [])


def test_a_project_that_moved_is_told_under_the_pillar_of_the_newest_file(deals: list[Deal], tmp_path: Path) -> None:
    """An older file is no contradiction; two that reach as far are, since nothing says which of them is the newest."""
    older = bookings_of(deals[0])[:-1]
    a_project(deals[0], "school", pillar="wonen")
    newer = write(tmp_path / "newer.parquet", bookings_of(deals[0]))
    told = {
        file: national.totals([file], [By.PILLAR, By.KIND]) for file in (newer, write(tmp_path / "a.parquet", older))
    }
    assert national.totals(list(told), [By.PILLAR, By.KIND]) == told[newer]
    assert ("wonen", "awarded", 10_001) in told[newer].rows
    as_far = write(tmp_path / "b.parquet", [*older, bookings_of(deals[0])[-1]])
    with pytest.raises(Refusal, match="veenstreek has different pillars in two files that reach as far"):
        national.totals([newer, as_far], [])


def test_bookings_that_are_missing_are_told(deals: list[Deal], tmp_path: Path) -> None:
    """Totals of a part are no totals, and say so."""
    rows = [row for row in bookings_of(deals[0]) if row["boeking"] not in {2, 3}]
    (gap,) = national.totals([write(tmp_path / "a.parquet", rows)], []).gaps
    assert str(gap).startswith(f"veenstreek: 2 of the first {len(rows) + 2} bookings are in none of these files")


def test_a_name_is_a_name_even_where_it_looks_like_a_pattern(deals: list[Deal], tmp_path: Path) -> None:
    """`b*.parquet` is one file, not all that begin with a b."""
    star = write(tmp_path / "b*.parquet", bookings_of(deals[0]))
    write(tmp_path / "b [1].parquet", bookings_of(deals[1]))
    assert national.totals(national.found([str(star)]), [By.DEAL]).rows == [("veenstreek", 90_000)]
    found = national.found([str(tmp_path / "*.parquet"), str(star)])
    assert [row[0] for row in national.totals(found, [By.DEAL]).rows] == ["kuststreek", "veenstreek"]


def test_the_command_writes_a_table_csv_and_json(files: list[Path], tmp_path: Path) -> None:
    """From a pattern, without a database; the same cents in each."""
    pattern = str(tmp_path / "**" / "boekingen.parquet")

    def said(*args: str) -> str:
        done = CliRunner().invoke(command, [pattern, *args])
        assert done.exit_code == 0, done.output
        return done.output

    assert said("--by", "deal", "--by", "source", "--format", "csv") == (
        "deal,source,cents\n"
        "kuststreek,provincie,30000\nkuststreek,rijk,60000\nveenstreek,provincie,30000\nveenstreek,rijk,60000\n"
    )
    told = json.loads(said("--by", "pillar", "--by", "kind", "--format", "json"))
    assert told["cents"] == sum(row["cents"] for row in told["totals"]) == 180_000
    assert {"pillar": "werken", "kind": "awarded", "cents": 20_003} in told["totals"]
    *_, last = said().splitlines()
    assert last.split() == ["samen", "€", "1.800,00"]


def test_a_name_of_no_file_is_refused(tmp_path: Path) -> None:
    """A folder is no file either."""
    for name in (tmp_path, tmp_path / "nix.parquet", tmp_path / "*.parquet"):
        with pytest.raises(Refusal, match="there is no such file"):
            national.found([str(name)])
