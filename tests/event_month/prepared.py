"""A month with two sessions in an installation of its own: twenty people can come to the first, forty to the second.

They are in June 2021, or with the argument `ahead` a month from now.
"""

import sys
from datetime import UTC, datetime, timedelta

from regiodeal.config.database import prepare

prepare()

from tests.factories.event_month import STARTS_AT, a_month, a_session  # noqa: E402 - Django is set up first
from tests.factories.programme import a_deal  # noqa: E402

starts_at = datetime.now(UTC) + timedelta(days=30) if sys.argv[1:] == ["ahead"] else STARTS_AT
last = (starts_at + timedelta(days=30)).date()
month = a_month(a_deal(), "maand", starts_on=starts_at.date(), ends_on=last)
a_session(month, "een", capacity=20, starts_at=starts_at)
a_session(month, "twee", capacity=40, starts_at=starts_at + timedelta(hours=3))
