"""The ledger in pages: each transfer on the page of its address, and a new one that touches the last page alone."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from regiodeal.publication import record, record_check, search_index
from regiodeal.publication.rendering import paths
from tests.publication.rendering.sample_data import DECIDED, MEETING
from tests.publication.rendering.sample_ledger import Ledger, grant, opening_ledger, resolution
from tests.publication.rendering.sample_snapshots import decision_list, item, programme, project_page
from tests.publication.rendering.samples import SEALED_UNTIL, Chain
from tests.publication.rendering.test_pages import Page, target

AT = datetime(2026, 11, 24, tzinfo=UTC)
A_PAGE = 4
LANGUAGES = ("", "en/")


@pytest.fixture(autouse=True, scope="module")
def _short_pages() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "TRANSFERS_ON_A_PAGE", A_PAGE)
        yield


@pytest.fixture(scope="module")
def long(_short_pages: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the record of a deal of which the ledger has several pages."""
    folder = tmp_path_factory.mktemp("record") / "deal"
    record.build(folder, deal()[0].envelopes, at=AT)
    return folder


def deal() -> tuple[Chain, Ledger]:
    """Return a deal with two excerpts of which the first ends in the middle of a page, and a counter-booking."""
    made, ledger, sample = Chain(), opening_ledger(), DECIDED[0]
    grant(ledger, 1, sample)
    made.add("decision-list", MEETING, decision_list([item(1, sample)]))
    made.add("ledger", f"1-{len(ledger.transfers)}", ledger.excerpt(1))
    first = len(ledger.transfers) + 1
    ledger.book("awarded/iq-blvd/1", "advanced/iq-blvd/1", 100, resolution(1))
    ledger.book("advanced/iq-blvd/1", "awarded/iq-blvd/1", 100, resolution(1), corrects=2)
    made.add("ledger", f"{first}-{len(ledger.transfers)}", ledger.excerpt(first))
    made.add("implementation-programme", "programme", programme(ledger, [sample], 1))
    made.add("project-page", sample.code, project_page(ledger, sample))
    assert first % A_PAGE != 1
    return made, ledger


def of_the_ledger(files: Iterable[str]) -> set[str]:
    """Return which pages of the whole ledger are among files."""
    return {path for path in files if re.fullmatch(r"(en/)?grootboek/(vanaf-\d+/)?index\.html", path)}


def names(folder: Path) -> set[str]:
    """Return the files of a record."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def starts() -> range:
    """Return with which transfer each page begins."""
    return range(1, len(deal()[1].transfers) + 1, A_PAGE)


def test_every_transfer_stands_at_its_address_and_every_link_leads_there(long: Path) -> None:
    pages = {path: Page((long / path).read_text()) for path in names(long) if path.endswith(".html")}
    count = len(deal()[1].transfers)
    for folder in LANGUAGES:
        own = {path for path in of_the_ledger(pages) if path.startswith("en/") == bool(folder)}
        assert sum(one.startswith("boeking-") for path in own for one in pages[path].ids) == count
        for sequence in range(1, count + 1):
            place, _, anchor = paths.transfer(sequence).partition("#")
            assert anchor in pages[f"{folder}{place}index.html"].ids
    followed = 0
    for path, page in pages.items():
        for link in page.links:
            _, _, anchor = link.partition("#boeking-")
            if anchor:
                assert f"boeking-{anchor}" in pages[target(path, link)].ids, f"{path}: {link}"
                followed += 1
    assert followed > 10
    assert record_check.check(long) == []


def test_the_pages_lead_to_each_other(long: Path) -> None:
    for folder in LANGUAGES:
        path, seen = f"{folder}grootboek/index.html", list[str]()
        while path:
            page = Page((long / path).read_text())
            ways = {one.get("rel"): target(path, one["href"] or "") for tag, one in page.tags if tag == "a"}
            assert ways.get("prev") == (seen[-1] if seen else None)
            seen.append(path)
            path = ways.get("next", "")
        assert seen == [f"{folder}{paths.ledger_page(first)}index.html" for first in starts()]
        assert seen[0] in {target(seen[-1], link) for link in page.links}


def test_the_overview_says_where_the_money_was_after_each_page(long: Path) -> None:
    table = (long / "grootboek/index.html").read_text().partition("<table")[2].partition("</table>")[0]
    lines = re.findall(r"<tr><th scope=\"row\".*?</tr>", table)
    found = [[int(one.replace(".", "")) for one in re.findall(r"€\xa0(-?[\d.]+)", line)] for line in lines]
    ledger = deal()[1]
    balance: Counter[str] = Counter()
    expected, labels = [], []
    for one in ledger.transfers:
        balance[one["from"].partition("/")[0]] -= one["cents"] // 100
        balance[one["to"].partition("/")[0]] += one["cents"] // 100
        if one["sequence"] % A_PAGE == 0 or one is ledger.transfers[-1]:
            expected.append([balance[state] for state in ("free", "reserved", "awarded", "advanced", "settled")])
            labels.append(f"{paths.first_on_page(one['sequence'])}–{one['sequence']}")
            assert sum(expected[-1]) == -balance["pledged"]
    assert found == expected
    assert re.findall(r">(\d+–\d+)</a>", table) == labels


def test_a_new_transfer_touches_the_last_page_and_the_overview_alone(tmp_path: Path) -> None:
    """A page that is full stays as it is, but for the one that gets its way to a page that begins."""
    made, ledger = deal()
    record.build(tmp_path / "deal", made.envelopes, at=AT)
    begun = 0
    for _ in range(3):
        first = len(ledger.transfers) + 1
        ledger.book("awarded/iq-blvd/1", "advanced/iq-blvd/1", 100, resolution(1))
        made.add("ledger", f"{first}-{first}", ledger.excerpt(first))
        report = record.build(tmp_path / "deal", made.envelopes, at=AT)
        last = paths.first_on_page(first)
        begun += first == last
        touched = {1, last, last - A_PAGE} if first == last else {1, last}
        assert of_the_ledger(report.written) == {
            f"{folder}{paths.ledger_page(one)}index.html" for folder in LANGUAGES for one in touched
        }
    assert begun == 1
    assert record_check.check(tmp_path / "deal") == []


def test_a_transfer_that_is_not_public_yet_is_told_on_its_own_page(tmp_path: Path) -> None:
    made, ledger = deal()
    first = len(ledger.transfers) + 1
    for _ in range(2 * A_PAGE):
        ledger.book("awarded/iq-blvd/1", "advanced/iq-blvd/1", 100, resolution(1))
    last = len(ledger.transfers)
    made.add("ledger", f"{first}-{last}", ledger.excerpt(first), embargo_until=SEALED_UNTIL)
    made.add("implementation-programme", "programme", programme(ledger, [DECIDED[0]], 2))
    record.build(tmp_path / "deal", made.envelopes, at=AT)
    page = (tmp_path / "deal" / paths.ledger_page(paths.first_on_page(last)) / "index.html").read_text()
    assert f'id="boeking-{last}"' in page
    assert f"Boeking {last} is nog niet gepubliceerd." in page
    assert record_check.check(tmp_path / "deal") == []


def test_pages_of_the_ledger_are_found_by_search_engines_and_not_searched_here(long: Path) -> None:
    sitemap = (long / "sitemap.xml").read_text()
    for folder in LANGUAGES:
        for first in starts():
            assert f"/{folder}{paths.ledger_page(first)}</loc>" in sitemap
    assert not of_the_ledger(search_index.pages(names(long)))


def test_a_short_ledger_is_one_page_without_an_overview(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "TRANSFERS_ON_A_PAGE", 500)
    made, ledger = deal()
    record.build(tmp_path / "deal", made.envelopes, at=AT)
    assert of_the_ledger(names(tmp_path / "deal")) == {f"{folder}grootboek/index.html" for folder in LANGUAGES}
    page = (tmp_path / "deal/grootboek/index.html").read_text()
    assert page.count("<table") == 1
    assert page.count('id="boeking-') == len(ledger.transfers)
