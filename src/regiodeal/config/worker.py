"""Do what is due: build the record when editions were published and when an embargo ended, deliver mailings and mail to
guests, read what comes back, and forget what is over. Mail has a thread of its own, so that neither waits.

Any number of workers can run, on any number of machines, and each can be killed at any moment: what it had claimed is
free again after its lease, and a record that was half built is not seen by anybody.
"""

import imaplib
import logging
import signal
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from types import FrameType

from django.db import DatabaseError, close_old_connections, connection

from regiodeal.accounts.actions import expired
from regiodeal.config.delivery import delivering
from regiodeal.config.guest_mail import send_due
from regiodeal.config.records import build_for_worker, show_new
from regiodeal.config.returned_mail import Mailbox, mailbox, take_in
from regiodeal.event_month.actions import messages
from regiodeal.event_month.actions import retention as guest_retention
from regiodeal.mailing.actions import retention
from regiodeal.mailing.couriers import Deliverer, Delivering
from regiodeal.publication import queries
from regiodeal.publication.actions import rebuilds
from regiodeal.publication.models import Rebuild

_TOLD_EACH = 0.5  # seconds between two signs of life
_LAST_ROUND = 70.0  # seconds in which mail that is under way can still be answered
_FORGETS_EACH = timedelta(hours=1)
_READS_EACH = timedelta(minutes=5)
_REMINDS_EACH = timedelta(minutes=5)
_NEVER = datetime.min.replace(tzinfo=UTC)
log = logging.getLogger(__name__)


@dataclass
class Worker:
    """One worker. `poll` is how many seconds it waits when nothing is due, `lease` how long its claims hold.

    Those of mail hold three times as long, since a mail server may take its time.
    """

    poll: float = 1.0
    lease: timedelta = rebuilds.LEASE
    delivering: Delivering = field(default_factory=delivering)
    mailbox: Mailbox | None = field(default_factory=mailbox)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _forgets_at: datetime = _NEVER
    _reads_at: datetime = _NEVER
    _reminds_at: datetime = _NEVER

    def run(self) -> None:
        """Do what is due until somebody stops it. What goes wrong is kept with the work, or is over by the next try."""
        post = threading.Thread(target=self._deliver, daemon=True)
        post.start()
        try:
            self._build_and_forget()
        finally:
            self._stopping.set()
            post.join(_LAST_ROUND)

    def _build_and_forget(self) -> None:
        while not self._stopping.is_set():
            try:
                close_old_connections()
                self._forget()
                busy = self.step()
            except DatabaseError as error:
                log.warning("the database cannot be reached; trying again: %s", error)
                connection.close()
                busy = False
            if not busy:
                self._stopping.wait(self.poll)

    def _read_returned_mail(self) -> None:
        if self.mailbox is None or (at := _now()) < self._reads_at:
            return
        self._reads_at = at + _READS_EACH
        try:
            take_in(self.mailbox, at=at)
        except (OSError, imaplib.IMAP4.error) as error:
            log.warning("returned mail could not be read; trying again in %s: %s", _READS_EACH, error)

    def _write_to_guests(self) -> int:
        if (at := _now()) >= self._reminds_at:
            messages.remind(at=at)
            self._reminds_at = at + _REMINDS_EACH
        return send_due(self._stopping)

    def _deliver(self) -> None:
        deliverer = self._deliverer()
        while not self._stopping.is_set():
            try:
                close_old_connections()
                self._write_to_guests()
                deliverer.deliver(self._stopping)
                self._read_returned_mail()
            except DatabaseError as error:
                log.warning("the database cannot be reached; mail waits: %s", error)
                connection.close()
            except Exception:
                log.exception("mail could not be delivered; trying again")
                connection.close()
            self._stopping.wait(self.poll)

    def run_until_idle(self) -> tuple[int, int]:
        """Do what is due now, and return how many builds that were and how many messages."""
        self._forget()
        builds = 0
        while self.step():
            builds += 1
        self._read_returned_mail()
        to_guests = self._write_to_guests()
        return builds, to_guests + self._deliverer().deliver(self._stopping)

    def _deliverer(self) -> Deliverer:
        return Deliverer(replace(self.delivering, lease=self.lease * 3), _now)

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """Stop: at once where a build goes on, since another worker does it again."""
        self._stopping.set()
        raise SystemExit(0)

    def step(self) -> bool:
        """Claim the build that has been due longest and do it; tell whether there was one."""
        rebuild = rebuilds.claim(at=_now(), lease=self.lease)
        if rebuild is None:
            return False
        try:
            self._build(rebuild)
        except DatabaseError:
            raise
        except Exception as error:  # kept with the work, and shown to the office
            log.exception("the record of %s was not built", rebuild.deal.code)
            rebuilds.fail(rebuild=rebuild, error=str(error) or type(error).__name__, at=_now())
        except BaseException:
            with suppress(DatabaseError):  # then the lease gives it back
                rebuilds.release(rebuild=rebuild)
            raise
        return True

    def _forget(self) -> None:
        if (at := _now()) >= self._forgets_at:
            expired.forget(at=at)
            retention.forget(at=at)
            guest_retention.forget(at=at)
            self._forgets_at = at + _FORGETS_EACH

    def _build(self, rebuild: Rebuild) -> None:
        at = _now()
        known = queries.due_builds(rebuild.deal, at)  # before the editions are read, so that each of them was seen
        build_for_worker(rebuild.deal, at=at, tell=_Teller(rebuild))
        rebuilds.finish(rebuild=rebuild, at=_now())
        rebuilds.settle(known=known, at=_now())


class _Teller:
    """Writes down how far a build is, and shows what was published meanwhile; though not after every part."""

    def __init__(self, rebuild: Rebuild) -> None:
        self._rebuild = rebuild
        self._told = float("-inf")

    def __call__(self, done: int, total: int) -> None:
        if done < total and time.monotonic() - self._told < _TOLD_EACH:
            return
        rebuilds.progress(rebuild=self._rebuild, done=done, total=total, at=_now())
        for deal in queries.due_deals(_now()):  # a publication does not wait for a long build
            show_new(deal, at=_now())
        self._told = time.monotonic()


def stop_on_signals(worker: Worker) -> None:
    """Let the signals with which a service is stopped stop the worker."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, worker.stop)


def _now() -> datetime:
    return datetime.now(UTC)
