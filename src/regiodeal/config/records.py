"""Build the record of each deal in the data home, and say which host name shows which deal."""

import json
import os
from datetime import datetime
from pathlib import Path

from regiodeal.config.home import records
from regiodeal.programme.models import Deal
from regiodeal.publication import queries
from regiodeal.publication.record import BuildReport, build

ASSETS = Path(__file__).parents[1] / "web" / "static" / "regiodeal"


def build_record(deal: Deal, *, at: datetime, full: bool = False, folder: Path | None = None) -> BuildReport:
    """Bring the record of a deal up to date with its editions; `folder` is by default its place in the data home."""
    target = folder or records() / deal.code
    target.parent.mkdir(parents=True, exist_ok=True)
    report = build(target, queries.envelopes(deal), at=at, assets=ASSETS, full=full)
    if folder is None:
        _write_hosts()
    return report


def _write_hosts() -> None:
    """Keep the map from host names to deals beside the records, so that serving needs no database."""
    deals = [deal for deal in Deal.objects.all() if (records() / deal.code).exists()]
    hosts = {host.lower(): deal.code for deal in deals for host in deal.hosts}
    draft = records() / f".hosts-{os.getpid()}.json"
    draft.write_text(json.dumps({"default": deals[0].code, "hosts": hosts}, indent=1), encoding="utf-8")
    draft.replace(records() / "hosts.json")
