"""Who works with whom: the same picture for the same values, readable however many there are."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from regiodeal.publication.rendering.pictures import network
from regiodeal.publication.rendering.pictures.network import Party, Project
from regiodeal.publication.rendering.pictures.picture import NARROW, WIDE
from tests.publication.rendering import drawings
from tests.publication.rendering.sample_data import LONG, NASTY


def parties(number: int) -> list[Party]:
    """Return parties, some with long or harmful names."""
    names = [LONG, NASTY, "Emmen"]
    return [Party(f"p{at}", f"{names[at % 3]} {at}", f"partijen/p{at}/") for at in range(number)]


@given(st.data(), st.integers(2, 90))
@settings(max_examples=30, deadline=None)
def test_every_pair_that_shares_a_project_has_a_line(data: st.DataObject, number: int) -> None:
    taking_part = st.lists(st.integers(0, number - 1).map("p{}".format), min_size=1, max_size=8, unique=True)
    projects = [
        Project(f"Project {at}", tuple(there))
        for at, there in enumerate(data.draw(st.lists(taking_part, min_size=1, max_size=40)))
    ]
    told = network.of(parties(number), projects, most=60)
    pairs = {pair for project in projects for pair in combinations(sorted(project.parties), 2)}
    if not pairs:
        assert told.nothing
        return
    drawings.check(told)
    drawn = [line for line in drawings.sheets(told)[WIDE].iter("path") if line.get("class") == "rd-pic-tie"]
    sharing = {party for pair in pairs for party in pair}
    assert len(told.rows) == min(len(sharing), 60)
    if len(sharing) <= 60:
        assert len(drawn) == len(pairs)
    else:
        assert any("minder" in note for note in told.notes)


def test_the_order_of_the_input_does_not_move_anything() -> None:
    projects = [Project("Een", ("p0", "p1", "p2")), Project("Twee", ("p2", "p3")), Project("Drie", ("p4", "p0"))]
    there = parties(5)
    told = network.of(there, projects)
    assert told == network.of(there[::-1], projects[::-1])


def test_the_table_says_in_which_projects() -> None:
    projects = [Project("Campus", ("p0", "p1")), Project("Zorg", ("p0", "p1", "p2"))]
    named = [Party("p0", "Emmen"), Party("p1", "Coevorden"), Party("p2", "Hoogeveen")]
    rows = [tuple(cell.text for cell in row) for row in network.of(named, projects).rows]
    assert rows == [
        ("Coevorden", "2", "Emmen (Campus en Zorg); Hoogeveen (Zorg)"),
        ("Emmen", "2", "Coevorden (Campus en Zorg); Hoogeveen (Zorg)"),
        ("Hoogeveen", "1", "Emmen (Zorg); Coevorden (Zorg)"),
    ]


def test_many_projects_are_counted_after_three() -> None:
    projects = [Project(f"P{at}", ("p0", "p1")) for at in range(6)]
    told = network.of([Party("p0", "Emmen"), Party("p1", "Coevorden")], projects)
    assert told.rows[0][2].text == "Emmen (P0, P1, P2 en 3 andere)"


def test_beyond_what_can_be_read_the_strongest_are_drawn() -> None:
    """One party that works with everybody stays; who shares least goes."""
    projects = [Project(f"P{at}", ("p0", f"p{at}")) for at in range(1, 80)] + [Project("Nog een", ("p0", "p7"))]
    told = network.of(parties(80), projects, most=10)
    names = [row[0].text for row in told.rows]
    assert len(names) == 10
    assert parties(80)[0].name in names
    assert parties(80)[7].name in names
    assert told.notes == ("En 70 andere partijen die minder delen.",)


def test_who_works_alone_is_counted() -> None:
    told = network.of(parties(3), [Project("Samen", ("p0", "p1")), Project("Alleen", ("p2",))])
    assert told.notes == ("1 partij deelt met niemand een project.",)
    assert "p2" not in told.svg


def test_who_takes_part_twice_works_with_nobody_more() -> None:
    assert network.of(parties(2), [Project("A", ("p0", "p0"))]).nothing


def test_an_unknown_party_is_left_out() -> None:
    assert network.of(parties(1), [Project("A", ("p0", "onbekend"))]).nothing


def test_lines_stay_on_a_narrow_sheet() -> None:
    told = network.of(
        parties(60), [Project("Ver", ("p0", "p59")), Project("Alles", tuple(f"p{at}" for at in range(60)))]
    )
    for line in drawings.sheets(told)[NARROW].iter("path"):
        if line.get("class") == "rd-pic-tie":
            start, bend, end = (float(x.split(",")[0]) for x in (line.get("d") or "")[1:].replace("Q", " ").split())
            assert (start + 2 * bend + end) / 4 <= NARROW.width
