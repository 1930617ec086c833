"""Reads about editions."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from itertools import chain
from typing import Any

from django.db.models import Q, QuerySet

from regiodeal.common.errors import Refusal
from regiodeal.common.moments import utc_text
from regiodeal.common.sentences import Named
from regiodeal.programme.models import Deal
from regiodeal.publication.choices import Act
from regiodeal.publication.envelope import Content, Envelope, Snapshot
from regiodeal.publication.models import Edition, Rebuild

_HEADER = ("number", "kind", "subject", "version", "act", "reason", "published_at", "embargo_until", "snapshot_sha256",
           "previous", "sha256", "form")  # fmt: skip


class UnknownEdition(Refusal):
    """A deal has no edition of this name."""


def envelopes(deal: Deal) -> list[Envelope]:
    """Return all editions of a deal, oldest first, as the world sees them once nothing is sealed or withdrawn.

    A snapshot is read from the database when it is asked for.
    """
    return list(_envelopes(Edition.objects.filter(deal=deal).order_by("number")))


def envelopes_about(deal: Deal, subjects: Iterable[tuple[str, str]]) -> list[Envelope]:
    """Return all editions about subjects, each a kind with a name, as `envelopes` does.

    Asked kind by kind and sorted here: a database that has to sort goes through all editions of the deal instead.
    """
    named: dict[str, set[str]] = {}
    for kind, subject in subjects:
        named.setdefault(kind, set()).add(subject)
    rows = (Edition.objects.filter(deal=deal, kind=kind, subject__in=names) for kind, names in named.items())
    return sorted(chain.from_iterable(_envelopes(each.order_by()) for each in rows), key=lambda one: one.number)


def subjects(deal: Deal, *, after: int, numbers: Iterable[int] = ()) -> list[tuple[str, str]]:
    """Return what the editions after one are about, and those with `numbers`: each a kind with a name."""
    rows = Edition.objects.filter(Q(number__gt=after) | Q(number__in=list(numbers)), deal=deal)
    return list(rows.values_list("kind", "subject").distinct())


def envelope(edition: Edition) -> Envelope:
    """Return an edition as the world sees it."""
    return _envelope(
        {
            **{name: getattr(edition, name) for name in _HEADER},
            "deal__code": edition.deal.code,
            "corrects__number": edition.corrects.number if edition.corrects else None,
        },
        partial(json.loads, edition.snapshot),
    )


def _envelopes(rows: "QuerySet[Edition]") -> Iterator[Envelope]:
    for header in rows.values("pk", *_HEADER, "deal__code", "corrects__number").iterator():
        yield _envelope(header, partial(_snapshot, header.pop("pk")))


def _envelope(header: dict[str, Any], content: Content) -> Envelope:
    until = header["embargo_until"]
    return Envelope(
        **{
            **{name: header[name] for name in _HEADER},
            "published_at": utc_text(header["published_at"]),
            "embargo_until": utc_text(until) if until else None,
        },
        deal=header["deal__code"],
        corrects=header["corrects__number"],
        content=None if header["act"] == Act.WITHDRAW else content,
    )


def _snapshot(key: int) -> Snapshot:
    content: Snapshot = json.loads(Edition.objects.values_list("snapshot", flat=True).get(pk=key))
    return content


def latest(deal: Deal, kind: str, subject: str) -> Edition | None:
    """Return the newest edition about a subject, if any."""
    return Edition.objects.filter(deal=deal, kind=kind, subject=subject).order_by("-version").first()


def named(deal: Deal, name: str) -> Edition | None:
    """Return the edition that `<kind>/<subject>/<version>` names; None for an empty name. Raises UnknownEdition."""
    if not name:
        return None
    kind, _, rest = name.partition("/")
    subject, _, version = rest.rpartition("/")
    found = None
    if version.isascii() and version.isdigit():
        found = Edition.objects.filter(deal=deal, kind=kind, subject=subject, version=int(version)).first()
    if found is None:
        raise UnknownEdition("there is no edition {name!r} in {deal}", name=name, deal=Named(deal.code, deal.name))
    return found


def newest_hashes(deal: Deal, kind: str) -> dict[str, str]:
    """Return, for each subject of a kind, the hash of the snapshot of its newest edition."""
    rows = Edition.objects.filter(deal=deal, kind=kind).order_by("version")
    return dict(rows.values_list("subject", "snapshot_sha256"))


def snapshot_of(edition: Edition) -> dict[str, Any] | None:
    """Return the snapshot of an edition; None for a withdrawal, which has none."""
    content: dict[str, Any] | None = json.loads(edition.snapshot)
    return content


def due_deals(at: datetime) -> list[Deal]:
    """Return the deals of which a build of the record is due at a moment and not done."""
    return list(Deal.objects.filter(rebuilds__finished_at=None, rebuilds__due_at__lte=at).distinct())


def due_builds(deal: Deal, at: datetime) -> list[int]:
    """Return the keys of the builds of the record that are due at a moment and not done."""
    return list(Rebuild.objects.filter(deal=deal, finished_at=None, due_at__lte=at).values_list("pk", flat=True))
