"""Where every euro of the deal is, added up from the bookings that are public."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from regiodeal.funding.choices import PlaceKind
from regiodeal.publication.rendering.data.resources import Row, Schema

NAMES = {
    PlaceKind.PLEDGED: ("ingelegdCent", "Wat bronnen hebben ingelegd; de andere bedragen samen zijn hieraan gelijk."),
    PlaceKind.FREE: ("vrijCent", "Nog niet gereserveerd of toegekend."),
    PlaceKind.RESERVED: ("gereserveerdCent", "Gereserveerd voor projecten."),
    PlaceKind.AWARDED: ("toegekendCent", "Toegekend en nog niet bevoorschot."),
    PlaceKind.ADVANCED: ("bevoorschotCent", "Betaald voor de vaststelling."),
    PlaceKind.SETTLED: ("vastgesteldCent", "Definitief vastgesteld."),
}

SCHEMA: Schema = {
    "type": "object",
    "description": "Waar elke euro van de deal is, volgens de gepubliceerde boekingen.",
    "required": [*(name for name, _ in NAMES.values()), "boeking"],
    "additionalProperties": False,
    "properties": {
        **{name: {"type": "integer", "x-unit": "eurocent", "description": about} for name, about in NAMES.values()},
        "boeking": {"type": ["integer", "null"], "description": "De laatste boeking die is meegeteld."},
    },
}


def of(transfers: Iterable[Row]) -> dict[str, Any]:
    """Return the totals in euro cents. What is pledged comes from outside: there it stands below zero."""
    balance: Counter[str] = Counter()
    last = None
    for row in transfers:
        balance[row["van_soort"]] -= row["cent"]
        balance[row["naar_soort"]] += row["cent"]
        last = max(last or 0, row["boeking"])
    balance[PlaceKind.PLEDGED] *= -1
    return {**{name: balance[kind] for kind, (name, _) in NAMES.items()}, "boeking": last}
