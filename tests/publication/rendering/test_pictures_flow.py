"""Where every euro is: sums to the cent, nothing drawn that nobody knows."""

import re
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from regiodeal.publication.rendering.formatting import euros
from regiodeal.publication.rendering.pictures import flow
from regiodeal.publication.rendering.pictures.flow import Pillar, Project, Source
from regiodeal.publication.rendering.pictures.picture import WIDE, Picture
from tests.publication.rendering import drawings
from tests.publication.rendering.sample_data import LONG, NASTY

_NAMES = st.one_of(st.sampled_from([LONG, NASTY, "Werken", "Wonen", "W" * 60]), st.text(max_size=30))
_CENTS = st.integers(0, 99_999_999_99)


@st.composite
def pillars(draw: st.DrawFn) -> Pillar:
    """Return a pillar that holds exactly what its projects were granted, in any state."""
    projects = draw(
        st.lists(st.builds(Project, _NAMES, st.one_of(st.none(), _CENTS), _CENTS, st.just("projecten/x/")), max_size=5)
    )
    granted = sum(one.contribution_cents or 0 for one in projects)
    settled = draw(st.integers(0, granted))
    advanced = draw(st.integers(0, granted - settled))
    cents = {
        "free": draw(_CENTS),
        "reserved": sum(one.reserved_cents for one in projects),
        "awarded": granted - settled - advanced,
        "advanced": advanced,
        "settled": settled,
    }
    return Pillar(draw(_NAMES), cents, tuple(projects))


def sources_of(held: Sequence[Pillar]) -> list[Source]:
    """Return two sources that together bring in what pillars hold."""
    whole = sum(one.held for one in held)
    return [Source("Rijk", whole // 2, "partijen/rijk/"), Source(LONG, whole - whole // 2)]


def cents_in(told: Picture, place: str) -> int:
    """Return the sum of the amounts in the rows that come from a place."""
    found = [row[3].text for row in told.rows if row[0].text == place]
    return sum(round(float(re.sub(r"[^\d,]", "", amount).replace(",", ".")) * 100) for amount in found)


@given(st.lists(pillars(), min_size=1, max_size=6), st.integers(1, 8))
@settings(max_examples=40, deadline=None)
def test_every_cent_is_drawn_and_told(held: list[Pillar], most: int) -> None:
    """What comes in, what the pillars hold and where it ends up is the same, whatever the names and amounts."""
    told = flow.of(sources_of(held), held, most=most)
    whole = sum(one.held for one in held)
    if not whole:
        assert told.nothing
        return
    drawings.check(told)
    assert cents_in(told, "Regio Deal") == whole
    ends = [row for row in told.rows if row[1].text != "Regio Deal" and row[0].text != "Regio Deal"]
    assert sum(_cents(row[3].text) for row in ends) == whole
    assert told == flow.of(sources_of(held), held, most=most)


def _cents(amount: str) -> int:
    return round(float(re.sub(r"[^\d,]", "", amount).replace(",", ".")) * 100)


@given(pillars(), st.integers(1, 12))
@settings(max_examples=40, deadline=None)
def test_every_cent_of_one_pillar_is_drawn_and_told(held: Pillar, most: int) -> None:
    told = flow.of_pillar(held, most=most)
    if not held.held:
        assert told.nothing == "Hierin staat nog geen geld."
        return
    drawings.check(told)
    assert cents_in(told, "Regio Deal") == held.held, "by where it is"
    ends = [row for row in told.rows if row[0].text != "Regio Deal"]
    assert sum(_cents(row[3].text) for row in ends) == held.held, "by where it ends up"
    assert told == flow.of_pillar(held, most=most)


def test_one_band_alone_is_not_as_high_as_several() -> None:
    """There is nothing to compare it with."""
    one = flow.of_pillar(Pillar("Werken", {"awarded": 100}, (Project("A", 100),)))
    two = flow.of_pillar(Pillar("Werken", {"awarded": 100}, (Project("A", 60), Project("B", 40))))
    height = [float(drawings.sheets(told)[WIDE].get("viewBox", "").split()[3]) for told in (one, two)]
    assert height[0] < height[1] - 100


def test_what_is_free_is_said_to_be_in_doubt_only_where_something_is() -> None:
    """With unknown amounts, what is called free may be promised; a pillar with nothing free promises nothing."""
    doubt = "Wat hier vrij heet, kan dus voor een deel al zijn toegezegd."
    projects = (Project("Bekend", 10_000), Project("Onbekend", None))
    assert doubt not in flow.of_pillar(Pillar("Werken", {"awarded": 10_000}, projects)).notes
    assert doubt in flow.of_pillar(Pillar("Werken", {"awarded": 10_000, "free": 1}, projects)).notes


def test_a_pillar_that_does_not_add_up_is_not_drawn() -> None:
    told = flow.of_pillar(Pillar("Werken", {"awarded": 100}, (Project("A", 200),)))
    assert not told.svg
    assert "niet te tekenen" in told.nothing
    assert told.rows


def test_bands_are_as_thick_as_their_amounts() -> None:
    told = flow.of([Source("Rijk", 300), Source("Regio", 100)], [Pillar("Werken", {"free": 400})])
    bands = [
        path.get("d", "") for path in drawings.sheets(told)[WIDE].iter("path") if path.get("class") == "rd-pic-flow"
    ]
    assert [_thick(band) for band in bands] == [225, 75, 300]


def _thick(ribbon: str) -> float:
    """Return how far the start of a ribbon is below its start: the first point against the last."""
    points = re.findall(r"-?[\d.]+,-?[\d.]+", ribbon)
    return float(points[-1].split(",")[1]) - float(points[0].split(",")[1])


def test_what_nobody_knows_is_told_and_never_a_zero() -> None:
    projects = (Project("Bekend", 10_000), Project("Onbekend", None), Project("Ook onbekend", None))
    told = flow.of([Source("Rijk", 15_000)], [Pillar("Werken", {"awarded": 10_000, "free": 5_000}, projects)])
    assert told.notes[0].startswith("Van 2 projecten is de bijdrage niet bekend.")
    assert "nbekend" not in told.svg
    assert euros(0) not in told.svg
    assert not any(euros(0) == cell.text for row in told.rows for cell in row)


def test_the_largest_projects_have_a_name_and_the_rest_is_one() -> None:
    projects = tuple(Project(f"P{number}", number * 100) for number in range(1, 12))
    whole = sum(one.held for one in projects)
    told = flow.of([Source("Rijk", whole)], [Pillar("Werken", {"awarded": whole}, projects)], most=3)
    said = [one.text for one in drawings.words(drawings.sheets(told)[WIDE])]
    assert [name for name in said if name.startswith("P")] == ["P11", "P10", "P9"]
    assert "overige projecten" in said
    assert euros(whole - 3000) in said


def test_one_more_project_is_named_rather_than_called_the_rest() -> None:
    projects = tuple(Project(f"P{number}", number * 100) for number in range(1, 5))
    told = flow.of([Source("Rijk", 1000)], [Pillar("Werken", {"awarded": 1000}, projects)], most=3)
    assert "overige projecten" not in told.svg


def test_money_of_projects_that_are_not_listed_is_not_lost() -> None:
    """A withdrawn page takes no euro with it."""
    told = flow.of([Source("Rijk", 500)], [Pillar("Werken", {"awarded": 500}, (Project("A", 200),))])
    assert ("Werken", "overige projecten", "bijdrage", euros(300)) in [tuple(c.text for c in row) for row in told.rows]


def test_what_does_not_add_up_is_not_drawn() -> None:
    for held in ({"free": 500}, {"free": 1500, "awarded": -500}):
        told = flow.of([Source("Rijk", 1000)], [Pillar("Werken", held)])
        assert not told.svg
        assert "niet te tekenen" in told.nothing
        assert told.rows
    more = flow.of([Source("Rijk", 100)], [Pillar("Werken", {"awarded": 100}, (Project("A", 200),))])
    assert not more.svg


def test_no_money_is_a_sentence() -> None:
    assert flow.of([], []).nothing == "Er is nog geen geld toegezegd."
