"""A month with two sessions in an installation of its own: twenty people can come to the first, forty to the second."""

from regiodeal.config.database import prepare

prepare()

from tests.factories.event_month import a_month, a_session  # noqa: E402 - Django is set up first
from tests.factories.programme import a_deal  # noqa: E402

month = a_month(a_deal())
a_session(month, "een", capacity=20)
a_session(month, "twee", capacity=40)
