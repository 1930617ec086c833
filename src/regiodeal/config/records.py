"""Build the record of each deal in the data home, and say which host name shows which deal."""

import json
import os
from datetime import datetime
from pathlib import Path

from regiodeal.config.home import records
from regiodeal.programme.models import Deal
from regiodeal.publication import queries
from regiodeal.publication.actions import rebuilds
from regiodeal.publication.record import BuildReport, Progress, build

ASSETS = Path(__file__).parents[1] / "web" / "static" / "regiodeal"


def build_record(deal: Deal, *, at: datetime, full: bool = False, folder: Path | None = None) -> BuildReport:
    """Bring the record of a deal up to date with its editions; `folder` is by default its place in the data home.

    There, what a worker would have to build by now is done with this.
    """
    known = queries.due_builds(deal, at)  # before the editions are read, so that each of them was seen
    report = _build(deal, folder or records() / deal.code, at=at, full=full)
    if folder is None:
        write_hosts()
        rebuilds.settle(known=known, at=at)
    return report


def build_for_worker(deal: Deal, *, at: datetime, tell: Progress) -> BuildReport:
    """Bring the record of a deal in the data home up to date, and tell how far it is."""
    report = _build(deal, records() / deal.code, at=at, tell=tell)
    write_hosts()
    return report


def write_hosts() -> None:
    """Keep the map from host names to deals beside the records, so that serving needs no database."""
    deals = [deal for deal in Deal.objects.all() if (records() / deal.code).exists()]
    hosts = {host.lower(): deal.code for deal in deals for host in deal.hosts}
    draft = records() / f".hosts-{os.getpid()}.json"
    draft.write_text(json.dumps({"default": deals[0].code, "hosts": hosts}, indent=1), encoding="utf-8")
    draft.replace(records() / "hosts.json")


def _build(deal: Deal, target: Path, *, at: datetime, full: bool = False, tell: Progress | None = None) -> BuildReport:
    target.parent.mkdir(parents=True, exist_ok=True)
    options = {} if tell is None else {"tell": tell}
    return build(target, queries.envelopes(deal), at=at, assets=ASSETS, full=full, **options)
