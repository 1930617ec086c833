"""Write tables as an OpenDocument spreadsheet: the same bytes for the same tables, and nothing in the file but these.

The parts of such a file are those of OpenDocument 1.3, part 2 (packages) and part 3 (schema).
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

TYPE = "application/vnd.oasis.opendocument.spreadsheet"
Value = str | int | Decimal | date | None
"""Text, a whole number, an amount in euros, a day, or nothing."""


@dataclass(frozen=True)
class Table:
    """A table as it is written: headings, plain values, and the width of each column in characters."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Value]]
    widths: Sequence[int]


def written(tables: Sequence[Table]) -> bytes:
    """Return the bytes of a spreadsheet in which the first row of each table is bold and stays in sight."""
    parts = {
        "mimetype": TYPE,  # must be first, and not compressed
        "content.xml": _content(tables),
        "styles.xml": f'{_XML}<office:document-styles {_NAMES} office:version="1.3"/>',
        "settings.xml": _settings(tables),
        "META-INF/manifest.xml": _MANIFEST,
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(entry, part.encode())
    return file.getvalue()


_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = " ".join(
    f'xmlns:{prefix}="{_ODF}:{name}:1.0"'
    for prefix, name in {
        "office": "office", "table": "table", "text": "text", "style": "style", "number": "datastyle",
        "fo": "xsl-fo-compatible", "config": "config",
    }.items()
)  # fmt: skip
_MANIFEST = (
    f'{_XML}<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{TYPE}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in ("content.xml", "styles.xml", "settings.xml")
    )
    + "</manifest:manifest>"
)


def _euros_style(name: str, decimals: int) -> str:
    return (
        f'<number:currency-style style:name="{name}"><number:currency-symbol number:language="nl" number:country="NL">'
        f'€</number:currency-symbol><number:text> </number:text><number:number number:decimal-places="{decimals}" '
        f'number:min-decimal-places="{decimals}" number:min-integer-digits="1" number:grouping="true"/>'
        "</number:currency-style>"
    )


_STYLES = (
    _euros_style("N1", 0)
    + _euros_style("N2", 2)
    + '<number:date-style style:name="N3"><number:day number:style="long"/><number:text>-</number:text>'
    '<number:month number:style="long"/><number:text>-</number:text><number:year number:style="long"/>'
    "</number:date-style>"
    '<number:number-style style:name="N4"><number:number number:decimal-places="0" number:min-integer-digits="1" '
    'number:grouping="true"/></number:number-style>'
    '<style:style style:name="heading" style:family="table-cell"><style:text-properties fo:font-weight="bold"/>'
    "</style:style>"
    '<style:style style:name="text" style:family="table-cell">'
    '<style:table-cell-properties style:vertical-align="top"/></style:style>'
    + "".join(
        f'<style:style style:name="{name}" style:family="table-cell" style:data-style-name="{data}"/>'
        for name, data in {"whole": "N1", "cents": "N2", "day": "N3", "number": "N4"}.items()
    )
)
_INCHES_A_CHARACTER = 0.085


def _content(tables: Sequence[Table]) -> str:
    widths = sorted({width for table in tables for width in table.widths})
    columns = "".join(
        f'<style:style style:name="w{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * _INCHES_A_CHARACTER:.2f}in"/></style:style>'
        for width in widths
    )
    return (
        f'{_XML}<office:document-content {_NAMES} office:version="1.3"><office:automatic-styles>{_STYLES}{columns}'
        f"</office:automatic-styles><office:body><office:spreadsheet>{''.join(_tables(tables))}"
        "</office:spreadsheet></office:body></office:document-content>"
    )


def _tables(tables: Sequence[Table]) -> Iterator[str]:
    for table in tables:
        yield f"<table:table table:name={quoteattr(table.title)}>"
        yield from (f'<table:table-column table:style-name="w{width}"/>' for width in table.widths)
        headings = "".join(_text(heading, "heading") for heading in table.headings)
        yield f"<table:table-header-rows><table:table-row>{headings}</table:table-row></table:table-header-rows>"
        for row in table.rows:
            yield f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>"
        yield "</table:table>"


def _cell(value: Value) -> str:
    match value:
        case None:
            return "<table:table-cell/>"
        case str():
            return _text(value, "text")
        case Decimal():
            style = "whole" if value == value.to_integral_value() else "cents"
            kind = f'office:value-type="currency" office:currency="EUR" office:value="{value:f}"'
        case date():
            style, kind = "day", f'office:value-type="date" office:date-value="{value.isoformat()[:10]}"'
        case _:
            style, kind = "number", f'office:value-type="float" office:value="{value:d}"'
    return f'<table:table-cell table:style-name="{style}" {kind}/>'


def _text(written: str, style: str) -> str:
    lines = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in written.split("\n"))
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{lines}</table:table-cell>'


def _spaced(line: str) -> str:
    """Keep spaces: a reader of the format takes several for one and drops those at the ends. A tab becomes a space."""
    kept = escape(line).replace("\t", " ")
    return re.sub("^ +| +$|(?<= ) +", lambda found: f'<text:s text:c="{len(found[0])}"/>', kept)


def _settings(tables: Sequence[Table]) -> str:
    """Return what keeps the headings in sight while the rows scroll: each table is split below its first row."""
    split = {"VerticalSplitMode": ("short", 2), "VerticalSplitPosition": ("int", 1), "PositionBottom": ("int", 1)}
    items = "".join(
        f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
        for name, (kind, value) in {**split, "ActiveSplitRange": ("short", 2)}.items()
    )
    views = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(table.title)}>{items}</config:config-item-map-entry>"
        for table in tables
    )
    return (
        f'{_XML}<office:document-settings {_NAMES} office:version="1.3"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        '<config:config-item-map-entry><config:config-item config:name="ViewId" config:type="string">view1'
        f'</config:config-item><config:config-item-map-named config:name="Tables">{views}'
        "</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings></office:document-settings>"
    )
