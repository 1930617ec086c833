"""Build the record of each deal in the data home, and say which host name shows which deal."""

import json
import logging
import os
from datetime import datetime
from pathlib import Path

from regiodeal.common.errors import Refusal
from regiodeal.config.home import records
from regiodeal.programme.models import Deal
from regiodeal.publication import additions, queries
from regiodeal.publication.actions import rebuilds
from regiodeal.publication.additions import Addition
from regiodeal.publication.asset_files import ASSETS
from regiodeal.publication.progress import Progress, tell_nobody
from regiodeal.publication.record import BuildReport, RecordIsAhead, build

log = logging.getLogger(__name__)


def build_record(
    deal: Deal, *, at: datetime, full: bool = False, folder: Path | None = None, tell: Progress = tell_nobody
) -> BuildReport:
    """Bring the record of a deal up to date with its editions; `folder` is by default its place in the data home.

    There, what is new is shown first, and what a worker would have to build by now is done with this.
    """
    known = queries.due_builds(deal, at)  # before the editions are read, so that each of them was seen
    if folder is None:
        show_new(deal, at=at)
    report = _build(deal, folder or records() / deal.code, at=at, full=full, tell=tell)
    if folder is None:
        write_hosts()
        rebuilds.settle(known=known, at=at)
    return report


def build_for_worker(deal: Deal, *, at: datetime, tell: Progress) -> BuildReport:
    """Bring the record of a deal in the data home up to date, and tell how far it is."""
    show_new(deal, at=at)
    report = _build(deal, records() / deal.code, at=at, tell=tell)
    write_hosts()
    return report


def show_new(deal: Deal, *, at: datetime) -> Addition | None:
    """Show what the record of a deal in the data home does not show yet, ahead of its build; see `additions`.

    What goes wrong here goes wrong in the build too, which says so.
    """
    folder = records() / deal.code
    reached = additions.tip(folder)
    if reached is None:
        return None
    try:
        subjects = queries.subjects(deal, after=reached.shown, numbers=reached.sealed)
        return additions.add(folder, queries.envelopes_about(deal, subjects), at=at, assets=ASSETS)
    except Refusal as refusal:
        log.warning("what is new in %s waits for the build of its record: %s", deal.code, refusal)
        return None


def write_hosts() -> None:
    """Keep the map from host names to deals beside the records, so that serving needs no database."""
    deals = [deal for deal in Deal.objects.all() if (records() / deal.code).exists()]
    hosts = {host.lower(): deal.code for deal in deals for host in deal.hosts}
    draft = records() / f".hosts-{os.getpid()}.json"
    draft.write_text(json.dumps({"default": deals[0].code, "hosts": hosts}, indent=1), encoding="utf-8")
    draft.replace(records() / "hosts.json")


def _build(deal: Deal, target: Path, *, at: datetime, full: bool = False, tell: Progress = tell_nobody) -> BuildReport:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        return build(target, queries.envelopes(deal), at=at, assets=ASSETS, full=full, tell=tell)
    except RecordIsAhead:  # of what was read, when others published meanwhile; else it says so again
        return build(target, queries.envelopes(deal), at=at, assets=ASSETS, full=full, tell=tell)
