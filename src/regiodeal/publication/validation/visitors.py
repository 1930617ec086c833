"""What programs that visit the record read first: sitemaps, `robots.txt` and `security.txt`."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.data import robots, sitemaps
from regiodeal.publication.validation import xml_files
from regiodeal.publication.validation.faults import Fault, Record, Unreadable
from regiodeal.publication.validation.formats import is_address, is_moment

_SITEMAP = f"{{{sitemaps.NAMESPACE}}}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_MOST_ADDRESSES, _MOST_BYTES = 50_000, 50 * 1024 * 1024
_RULE = re.compile(r"(?i)(user-agent|disallow|allow|sitemap)\s*:\s*(\S*)")
_FIELD = re.compile(r"(Contact|Expires|Preferred-Languages|Canonical|Encryption|Acknowledgments|Policy|Hiring): (\S.*)")
_SECONDARY = re.compile(r"(?:^|/)(?:versie-\d+|\d+(?:-\d+)+)/|^(?:en/)?projecten/[^/]+/[^/]+/")
"""Pages of what was (a version, an excerpt, a comparison, the deal as of a day) or of a choice from a list. A page of
what is leads to them."""

_YEAR = timedelta(days=366)


def check(record: Record) -> Iterator[Fault]:
    """Yield what is wrong with them."""
    try:
        if record.root:
            yield from _sitemap(record)
        yield from _robots(record)
        yield from _security(record)
    except Unreadable as error:
        yield error.fault


def files_of(record: Record, path: str) -> Iterator[str]:
    """Yield the files that an index of sitemaps names. Raises Unreadable where one is not as it should be."""
    index = xml_files.root_of(record, path)
    if index.tag != f"{_SITEMAP}sitemapindex":
        raise Unreadable(Fault(path, xml_files.line_of(index), f"the root is {index.tag} and not a sitemap index"))
    for entry in index:
        address = (entry.findtext(f"{_SITEMAP}loc") or "").strip()
        part = address.removeprefix(record.root)
        changed = entry.findtext(f"{_SITEMAP}lastmod")
        if entry.tag != f"{_SITEMAP}sitemap" or not record.has(part) or not is_moment(changed or ""):
            raise Unreadable(Fault(path, xml_files.line_of(entry), f"{address or 'an entry'} names no sitemap here"))
        yield part


def _sitemap(record: Record) -> Iterator[Fault]:
    root = xml_files.root_of(record, sitemaps.PATH)
    parts = [sitemaps.PATH] if root.tag == f"{_SITEMAP}urlset" else list(files_of(record, sitemaps.PATH))
    named: set[str] = set()
    for path in parts:
        yield from _urlset(record, path, named)
    for page in record.files("**/index.html"):
        address = f"{record.root}{paths.address(page)}"
        if address not in named and not _SECONDARY.search(page) and _is_current(record, page):
            yield Fault(sitemaps.PATH, "", f"{page} is a page, and is not named")


def _is_current(record: Record, page: str) -> bool:
    """Tell whether a page stands for something: one that says that there is nothing yet asks not to be found."""
    return b'name="robots" content="noindex"' not in record.read(page)


def _urlset(record: Record, path: str, named: set[str]) -> Iterator[Fault]:
    root = xml_files.root_of(record, path)
    if root.tag != f"{_SITEMAP}urlset":
        yield Fault(path, xml_files.line_of(root), f"the root is {root.tag} and not a sitemap")
        return
    if len(root) > _MOST_ADDRESSES or len(record.read(path)) > _MOST_BYTES:
        yield Fault(path, "", f"it is larger than {_MOST_ADDRESSES} addresses or {_MOST_BYTES} bytes")
    for entry in root:
        yield from _url(record, path, entry, named)


def _url(record: Record, path: str, entry: Any, named: set[str]) -> Iterator[Fault]:
    place, address = xml_files.line_of(entry), (entry.findtext(f"{_SITEMAP}loc") or "").strip()
    twins = {link.get("hreflang"): link.get("href") for link in entry.findall(f"{_XHTML}link")}
    if address in named:
        yield Fault(path, place, f"{address} is named twice")
    named.add(address)
    wrong = [record.leads_nowhere(one) or _outside(record, one) for one in (address, *twins.values())]
    yield from (Fault(path, place, one) for one in dict.fromkeys(wrong) if one)
    if not is_moment(entry.findtext(f"{_SITEMAP}lastmod") or ""):
        yield Fault(path, place, "its lastmod is no moment")
    if address not in twins.values() or "x-default" not in twins:
        yield Fault(path, place, f"{address} is not among its own languages, or has no x-default")


def _outside(record: Record, address: str) -> str:
    return "" if address.startswith(record.root) else f"{address} is not in this record"


def _robots(record: Record) -> Iterator[Fault]:
    path, named, agents = robots.ROBOTS, [], 0
    for number, line in enumerate(record.read(path).decode("utf-8", "replace").splitlines(), 1):
        text = line.partition("#")[0].strip()
        found = _RULE.fullmatch(text)
        if text and found is None:
            yield Fault(path, f"line {number}", f"{line!r} is no rule (RFC 9309)")
        elif found:
            key, value = found[1].lower(), found[2]
            agents += key == "user-agent"
            if key == "sitemap":
                named.append(value)
                wrong = record.leads_nowhere(value) if is_address(value) else f"{value} is no absolute address"
                yield from [Fault(path, f"line {number}", wrong)] if wrong else []
            elif not agents:
                yield Fault(path, f"line {number}", "a rule comes before it is said for whom")
    there = [one for one in (sitemaps.PATH, *record.files(f"{sitemaps.DOCUMENTS}*.xml")) if record.has(one)]
    for one in there:
        if f"{record.root}{one}" not in named:
            yield Fault(path, "", f"it does not name {one}")


def _security(record: Record) -> Iterator[Fault]:
    path = robots.SECURITY
    if not record.has(path):
        return
    told: dict[str, list[str]] = {}
    for number, line in enumerate(record.read(path).decode("utf-8", "replace").splitlines(), 1):
        found = _FIELD.fullmatch(line)
        if found:
            told.setdefault(found[1], []).append(found[2])
        elif line.strip() and not line.startswith("#"):
            yield Fault(path, f"line {number}", f"{line!r} is no field (RFC 9116)")
    for name in ("Contact", "Canonical"):
        wrong = [one for one in told.get(name, ()) if not is_address(one)]
        yield from (Fault(path, name, f"{one} is no absolute address") for one in wrong)
    if not told.get("Contact"):
        yield Fault(path, "Contact", "it must say whom to tell")
    if record.root and f"{record.root}{path}" not in told.get("Canonical", ()):
        yield Fault(path, "Canonical", "it must say where it stands itself")
    expires = told.get("Expires", [])
    if len(expires) != 1 or not is_moment(expires[0]):
        yield Fault(path, "Expires", "it must say once until when it holds, as a moment (RFC 3339)")
    else:
        yield from _expiry(record, path, datetime.fromisoformat(expires[0]))


def _expiry(record: Record, path: str, expires: datetime) -> Iterator[Fault]:
    newest = max(
        (record.json(one).get("published_at", "") for one in record.files(f"{paths.EDITIONS}*.json")), default=""
    )
    if newest and not datetime.fromisoformat(newest) < expires <= datetime.fromisoformat(newest) + _YEAR:
        yield Fault(path, "Expires", f"it must lie within a year after the newest edition, of {newest}")
