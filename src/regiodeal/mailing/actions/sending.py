"""A mailing that goes out: start it, pause it, go on, stop it, and settle what is in doubt.

Starting makes a delivery for each recipient and freezes the letter; couriers do the rest. What somebody does here holds
from the next message on that a courier is about to send. The caller holds the deal, as for every line in its trail.
"""

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import DateTimeField, F, Min, Value
from django.db.models.functions import StrIndex, Substr

from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.mailing.choices import DeliveryState, MailingState, SubscriptionState
from regiodeal.mailing.letter import Letter
from regiodeal.mailing.models import Delivery, Mailing, Subscription


class NothingToDo(Refusal):
    """A mailing in this state cannot be started, paused, resumed or stopped; or a delivery is not in doubt."""


class NobodyToSendTo(Refusal):
    """Nobody is on the lists of the mailing."""


def start(*, mailing: Mailing, letter: Letter, send_at: datetime | None, by: trail.Actor, at: datetime) -> int:
    """Send a draft to everybody who is on its lists now, from `send_at` on (now, where it is None); return to how many.

    Nothing goes out before the end of the embargo, `Mailing.not_before`. Raises NothingToDo, NobodyToSendTo.
    """
    with transaction.atomic():
        mailing = _locked(mailing)
        if mailing.state != MailingState.DRAFT:
            raise NothingToDo("this mailing goes out already; look at how far it is")
        moment = max(filter(None, [send_at or at, mailing.not_before]))
        list(mailing.lists.select_for_update())  # who leaves meanwhile does so before this, or finds the mail waiting
        number = _address(mailing, moment)
        if number == 0:
            raise NobodyToSendTo("nobody is on the lists of this mailing; choose a list with subscribers")
        mailing.letter = letter.written()
        mailing.state, mailing.send_at, mailing.started_at = MailingState.SENDING, moment, at
        mailing.save(update_fields=["letter", "state", "send_at", "started_at"])
        lists = sorted(mailing.lists.values_list("code", flat=True))
        _note(mailing, "mailing.send", by, at, recipients=number, lists=lists, send_at=moment.isoformat())
    return number


def pause(*, mailing: Mailing, by: trail.Actor, at: datetime) -> None:
    """Send nothing more until somebody resumes. Raises NothingToDo."""
    _change(mailing, MailingState.PAUSED, before={MailingState.SENDING}, act="mailing.pause", by=by, at=at)


def resume(*, mailing: Mailing, by: trail.Actor, at: datetime) -> None:
    """Go on with a mailing that was paused. Raises NothingToDo."""
    _change(mailing, MailingState.SENDING, before={MailingState.PAUSED}, act="mailing.resume", by=by, at=at)


def stop(*, mailing: Mailing, by: trail.Actor, at: datetime) -> None:
    """Send nothing more, for good: what waits is not sent. Raises NothingToDo."""
    with transaction.atomic():
        running = {MailingState.SENDING, MailingState.PAUSED}
        _change(mailing, MailingState.STOPPED, before=running, act="mailing.stop", by=by, at=at)
        waiting = Delivery.objects.filter(mailing=mailing, state=DeliveryState.WAITING)
        waiting.update(state=DeliveryState.STOPPED, at=at, courier=None)
        Mailing.objects.filter(pk=mailing.pk).update(ended_at=at)


def send_again(*, delivery: Delivery, by: trail.Actor, at: datetime) -> None:
    """Send a mail of which nobody knows whether it arrived once more: it may then arrive twice.

    Raises NothingToDo where it is not in doubt, or its mailing was stopped.
    """
    with transaction.atomic():
        mailing = _locked(delivery.mailing)
        if mailing.state == MailingState.STOPPED:
            raise NothingToDo("this mailing was stopped; nothing of it is sent any more")
        _settle(delivery, state=DeliveryState.WAITING, due_at=at)
        if mailing.state == MailingState.DONE:
            mailing.state, mailing.ended_at = MailingState.SENDING, None
            mailing.save(update_fields=["state", "ended_at"])
        _note(mailing, "mailing.send_again", by, at, delivery=delivery.pk)


def leave_it(*, delivery: Delivery, by: trail.Actor, at: datetime) -> None:
    """Take a mail of which nobody knows whether it arrived for sent. Raises NothingToDo where it is not in doubt."""
    with transaction.atomic():
        _settle(delivery, state=DeliveryState.SENT)
        _note(delivery.mailing, "mailing.leave_it", by, at, delivery=delivery.pk)


def _address(mailing: Mailing, moment: datetime) -> int:
    """Make a delivery for each address that is on one of the lists, inside the database: there can be a million."""
    on = Subscription.objects.filter(
        mailing_list__in=mailing.lists.values("pk"), state=SubscriptionState.ACTIVE
    ).order_by("subscriber")
    email = F("subscriber__email")
    rows = on.values_list("subscriber", email, Substr(email, StrIndex(email, Value("@")) + 1)).annotate(
        mailing_list=Min("mailing_list"), due_at=Value(moment, output_field=DateTimeField())
    )
    select, values = rows.query.sql_with_params()
    constant: dict[str, int | str] = {
        "mailing_id": mailing.pk,
        "state": DeliveryState.WAITING,
        "attempts": 0,
        "reply": "",
    }
    names = ", ".join(["subscriber_id", "address", "domain", "mailing_list_id", "due_at", *constant])
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Delivery._meta.db_table} ({names})"  # noqa: S608 - the names are ours
            f" SELECT recipient.*, {', '.join(['%s'] * len(constant))} FROM ({select}) AS recipient",
            [*constant.values(), *values],
        )
        number: int = cursor.rowcount
    return number


def _change(
    mailing: Mailing, state: MailingState, *, before: set[MailingState], act: str, by: trail.Actor, at: datetime
) -> None:
    with transaction.atomic():
        mailing = _locked(mailing)
        if mailing.state not in before:
            raise NothingToDo("this cannot be done with a mailing that is {state}", state=MailingState(mailing.state))
        mailing.state, mailing.error = state, ""
        mailing.save(update_fields=["state", "error"])
        _note(mailing, act, by, at)


def _settle(delivery: Delivery, **fields: object) -> None:
    doubtful = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.DOUBT)
    if not doubtful.update(**fields):
        raise NothingToDo("this delivery is not in doubt any more; look at the mailing again")


def _locked(mailing: Mailing) -> Mailing:
    return Mailing.objects.select_for_update().get(pk=mailing.pk)


def _note(mailing: Mailing, act: str, by: trail.Actor, at: datetime, **details: Any) -> None:
    subject = f"mailing/{mailing.number}"
    trail.write(scope=mailing.scope, act=act, subject=subject, by=by, at=at, **details)
