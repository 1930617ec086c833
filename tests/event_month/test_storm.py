"""Five hundred people at once for the last twenty places, on both databases: exactly twenty get one."""

import http.client
import json
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import urlencode

from tests.installations import Installation, fetch, free_port

ROOT = Path(__file__).resolve().parents[2]
PEOPLE, CROWDS = 500, 4
PAGE = "/aanmelden/maand/"


def program(installation: Installation, name: str, *args: int | str) -> "subprocess.Popen[str]":
    """Start a program beside this file on an installation."""
    return subprocess.Popen(
        [sys.executable, "-m", f"tests.event_month.{name}", *map(str, args)],
        cwd=ROOT,
        env=installation.env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def said(process: "subprocess.Popen[str]") -> str:
    """Return all that a program says until it ends well."""
    out, _ = process.communicate("go\n", timeout=180)
    assert process.returncode == 0
    return out


def counted(installation: Installation) -> dict[str, Any]:
    """Return what people have."""
    found: dict[str, Any] = json.loads(said(program(installation, "counted")))
    return found


def test_processes_side_by_side_give_the_last_twenty_places_once(installation: Installation) -> None:
    """Every fifth gives the place up again, so others get it; some ask twice; half ask in the other order."""
    said(program(installation, "prepared"))
    share = PEOPLE // CROWDS
    crowds = [program(installation, "crowd", number * share, (number + 1) * share) for number in range(CROWDS)]
    assert {crowd.stdout and crowd.stdout.readline() for crowd in crowds} == {"ready\n"}
    for crowd in crowds:
        assert crowd.stdin
        crowd.stdin.write("go\n")
        crowd.stdin.flush()
    answers = [line for crowd in crowds for line in said(crowd).splitlines()]
    assert len(answers) == PEOPLE
    found = counted(installation)
    gone = PEOPLE // 5
    assert found["guests"] == PEOPLE
    assert found["states"] == {
        "een placed": 20,
        "een waiting": PEOPLE - 20 - gone,
        "een cancelled": gone,
        "twee placed": 40,
        "twee waiting": PEOPLE - 40,
    }
    assert found["mails"]["overview"] >= PEOPLE


def test_one_person_in_twenty_tabs_stands_in_nobodys_way(installation: Installation) -> None:
    """What one transaction holds, another that holds what the first wants never waits for."""
    said(program(installation, "prepared"))
    assert said(program(installation, "tabs")) == ""


def test_five_hundred_people_press_the_button_in_the_same_second(installation: Installation) -> None:
    """Over HTTP, each from another place; who is told that it is busy tries again, as the page says."""
    said(program(installation, "prepared", "ahead"))
    port = free_port()
    installation.popen("serve", "--port", str(port), "--no-worker", env={**installation.env, "REGIODEAL_PROXIES": "1"})
    _, _, page = fetch(port, PAGE)
    stamp = re.search(r'name="stamp" value="([^"]+)"', page)
    assert stamp
    time.sleep(2.1)  # nobody fills in a form faster
    together = Barrier(PEOPLE)

    def come(number: int) -> int:
        form = urlencode(
            {"kies-een": "on", "mee-een": "0", "mee-twee": "0", "email": f"bezoeker-{number}@voorbeeld.example",
             "name": f"Bezoeker {number}", "language": "nl", "stamp": stamp[1]}
        )  # fmt: skip
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": f"198.51.{number // 250}.{number % 250}",
        }
        together.wait(60)
        busy = 0
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
            connection.request("POST", PAGE, form, headers)
            answer = connection.getresponse()
            answer.read()
            connection.close()
            if answer.status != 503:
                assert answer.status == 200
                return busy
            busy += 1
            time.sleep(int(answer.headers["Retry-After"]) / 10)

    with ThreadPoolExecutor(PEOPLE) as crowd:
        told_busy = sum(crowd.map(come, range(PEOPLE)))
    assert told_busy > 0, "more than fit in at once"
    found = counted(installation)
    assert found["states"] == {"een placed": 20, "een waiting": PEOPLE - 20}
    assert found["mails"] == {"overview": PEOPLE}
