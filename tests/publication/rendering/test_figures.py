"""The bars of "Waar staat elke euro?"."""

from typing import Any

from regiodeal.publication.rendering import figures


def row(name: str, **cents: int) -> dict[str, Any]:
    """Return a pillar with these cents and nothing else."""
    return {"name": name, **{f"{state}_cents": cents.get(state, 0) for state, _ in figures.states()}}


def test_bars_share_one_scale() -> None:
    """The longest bar fills the figure, half the money is half the width."""
    longest, half = figures.bars([row("a", free=100, settled=100), row("b", reserved=100)])
    assert (longest.width, half.width) == ("100.000%", "50.000%")
    assert [(one.state, one.x, one.width) for one in longest.segments] == [
        ("free", "0.000%", "50.000%"),
        ("settled", "50.000%", "50.000%"),
    ]
    assert half.segments[0].fill == "url(#rd-hatch)"


def test_words_say_the_same_as_the_bar() -> None:
    """Who cannot see the bar reads it."""
    (bar,) = figures.bars([row("a", free=100, awarded=250)])
    assert bar.words == "vrij €\xa01, toegekend €\xa02,50"
    assert bar.total == "€\xa03,50"


def test_a_deal_without_money_has_no_bars() -> None:
    """Nothing is drawn from nothing, and a shortage is not drawn as money."""
    assert figures.bars([]) == ()
    assert figures.bars([row("a")]) == ()
    assert figures.bars([row("a", free=-100)]) == ()
