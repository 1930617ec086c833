"""Long lists by year."""

import re
from datetime import UTC, datetime

from regiodeal.publication import visibility
from regiodeal.publication.rendering import expected, site, years
from tests.publication.rendering import samples
from tests.publication.rendering.sample_data import DECIDED
from tests.publication.rendering.sample_snapshots import decision_list, item

AT = datetime(2026, 11, 24, tzinfo=UTC)


def test_only_many_rows_are_divided() -> None:
    days = [f"{year}-0{month}-01" for year in (2023, 2022) for month in range(1, 8)]
    assert [(one.anchor, len(one.rows)) for one in years.by_year(days, str)] == [("jaar-2023", 7), ("jaar-2022", 7)]
    assert [(one.name, one.rows) for one in years.by_year(days[:12], str)] == [("", tuple(days[:12]))]
    assert years.by_year([], str) == ()


def test_the_index_of_many_decision_lists_stands_by_year_with_anchors() -> None:
    """The newest year first, with the way to each; every list once."""
    made = samples.Chain(samples.small())
    for year in (2022, 2023):
        for month in range(1, 8):
            day = f"{year}-0{month}-01"
            snapshot = decision_list([item(1, DECIDED[0])])
            snapshot["meeting"] |= {"reference": f"{day}-stuurgroep", "held_on": day}
            made.add("decision-list", f"{day}-stuurgroep", snapshot)
    public = visibility.public(made.envelopes, AT)
    page = dict(site.of_site(public, expected.of(public)))["en/besluitenlijsten/index.html"].decode()
    anchors = re.findall(r'<h2 [^>]*id="(jaar-\d+)"', page)
    assert anchors == ["jaar-2023", "jaar-2022", "jaar-2021"]
    assert re.findall(r'href="#(jaar-\d+)"', page) == anchors
    parts = re.split(r"<h2 ", page)[1:]
    assert [len(re.findall(r"rd-lines__item", part)) for part in parts[:3]] == [7, 7, 1]
