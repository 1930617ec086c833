"""Editions, published the way an office publishes them."""

from datetime import datetime

from regiodeal.decisions.models import Meeting
from regiodeal.publication.actions import editions
from regiodeal.publication.actions.editions import Publisher
from regiodeal.publication.models import Edition
from tests.factories.programme import AT, SECRETARY


def publisher(at: datetime = AT, embargo_until: datetime | None = None) -> Publisher:
    """The secretary, publishing at a moment."""
    return Publisher(by=SECRETARY, at=at, embargo_until=embargo_until)


def publish(meeting: Meeting, at: datetime = AT, embargo_until: datetime | None = None) -> list[Edition]:
    """Publish the list of a meeting."""
    return editions.publish_meeting(meeting, publisher(at, embargo_until))
