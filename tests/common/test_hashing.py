"""The same content gives the same bytes, and a chain shows every change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiodeal.common.hashing import GENESIS, canonical, link, sha256

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), json_values))
def test_the_order_of_keys_makes_no_difference(content: dict[str, object]) -> None:
    """Written backwards it hashes the same."""
    assert canonical(content) == canonical(dict(reversed(content.items())))


def test_a_float_has_no_place_in_a_snapshot() -> None:
    """An amount is a whole number of cents; also deep inside."""
    with pytest.raises(TypeError, match="float"):
        canonical({"a": [{"b": 0.1}]})


def test_a_link_depends_on_the_one_before_it() -> None:
    """So a change anywhere changes all that follows."""
    assert link({"a": 1}, GENESIS) != link({"a": 1}, sha256(b"x"))
    assert canonical({"b": "é", "a": None}) == '{"a":null,"b":"é"}'.encode()
