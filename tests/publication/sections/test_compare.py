"""Two versions of the implementation programme side by side."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from regiodeal.publication.rendering import languages
from regiodeal.publication.rendering.sections import compare
from regiodeal.publication.visibility import public
from tests.publication.rendering import samples
from tests.publication.rendering.sample_data import DECIDED, MEETING
from tests.publication.rendering.test_catalogue import _BEFORE

_CODES = ("a", "b", "c", "d")


def line(code: str, cents: int | None, reserved: int, stage: str) -> dict[str, Any]:
    """Return the line of a project."""
    return {
        "code": code,
        "name": code.upper(),
        "pillar": None,
        "stage": stage,
        "lead": None,
        "ends_on": None,
        "places": [],
        "money_known": cents is not None,
        "contribution_cents": cents,
        "reserved_cents": reserved,
        "resolutions": [],
    }


snapshots = st.dictionaries(
    st.sampled_from(_CODES),
    st.tuples(st.none() | st.integers(1, 10**9), st.integers(0, 10**6), st.sampled_from(["besloten", "afgerond"])),
).map(
    lambda found: {
        "projects": [line(code, *values) for code, values in found.items()],
        "totals": {
            f"{state}_cents": sum(values[0] or 0 for values in found.values())
            for state in ("pledged", "free", "reserved", "awarded", "advanced", "settled")
        },
    }
)


@given(snapshots, snapshots)
def test_each_project_is_changed_or_counted_as_unchanged(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Nothing is lost between the two, and a version differs from itself in nothing."""
    with languages.speaking(languages.DUTCH):
        totals, projects, unchanged = compare.compare(before, after)
        assert compare.compare(before, before) == ((), (), len(before["projects"]))
    codes = {one["code"] for one in (*before["projects"], *after["projects"])}
    assert len(projects) + unchanged == len(codes)
    assert bool(totals) == (before["totals"] != after["totals"])
    told = {change.name: change.what for change in projects}
    for code in codes:
        there = [code in {one["code"] for one in version["projects"]} for version in (before, after)]
        if there == [False, True]:
            assert told[code.upper()] == "nieuw"
        if there == [True, False]:
            assert told[code.upper()] == "niet meer in het programma"


def test_the_page_tells_what_five_grants_changed_with_their_decisions() -> None:
    older, newer = compare.versions(public(samples.envelopes(), _BEFORE))
    files = compare.of_pair(older, newer)
    assert list(files) == [f"{folder}uitvoeringsprogramma/vergelijk/1-2/index.html" for folder in ("", "en/")]
    page = next(iter(files.values())).decode()
    for number, sample in enumerate(DECIDED, start=1):
        assert sample.name.replace("&", "&amp;") in page
        assert f"besluitenlijsten/{MEETING}/#besluit-{number}" in page
    assert "+€\xa03.341.800" in page
    assert "−€\xa03.341.800" in page


def test_many_versions_are_compared_with_their_neighbour_and_the_newest() -> None:
    known = list(compare.versions(public(samples.envelopes(), _BEFORE))) * 20
    pairs = list(compare.pairs(known))
    assert len(pairs) == 2 * len(known) - 3
    assert len(list(compare.pairs(known[:30]))) == 30 * 29 // 2
