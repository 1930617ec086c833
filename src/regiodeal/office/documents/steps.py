"""What a button in a review asks for, as a step that the reading room takes."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from regiodeal.reading import reviews
from regiodeal.reading.reviews import MANY, Field, Part

Step = Callable[[Part], Part]
ACCEPT_ALL, LEAVE_OUT = "accept-all", "leave-out"
LEAVES = frozenset({ACCEPT_ALL, LEAVE_OUT})
"""After these the reader goes on to the next part, when nothing is left to look at."""

_ON_A_VALUE: dict[str, Callable[[Part, str], Part]] = {
    "accept": reviews.accept,
    "reject": reviews.reject,
    "reopen": reviews.reopen,
}
_ON_A_PART: dict[str, Step] = {
    ACCEPT_ALL: reviews.accept_all,
    LEAVE_OUT: lambda part: replace(part, left_out=True),
    "take-over": lambda part: replace(part, left_out=False),
}


def step_of(asked: str) -> Step:
    """Return the step that a button names: `accept:<value>`, `add:<field>`, `accept-all`; anything else just saves."""
    verb, _, target = asked.partition(":")
    if verb in _ON_A_VALUE:
        return partial(_on_a_value, _ON_A_VALUE[verb], target)
    if verb == "add" and target in MANY:
        return partial(_added, Field(target))
    return _ON_A_PART.get(verb, lambda part: part)


def target_of(asked: str) -> str:
    """Return the key of the value that a button is about, if it is about one."""
    verb, _, target = asked.partition(":")
    return target if verb in _ON_A_VALUE else ""


def _on_a_value(step: Callable[[Part, str], Part], key: str, part: Part) -> Part:
    return step(part, key)


def _added(field: Field, part: Part) -> Part:
    return reviews.add(part, field)
