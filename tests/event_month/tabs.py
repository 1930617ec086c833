"""One person who signs up and changes it in twenty tabs at once; it prints what went wrong, as far as anything did."""

from concurrent.futures import ThreadPoolExecutor

from regiodeal.config.database import prepare

prepare()

from django.db import connection  # noqa: E402 - Django is set up first

from regiodeal.event_month.actions import registrations  # noqa: E402
from regiodeal.event_month.actions.registrations import Wish  # noqa: E402
from regiodeal.event_month.models import Session  # noqa: E402
from tests.factories.event_month import BEFORE, who  # noqa: E402

_TABS, _PRESSES = 20, 6


def press(tab: int) -> list[str]:
    """Sign up and change, in turns, for other sessions each time; somebody else comes and goes too."""
    wrong = []
    one, two = Session.objects.select_related("month").order_by("code")
    try:
        for turn in range(tab, tab + _PRESSES):
            wishes = [[Wish(one)], [Wish(two), Wish(one)], [Wish(two)]][turn % 3]
            guest = registrations.sign_up(month=one.month, who=who(f"gast-{turn % 2}"), wishes=wishes, at=BEFORE)
            registrations.change(guest=guest, wishes=wishes[: turn % 2], needs=None, at=BEFORE)
    except Exception as error:
        wrong.append(f"{type(error).__name__}: {error}")
    finally:
        connection.close()
    return wrong


with ThreadPoolExecutor(_TABS) as tabs:
    for wrong in tabs.map(press, range(_TABS)):
        print(*wrong, sep="\n", end="")
