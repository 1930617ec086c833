"""The pictures of a deal agree with its catalogue, whatever happened in its chain."""

from datetime import UTC, datetime

import pytest

from regiodeal.publication.rendering import catalogue
from regiodeal.publication.rendering.catalogue import Catalogue
from regiodeal.publication.rendering.formatting import euros
from regiodeal.publication.rendering.pictures import catalogued
from regiodeal.publication.visibility import public
from tests.publication.rendering import drawings, samples
from tests.publication.rendering.sample_data import DECIDED

_BEFORE = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture(scope="module", params=[samples.envelopes, samples.eventful], ids=["quiet", "eventful"])
def told(request: pytest.FixtureRequest) -> Catalogue:
    """Return the catalogue of a quiet deal, and of one with withdrawals and harmful names."""
    return catalogue.of(public(request.param(), _BEFORE))


def test_the_flow_is_that_of_the_programme(told: Catalogue) -> None:
    assert told.programme is not None
    picture = catalogued.flow_of(told.programme.snapshot or {}, pages="../")
    drawings.check(picture)
    rows = [tuple(cell.text for cell in row) for row in picture.rows]
    assert ("Regio Deal", "Werken", "vrij", euros(told.pillars[0].cents["free"])) in rows
    assert ("Werken", "IQ BLVD", "bijdrage", euros(DECIDED[0].euros and DECIDED[0].euros * 100)) in rows
    assert 'href="../projecten/iq-blvd/"' in picture.svg
    assert 'href="../pijlers/werken/"' in picture.svg


def test_progress_ends_at_what_was_granted(told: Catalogue) -> None:
    picture = catalogued.progress_of(told.transfers(), until="2026-11-23")
    drawings.check(picture)
    granted = sum(
        cents for pillar in told.pillars for state, cents in pillar.cents.items() if state not in {"free", "reserved"}
    )
    assert picture.rows[-1][1].text == euros(granted)


def test_the_map_counts_what_works_in_each_municipality(told: Catalogue) -> None:
    picture = catalogued.map_of(told, pages="../", measure="contribution")
    drawings.check(picture)
    emmen = next(row for row in picture.rows if row[1].text == "Emmen")
    there = [one for one in told.projects if any("emmen" in code for code in one.municipalities)]
    assert emmen[2].text == str(len(there))
    known = sum(one.contribution_cents or 0 for one in there if one.known)
    assert emmen[3].text == f"ten minste {euros(known)}"
    assert emmen[1].href.startswith("../gemeenten/")


def test_a_network_names_everybody_who_shares_a_project(told: Catalogue) -> None:
    picture = catalogued.network_of(told, pages="../")
    drawings.check(picture)
    sharing = {told.parties[code].name for one in told.projects if len(one.parties) > 1 for code in one.parties}
    assert {row[0].text for row in picture.rows} == sharing


def test_a_deal_of_nothing_has_pictures_of_nothing() -> None:
    nothing = catalogue.of(public([], _BEFORE))
    assert catalogued.map_of(nothing, pages="").nothing
    assert catalogued.network_of(nothing, pages="").nothing
