"""What templates of the office can say. These are there in every template without loading."""

from datetime import date, datetime, time
from typing import Any

from django import template
from django.utils.translation import gettext

from regiodeal.common.errors import Refusal
from regiodeal.common.sentences import Sentence
from regiodeal.web import formatting, refusals

register = template.Library()


@register.filter
def euros(cents: int | None) -> str:
    """Write an amount in cents: `{{ item.ask_cents|euros }}`."""
    return formatting.euros(cents)


@register.filter
def with_cents(cents: int) -> str:
    """Write an amount with its cents, so that a column of calculated shares lines up."""
    return formatting.cents(cents)


@register.filter
def day(value: date | None) -> str:
    """Write out a day: `{{ meeting.held_on|day }}`."""
    return formatting.day(value)


@register.filter
def moment(value: datetime) -> str:
    """Write out a moment in Dutch time: `{{ line.at|moment }}`."""
    return formatting.moment(value)


@register.filter
def long_day(value: date) -> str:
    """Write out a day with the day of the week."""
    return formatting.long_day(value)


@register.simple_tag
def span(starts_at: datetime, ends_at: datetime) -> str:
    """Write from when until when, with the day: `{% span session.starts_at session.ends_at %}`."""
    return formatting.span(starts_at, ends_at)


@register.simple_tag
def hours(starts_at: datetime, ends_at: datetime) -> str:
    """Write from when until when on a day."""
    return formatting.hours(starts_at, ends_at)


@register.filter
def clock(value: time) -> str:
    """Write a time of the day."""
    return formatting.clock(value)


@register.filter
def hour(value: datetime) -> str:
    """Write the time of a moment alone: "14.30"."""
    return formatting.hour(value)


@register.filter
def weekday(value: date) -> str:
    """Write out a day with its name: "dinsdag 5 oktober 2021"."""
    return formatting.weekday(value)


@register.filter
def score(value: float) -> str:
    """Write a score with one decimal."""
    return formatting.score(value)


@register.filter
def number(value: int) -> str:
    """Write a number with its separators."""
    return formatting.number(value)


@register.simple_tag
def share_of(part: int, whole: int) -> str:
    """Write a part of a whole as a percentage: `{% share_of share.state share.whole %}`."""
    return formatting.share(part, whole)


@register.filter
def in_words(value: Any) -> str:
    """Say a choice, a sentence or a refusal in the language of the reader: `{{ item.get_kind_display|in_words }}`."""
    if isinstance(value, Refusal | Sentence):
        return " ".join(refusals.told(value))
    return gettext(str(value)) if value else ""
