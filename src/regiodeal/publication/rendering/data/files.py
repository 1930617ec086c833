"""The formats in which each table is there, and how large a file is and what its hash is."""

from collections.abc import Callable
from dataclasses import dataclass

from regiodeal.common.hashing import sha256
from regiodeal.publication.rendering.catalogue import Catalogue
from regiodeal.publication.rendering.data import as_csv, as_json, as_json_ld, as_parquet
from regiodeal.publication.rendering.data.addresses import Addresses
from regiodeal.publication.rendering.data.columns import Table
from regiodeal.publication.rendering.languages import Files


@dataclass(frozen=True)
class Format:
    """A format of files: its name for people, how such files end, its media type, and its code in the EU list."""

    name: str
    suffix: str
    media_type: str
    eu_code: str


CSV = Format("CSV", "csv", "text/csv", "CSV")
JSON = Format("JSON", "json", "application/json", "JSON")
JSON_LD = Format("JSON-LD", "jsonld", "application/ld+json", "JSON_LD")
PARQUET = Format("Parquet", "parquet", "application/vnd.apache.parquet", "PARQUET")
FORMATS = (CSV, JSON, JSON_LD, PARQUET)


@dataclass(frozen=True)
class Measure:
    """The size of a file in bytes, and its SHA-256."""

    size: int
    sha256: str

    @classmethod
    def of(cls, content: bytes) -> "Measure":
        """Return the measure of a file with this content."""
        return cls(len(content), sha256(content))


class Rendered:
    """The files of tables, rendered when asked for; their measures are kept, their contents are not."""

    def __init__(self, told: Callable[[], Catalogue]) -> None:
        self._told = told
        self._measures: dict[str, Measure] = {}

    def files(self, table: Table) -> Files:
        """Return a table in every format that it can have: JSON-LD needs the address of the record in the world."""
        catalogue = self._told()
        addresses = Addresses.of(catalogue)
        made = {
            table.file(one.suffix): _written(table, one, catalogue, addresses)
            for one in FORMATS
            if one is not JSON_LD or addresses.root
        }
        self._measures |= {path: Measure.of(content) for path, content in made.items()}
        return made

    def measure(self, table: Table, one: Format) -> Measure | None:
        """Return the measure of a table in a format, or None where it is not there in it."""
        if table.file(CSV.suffix) not in self._measures:
            self.files(table)
        return self._measures.get(table.file(one.suffix))


def _written(table: Table, one: Format, catalogue: Catalogue, addresses: Addresses) -> bytes:
    rows = table.rows(catalogue, addresses)
    match one.suffix:
        case "csv":
            return as_csv.written(table, rows)
        case "json":
            return as_json.written(table, rows)
        case "jsonld":
            return as_json_ld.written(table, rows, addresses)
    return as_parquet.written(table, rows)
