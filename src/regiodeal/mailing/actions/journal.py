"""What couriers write down: what they claim, what they are about to send, and what became of it.

Before a message goes out its delivery is `sending`, and what the relay said of it is written after. Both are committed
in small groups, many messages with one write to the disk. What is `sending` when a courier is killed is in doubt; that
is at most one message for each of its lines. This is the hot path of a mailing of a million, so it is plain SQL.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from regiodeal.mailing.choices import DeliveryState, MailingState
from regiodeal.mailing.models import Courier, Delivery, Mailing

LEASE = timedelta(minutes=3)
"""How long a courier counts as alive without a sign of life; it gives one with each round."""
TRIES = 17
"""How often a message is tried, in two days: RFC 5321, section 4.5.4.1, has four to five, and news is old sooner."""
_FIRST_DELAY = timedelta(minutes=5)
_LONGEST_DELAY = timedelta(hours=4)
_LONGEST_REPLY = 300  # characters

_TABLE, _MAILINGS = Delivery._meta.db_table, Mailing._meta.db_table
# A delivery without a courier is one that was put in doubt by who took over: its own courier knows better.
_ENDED = (
    f"UPDATE {_TABLE} SET state = told.column2, at = %s, code = CAST(told.column3 AS smallint), reply = told.column4,"  # noqa: S608 - the names are ours
    " attempts = attempts + told.column5, courier_id = NULL FROM (VALUES {rows}) AS told"
    f" WHERE {_TABLE}.id = told.column1 AND {_TABLE}.state IN ('sending', 'doubt')"
    f" AND ({_TABLE}.courier_id = %s OR {_TABLE}.courier_id IS NULL)"
)
_ABOUT_TO_SEND = (
    f"UPDATE {_TABLE} SET state = 'sending' WHERE id IN ({{places}}) AND state = 'waiting' AND courier_id = %s"  # noqa: S608 - the names are ours
    f" AND mailing_id IN (SELECT id FROM {_MAILINGS} WHERE state = 'sending')"
)
_PUT_OFF = f"UPDATE {_TABLE} SET due_at = %s WHERE id = %s"  # noqa: S608 - the names are ours
_POSTPONED = (
    f"UPDATE {_TABLE} SET due_at = %s, courier_id = NULL"  # noqa: S608 - the names are ours
    " WHERE id = %s AND state = 'waiting' AND courier_id = %s"
)


@dataclass(frozen=True)
class Job:
    """A delivery that a courier claimed; `attempts` is how often it was tried, `put_off` whether it waited already."""

    delivery: int
    mailing: int
    subscriber: int
    address: str
    attempts: int
    put_off: bool


@dataclass(frozen=True)
class Outcome:
    """What became of a job, as the relay said it: `code` and `words`. One that goes back to `waiting` is tried again
    from `due_at` on, or at once where there is none; `counts` says whether it was a try."""

    job: Job
    state: DeliveryState
    code: int | None
    words: str
    due_at: datetime | None = None
    counts: bool = True


def later(job: Job, at: datetime) -> datetime | None:
    """Return when to try again what a relay put off, a little later each time; None where it was tried often enough."""
    if job.attempts + 1 >= TRIES:
        return None
    delay: timedelta = min(_FIRST_DELAY * 2 ** min(job.attempts, 10), _LONGEST_DELAY)
    return at + delay


def enlist(*, at: datetime) -> Courier:
    """Begin as a courier."""
    return Courier.objects.create(name=str(uuid.uuid4()), seen_at=at)


def dismiss(*, courier: Courier) -> None:
    """End as a courier: what was claimed is free again."""
    with transaction.atomic():
        Delivery.objects.filter(courier=courier, state=DeliveryState.WAITING).update(courier=None)
        Delivery.objects.filter(courier=courier, state=DeliveryState.SENDING).update(
            courier=None, state=DeliveryState.DOUBT
        )
        Courier.objects.filter(pk=courier.pk).delete()


def sign_of_life(*, courier: Courier, at: datetime) -> bool:
    """Show that a courier is alive; return whether it still counts as one."""
    return bool(Courier.objects.filter(pk=courier.pk).update(seen_at=at))


def take_over(*, at: datetime, lease: timedelta = LEASE) -> int:
    """Free what couriers that are gone had claimed, and put in doubt what they were sending; return how many."""
    gone = Courier.objects.filter(seen_at__lt=at - lease)
    if not gone.exists():
        return 0
    with transaction.atomic():
        couriers = list(gone.select_for_update(skip_locked=True))
        for courier in couriers:
            dismiss(courier=courier)
    return len(couriers)


def anything_due(at: datetime) -> bool:
    """Whether a mailing goes out at a moment; looking takes no lock."""
    return Mailing.objects.filter(state=MailingState.SENDING, send_at__lte=at).exists()


def couriers() -> int:
    """Return how many couriers there are."""
    return Courier.objects.count()


def claim(*, courier: Courier, number: int, at: datetime) -> list[Job]:
    """Claim deliveries that are due, of any mailing that goes out; a mailing with nothing left to do is done."""
    jobs: list[Job] = []
    for mailing in _due_mailings(at):
        with transaction.atomic():
            jobs += _claimed(mailing, courier, number - len(jobs), at)
        if len(jobs) == number:
            break
        _finish(mailing, at)
    return jobs


def write_down(
    *, courier: Courier, outcomes: Iterable[Outcome], about_to_send: Sequence[Job], at: datetime
) -> list[Job]:
    """Write what became of some jobs, and that others are about to be sent; return those of the others that may go.

    One that may not go (it was left or stopped meanwhile, or its mailing paused) is not this courier's any more.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        moment = connection.ops.adapt_datetimefield_value(at)
        told = list(outcomes)
        if told:
            rows = ", ".join(["(%s, %s, %s, %s, %s)"] * len(told))
            values = [value for one in told for value in _row(one)]
            cursor.execute(_ENDED.format(rows=rows), [moment, *values, courier.pk])
            put_off = [
                (connection.ops.adapt_datetimefield_value(one.due_at), one.job.delivery) for one in told if one.due_at
            ]
            if put_off:
                cursor.executemany(_PUT_OFF, put_off)
        if not about_to_send:
            return []
        keys = [job.delivery for job in about_to_send]
        cursor.execute(_ABOUT_TO_SEND.format(places=", ".join(["%s"] * len(keys))), [*keys, courier.pk])
        if cursor.rowcount == len(keys):
            return list(about_to_send)
        return _those_that_go(courier, about_to_send)


def release(*, courier: Courier, jobs: Iterable[Job]) -> None:
    """Give back what was claimed and not begun."""
    keys = [job.delivery for job in jobs]
    if keys:
        Delivery.objects.filter(pk__in=keys, courier=courier, state=DeliveryState.WAITING).update(courier=None)


def note_trouble(*, words: str) -> None:
    """Say at the mailings that go out why nothing goes; empty words say that it goes again."""
    words = words[:_LONGEST_REPLY]
    Mailing.objects.filter(state=MailingState.SENDING).exclude(error=words).update(error=words)


def pause(*, mailing: int, words: str) -> None:
    """Pause a mailing because the relay refuses whoever sends it; a person has to look."""
    Mailing.objects.filter(pk=mailing, state=MailingState.SENDING).update(
        state=MailingState.PAUSED, error=words[:_LONGEST_REPLY]
    )


def _due_mailings(at: datetime) -> list[Mailing]:
    return list(Mailing.objects.filter(state=MailingState.SENDING, send_at__lte=at).order_by("send_at", "pk"))


def _claimed(mailing: Mailing, courier: Courier, number: int, at: datetime) -> list[Job]:
    due = Delivery.objects.filter(mailing=mailing, state=DeliveryState.WAITING, courier=None, due_at__lte=at)
    locked = due.order_by("due_at", "pk").select_for_update(skip_locked=True)
    found = list(locked.values_list("pk", "subscriber", "address", "attempts", "due_at")[:number])
    Delivery.objects.filter(pk__in=[key for key, *_ in found]).update(courier=courier)
    begin = mailing.send_at or at
    return [
        Job(key, mailing.pk, subscriber or 0, address, attempts, put_off=due_at > begin)
        for key, subscriber, address, attempts, due_at in found
    ]


def _finish(mailing: Mailing, at: datetime) -> None:
    open_ = Delivery.objects.filter(
        Q(state=DeliveryState.WAITING) | Q(state=DeliveryState.SENDING), mailing=OuterRef("pk")
    )
    done = Mailing.objects.filter(~Exists(open_), pk=mailing.pk, state=MailingState.SENDING)
    done.update(state=MailingState.DONE, ended_at=at, error="")


def postpone(*, courier: Courier, jobs: Iterable[tuple[Job, datetime]]) -> None:
    """Give back what was claimed, to be sent from another moment on."""
    moment = connection.ops.adapt_datetimefield_value
    rows = [(moment(due_at), job.delivery, courier.pk) for job, due_at in jobs]
    if rows:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(_POSTPONED, rows)


def _row(outcome: Outcome) -> tuple[str | int | None, ...]:
    words = outcome.words[:_LONGEST_REPLY]
    return outcome.job.delivery, str(outcome.state), outcome.code, words, int(outcome.counts)


def _those_that_go(courier: Courier, jobs: Sequence[Job]) -> list[Job]:
    own = Delivery.objects.filter(pk__in=[job.delivery for job in jobs], courier=courier)
    going = set(own.filter(state=DeliveryState.SENDING).values_list("pk", flat=True))
    own.filter(state=DeliveryState.WAITING).update(courier=None)
    return [job for job in jobs if job.delivery in going]
