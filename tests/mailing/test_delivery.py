"""Delivery over a real mail server: everybody gets one mail, whatever the server does, or the office hears why not."""

import re
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from itertools import count
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from regiodeal.mailing import queries
from regiodeal.mailing.actions import journal, sending
from regiodeal.mailing.choices import DeliveryState, MailingState
from regiodeal.mailing.couriers import Deliverer, Delivering
from regiodeal.mailing.models import Courier, Delivery, Mailing
from regiodeal.mailing.relay import Folder
from regiodeal.mailing.relay import Relay as Way
from tests import throwaway_relay
from tests.factories.mailing import LETTER, mailing_list, started
from tests.factories.programme import AT, SECRETARY
from tests.throwaway_relay import HANGS_UP_AFTER, HANGS_UP_BEFORE, Relay

PEOPLE = [f"redactie{number}@krant{number % 3}.example" for number in range(20)]


class Clock:
    """A clock that stands still until somebody moves it; at a glance of somebody's choice it lets something happen."""

    def __init__(self) -> None:
        self.moment = AT + timedelta(minutes=1)
        self.events: dict[int, Callable[[], object]] = {}
        self._glances = count(1)

    def __call__(self) -> datetime:
        event = self.events.pop(next(self._glances), None)
        if event is not None:
            event()
        return self.moment

    def forward(self, **time: float) -> None:
        self.moment += timedelta(**time)


@pytest.fixture
def relay() -> Iterator[Relay]:
    with throwaway_relay.running() as relay:
        yield relay


@pytest.fixture
def clock() -> Clock:
    return Clock()


def way(port: int, **more: object) -> Way:
    return replace(Way(host="127.0.0.1", port=port, sender="retour@regiodeal.example", timeout=5), **more)  # type: ignore[arg-type]


def deliverer(port: int, clock: Clock, **more: object) -> Deliverer:
    how = Delivering(post=way(port), lines=4, lease=timedelta(seconds=15))
    return Deliverer(replace(how, **more), clock)  # type: ignore[arg-type]


def deliver(deliverer: Deliverer) -> int:
    return deliverer.deliver(threading.Event())


def states(mailing: Mailing) -> dict[DeliveryState, int]:
    return queries.progress(mailing)


def test_everybody_gets_one_mail_with_links_of_their_own(db: None, relay: Relay, clock: Clock) -> None:
    mailing = started(mailing_list("pers", *PEOPLE))
    assert deliver(deliverer(relay.port, clock)) == 20
    assert relay.addresses == sorted(PEOPLE)
    assert relay.senders == {"retour@regiodeal.example"}
    assert len({str(relay.mail(address)["List-Unsubscribe"]) for address in PEOPLE}) == 20
    assert len({str(relay.mail(address)["Message-ID"]) for address in PEOPLE}) == 20
    mailing.refresh_from_db()
    assert mailing.state == MailingState.DONE
    assert states(mailing) == {DeliveryState.SENT: 20}
    assert set(mailing.deliveries.values_list("code", "reply", "attempts")) == {(250, "2.0.0 taken", 1)}
    assert not Courier.objects.exists()
    assert deliver(deliverer(relay.port, clock)) == 0


def test_nothing_goes_before_its_time(db: None, relay: Relay, clock: Clock) -> None:
    mailing = started(mailing_list("pers", *PEOPLE))
    later = clock.moment + timedelta(hours=1)
    Mailing.objects.update(send_at=later)
    mailing.deliveries.update(due_at=later)
    assert deliver(deliverer(relay.port, clock)) == 0
    clock.forward(hours=1)
    assert deliver(deliverer(relay.port, clock)) == 20


def test_a_relay_that_is_away_loses_nothing_and_is_tried_again_a_little_later_each_time(db: None, clock: Clock) -> None:
    mailing = started(mailing_list("pers", *PEOPLE))
    with throwaway_relay.running() as gone:
        pass
    one = deliverer(gone.port, clock)
    for seconds in (5, 10, 20):
        assert deliver(one) == 0
        assert "refused" in Mailing.objects.get().error
        clock.forward(seconds=seconds - 1)
        assert deliver(one) == 0, "left alone for a while"
        clock.forward(seconds=1)
    assert set(mailing.deliveries.values_list("state", "attempts")) == {("waiting", 0)}
    with throwaway_relay.running() as relay:
        back = deliverer(relay.port, clock)
        assert deliver(back) == 20
    assert (Mailing.objects.get().state, Mailing.objects.get().error) == (MailingState.DONE, "")


def test_what_is_put_off_is_tried_again_and_given_up_after_two_days(db: None, relay: Relay, clock: Clock) -> None:
    mailing = started(mailing_list("pers", *PEOPLE))
    busy = set(PEOPLE[::3])
    relay.recipient = lambda address: "450 4.2.1 try later" if address in busy else None
    one = deliverer(relay.port, clock)
    assert deliver(one) == 13
    assert states(mailing) == {DeliveryState.SENT: 13, DeliveryState.WAITING: 7}
    assert deliver(one) == 0, "not at once"
    clock.forward(minutes=5)
    busy.discard(PEOPLE[0])
    assert deliver(one) == 1
    for _ in range(30):
        clock.forward(hours=4)
        deliver(one)
    assert states(mailing) == {DeliveryState.SENT: 14, DeliveryState.EXPIRED: 6}
    assert set(mailing.deliveries.filter(state="expired").values_list("code", "reply", "attempts")) == {
        (450, "4.2.1 try later", journal.TRIES)
    }
    assert Mailing.objects.get().state == MailingState.DONE
    assert set(relay.times.values()) == {1}


def test_what_is_refused_is_told_with_the_words_of_the_relay(db: None, relay: Relay, clock: Clock) -> None:
    mailing = started(mailing_list("pers", *PEOPLE))
    relay.recipient = lambda address: "550 5.1.1 no such user" if address == PEOPLE[0] else None
    relay.message = lambda address: "554 5.7.1 looks like spam" if address == PEOPLE[1] else None
    deliver(deliverer(relay.port, clock))
    refused = mailing.deliveries.filter(state=DeliveryState.REFUSED)
    assert set(refused.values_list("address", "code", "reply")) == {
        (PEOPLE[0], 550, "5.1.1 no such user"),
        (PEOPLE[1], 554, "5.7.1 looks like spam"),
    }
    assert len(relay.taken) == 18


def test_a_line_that_is_cut_before_the_end_of_a_message_loses_nothing(db: None, relay: Relay, clock: Clock) -> None:
    cut = set(PEOPLE[:2])

    def cuts(address: str) -> str | None:
        if address in cut:
            cut.discard(address)
            return "421 4.3.0 going down"
        return None

    mailing = started(mailing_list("pers", *PEOPLE))
    relay.message = cuts
    one = deliverer(relay.port, clock)
    deliver(one)
    clock.forward(minutes=5)
    deliver(one)
    assert states(mailing) == {DeliveryState.SENT: 20}
    assert set(relay.times.values()) == {1}


@pytest.mark.parametrize(("answer", "arrived"), [(HANGS_UP_AFTER, True), (HANGS_UP_BEFORE, False)])
def test_a_message_without_an_answer_is_in_doubt_and_not_sent_again(
    db: None, relay: Relay, clock: Clock, answer: str, arrived: bool
) -> None:
    mailing = started(mailing_list("pers", *PEOPLE))
    relay.message = lambda address: answer if address in PEOPLE[:3] else None
    one = deliverer(relay.port, clock)
    deliver(one)
    clock.forward(days=3)
    deliver(one)
    assert states(mailing) == {DeliveryState.SENT: 17, DeliveryState.DOUBT: 3}
    assert set(mailing.deliveries.filter(state="doubt").values_list("address", flat=True)) == set(PEOPLE[:3])
    assert relay.addresses == sorted(PEOPLE if arrived else PEOPLE[3:])
    relay.message = lambda _address: None
    doubtful = mailing.deliveries.get(address=PEOPLE[0])
    sending.send_again(delivery=doubtful, by=SECRETARY, at=clock.moment)
    deliver(one)
    assert relay.times[PEOPLE[0]] == (2 if arrived else 1), "somebody chose that"


def test_a_relay_that_never_answers_keeps_nobody_waiting_for_ever(db: None, clock: Clock) -> None:
    mailing = started(mailing_list("pers", *PEOPLE[:3]))
    with throwaway_relay.bare(lambda heard: {"": "220 hello", "ehlo": "250 hello"}.get(heard[:4], "")) as port:
        assert deliver(deliverer(port, clock, lease=timedelta(seconds=1))) == 0
    assert states(mailing) == {DeliveryState.WAITING: 3}
    assert Mailing.objects.get().error == "no answer in time"


def test_a_relay_that_advertises_nothing_is_spoken_to_in_plain_words(db: None, clock: Clock) -> None:
    heard: list[str] = []

    def answers(line: str) -> str | None:
        heard.append(line)
        if line.startswith("ehlo"):
            return "502 what is that"
        if line.startswith("DATA"):
            return "354 go on"
        return "" if heard[-1:] != ["."] and "DATA" in heard and "." not in heard else "250 fine" if line else "220 old"

    mailing = started(mailing_list("pers", PEOPLE[0]))
    with throwaway_relay.bare(answers) as port:
        assert deliver(deliverer(port, clock)) == 1
    assert states(mailing) == {DeliveryState.SENT: 1}
    assert any(line.startswith("helo") for line in heard)


def test_a_password_is_never_said_in_the_open(db: None, clock: Clock) -> None:
    heard: list[str] = []

    def answers(line: str) -> str | None:
        heard.append(line)
        return "250 AUTH PLAIN" if line else "220 hello"

    started(mailing_list("pers", PEOPLE[0]))
    with throwaway_relay.bare(answers) as port:
        post = way(port, user="bureau", password="geheim", starttls=True)
        assert deliver(deliverer(port, clock, post=post)) == 0
    assert [line.split()[0].lower() for line in heard if line] == ["ehlo"]
    assert "STARTTLS" in Mailing.objects.get().error


def test_a_relay_that_takes_few_messages_over_a_connection_gets_new_ones(db: None, relay: Relay, clock: Clock) -> None:
    mailing = started(mailing_list("pers", *PEOPLE))
    relay.each_line = 2
    assert deliver(deliverer(relay.port, clock)) == 20
    assert states(mailing) == {DeliveryState.SENT: 20}


def test_a_relay_that_refuses_the_sender_pauses_the_mailing_and_loses_nobody(
    db: None, relay: Relay, clock: Clock
) -> None:
    mailing = started(mailing_list("pers", *PEOPLE))
    relay.sender = lambda _address: "550 5.7.1 you may not send here"
    assert deliver(deliverer(relay.port, clock)) == 0
    mailing.refresh_from_db()
    assert (mailing.state, mailing.error) == (MailingState.PAUSED, "550 5.7.1 you may not send here")
    assert states(mailing) == {DeliveryState.WAITING: 20}
    relay.sender = lambda _address: None
    sending.resume(mailing=mailing, by=SECRETARY, at=AT)
    assert deliver(deliverer(relay.port, clock)) == 20


def test_a_relay_that_refuses_everything_pauses_the_mailing(db: None, relay: Relay, clock: Clock) -> None:
    mailing = started(mailing_list("pers", *(f"p{number}@krant.example" for number in range(200))))
    relay.message = lambda _address: "554 5.7.1 this content is not wanted"
    deliver(deliverer(relay.port, clock))
    mailing.refresh_from_db()
    assert mailing.state == MailingState.PAUSED
    assert "not wanted" in mailing.error
    assert states(mailing)[DeliveryState.WAITING] > 150


def test_who_left_while_the_mailing_went_out_gets_no_mail_any_more(db: None, relay: Relay, clock: Clock) -> None:
    mailing = started(mailing_list("pers", *PEOPLE))

    def leave() -> None:
        Delivery.objects.filter(state=DeliveryState.WAITING, address__in=PEOPLE[10:]).update(state=DeliveryState.LEFT)

    clock.events = {8: leave}  # claimed by then, as is everything
    deliver(deliverer(relay.port, clock))
    assert states(mailing) == {DeliveryState.SENT: 10, DeliveryState.LEFT: 10}
    assert relay.addresses == sorted(PEOPLE[:10])


def test_a_letter_that_cannot_be_written_keeps_no_other_mailing_back(db: None, relay: Relay, clock: Clock) -> None:
    press = mailing_list("pers", *PEOPLE)
    wrong = started(press, letter=replace(LETTER, site="https://streek-één.example/"))
    right = started(press)
    deliver(deliverer(relay.port, clock))
    wrong.refresh_from_db()
    assert wrong.state == MailingState.PAUSED
    assert "cannot be written" in wrong.error
    assert states(wrong) == {DeliveryState.WAITING: 20}
    assert states(right) == {DeliveryState.SENT: 20}


@pytest.mark.parametrize("act", [sending.pause, sending.stop])
def test_pausing_and_stopping_hold_from_the_next_message_on(
    db: None, relay: Relay, clock: Clock, act: Callable[..., None]
) -> None:
    mailing = started(mailing_list("pers", *PEOPLE))
    clock.events = {8: lambda: act(mailing=mailing, by=SECRETARY, at=AT)}
    deliver(deliverer(relay.port, clock))
    assert 0 < len(relay.taken) <= 8
    waiting = DeliveryState.WAITING if act is sending.pause else DeliveryState.STOPPED
    assert states(mailing) == {DeliveryState.SENT: len(relay.taken), waiting: 20 - len(relay.taken)}
    if act is sending.pause:
        sending.resume(mailing=mailing, by=SECRETARY, at=AT)
        deliver(deliverer(relay.port, clock))
        assert relay.addresses == sorted(PEOPLE)


def test_somebody_who_stops_the_worker_leaves_nothing_in_doubt(db: None, relay: Relay, clock: Clock) -> None:
    mailing = started(mailing_list("pers", *PEOPLE))
    stopping = threading.Event()
    clock.events = {8: stopping.set}
    deliverer(relay.port, clock).deliver(stopping)
    assert 0 < len(relay.taken) < 20
    assert states(mailing) == {DeliveryState.SENT: len(relay.taken), DeliveryState.WAITING: 20 - len(relay.taken)}
    assert not Delivery.objects.exclude(courier=None).exists()


def test_the_servers_of_one_domain_get_no_more_than_their_share(db: None, relay: Relay, clock: Clock) -> None:
    slow = [f"p{number}@langzaam.example" for number in range(10)]
    mailing = started(mailing_list("pers", *slow, *(f"a@krant{number}.example" for number in range(10))))
    one = deliverer(relay.port, clock, per_domain=6)
    deliver(one)
    assert sum("langzaam" in address for address in relay.addresses) == 1
    assert len(relay.taken) == 11
    for minute in range(1, 3):
        for _ in range(60):
            clock.forward(seconds=1)
            deliver(one)
        assert sum("langzaam" in address for address in relay.addresses) == min(1 + 6 * minute, 10)
    assert states(mailing) == {DeliveryState.SENT: 20}


def test_what_a_courier_was_sending_that_is_gone_is_in_doubt_and_the_rest_goes(
    db: None, relay: Relay, clock: Clock
) -> None:
    mailing = started(mailing_list("pers", *PEOPLE))
    courier = journal.enlist(at=clock.moment)
    jobs = journal.claim(courier=courier, number=10, at=clock.moment)
    journal.write_down(courier=courier, outcomes=[], about_to_send=jobs[:4], at=clock.moment)
    one = deliverer(relay.port, clock)
    assert deliver(one) == 10, "the others are still somebody's"
    clock.forward(seconds=16)
    assert deliver(one) == 6
    assert states(mailing) == {DeliveryState.SENT: 16, DeliveryState.DOUBT: 4}
    assert Mailing.objects.get().state == MailingState.DONE


def test_a_courier_that_was_only_asleep_still_tells_what_became_of_its_mail(db: None, clock: Clock) -> None:
    mailing = started(mailing_list("pers", *PEOPLE[:2]))
    courier = journal.enlist(at=clock.moment)
    jobs = journal.claim(courier=courier, number=2, at=clock.moment)
    journal.write_down(courier=courier, outcomes=[], about_to_send=jobs, at=clock.moment)
    journal.take_over(at=clock.moment + journal.LEASE * 2)
    assert states(mailing) == {DeliveryState.DOUBT: 2}
    told = [journal.Outcome(jobs[0], DeliveryState.SENT, 250, "2.0.0 taken")]
    journal.write_down(courier=courier, outcomes=told, about_to_send=[], at=clock.moment)
    assert states(mailing) == {DeliveryState.SENT: 1, DeliveryState.DOUBT: 1}


@pytest.mark.parametrize(
    "address", ["a b@krant.example", "a>@krant.example", "a\r\nRCPT TO:<b@b.example>@c.example", "é@krant.example"]
)
def test_an_address_that_would_say_more_than_an_address_is_never_said(
    db: None, relay: Relay, clock: Clock, address: str
) -> None:
    mailing = started(mailing_list("pers", PEOPLE[0], PEOPLE[1]))
    mailing.deliveries.filter(address=PEOPLE[0]).update(address=address)
    deliver(deliverer(relay.port, clock))
    assert relay.addresses == [PEOPLE[1]]
    assert states(mailing) == {DeliveryState.SENT: 1, DeliveryState.REFUSED: 1}


def test_without_a_relay_each_mail_is_a_file(db: None, clock: Clock, tmp_path: Path) -> None:
    mailing = started(mailing_list("pers", *PEOPLE))
    assert deliver(deliverer(0, clock, post=Folder(tmp_path / "mail"))) == 20
    files = [*(tmp_path / "mail").iterdir()]
    assert len(files) == 20
    assert all(file.suffix == ".eml" for file in files)
    assert states(mailing) == {DeliveryState.SENT: 20}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of 127.0.0.1 with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "relay.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(made.public_bytes(Encoding.PEM) + private)
    return file


def encrypted(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def known(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
    told = (getattr(data, "login", b""), getattr(data, "password", b""))
    return AuthResult(success=told == (b"bureau", b"geheim"), handled=False)


@pytest.mark.filterwarnings(
    "ignore:Requiring AUTH while not requiring TLS"
)  # it does not know that TLS is there already
@pytest.mark.parametrize("starttls", [True, False])
def test_mail_goes_over_tls_with_a_password_where_the_relay_asks_for_it(
    db: None, clock: Clock, certificate: Path, monkeypatch: pytest.MonkeyPatch, starttls: bool
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = encrypted(certificate)
    options = {"tls_context": context, "require_starttls": True} if starttls else {"ssl_context": context}
    mailing = started(mailing_list("pers", *PEOPLE))
    asks = {"authenticator": known, "auth_required": True, "auth_require_tls": starttls}
    with throwaway_relay.running(**options, **asks) as relay:
        post = way(relay.port, user="bureau", password="geheim", starttls=starttls, ssl=not starttls)
        assert deliver(deliverer(relay.port, clock, post=post)) == 20
    assert relay.addresses == sorted(PEOPLE)
    assert states(mailing) == {DeliveryState.SENT: 20}


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(("password", "words"), [("fout", "535"), ("geheim", "certificate")])
def test_a_wrong_password_or_certificate_is_told_and_nothing_is_sent(
    clock: Clock, certificate: Path, monkeypatch: pytest.MonkeyPatch, password: str, words: str
) -> None:
    if words != "certificate":
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    mailing = started(mailing_list("pers", *PEOPLE))
    asks = {"authenticator": known, "auth_required": True}
    with throwaway_relay.running(tls_context=encrypted(certificate), require_starttls=True, **asks) as relay:
        post = way(relay.port, user="bureau", password=password, starttls=True)
        assert deliver(deliverer(relay.port, clock, post=post)) == 0
        assert not relay.taken
    assert words in Mailing.objects.get().error
    assert states(mailing) == {DeliveryState.WAITING: 20}


def test_a_relay_that_hears_everything_in_one_breath_gets_the_same_mail(db: None, clock: Clock, tmp_path: Path) -> None:
    """Postfix's own sink knows PIPELINING, and refuses to take what is not said in order."""
    mailing = started(mailing_list("pers", *PEOPLE))
    with throwaway_relay.sink(tmp_path) as port:
        assert deliver(deliverer(port, clock)) == 20
    assert states(mailing) == {DeliveryState.SENT: 20}
    found = [file.read_text(encoding="ascii") for file in tmp_path.iterdir()]
    assert sorted(re.findall(r"^To: (.+)$", "\n".join(found), re.MULTILINE)) == sorted(PEOPLE)


def test_a_recipient_that_is_refused_in_one_breath_does_not_disturb_the_next(db: None, clock: Clock) -> None:
    """A server that says yes to DATA after it refused the only recipient: RFC 2920, section 3.1."""
    heard: list[str] = []
    content = [False]

    def answers(line: str) -> str | None:
        heard.append(line)
        if content[0]:
            content[0] = line != "."
            return "" if content[0] else ("554 nobody" if heard[-2] == "DATA" else "250 taken")
        content[0] = line == "DATA"
        if line.startswith("RCPT") and PEOPLE[0] in line:
            return "550 5.1.1 no such user"
        said = {"": "220 hello", "ehlo": "250-hello\r\n250 PIPELINING", "DATA": "354 go on"}
        return said.get(line[:4], "250 fine")

    mailing = started(mailing_list("pers", *PEOPLE[:3]))
    with throwaway_relay.bare(answers) as port:
        assert deliver(deliverer(port, clock, lines=1)) == 3
    assert states(mailing) == {DeliveryState.SENT: 2, DeliveryState.REFUSED: 1}
    assert heard.count(".") == 3
