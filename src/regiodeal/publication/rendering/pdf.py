"""Documents as PDF/UA-1 and PDF/A-2a in one file, set by Typst from the same page data as the HTML."""

import json
import re
from dataclasses import asdict
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import regiodeal
from regiodeal.common.errors import Refusal
from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import accent, decision_list, editions, paths, programme
from regiodeal.publication.rendering import deal as deals

if TYPE_CHECKING:
    import typst  # inline: slow library

SOURCES = Path(__file__).parent.parent / "typst"
FONTS = Path(regiodeal.__file__).parent / "web" / "static" / "regiodeal" / "fonts"
"""Where the asset build puts the fonts that are embedded; the machine's own fonts are never used."""

_DOCUMENTS: dict[str, tuple[str, Any]] = {
    paths.DECISION_LIST: ("besluitenlijst.typ", decision_list.of),
    paths.PROGRAMME: ("uitvoeringsprogramma.typ", programme.of),
}

_REFUSED = re.compile("could not be displayed with font|contains the codepoint")
_BOX = "□"
_NOT_IN_FONT = re.compile("(?:\\\\u[0-9a-f]{4})|[^\n -~\u00a0-\u017f\u0218-\u021b‐-”„†‡•…‰‹›€™□]")
"""What our fonts may not hold, in JSON: PDF/A refuses a character that it cannot show."""


class FontsMissing(Refusal):
    """The fonts of the documents are not there: the assets have not been built."""


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
        "page": asdict(view(envelope)),
    }
    return typeset(template, data, datetime.fromisoformat(envelope.published_at), fonts)


def typeset(template: str, data: dict[str, Any], at: datetime, fonts: Path = FONTS) -> bytes:
    """Return a document of this house: a template beside the others, filled with data, as made at a moment.

    `data` has the keys `deal` and `accent`, and gets `replaced`: whether a character gave way to a box. Raises
    FontsMissing.
    """
    data = {**data, "replaced": False}
    made = partial(_compiled, SOURCES / template, at, str(fonts))
    written = json.dumps(data, ensure_ascii=False)
    try:
        return made(written)
    except RuntimeError as error:
        if not _REFUSED.search(str(error)):
            raise
        return made(json.dumps({**json.loads(_NOT_IN_FONT.sub(_BOX, written)), "replaced": True}, ensure_ascii=False))


def _compiled(template: Path, published: datetime, fonts: str, data: str) -> bytes:
    made = _compiler(fonts).compile(
        input=str(template),
        format="pdf",
        sys_inputs={"data": data},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=int(published.timestamp()),
    )
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no single PDF")
    return made


@cache
def _compiler(fonts: str) -> "typst.Compiler":
    import typst  # inline: slow library

    if not any(Path(fonts).glob("*.ttf")):
        raise FontsMissing("No fonts in {folder}: run `npm ci` and `node assets/build.mjs` first", folder=str(fonts))
    return typst.Compiler(root=str(SOURCES), font_paths=[fonts], ignore_system_fonts=True)
