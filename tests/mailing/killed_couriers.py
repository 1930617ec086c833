"""Couriers that are killed while they deliver, again and again, until a mailing is done.

Started as a process of its own by `test_crashes`, with PORT PEOPLE COURIERS LINES KILLS.

Each courier is a fork, so that it starts at once; it is killed after a moment that chance chooses. Prints as JSON how
many were killed, the most that one kill put in doubt, and the addresses by the state of their delivery.
"""

import json
import os
import random
import signal
import sys
import threading
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta

from regiodeal.config.database import prepare

prepare()

from django.db import connections  # noqa: E402 - Django is set up first

from regiodeal.mailing.actions import journal  # noqa: E402
from regiodeal.mailing.choices import DeliveryState, MailingState  # noqa: E402
from regiodeal.mailing.couriers import Deliverer, Delivering  # noqa: E402
from regiodeal.mailing.models import Mailing  # noqa: E402
from regiodeal.mailing.relay import Relay  # noqa: E402
from tests.factories.mailing import mailing_list, started  # noqa: E402

_LONGEST = 0.05  # seconds that a courier lives


def main(port: int, people: int, couriers: int, lines: int, kills: int) -> None:
    """Kill so many times, and then let the couriers finish."""
    chance = random.Random(people)
    mailing = started(mailing_list("pers", *(f"p{number}@krant.example" for number in range(people))), at=_now())
    killed, most = 0, 0
    while _state(mailing) != MailingState.DONE:
        before = _doubtful(mailing)
        connections.close_all()
        children = [_fork(port, lines) for _ in range(couriers)]
        if killed < kills:
            time.sleep(chance.uniform(0, _LONGEST))
            killed += sum(_kill(child) for child in children)
        for child in children:
            os.waitpid(child, 0)
        journal.take_over(at=_now() + timedelta(days=1))
        most = max(most, _doubtful(mailing) - before)
    addresses = defaultdict(list)
    for state, address in mailing.deliveries.values_list("state", "address"):
        addresses[state].append(address)
    print(json.dumps({"killed": killed, "most": most, **addresses}))


def _fork(port: int, lines: int) -> int:
    child = os.fork()
    if child == 0:
        relay = Relay(host="127.0.0.1", port=port, sender="retour@regiodeal.example")
        try:
            Deliverer(Delivering(post=relay, lines=lines), _now).deliver(threading.Event())
        finally:
            os._exit(0)
    return child


def _kill(child: int) -> bool:
    if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
        return False
    os.kill(child, signal.SIGKILL)
    return True


def _doubtful(mailing: Mailing) -> int:
    return mailing.deliveries.filter(state=DeliveryState.DOUBT).count()


def _state(mailing: Mailing) -> str:
    return Mailing.objects.get(pk=mailing.pk).state


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
