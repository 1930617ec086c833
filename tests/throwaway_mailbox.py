"""A real mailbox over IMAP of a test's own, with a little ordinary mail in it."""

import imaplib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.installations import free_port, wait_for

USER, PASSWORD = "demouser", "demopass"


@dataclass(frozen=True)
class Mailbox:
    """A mailbox that mail can be put into."""

    port: int

    @property
    def url(self) -> str:
        """The address of the mailbox, as a setting writes it."""
        return f"imap://{USER}:{PASSWORD}@127.0.0.1:{self.port}/INBOX"

    def put(self, *messages: bytes) -> None:
        """Let messages come in."""
        with self._open() as client:
            for message in messages:
                status, told = client.append("INBOX", "", imaplib.Time2Internaldate(0), message)
                assert status == "OK", told

    def unread(self) -> int:
        """How many messages nobody read."""
        with self._open() as client:
            client.select("INBOX", readonly=True)
            return len(client.search(None, "UNSEEN")[1][0].split())

    def _open(self) -> imaplib.IMAP4:
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        client.login(USER, PASSWORD)
        return client


@contextmanager
def running() -> Iterator[Mailbox]:
    """Run a mailbox until the block ends."""
    port = free_port()
    program = Path(sys.executable).with_name("pymap")
    process = subprocess.Popen(
        [program, "--host", "127.0.0.1", "--port", str(port), "--no-tls", "dict", "--demo-data"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield Mailbox(port)
    finally:
        process.kill()
        process.wait()
