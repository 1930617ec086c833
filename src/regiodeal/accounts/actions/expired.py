"""Forgetting what signing in leaves behind, when its time is over."""

from datetime import UTC, datetime

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction


@transaction.atomic
def forget(*, at: datetime) -> None:
    """Remove sessions that ended before a moment, with all that they kept, the machines of sessions that are no more,
    and what was counted of attempts to sign in. Personal data is kept no longer than it serves: AVG, article 5(1)(e).
    """
    Session.objects.filter(expire_date__lt=at).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(settings.SHARED_CACHE_TABLE)
        moment = connection.ops.adapt_datetimefield_value(at.astimezone(UTC))
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [moment])  # noqa: S608 - the name is ours
