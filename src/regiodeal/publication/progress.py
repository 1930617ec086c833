"""How far a build is."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Is told how many parts of a build are done, and how many there are."""


def tell_nobody(_done: int, _total: int) -> None:
    """Let a build go on without telling how far it is."""
