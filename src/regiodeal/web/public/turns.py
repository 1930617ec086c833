"""A part of a process that has so much work at a time: whoever comes next waits, and when too many wait is told so."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

LATER = "5"
"""After how many seconds who was told so may try again, for Retry-After."""


class Busy(Exception):
    """All places are taken, those where one waits included."""


class Turns:
    """`at_work` can be at work at a time, and `places` be there in all, with those that wait their turn."""

    def __init__(self, at_work: int, places: int) -> None:
        self._at_work = threading.BoundedSemaphore(at_work)
        self._places = threading.BoundedSemaphore(places)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Have a turn until the end of a `with` block. Raises Busy."""
        if not self._places.acquire(blocking=False):
            raise Busy
        try:
            with self._at_work:
                yield
        finally:
            self._places.release()
