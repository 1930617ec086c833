"""The chain of evidence of a list: what stands in each link, and whether anything was changed, removed or inserted."""

from collections.abc import Iterator, Mapping
from typing import Any

from regiodeal.common import chains
from regiodeal.common.hashing import link, sha256
from regiodeal.common.moments import utc_text
from regiodeal.mailing.models import Evidence, MailingList


def content(line: Evidence, mailing_list: MailingList, wording: str) -> Mapping[str, Any]:
    """Return what the hash of a line is made from; `wording` is the SHA-256 of what was read, or empty."""
    return {
        "scope": mailing_list.scope,
        "list": mailing_list.code,
        "number": line.number,
        "at": utc_text(line.at),
        "person": line.person,
        "act": str(line.act),
        "ground": str(line.ground),
        "source": line.source,
        "wording": wording,
    }


def broken_lines(scope: str) -> Iterator[str]:
    """Yield a sentence for each line of evidence of a deal that was changed, removed or inserted."""
    for mailing_list in MailingList.objects.filter(scope=scope):
        yield from _broken(mailing_list)


def _broken(mailing_list: MailingList) -> Iterator[str]:
    yield from chains.faults(
        Evidence.objects.filter(mailing_list=mailing_list).select_related("wording"),
        key="number",
        name=lambda number: f"evidence {number} of list {mailing_list.code}",
        own=lambda line: _wrong(line, mailing_list),
    )


def _wrong(line: Evidence, mailing_list: MailingList) -> str | None:
    wording = line.wording
    if wording is not None and sha256(wording.text.encode()) != wording.sha256:
        return "its wording"
    fits = link(content(line, mailing_list, wording.sha256 if wording else ""), line.previous) == line.sha256
    return None if fits else str(line.act)
