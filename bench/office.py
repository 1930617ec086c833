"""The office under load, on the database that the environment names: 30 people at work in a deal of 500 projects.

Run as `python -m bench.office`; prints figures. Each person asks for a screen, reads for a
while, and asks for the next. A screen's figure is the p95 of its answers, its reference the p95 of the plainest answer
there is, `/healthz`, under the same load. The number of queries of a screen is compared with that at a tenth of the
projects: a ratio of 1 says that it does not grow.
"""

import http.client
import random
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from regiodeal.config.database import prepare

prepare()

from django.conf import settings  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from tests.installations import fetch, free_port  # noqa: E402
from tests.offices import at_desk, signed_in  # noqa: E402

from bench import a_large_deal  # noqa: E402 - Django is set up first
from bench.figures import Figure, tell  # noqa: E402
from regiodeal.accounts.models import User  # noqa: E402
from regiodeal.accounts.roles import RoleCode  # noqa: E402
from regiodeal.programme.models import Deal  # noqa: E402

PROJECTS = 500
SECONDS = 40
PAUSE = 1.0  # seconds between two screens of one person, on average
WARM_UP = 8  # seconds in which each process reads its templates; a server that runs for weeks does so once
HEALTH = "/healthz"
_ALLOWED = {HTTPStatus.OK, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
"""What a person may be answered: some screens are not for every role, and an agenda is not there for a reader."""


def screens(deal: Deal) -> dict[str, str]:
    """Return the screens that are measured, by name, each with the address that asks most of it."""
    office = f"/kantoor/{deal.code}"
    project = deal.projects.order_by("pk")[0].code
    meetings = deal.bodies.get().meetings.order_by("held_on")
    past, coming = meetings.first(), meetings.last()
    return {
        "start": f"{office}/",
        "meetings": f"{office}/vergaderingen/",
        "meeting to come": f"{office}/vergaderingen/{coming}/",
        "what if": f"{office}/vergaderingen/{coming}/wat-als/",
        "meeting adopted": f"{office}/vergaderingen/{past}/",
        "conditions": f"{office}/vergaderingen/voorwaarden/",
        "projects": f"{office}/projecten/",
        "projects, searched": f"{office}/projecten/?q=project+4",
        "dossier": f"{office}/projecten/{project}/",
        "money": f"{office}/geld/",
        "money per project": f"{office}/geld/?weergave=project",
        "money as of a day": f"{office}/geld/?op=2023-06-01",
        "transfers": f"{office}/geld/boekingen/",
        "payments": f"{office}/geld/betalingen/",
        "co-financing": f"{office}/geld/cofinanciering/",
        "editions": f"{office}/publicaties/",
        "trail": f"{office}/logboek/",
        "mailings": f"{office}/mail/",
        "mailing under way": f"{office}/mail/1/",
        "who got it, and why": f"{office}/mail/1/ontvangers/",
        "deliveries": f"{office}/mail/1/bezorging/",
        "mailing lists": f"{office}/mail/lijsten/",
        "mailing list": f"{office}/mail/lijsten/lijst/pers/",
    }


def main() -> None:
    """Measure, and print what was found."""
    few = _queries(a_large_deal.made("klein", PROJECTS // 10))
    deal = a_large_deal.made("groot", PROJECTS)
    many = _queries(deal)
    cookies = [_cookie(user) for user in a_large_deal.staff(deal)]
    connections.close_all()
    taken = _under_load(screens(deal), cookies)
    plainest = _p95(taken.pop(HEALTH))
    tell([*_times(taken, plainest), *_counts(many, few)])


def _times(taken: dict[str, list[float]], plainest: float) -> Iterator[Figure]:
    for screen, seconds in sorted(taken.items()):
        name, value = f"{connection.vendor}: {screen}", _p95(seconds)
        yield Figure(name=name, value=value, unit="s", reference=plainest, against="the plainest answer", within=0.3)


def _counts(many: dict[str, int], few: dict[str, int]) -> Iterator[Figure]:
    against = f"{PROJECTS // 10} projects"
    for screen, value in sorted(many.items()):
        name, reference = f"{connection.vendor}: {screen}, queries", few[screen]
        yield Figure(name=name, value=value, unit="queries", reference=reference, against=against, most=1)


def _queries(deal: Deal) -> dict[str, int]:
    """Return how many queries each screen asks of the database."""
    client = at_desk(deal, RoleCode.SECRETARY, RoleCode.CONTROLLER)
    counted = {}
    for name, address in screens(deal).items():
        client.get(address)  # what is read once per process is not of this screen
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        if answer.status_code != HTTPStatus.OK:
            raise RuntimeError(f"{address} answers {answer.status_code}")
        counted[name] = len(queries)
    return counted


def _cookie(user: User) -> str:
    return f"{settings.SESSION_COOKIE_NAME}={signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value}"


def _under_load(addresses: dict[str, str], cookies: list[str]) -> dict[str, list[float]]:
    """Serve the office in a process of its own, and let everybody work for a while."""
    port = free_port()
    serve = [sys.executable, "-m", "regiodeal.config.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(serve, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port)
        taken: dict[str, list[float]] = defaultdict(list)
        until = time.monotonic() + WARM_UP + SECONDS
        everything = {**addresses, HEALTH: HEALTH}
        people = [
            threading.Thread(target=Person(port, cookie, everything, random.Random(seed)).work, args=(until, taken))
            for seed, cookie in enumerate(cookies)
        ]
        for person in people:
            person.start()
        for person in people:
            person.join()
        return taken
    finally:
        server.terminate()
        server.wait()


@dataclass(frozen=True)
class Person:
    """Somebody at work: asks for a screen, reads for a while, asks for the next."""

    port: int
    cookie: str
    addresses: dict[str, str]
    chance: random.Random

    def work(self, until: float, taken: dict[str, list[float]]) -> None:
        """Work until a moment of the monotonic clock, and add the seconds that each answer took."""
        begin = until - SECONDS
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        time.sleep(self.chance.uniform(0, PAUSE))
        while time.monotonic() < until:
            name = self.chance.choice(list(self.addresses))
            started = time.perf_counter()
            line.request("GET", self.addresses[name], headers={"Cookie": self.cookie})
            answer = line.getresponse()
            answer.read()
            if answer.status == HTTPStatus.OK and time.monotonic() > begin:
                taken[name].append(time.perf_counter() - started)
            elif answer.status not in _ALLOWED:
                raise RuntimeError(f"{self.addresses[name]} answers {answer.status}")
            time.sleep(self.chance.expovariate(1 / PAUSE))


def _wait_for(port: int) -> None:
    status, _, _ = fetch(port, HEALTH)
    if status != HTTPStatus.OK:
        raise RuntimeError(f"the server answers {status}")


def _p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


if __name__ == "__main__":
    main()
