"""Hold deals while a room below this one writes in their trail."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from regiodeal.programme.models import Deal
from regiodeal.programme.queries import lock


@contextmanager
def held(*deals: Deal) -> Iterator[None]:
    """Hold these deals, always in the same order, until what is done meanwhile is stored, all or nothing of it."""
    with transaction.atomic():
        for deal in sorted(deals, key=lambda deal: deal.pk):
            lock(deal)
        yield
