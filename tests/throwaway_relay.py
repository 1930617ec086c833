"""Real mail servers of a test's own: one that keeps what it is sent and can be told to misbehave, and a bare one."""

import os
import pwd
import shutil
import socket
import subprocess
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.installations import free_port, wait_for

OK = "250 2.0.0 taken"


@dataclass
class Relay:
    """A mail server that keeps what it took. What it answers to a recipient, and to a message, can be changed.

    `recipient` and `message` are given an address; None is a yes. `each_line` is how many messages it takes over one
    connection.
    """

    port: int
    recipient: Callable[[str], str | None] = lambda _address: None
    message: Callable[[str], str | None] = lambda _address: None
    sender: Callable[[str], str | None] = lambda _address: None
    each_line: int = 1_000_000
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    senders: set[str] = field(default_factory=set)
    tls: list[bool] = field(default_factory=list)

    @property
    def addresses(self) -> list[str]:
        """To whom mail was taken, in order."""
        return sorted(address for address, _ in self.taken)

    @property
    def times(self) -> Counter[str]:
        """How often each address got mail."""
        return Counter(address for address, _ in self.taken)

    def mail(self, address: str) -> EmailMessage:
        """The mail to an address, read; there is one."""
        (found,) = [content for to, content in self.taken if to == address]
        return message_from_bytes(found, policy=policy.default)

    # What follows are the names of aiosmtpd.
    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer to who sends."""
        if getattr(session, "messages", 0) >= self.each_line:
            await server.push("421 4.7.0 enough for one connection")
            cast(Any, server).transport.close()
            return ""
        if answer := self.sender(address):
            return answer
        self.senders.add(address)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer to whom it is for."""
        if answer := self.recipient(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep a message, and answer."""
        (address,) = envelope.rcpt_tos
        cast(Any, session).messages = getattr(session, "messages", 0) + 1
        answer = self.message(address)
        if answer is None or answer == HANGS_UP_AFTER:
            self.taken.append((address, bytes(cast(bytes, envelope.original_content))))
            self.tls.append(session.ssl is not None)
        if answer in {HANGS_UP_BEFORE, HANGS_UP_AFTER}:
            cast(Any, server).transport.abort()
            return ""
        return answer or OK


HANGS_UP_BEFORE = "hangs up and keeps nothing"
HANGS_UP_AFTER = "takes the message and hangs up without a word"


@contextmanager
def running(**options: Any) -> Iterator[Relay]:
    """Run a mail server until the block ends; `options` go to aiosmtpd."""
    relay = Relay(port=free_port())
    controller = Controller(relay, hostname="127.0.0.1", port=relay.port, **options)
    controller.start()
    try:
        yield relay
    finally:
        controller.stop()


@contextmanager
def sink(folder: Path | None = None) -> Iterator[int]:
    """Run Postfix's own sink, which takes everything, until the block ends; give its port.

    Each message becomes a file in the folder, where there is one.
    """
    program = shutil.which("smtp-sink", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.fail("smtp-sink is not installed here; on Debian and Ubuntu: apt-get install postfix")
    port = free_port()
    user = ["-u", pwd.getpwuid(os.geteuid()).pw_name] if os.geteuid() == 0 else []
    files = ["-R", str(folder), "-d", "%M."] if folder else []
    process = subprocess.Popen([program, *user, *files, f"127.0.0.1:{port}", "1000"])
    try:
        wait_for(port)
        yield port
    finally:
        process.kill()
        process.wait()


@contextmanager
def bare(answers: Callable[[str], str | None]) -> Iterator[int]:
    """Run a server that answers each line as it is told, and hangs up where it is told nothing; give its port."""
    server = socket.create_server(("127.0.0.1", 0))

    def talk(line: socket.socket) -> None:
        with line, line.makefile("rwb") as file:
            said: str | None = answers("")
            while said is not None:
                if said:
                    file.write(f"{said}\r\n".encode())
                    file.flush()
                heard = file.readline()
                if not heard:
                    return
                said = answers(heard.decode().rstrip("\r\n"))

    def listen() -> None:
        while True:
            try:
                line, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=talk, args=(line,), daemon=True).start()

    threading.Thread(target=listen, daemon=True).start()
    try:
        yield server.getsockname()[1]
    finally:
        server.close()
