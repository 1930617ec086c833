"""Open data as CSV (RFC 4180, UTF-8): amounts are euros with a point and two decimals, empty where unknown."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.formatting import decimal_euros

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

Cell = str | int | Decimal | None


def of(envelope: Envelope) -> bytes:
    """Return the table of an edition whose snapshot is public. Raises KeyError for a kind without a table."""
    columns, rows = _TABLES[envelope.kind]
    return written(columns, rows(envelope.snapshot or {}))


def written(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return rows as CSV. Text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def _safe(cell: Cell) -> str:
    if isinstance(cell, str):
        text = cell.replace("\0", "")
        return f"'{text}" if text.startswith(_FORMULA) else text
    return "" if cell is None else str(cell)


def _euros(cents: int | None) -> Decimal | None:
    return None if cents is None else decimal_euros(cents)


DECISION_COLUMNS = (
    "besluit", "project", "projectnaam", "pijler", "fase", "soort", "uitkomst",
    "bijdrage_euro", "vrijval_euro", "nieuwe_einddatum", "plaatsen", "partijen", "reden",
)  # fmt: skip
PROJECT_COLUMNS = (
    "project", "projectnaam", "pijler", "stand", "penvoerder", "plaatsen", "onderdeel_van",
    "bijdrage_bekend", "bijdrage_euro", "gereserveerd_euro", "besluiten",
)  # fmt: skip
TRANSFER_COLUMNS = (
    "boeking", "geldt_vanaf", "vastgelegd_op", "van", "van_plaats", "naar", "naar_plaats", "bedrag_euro",
    "grond", "grond_verwijzing", "corrigeert_boeking", "hash",
)  # fmt: skip

SESSION_COLUMNS = (
    "sessie", "titel", "soort", "begin", "einde", "vorm", "locatie", "adres", "zaal", "gemeente", "doelgroep",
    "voertaal", "plaatsen", "aanmelden", "pijler", "project", "projectnaam", "gastheren", "sprekers", "organisaties",
    "afgelast", "aangemeld", "aanwezig", "meningen", "waardering",
)  # fmt: skip


def decisions(snapshot: dict[str, Any]) -> Iterable[Sequence[Cell]]:
    """Return the rows of a decision list, one per decision, as DECISION_COLUMNS names them."""
    for item in snapshot["items"]:
        yield (
            item["resolution"], item["project"]["code"], item["project"]["name"], item["project"]["pillar"],
            item["phase"]["name"] if item["phase"] else None, item["kind_label"], item["outcome_label"],
            _euros(item["contribution_cents"]), _euros(item["release_cents"]), item["new_end"],
            "; ".join(item["places"]), "; ".join(item["parties"]), item["reason"],
        )  # fmt: skip


def projects(snapshot: dict[str, Any]) -> Iterable[Sequence[Cell]]:
    """Return the rows of a programme, one per project, as PROJECT_COLUMNS names them."""
    for project in snapshot["projects"]:
        known = project["money_known"]
        yield (
            project["code"], project["name"], project["pillar"], project["stage"], project["lead"],
            "; ".join(project["places"]), project["parent"], "ja" if known else "nee",
            _euros(project["contribution_cents"]) if known else None, _euros(project["reserved_cents"]),
            "; ".join(project["resolutions"]),
        )  # fmt: skip


def transfers(snapshot: dict[str, Any]) -> Iterable[Sequence[Cell]]:
    """Return the rows of an excerpt of the ledger, one per transfer, as TRANSFER_COLUMNS names them."""
    places = snapshot["places"]
    for transfer in snapshot["transfers"]:
        yield (
            transfer["sequence"], transfer["counts_from"], transfer["recorded_at"],
            places.get(transfer["from"], transfer["from"]), transfer["from"],
            places.get(transfer["to"], transfer["to"]), transfer["to"], _euros(transfer["cents"]),
            transfer["basis"]["title"], transfer["basis"]["reference"], transfer["corrects"], transfer["sha256"],
        )  # fmt: skip


def sessions(snapshot: dict[str, Any]) -> Iterable[Sequence[Cell]]:
    """Return the rows of an event month, one per session, as SESSION_COLUMNS names them. Moments are in UTC."""
    for one in snapshot["sessions"]:
        venue, result = one["venue"] or {}, one["result"] or {}
        people = {
            role: "; ".join(who["name"] for who in one["contributors"] if who["role"] == role)
            for role in ("host", "speaker")
        }
        yield (
            one["code"], one["title"], one["kind_label"], one["starts_at"], one["ends_at"], one["form_label"],
            venue.get("name"), venue.get("address"), venue.get("room"), (venue.get("municipality") or {}).get("name"),
            one["audience_label"], one["language_label"], one["capacity"], "ja" if one["sign_up"] else "nee",
            (one["pillar"] or {}).get("name"), (one["project"] or {}).get("code"), (one["project"] or {}).get("name"),
            people["host"], people["speaker"], "; ".join(party["name"] for party in one["parties"]), one["cancelled"],
            result.get("signed_up"), result.get("present"), result.get("answers"), result.get("score"),
        )  # fmt: skip


_TABLES = {
    paths.DECISION_LIST: (DECISION_COLUMNS, decisions),
    paths.PROGRAMME: (PROJECT_COLUMNS, projects),
    paths.LEDGER: (TRANSFER_COLUMNS, transfers),
    paths.EVENT_MONTH: (SESSION_COLUMNS, sessions),
}
