"""Add to the chain of evidence of a list. The caller holds the list (`held`), in the transaction of the act itself."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

from regiodeal.common.hashing import GENESIS, link, sha256
from regiodeal.mailing.choices import EvidenceAct, Ground
from regiodeal.mailing.evidence import content
from regiodeal.mailing.models import Evidence, MailingList, Wording

Row = TypeVar("Row")
_BATCH = 2_000  # rows in one statement
_FETCHED = 500  # values that a query names


@dataclass(frozen=True, kw_only=True)
class Happened:
    """What happened to one person on a list; `wording` is what the person read, or how an office put it."""

    person: str
    act: EvidenceAct
    source: str
    ground: Ground | None = None
    wording: Wording | None = None


def batched(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Yield rows in lists of at most `size`."""
    several = iter(rows)
    while some := list(islice(several, size)):
        yield some


def held(lists: Iterable[MailingList]) -> list[MailingList]:
    """Hold lists, always in the same order, until the transaction ends; return them as they are now."""
    keys = {mailing_list.pk for mailing_list in lists}
    return list(MailingList.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def worded(text: str) -> Wording | None:
    """Keep a text once, whoever reads it; None for no text."""
    if not text:
        return None
    wording, _ = Wording.objects.get_or_create(sha256=sha256(text.encode()), defaults={"text": text})
    return wording


def worded_all(texts: Iterable[str]) -> dict[str, Wording]:
    """Keep many texts, each of them once, in few queries; return what is kept of each."""
    hashes = {sha256(text.encode()): text for text in texts if text}
    fresh = [Wording(sha256=digest, text=text) for digest, text in hashes.items()]
    Wording.objects.bulk_create(fresh, batch_size=_BATCH, ignore_conflicts=True)
    kept: dict[str, Wording] = {}
    for some in batched(hashes, _FETCHED):
        kept |= {wording.text: wording for wording in Wording.objects.filter(sha256__in=some)}
    return kept


def write(*, mailing_list: MailingList, happened: Sequence[Happened], at: datetime) -> None:
    """Add a line for each thing that happened, in this order."""
    last = Evidence.objects.filter(mailing_list=mailing_list).order_by("-number").first()
    number, previous = (last.number, last.sha256) if last else (0, GENESIS)
    lines = []
    for one in happened:
        number += 1
        line = Evidence(
            mailing_list=mailing_list,
            number=number,
            at=at,
            person=one.person,
            act=one.act,
            ground=one.ground or "",
            source=one.source,
            wording=one.wording,
            previous=previous,
        )
        line.sha256 = previous = link(content(line, mailing_list, one.wording.sha256 if one.wording else ""), previous)
        lines.append(line)
    Evidence.objects.bulk_create(lines, batch_size=_BATCH)
