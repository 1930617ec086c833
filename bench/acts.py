"""What the office does all day, each act beside a reference that does the least that could do the job.

Run as `python -m bench.acts`; prints figures.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import typst

from bench.figures import Figure, Work, in_turns, tell
from regiodeal.config.database import prepare

prepare()

from django.db import connection, transaction  # noqa: E402 - Django is set up first
from tests.factories.decisions import a_meeting, adopt, an_item  # noqa: E402
from tests.factories.programme import SECRETARY, a_deal, deal_content  # noqa: E402
from tests.factories.projects import a_project  # noqa: E402
from tests.factories.publication import publisher  # noqa: E402

from regiodeal.decisions.actions.resolutions import Decision  # noqa: E402
from regiodeal.decisions.choices import Outcome  # noqa: E402
from regiodeal.funding.actions import resolutions  # noqa: E402
from regiodeal.funding.queries import balances  # noqa: E402
from regiodeal.programme.models import Deal  # noqa: E402
from regiodeal.publication import queries, record  # noqa: E402
from regiodeal.publication.actions import editions  # noqa: E402
from regiodeal.publication.asset_files import ASSETS  # noqa: E402
from regiodeal.reading import reader  # noqa: E402

PROJECTS = 200
PAGES = 60
_numbers = count(1)


def main() -> None:
    """Measure one after another; each prepares what it needs when its turn comes."""
    with TemporaryDirectory() as folder:
        tell([*_ledger(), _record(Path(folder)), _reading()])


def _figure(name: str, work: Work, against: str, reference: Work, times: int) -> Figure:
    value, least = in_turns([work, reference], times)
    return Figure(name=name, value=value, unit="s", reference=least, against=against)


def _ledger() -> Iterator[Figure]:
    content = deal_content()
    content["money"] = {"sources": [{"code": "rijk", "name": "Rijk", "level": "state", "amount": "900.000.000"}]}
    deal = a_deal(**content)
    projects = [a_project(deal, f"project-{number}") for number in range(PROJECTS)]
    meeting = a_meeting(deal, date(2021, 6, 1))
    items = iter([an_item(meeting, project) for project in projects])
    decision = Decision(outcome=Outcome.GRANTED, contribution_cents=100)

    def grant() -> None:
        resolutions.decide(item=next(items), decision=decision, by=SECRETARY, at=datetime.now(UTC))

    def one_row() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE TABLE IF NOT EXISTS bench_row (id integer primary key, cents integer)")
            cursor.execute("INSERT INTO bench_row (cents) VALUES (1)")

    def added_up() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT destination_id, SUM(cents) FROM funding_transfer GROUP BY 1")
            cursor.fetchall()

    yield _figure("grant: decide, check, book, audit", grant, "one inserted row, committed", one_row, 30)
    for item in items:
        resolutions.decide(item=item, decision=decision, by=SECRETARY, at=datetime.now(UTC))
    adopt(meeting)
    yield _figure(
        f"balances of {PROJECTS} projects", lambda: balances(deal), "one SQL sum of all transfers", added_up, 15
    )


def _record(folder: Path) -> Figure:
    deal = Deal.objects.get()
    editions.publish_programme(deal, publisher(datetime.now(UTC)))
    target = folder / "record"

    def incremental() -> None:
        a_project(deal, "project-1", summary=f"Nieuwe tekst {next(_numbers)}.")
        at = datetime.now(UTC) + timedelta(seconds=1)
        editions.publish_programme(deal, publisher(at))
        record.build(target, queries.envelopes(deal), at=at, assets=ASSETS)

    def full() -> None:
        at = datetime.now(UTC) + timedelta(seconds=1)
        record.build(target, queries.envelopes(deal), at=at, assets=ASSETS, full=True)

    full()
    return _figure(f"one change published, {PROJECTS} projects", incremental, "building the whole record", full, 5)


def _reading() -> Figure:
    paragraph = "De Regio Deal draagt in deze fase 750.000 euro bij aan dit project in de gemeente Emmen. " * 4
    source = "\n".join(f"= Project {number}\n{paragraph}\n#pagebreak()" for number in range(PAGES))
    document = typst.compile(source.encode())

    def extract() -> None:
        pdf = pypdfium2.PdfDocument(document)
        for page in pdf:
            page.get_textpage().get_text_range()
        pdf.close()

    return _figure(
        f"reading a PDF of {PAGES} pages", lambda: reader.read(document, "lijst.pdf"), "its text alone", extract, 3
    )


if __name__ == "__main__":
    main()
