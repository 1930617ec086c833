"""Reads about lists, mailings and deliveries."""

from django.db.models import Count

from regiodeal.mailing.choices import DeliveryState
from regiodeal.mailing.models import Delivery, Mailing


def progress(mailing: Mailing) -> dict[DeliveryState, int]:
    """Return how many deliveries of a mailing are in each state; a state without any is left out."""
    counted = Delivery.objects.filter(mailing=mailing).order_by().values_list("state").annotate(Count("pk"))
    return {DeliveryState(state): number for state, number in counted}
