"""The mail server that takes over our mail, and lines to it: connections, each used for one message after another.

A line tells three things apart that matter for never sending twice and never losing anything: the relay answered, the
message did certainly not go, and nobody knows. Lines work side by side in one thread: each says something, and hears
the answer when the others have said something too, so that all of them wait at the same time.
"""

import smtplib
import ssl
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

_DONE, _GO_ON, _NEVER = 2, 3, 5  # the first digit of a reply: RFC 5321, section 4.2.1
_CLOSING, _HUNG_UP = 421, -1  # the relay ends the connection; the client's own code for a reply that is none
_END = b".\r\n"
_SHORTEST = 0.05  # seconds for an answer when the time is up: it may be there already


@dataclass(frozen=True)
class NotSent:
    """The relay could not be `reached`, or it hung up before it had the whole message: the message did not go."""

    words: str
    reached: bool


@dataclass(frozen=True)
class Unanswered:
    """The relay had the whole message, and did not say what it did with it."""

    words: str


@dataclass(frozen=True)
class Answer:
    """What a relay said of a message: an SMTP reply code and its words. `of_sender` says that it refuses whoever sends,
    whomever it is for."""

    code: int
    words: str
    of_sender: bool = False

    @property
    def taken(self) -> bool:
        """Whether the relay took the message over."""
        return self.code // 100 == _DONE

    @property
    def for_good(self) -> bool:
        """Whether trying again is of no use."""
        return self.code // 100 == _NEVER


Told = Answer | NotSent | Unanswered
Sending = Generator[None, None, Told]
"""A message that is being sent: it goes on each time, and stops where it has said something, until it is told."""


class Line(Protocol):
    """Carries one message after another."""

    def sending(self, address: str, message: bytes, until: float) -> Sending:
        """Send a message, ended by a line end, to an address, until a moment of the monotonic clock."""

    def close(self) -> None:
        """Hang up. A line that is closed opens again by itself."""


def carry(tasks: Sequence[tuple[Line, str, bytes]], seconds: float) -> list[Told]:
    """Send messages side by side, each over a line of its own to an address, in so many seconds together; return what
    was told of each."""
    until = time.monotonic() + seconds
    under_way = {place: line.sending(address, message, until) for place, (line, address, message) in enumerate(tasks)}
    told: dict[int, Told] = {}
    while under_way:
        for place, sending in list(under_way.items()):
            try:
                next(sending)
            except StopIteration as end:
                told[place] = end.value
                del under_way[place]
    return [told[place] for place in range(len(tasks))]


@dataclass(frozen=True)
class Relay:
    """A relay and how it is spoken to. `ssl` is TLS from the first byte, `starttls` begins it before anything is said.

    `sender` is the address that gets what cannot be delivered. `timeout` is how many seconds opening a line may take.
    """

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    ssl: bool = False
    starttls: bool = False
    timeout: float = 30.0

    def line(self) -> "SmtpLine":
        """Return a line to this relay, which opens with the first message."""
        return SmtpLine(self)


class SmtpLine:
    """A line over SMTP (RFC 5321), with the client of the standard library."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._client: smtplib.SMTP | None = None
        self._until = 0.0
        self._used = False

    def sending(self, address: str, message: bytes, until: float) -> Sending:
        """Send a message, ended by a line end, to an address, until a moment of the monotonic clock."""
        self._until = until
        told = yield from self._once(address, message)
        if self._is_stale(told):
            told = yield from self._once(address, message)
        return told

    def _once(self, address: str, message: bytes) -> Sending:
        self._used = self._client is not None
        try:
            client = self._client = self._client or _connected(self._relay)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            return NotSent(_words_of(error), reached=False)
        try:
            refusal = yield from self._announcing(client, address)
            if refusal is not None:
                return refusal
            client.send(message + _END)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return NotSent(_words_of(error), reached=True)
        yield
        try:
            return self._answer(*self._heard(client))
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Unanswered(_words_of(error))

    def _is_stale(self, told: Told) -> bool:
        """Whether a line that was used before was closed: a relay takes so many messages over one and no more."""
        closed = isinstance(told, NotSent) or (isinstance(told, Answer) and told.code == _CLOSING and told.of_sender)
        return self._used and closed

    def close(self) -> None:
        """Hang up, without waiting for an answer."""
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def _announcing(self, client: smtplib.SMTP, address: str) -> Generator[None, None, Answer | None]:
        """Say from whom, to whom, and that the message comes; return the answer of a relay that does not want it.

        Where the relay knows PIPELINING (RFC 2920) all of it is said in one breath.
        """
        commands = [f"MAIL FROM:<{self._relay.sender}>", f"RCPT TO:<{address}>", "DATA"]
        breaths = [commands] if client.has_extn("pipelining") else [[command] for command in commands]
        for breath in breaths:
            client.send("".join(f"{command}\r\n" for command in breath))
            yield
            replies = (self._heard(client) for _ in breath)
            for command, (code, words) in zip(breath, replies, strict=False):
                if code // 100 not in {_DONE, _GO_ON}:
                    answer = self._answer(code, words, of_sender=command.startswith("MAIL"))
                    if self._client is not None:
                        _begin_anew(client, replies)
                    return answer
        return None

    def _heard(self, client: smtplib.SMTP) -> tuple[int, bytes]:
        if client.sock is not None:
            client.sock.settimeout(max(self._until - time.monotonic(), _SHORTEST))
        return client.getreply()

    def _answer(self, code: int, words: bytes, *, of_sender: bool = False) -> Answer:
        if code in {_CLOSING, _HUNG_UP}:
            self.close()
        return Answer(code, " ".join(words.decode("utf-8", "replace").split()), of_sender=of_sender)


def _begin_anew(client: smtplib.SMTP, replies: Iterator[tuple[int, bytes]]) -> None:
    """Bring a line back to where a message can begin, whatever the relay still answers to what it was told."""
    for code, _ in replies:
        if code // 100 == _GO_ON:  # it waits for a message to nobody
            client.send(_END)
            client.getreply()
    client.rset()


def _connected(relay: Relay) -> smtplib.SMTP:
    secure = ssl.create_default_context() if relay.ssl or relay.starttls else None
    client: smtplib.SMTP
    if relay.ssl:
        client = smtplib.SMTP_SSL(relay.host, relay.port, timeout=relay.timeout, context=secure)
    else:
        client = smtplib.SMTP(relay.host, relay.port, timeout=relay.timeout)
    try:
        client.ehlo_or_helo_if_needed()
        if relay.starttls:
            client.starttls(context=secure)
            client.ehlo_or_helo_if_needed()
        if relay.user:
            client.login(relay.user, relay.password)
    except BaseException:
        client.close()
        raise
    return client


def _words_of(error: Exception) -> str:
    match error:
        case smtplib.SMTPResponseException():
            said = error.smtp_error
            words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
            return f"{error.smtp_code} {' '.join(words.split())}"
        case _ if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
            return "no answer in time"
        case _:
            return str(error) or type(error).__name__


@dataclass(frozen=True)
class Folder:
    """Where no relay is named: each message becomes a file that nobody receives."""

    path: Path

    def line(self) -> "FolderLine":
        """Return a line that writes files."""
        return FolderLine(self.path)


class FolderLine:
    """Writes each message to a file of its own, named after its Message-ID."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def sending(self, address: str, message: bytes, until: float) -> Sending:  # noqa: ARG002 - a file is there at once
        """Write a message for an address."""
        yield from ()
        name = message.partition(b"Message-ID: <")[2].partition(b"@")[0].decode("ascii")
        draft = self._path / f".{name}.draft"
        try:
            self._path.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(message)
            draft.replace(self._path / f"{name}.eml")
        except OSError as error:
            return NotSent(str(error), reached=False)
        return Answer(250, f"written for {address}")

    def close(self) -> None:
        """Nothing stays open."""


Post = Relay | Folder
"""Where mail goes."""
