"""People who all want the same session at the same moment, as a process of its own with some of them at a time.

Started by `test_storm`; it prints `ready`, begins when it gets a line, and prints what each of them has.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from regiodeal.config.database import prepare

prepare()

from django.db import connection  # noqa: E402 - Django is set up first

from regiodeal.event_month.actions import registrations  # noqa: E402
from regiodeal.event_month.actions.registrations import Wish  # noqa: E402
from regiodeal.event_month.models import Registration, Session  # noqa: E402
from tests.factories.event_month import BEFORE, who  # noqa: E402

_TOGETHER = 5


def come(name: str) -> str:
    """Sign up for both sessions, and return what that gave; every third tries again at once, every fifth leaves."""
    one, two = Session.objects.select_related("month").order_by("code")
    wishes = [Wish(two), Wish(one)] if len(name) % 2 else [Wish(one), Wish(two)]
    try:
        guest = registrations.sign_up(month=one.month, who=who(name), wishes=wishes, at=BEFORE)
        number = int(name.partition("-")[2])
        if number % 3 == 0:
            registrations.sign_up(month=one.month, who=who(name), wishes=wishes, at=BEFORE)
        if number % 5 == 0:
            later = BEFORE + timedelta(minutes=1)
            registrations.change(guest=guest, wishes=[Wish(two)], needs=None, at=later)
        return Registration.objects.get(guest=guest, session=one).state
    finally:
        connection.close()


def main(first: int, last: int) -> None:
    """Get ready, wait, and let them all come."""
    Session.objects.count()
    connection.close()
    print("ready", flush=True)
    sys.stdin.readline()
    with ThreadPoolExecutor(_TOGETHER) as crowd:
        for state in crowd.map(come, [f"bezoeker-{number}" for number in range(first, last)]):
            print(state, flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
