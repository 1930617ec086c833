"""What each file of the record is sent with: its media type and its headers, whoever sends it.

The process of `regiodeal serve` and the configuration that `regiodeal nginx` prints both read these two lists.
"""

import re
from dataclasses import dataclass
from functools import cached_property

Pairs = tuple[tuple[str, str], ...]

TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "jsonld": "application/ld+json",
    "geojson": "application/geo+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "xml": "application/xml",
    "xsl": "application/xslt+xml",
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
    "yaml": "application/yaml",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "gz": "application/gzip",
    "wasm": "application/wasm",
    "webmanifest": "application/manifest+json",
    "woff2": "font/woff2",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "ico": "image/x-icon",
}
"""The media type of a file by the end of its name."""

UNKNOWN = "application/octet-stream"
"""What any other file is, such as the index that the search in the record reads."""


@dataclass(frozen=True)
class Header:
    """A header whose value depends on the address: that of the first pattern found in it, or else `otherwise`.

    An empty value is not sent. The patterns are read by Python and by nginx, so they keep to what both know.
    """

    name: str
    otherwise: str
    cases: Pairs = ()

    def value(self, address: str) -> str:
        """Return the value for an address, which begins with a slash."""
        return next((value for pattern, value in self._compiled if pattern.search(address)), self.otherwise)

    @cached_property
    def _compiled(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple((re.compile(pattern), value) for pattern, value in self.cases)


_PAGE = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_SEARCH_PAGE = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self' 'wasm-unsafe-eval'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_ON_THE_SEARCH_PAGE = r"^/(?:(?:en/)?zoeken/(?:index\.html)?|pagefind/[^/]+\.js)$"
"""The search page and the scripts of its index: those work beside the page, each under the policy of its address."""
_OPEN = (
    r"^/data/|\.(?:csv|ics|ttl|json|jsonl|jsonld|geojson|nt|rdf|xml|atom|rss|yaml|parquet|xlsx|ods|pdf|zip|svg|png)$"
)
"""What anybody may use in a page of their own: data, feeds, documents and pictures; not pages, styles and fonts."""
_NAMED_BY_ITS_CONTENT = r"^/assets/.*[.-][0-9a-f]{8,64}\.[a-z0-9]+$"
"""An asset with a hash in its name. Nothing else lasts: also a permanent address of an edition can be withdrawn."""

HEADERS = (
    Header("Content-Security-Policy", _PAGE, ((_ON_THE_SEARCH_PAGE, _SEARCH_PAGE),)),
    Header("Cache-Control", "no-cache", ((_NAMED_BY_ITS_CONTENT, "public, max-age=31536000, immutable"),)),
    Header("Access-Control-Allow-Origin", "", ((_OPEN, "*"),)),
    Header("Cross-Origin-Resource-Policy", "same-origin", ((_OPEN, "cross-origin"),)),
    Header("Cross-Origin-Opener-Policy", "same-origin"),
    Header("X-Content-Type-Options", "nosniff"),
    Header("Referrer-Policy", "same-origin"),
    Header("Permissions-Policy", "browsing-topics=(), camera=(), geolocation=(), microphone=()"),
)

OVER_TLS = ("Strict-Transport-Security", "max-age=31536000")
"""What an answer says besides when it goes over TLS: for a year, come over TLS at once. In seconds."""

TWINS = {"br": ".br", "gzip": ".gz"}
"""The compressed twins that may stand beside a file, by what HTTP calls them, the smallest first."""

HIDDEN = r"/\.(?!well-known/)"
"""What is never answered, whether it is there or not."""
_HIDDEN = re.compile(HIDDEN)


def media_type(name: str) -> str:
    """Return the media type of a file."""
    return TYPES.get(name.rpartition(".")[2], UNKNOWN)


def headers_of(address: str) -> Pairs:
    """Return the headers with which everything at this address is sent, which begins with a slash."""
    found = ((header.name, header.value(address)) for header in HEADERS)
    return tuple((name, value) for name, value in found if value)


def is_hidden(address: str) -> bool:
    """Return whether an address goes through a file or a folder that is never answered."""
    return _HIDDEN.search(address) is not None
