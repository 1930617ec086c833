"""A part of a process that has so much work at a time: whoever comes next waits, and when too many wait is told so."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
Answer = TypeVar("Answer")

LATER = "5"
"""After how many seconds who was told so may try again, for Retry-After."""


class Busy(Exception):
    """All places are taken, those where one waits included."""


class Turns:
    """`at_work` threads do the work, and `places` is how many can be there in all, with those that wait their turn.

    What a thread keeps for its next turn, such as a connection to the database, is there `at_work` times and not once
    for everybody who waits.
    """

    def __init__(self, at_work: int, places: int) -> None:
        self._workers = ThreadPoolExecutor(at_work)
        self._places = threading.BoundedSemaphore(places)

    def take(self, work: Callable[P, Answer], *args: P.args, **kwargs: P.kwargs) -> Answer:
        """Wait for a turn, and return what the work gives, or raise what it raises. Raises Busy where all are taken."""
        if not self._places.acquire(blocking=False):
            raise Busy
        try:
            return self._workers.submit(work, *args, **kwargs).result()
        finally:
            self._places.release()
