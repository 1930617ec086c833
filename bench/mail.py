"""Mail to 20,000 people over one relay, and the memory that a mailing to 1,000,000 takes.

Run as `python -m bench.mail`; prints figures. The relay is Postfix's own sink, which takes
everything and keeps nothing; the reference is Postfix's own source, which sends the same message again and again and
writes nothing down. Ours are built and signed for each recipient, with the journal on the disk.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256

from regiodeal.config.database import prepare

prepare()

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: E402 - Django is set up first
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key  # noqa: E402
from django.core.mail import EmailMultiAlternatives, get_connection  # noqa: E402
from django.db import connection  # noqa: E402
from tests import throwaway_relay  # noqa: E402
from tests.factories.mailing import LETTER, SCOPE, mailing_list, started  # noqa: E402

from bench.figures import Figure, tell  # noqa: E402
from regiodeal.mailing.choices import DeliveryState  # noqa: E402
from regiodeal.mailing.couriers import Deliverer, Delivering  # noqa: E402
from regiodeal.mailing.dkim import Signer  # noqa: E402
from regiodeal.mailing.letter import Letter  # noqa: E402
from regiodeal.mailing.models import Delivery, MailingList, Subscriber, Subscription  # noqa: E402
from regiodeal.mailing.relay import Relay  # noqa: E402

PEOPLE = 20_000
MANY = 1_000_000
SAMPLE = 50_000  # how many of the many are delivered; the memory of the first thousand is that of all
TIMES = 3
LINES = 16
BYTES = 8_000
MIB_300 = 300 * 2**20
_WORDS = "Zo draagt de regio bij aan brede welvaart voor iedereen, in elke kern. "


def main() -> None:
    """Measure, and print what was found."""
    few = _a_list("weinig", PEOPLE)
    with throwaway_relay.sink() as port:
        ways: dict[str, Callable[[], float]] = {
            "unsigned": lambda: _ours(few, port),
            "signed by Ed25519": lambda: _ours(few, port, Signer("example.nl", "ed", Ed25519PrivateKey.generate())),
            "signed by RSA-2048": lambda: _ours(
                few, port, Signer("example.nl", "rsa", generate_private_key(65537, 2048))
            ),
        }
        sources, taken = [], {name: list[float]() for name in ways}
        for _ in range(TIMES):
            for name, way in ways.items():
                sources.append(_source(port))
                taken[name].append(way())
        django = _django(port)
        source = statistics.median(sources)
        asked = {"unsigned": 0.5, "signed by Ed25519": 0.4}
        found = [
            _figure(f"messages {name}", statistics.median(rates), source, "smtp-source", asked.get(name))
            for name, rates in taken.items()
        ]
        own = statistics.median(taken["unsigned"])
        found.append(_figure("messages unsigned, one by one", own, django, "Django's own mail", 5))
        name, memory = f"memory of a mailing to {MANY:,}", _memory(port)
    found.append(Figure(name=name, value=memory, unit="bytes", reference=MIB_300, against="300 MiB", most=1))
    tell(found)


def many(port: int) -> None:
    """Deliver a part of a mailing to a great many people, in a process of its own; print its memory in bytes."""
    started(_a_list("veel", MANY), letter=_letter(), at=datetime.now(UTC))
    stopping = threading.Event()
    deliverer = _deliverer(port)
    watch = threading.Thread(target=_stop_after, args=(stopping,), daemon=True)
    watch.start()
    deliverer.deliver(stopping)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


def _stop_after(stopping: threading.Event) -> None:
    while Delivery.objects.filter(state=DeliveryState.SENT).count() < SAMPLE:
        time.sleep(1)
    stopping.set()


def _memory(port: int) -> float:
    command = [sys.executable, "-m", "bench.mail", "--many", str(port)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8", env=dict(os.environ))
    return float(done.stdout.splitlines()[-1])


def _ours(to: MailingList, port: int, *signers: Signer) -> float:
    """Return how many messages a second go out."""
    mailing = started(to, letter=_letter(), at=datetime.now(UTC))
    deliverer = _deliverer(port, *signers)
    began = time.perf_counter()
    if deliverer.deliver(threading.Event()) != PEOPLE or mailing.deliveries.exclude(state=DeliveryState.SENT).exists():
        raise RuntimeError("not everybody got the mail")
    return PEOPLE / (time.perf_counter() - began)


def _deliverer(port: int, *signers: Signer) -> Deliverer:
    relay = Relay(host="127.0.0.1", port=port, sender="retour@regiodeal.example")
    return Deliverer(Delivering(post=relay, lines=LINES, signers=signers), lambda: datetime.now(UTC))


def _source(port: int) -> float:
    program = shutil.which("smtp-source", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if program is None:
        raise RuntimeError("smtp-source is not installed here; on Debian and Ubuntu: apt-get install postfix")
    command = [program, "-s", "10", "-l", str(BYTES), "-m", str(PEOPLE), f"127.0.0.1:{port}"]
    began = time.perf_counter()
    subprocess.run(command, check=True)
    return PEOPLE / (time.perf_counter() - began)


def _django(port: int, number: int = PEOPLE // 10) -> float:
    """Return how many messages a second go out the way that Django has for it, over one connection."""
    letter = _letter()
    backend = "django.core.mail.backends.smtp.EmailBackend"
    line = get_connection(backend, host="127.0.0.1", port=port, username="", password="", use_tls=False, use_ssl=False)
    line.open()
    began = time.perf_counter()
    for place in range(number):
        mail = EmailMultiAlternatives(letter.subject, letter.text, letter.sender, [f"p{place}@krant.example"])
        mail.attach_alternative(letter.html, "text/html")
        line.send_messages([mail])
    taken = time.perf_counter() - began
    line.close()
    return number / taken


def _letter() -> Letter:
    more = {"text": LETTER.text + _WORDS * 35, "html": f"{LETTER.html}<p>{_WORDS * 60}</p>"}
    return Letter(**{**LETTER.written(), **more})


def _a_list(code: str, people: int) -> MailingList:
    """Make a list with so many people on it, a part at a time."""
    found, now = mailing_list(code), datetime.now(UTC)
    for start in range(0, people, 20_000):
        emails = [f"{code}{number}@krant{number % 50}.example" for number in range(start, min(start + 20_000, people))]
        made = Subscriber.objects.bulk_create(
            Subscriber(scope=SCOPE, email=email, salt="", person=sha256(email.encode()).hexdigest(), since=now)
            for email in emails
        )
        Subscription.objects.bulk_create(
            Subscription(mailing_list=found, subscriber=one, state="active", since=now) for one in made
        )
    connection.close()
    return found


def _figure(name: str, value: float, reference: float, against: str, least: float | None) -> Figure:
    return Figure(name=name, value=value, unit="messages/s", reference=reference, against=against, least=least)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--many"]:
        many(int(sys.argv[2]))
    else:
        main()
