"""Deliver what is due: several lines to the relay side by side, and one journal.

A courier works in rounds. It writes down what became of the last messages together with which ones go next, as many as
it has lines, and sends those: one write to the disk for a message on each line. So when it is killed, no more than one
message for each line is in doubt.
"""

import re
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from regiodeal.mailing.actions import journal
from regiodeal.mailing.actions.journal import Job, Outcome
from regiodeal.mailing.choices import DeliveryState
from regiodeal.mailing.dkim import Signer
from regiodeal.mailing.letter import Letter
from regiodeal.mailing.message import Compiled, Recipient
from regiodeal.mailing.models import Courier, Mailing
from regiodeal.mailing.relay import Answer, Line, NotSent, Post, Told, Unanswered, carry

_STOCK = 500  # jobs that are claimed at a time
_PLAIN = re.compile(r"[!-;=?-~]{1,254}")  # no space, no angle bracket, nothing that ends a line
_LETTERS = 8  # mailings whose letter is kept ready
_SOON = timedelta(seconds=1)
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=5)
_REFUSED_IN_A_ROW = 25
"""After so many messages that the relay refuses one after another, a mailing is paused: something is wrong with it."""

_NEVER = datetime.min.replace(tzinfo=UTC)

Now = Callable[[], datetime]


@dataclass(frozen=True)
class Delivering:
    """How mail is delivered: over which relay, by how many lines, signed by whom.

    `per_domain` is how many messages a minute the servers of one domain are sent; 0 is as many as there are. The lines
    have a third of the `lease` to send a message each; a courier without a sign of life for the whole of it is gone.
    """

    post: Post
    lines: int = 8
    signers: tuple[Signer, ...] = ()
    per_domain: int = 0
    lease: timedelta = journal.LEASE


@dataclass
class _Trouble:
    """Why nothing can be sent, in words, and until when the relay is left alone: a little longer each time."""

    words: str = ""
    times: int = 0
    until: datetime = _NEVER

    def again(self, words: str, at: datetime) -> None:
        """Note trouble."""
        self.words = words
        self.until = at + min(_FIRST_PAUSE * 2 ** min(self.times, 10), _LONGEST_PAUSE)
        self.times += 1


class Deliverer:
    """One courier with its lines. `now` gives the present moment, with a time zone."""

    def __init__(self, delivering: Delivering, now: Now) -> None:
        self._how = delivering
        self._now = now
        self._lines: list[Line] = []
        self._letters: dict[int, Compiled] = {}
        self._courier: Courier | None = None
        self._unwritten: list[Outcome] = []
        self._trouble = _Trouble()
        self._said = ""
        self._refused: Counter[int] = Counter()
        self._to_pause: dict[int, str] = {}
        self._turns: dict[str, datetime] = {}

    def deliver(self, stopping: threading.Event) -> int:
        """Deliver what is due until nothing is or somebody stops it; return how many deliveries were sent or refused.

        What others claimed who are gone is taken over first. Raises DatabaseError where the database is away: what is
        known by then is written down with the next call.
        """
        at = self._now()
        journal.take_over(at=at, lease=self._how.lease)
        if not self._unwritten and (at < self._trouble.until or not journal.anything_due(at)):
            return 0
        courier = self._enlisted(at)
        ended = self._rounds(courier, stopping)
        self.close()  # a line that rests is one that a relay closes
        journal.dismiss(courier=courier)
        self._courier = None
        return ended

    def close(self) -> None:
        """Hang up."""
        for line in self._lines:
            line.close()
        self._lines = []

    def _rounds(self, courier: Courier, stopping: threading.Event) -> int:
        """Send a message over each line, write down what was told of them, and so on."""
        ended, stock, alive_at = 0, list[Job](), self._now()
        while True:
            at = self._now()
            if stopping.is_set() or at < self._trouble.until:
                journal.release(courier=courier, jobs=stock)
                stock, wanted = [], []
            else:
                stock = stock or self._in_turn(courier, journal.claim(courier=courier, number=_STOCK, at=at), at)
                wanted, stock = stock[: self._how.lines], stock[self._how.lines :]
            if not wanted and not self._unwritten:
                return ended
            ended += sum(told.state != DeliveryState.WAITING for told in self._unwritten)
            going = journal.write_down(courier=courier, outcomes=self._unwritten, about_to_send=wanted, at=at)
            self._unwritten = []
            self._tell_the_office()
            self._unwritten = self._sent(going)
            if at - alive_at >= self._how.lease / 6:
                journal.sign_of_life(courier=courier, at=at)
                alive_at = at

    def _sent(self, jobs: list[Job]) -> list[Outcome]:
        outcomes, tasks = [], []
        lines = iter(self._opened())
        for job in jobs:
            if not _PLAIN.fullmatch(job.address):
                outcomes.append(Outcome(job, DeliveryState.REFUSED, None, "no address that a mail server knows"))
                continue
            try:
                tasks.append((job, (next(lines), job.address, self._message(job))))
            except (ValueError, TypeError) as error:  # a letter that cannot be written keeps no other mailing back
                self._to_pause[job.mailing] = f"this letter cannot be written: {error}"
                outcomes.append(_unchanged(job, None, str(error)))
        told = carry([task for _, task in tasks], (self._how.lease / 3).total_seconds())
        at = self._now()
        self._look_at_the_relay(told, at)
        return outcomes + [self._outcome(job, one, at) for (job, _), one in zip(tasks, told, strict=True)]

    def _message(self, job: Job) -> bytes:
        return self._letter(job.mailing).message(Recipient(job.delivery, job.address, job.subscriber), self._now())

    def _look_at_the_relay(self, told: list[Told], at: datetime) -> None:
        """Leave the relay alone for a while where no line could be used; it is well again when one could."""
        trouble = [one.words for one in told if _is_trouble(one)]
        if trouble and len(trouble) == len(told):
            self._trouble.again(trouble[0], at)
        elif told:
            self._trouble = _Trouble()

    def _in_turn(self, courier: Courier, jobs: list[Job], at: datetime) -> list[Job]:
        """Return the jobs that may go now. Those to a domain that gets its share already are put off, once, each to a
        turn of its own."""
        if not self._how.per_domain:
            return jobs
        step = timedelta(minutes=1) * journal.couriers() / self._how.per_domain
        turns = [at if job.put_off else self._turn(job, at, step) for job in jobs]
        put_off = [(job, turn) for job, turn in zip(jobs, turns, strict=True) if turn > at + _SOON]
        journal.postpone(courier=courier, jobs=put_off)
        waiting = {job.delivery for job, _ in put_off}
        return [job for job in jobs if job.delivery not in waiting]

    def _turn(self, job: Job, at: datetime, step: timedelta) -> datetime:
        domain = job.address.rpartition("@")[2]
        turn = max(self._turns.get(domain, at), at)
        self._turns[domain] = turn + step
        return turn

    def _outcome(self, job: Job, told: Told, at: datetime) -> Outcome:
        match told:
            case Unanswered():
                return Outcome(job, DeliveryState.DOUBT, None, told.words)
            case NotSent():
                return _put_off(job, None, told.words, at) if told.reached else _unchanged(job, None, told.words)
            case Answer(of_sender=True):
                if told.for_good:
                    self._to_pause[job.mailing] = f"{told.code} {told.words}"
                return _unchanged(job, told.code, told.words)
        if told.taken:
            self._refused.pop(job.mailing, None)
        elif told.for_good:
            self._count_refusal(job, told)
        else:
            return _put_off(job, told.code, told.words, at)
        return Outcome(job, DeliveryState.SENT if told.taken else DeliveryState.REFUSED, told.code, told.words)

    def _count_refusal(self, job: Job, told: Answer) -> None:
        """Count what is refused for another reason than that its address does not exist: RFC 3463, section 3.2."""
        if not told.words.startswith("5.1."):
            self._refused[job.mailing] += 1
            if self._refused[job.mailing] >= _REFUSED_IN_A_ROW:
                self._to_pause[job.mailing] = f"{told.code} {told.words}"

    def _tell_the_office(self) -> None:
        """Say at the mailings why nothing goes, or that it goes again; and pause those that the relay does not want."""
        if self._trouble.words != self._said:
            journal.note_trouble(words=self._trouble.words)
            self._said = self._trouble.words
        while self._to_pause:
            mailing, words = self._to_pause.popitem()
            journal.pause(mailing=mailing, words=words)
            self._refused.pop(mailing, None)

    def _letter(self, mailing: int) -> Compiled:
        if mailing not in self._letters:
            if len(self._letters) == _LETTERS:
                self._letters.clear()
            letter = Letter.read(Mailing.objects.only("letter").get(pk=mailing).letter or {})
            self._letters[mailing] = Compiled(letter, mailing, self._how.signers)
        return self._letters[mailing]

    def _opened(self) -> list[Line]:
        if not self._lines:
            self._lines = [self._how.post.line() for _ in range(self._how.lines)]
        return self._lines

    def _enlisted(self, at: datetime) -> Courier:
        if self._courier is None or not journal.sign_of_life(courier=self._courier, at=at):
            self._courier = journal.enlist(at=at)
        return self._courier


def _is_trouble(told: Told) -> bool:
    return isinstance(told, NotSent) or (isinstance(told, Answer) and told.of_sender and not told.for_good)


def _put_off(job: Job, code: int | None, words: str, at: datetime) -> Outcome:
    again = journal.later(job, at)
    state = DeliveryState.EXPIRED if again is None else DeliveryState.WAITING
    return Outcome(job, state, code, words, due_at=again)


def _unchanged(job: Job, code: int | None, words: str) -> Outcome:
    return Outcome(job, DeliveryState.WAITING, code, words, counts=False)
