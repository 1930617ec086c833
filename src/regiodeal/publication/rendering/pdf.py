"""Documents as PDF/UA-1 and PDF/A-2a in one file, set by Typst from the same page data as the HTML."""

import json
import re
from dataclasses import asdict, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import regiodeal
from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import accent, decision_list, editions, paths, programme
from regiodeal.publication.rendering import deal as deals
from regiodeal.publication.rendering.event_month import leaflet
from regiodeal.publication.rendering.typesetter import SOURCES, FontsMissing, compiled

__all__ = ["FONTS", "SOURCES", "FontsMissing", "of", "typeset"]

FONTS = Path(regiodeal.__file__).parent / "web" / "static" / "regiodeal" / "fonts"
"""Where the asset build puts the fonts that are embedded; the machine's own fonts are never used."""

_DOCUMENTS: dict[str, tuple[str, Any]] = {
    paths.DECISION_LIST: ("besluitenlijst.typ", decision_list.of),
    paths.PROGRAMME: ("uitvoeringsprogramma.typ", programme.of),
    paths.EVENT_MONTH: ("maandprogramma.typ", leaflet.of),
}

_PROJECTS = 2_000
"""At most, for a document that names each: it would be 150 pages, and setting it takes some 130 MB of memory."""

_REFUSED = re.compile("could not be displayed with font|contains the codepoint")
_BOX = "□"
_NOT_IN_FONT = re.compile("(?:\\\\u[0-9a-f]{4})|[^\n -~\u00a0-\u017f\u0218-\u021b‐-”„†‡•…‰‹›€™□]")
"""What our fonts may not hold, in JSON: PDF/A refuses a character that it cannot show."""


def of(envelope: Envelope, fonts: Path = FONTS) -> bytes:
    """Return an edition whose snapshot is public as PDF: the same bytes each time.

    Raises FontsMissing where the assets have not been built, KeyError for a kind without a document.
    """
    template, view = _DOCUMENTS[envelope.kind]
    snapshot = envelope.snapshot or {}
    deal = deals.of(snapshot)
    data = {
        "deal": asdict(deal),
        "accent": asdict(accent.of(deal.accent)),
        "edition": asdict(editions.of(envelope)),
        "page": asdict(_readable(view(envelope))),
    }
    return typeset(template, data, datetime.fromisoformat(envelope.published_at), fonts)


def _readable(page: Any) -> Any:
    """Leave the projects themselves out of a programme that has more than a reader can use; their totals stay."""
    groups = getattr(page, "groups", ())
    if sum(len(group.projects) for group in groups) <= _PROJECTS:
        return page
    return replace(page, groups=tuple(replace(group, projects=()) for group in groups))


def typeset(template: str, data: dict[str, Any], at: datetime, fonts: Path = FONTS) -> bytes:
    """Return a document of this house: a template beside the others, filled with data, as made at a moment.

    `data` has the keys `deal` and `accent`, and gets `replaced`: whether a character gave way to a box. Raises
    FontsMissing.
    """
    data = {**data, "replaced": False}
    made = partial(compiled, template, int(at.timestamp()), str(fonts))
    written = json.dumps(data, ensure_ascii=False)
    try:
        return made(written)
    except RuntimeError as error:
        if not _REFUSED.search(str(error)):
            raise
        return made(json.dumps({**json.loads(_NOT_IN_FONT.sub(_BOX, written)), "replaced": True}, ensure_ascii=False))
