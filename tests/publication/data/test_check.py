"""The check of the public data: it finds nothing wrong with what we write, and everything that somebody breaks."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from regiodeal.publication.rendering.data import as_parquet
from regiodeal.publication.validation import calendars, catalogue, check, documents, feeds, grants, tables, visitors
from regiodeal.publication.validation.faults import Fault, Record
from tests.installations import Installation

Break = Callable[[Path], None]


def replaced(path: str, old: str, new: str) -> Break:
    """Break a file by putting one text in the place of another, the first time that it is there."""

    def act(record: Path) -> None:
        text = (record / path).read_bytes().decode()
        assert old in text, f"{path} does not hold {old}"
        _write(record / path, text.replace(old, new, 1).encode())

    return act


def told(path: str, change: Callable[[Any], None]) -> Break:
    """Break what a JSON file says."""

    def act(record: Path) -> None:
        content = json.loads((record / path).read_bytes())
        change(content)
        _write(record / path, json.dumps(content, ensure_ascii=False).encode())

    return act


def queried(path: str, sql: str) -> Break:
    """Break a Parquet file by what SQL makes of its rows."""

    def act(record: Path) -> None:
        with duckdb.connect(config=as_parquet.ALONE) as engine:
            rows = engine.read_parquet(str(record / path))
            made = rows.query("rows", sql)
            assert made is not None
            made.write_parquet(str(record / "made.parquet"))
        (record / "made.parquet").replace(record / path)

    return act


def gone(path: str) -> Break:
    """Break a record by taking a file away."""
    return lambda record: (record / path).unlink()


def cut(path: str, size: int) -> Break:
    """Break a file by cutting it off."""
    return lambda record: _write(record / path, (record / path).read_bytes()[:size])


def _write(path: Path, content: bytes) -> None:
    path.unlink()  # a copy may share its bytes with the original
    path.write_bytes(content)


def _set(key: str, value: Any, *, row: int = 0) -> Callable[[Any], None]:
    return lambda rows: rows[row].__setitem__(key, value)


def _grant(key: str, value: Any) -> Callable[[Any], None]:
    return lambda package: package["grants"][0].__setitem__(key, value)


PROJECTS, GRANTS, DOCUMENTS = "data/projecten", "data/360giving.json", "sitemap-diwoo-infocat012-1.xml"
TTL, ICS, TOOI = "data/catalogus.ttl", "agenda/agenda.ics", "https://identifier.overheid.nl/tooi/def/thes/kern/"

Cases = dict[str, tuple[str, Break]]
"""How the fault begins that must be found, and how the record is broken, by what it is."""


TABLES: Cases = {
    # JSON against its schema
    "an amount that is text": (f"{PROJECTS}.json: $[0].", told(f"{PROJECTS}.json", _set("bijdrage_cent", "12"))),
    "an amount in euros": (f"{PROJECTS}.json: $[0].", told(f"{PROJECTS}.json", _set("gereserveerd_cent", 1.5))),
    "a stage that does not exist": (f"{PROJECTS}.json: $[0].stand", told(f"{PROJECTS}.json", _set("stand", "klaar"))),
    "a day that does not exist": (f"{PROJECTS}.json: $[0].", told(f"{PROJECTS}.json", _set("einddatum", "2023-02-30"))),
    "a moment without a zone": (
        "data/boekingen.json: $[0].", told("data/boekingen.json", _set("vastgelegd_op", "2021-01-01T00:00:00")),
    ),
    "a column that is missing": (f"{PROJECTS}.json: $[1]", told(f"{PROJECTS}.json", lambda rows: rows[1].pop("naam"))),
    "a column too many": (f"{PROJECTS}.json: $[0]", told(f"{PROJECTS}.json", _set("telefoon", "06"))),
    "one thing twice": (f"{PROJECTS}.json: $[1]", told(f"{PROJECTS}.json", lambda rows: rows[1].update(project=rows[0]["project"]))),
    "half a file": (f"{PROJECTS}.json: this is not JSON", cut(f"{PROJECTS}.json", 400)),
    "no file": (f"{PROJECTS}.json: the file is not there", gone(f"{PROJECTS}.json")),
    "a schema of another table": (
        "data/schema/projecten.json: ", lambda record: _write(record / "data/schema/projecten.json", (record / "data/schema/plaatsen.json").read_bytes()),
    ),
    "a schema that is none": (
        "data/schema/projecten.json: ", told("data/schema/projecten.json", lambda schema: schema.update(type="rijtje")),
    ),
    # CSV against the JSON
    "another amount in CSV": ("data/boekingen.csv: row 1, euro", replaced("data/boekingen.csv", "20000000.00", "20000000.01")),
    "zero for unknown": (f"{PROJECTS}.csv: row ", lambda record: _zero(record)),  # noqa: PLW0108 - it is defined further on
    "a column renamed": (f"{PROJECTS}.csv: line 1", replaced(f"{PROJECTS}.csv", "bijdrage_euro", "bijdrage")),
    "a formula": (f"{PROJECTS}.csv: row ", replaced(f"{PROJECTS}.csv", "'=RegioCampus", "=RegioCampus")),
    "a row too few": (f"{PROJECTS}.csv: there are ", lambda record: _write(record / f"{PROJECTS}.csv", b"\r\n".join((record / f"{PROJECTS}.csv").read_bytes().split(b"\r\n")[:-2]))),
    "latin 1": (f"{PROJECTS}.csv: this is not UTF-8", lambda record: _write(record / f"{PROJECTS}.csv", "adres,é".encode("latin-1"))),
    # Parquet against the JSON
    "amounts as fractions": ("data/boekingen.parquet: cent", queried("data/boekingen.parquet", "select * replace (cent::double as cent) from rows")),
    "a cent more": ("data/boekingen.parquet: a row is only here", queried("data/boekingen.parquet", "select * replace (cent + (boeking = 3)::bigint as cent) from rows")),
    "a booking twice": ("data/boekingen.parquet: there are", queried("data/boekingen.parquet", "select * from rows union all (select * from rows limit 1)")),
    "no Parquet": ("data/boekingen.parquet: this cannot be read", cut("data/boekingen.parquet", 100)),
    # JSON-LD
    "a thing less": (f"{PROJECTS}.jsonld: @graph", told(f"{PROJECTS}.jsonld", lambda content: content["@graph"].pop())),
    "a name without a meaning": (f"{PROJECTS}.jsonld: ", told(f"{PROJECTS}.jsonld", lambda content: content["@context"]["naam"].update({"@id": "urn-naam"}))),
}  # fmt: skip

CATALOGUE: Cases = {
    "no licence": (f"{TTL}: ", lambda record: _without(record / TTL, "dcterms:license")),
    "no theme": (f"{TTL}: ", lambda record: _without(record / TTL, "dcat:theme")),
    "no publisher": (f"{TTL}: ", lambda record: _without(record / TTL, "dcterms:publisher")),
    "a publisher that is no agent": (f"{TTL}: ", replaced(TTL, " a foaf:Agent", " a foaf:Group")),
    "another size": ("data/boekingen.csv: ", lambda record: _write(record / "data/boekingen.csv", (record / "data/boekingen.csv").read_bytes() + b"\r\n")),
    "a file that is not there": (f"{TTL}: ", replaced(TTL, "dcat:downloadURL <https://deal.example/data/", "dcat:downloadURL <https://deal.example/dada/")),
    "another syntax that says more": ("data/catalogus.rdf: it says another thing", replaced("data/catalogus.rdf", "Boekingen", "Bijboekingen")),
    "no turtle": (f"{TTL}: this cannot be read", cut(TTL, 5000)),
}  # fmt: skip

GIVEN: Cases = {
    "a grant without a title": (f"{GRANTS}: $.grants[0]", told(GRANTS, lambda package: package["grants"][0].pop("title"))),
    "a day that is a moment without a zone": (f"{GRANTS}: $.grants[0].awardDate", told(GRANTS, _grant("awardDate", "2021-06-04T00:00"))),
    "a currency that does not exist": (f"{GRANTS}: $.grants[0].currency", told(GRANTS, _grant("currency", "EURO"))),
    "a scope that is not listed": (f"{GRANTS}: $.grants[0].locationScope", told(GRANTS, _grant("locationScope", "GLS001"))),
    "an amount that is no sum": (f"{GRANTS}: $.grants[0].amountAwarded", told(GRANTS, lambda package: package["grants"][0].update(amountAwarded=1))),
    "two grants with one id": (f"{GRANTS}: $.grants[1].id", told(GRANTS, lambda package: package["grants"][1].update(id=package["grants"][0]["id"]))),
    "an extension that says something else": (f"{GRANTS}: $.grants[0].regiodeal", told(GRANTS, _grant("regiodeal", {"project": ""}))),
    "no grants at all": (f"{GRANTS}: $.grants", told(GRANTS, lambda package: package.update(grants=[]))),
    "a grant that leads nowhere": (f"{GRANTS}: $.grants[0].url", told(GRANTS, _grant("url", "https://deal.example/projecten/weg/"))),
}  # fmt: skip

DOCUMENTED: Cases = {
    "another root": (f"{DOCUMENTS}: line ", lambda record: _everywhere(record / DOCUMENTS, "diwoo:Documents", "diwoo:Lijst")),
    "an invented category": (f"{DOCUMENTS}: line ", replaced(DOCUMENTS, f"{TOOI}c_c6cd1213", f"{TOOI}c_4191a648")),
    "an invented handling": (f"{DOCUMENTS}: line ", replaced(DOCUMENTS, f"{TOOI}c_641ecd76", f"{TOOI}c_vaststelling")),
    "another publisher": (f"{DOCUMENTS}: line ", replaced(DOCUMENTS, "provincie/pv22", "provincie/pv23")),
    "a document that is not there": (f"{DOCUMENTS}: line ", replaced(DOCUMENTS, "versie-1/uitvoeringsprogramma.pdf", "versie-9/uitvoeringsprogramma.pdf")),
    "things in another order": (f"{DOCUMENTS}: line ", lambda record: _everywhere(record / DOCUMENTS, "diwoo:creatiedatum", "diwoo:datum")),
    "a day of nothing": (f"{DOCUMENTS}: line ", replaced(DOCUMENTS, "<diwoo:atTime>2021-06-04", "<diwoo:atTime>juni")),
    "an index of nothing": ("sitemapindex-diwoo-infocat012.xml: line ", replaced("sitemapindex-diwoo-infocat012.xml", "infocat012-1", "infocat012-7")),
}  # fmt: skip

FED: Cases = {
    "no id": ("feed.atom: line ", lambda record: _without(record / "feed.atom", "<id>")),
    "an id that is no address": ("feed.atom: line ", replaced("feed.atom", "<id>tag:www", "<id>www")),
    "a moment of nothing": ("feed.atom: line ", replaced("feed.atom", "<updated>2026-11-23T20:00:00Z", "<updated>gisteren")),
    "a self that is another": ("feed.atom: line ", replaced("feed.atom", "deal.example/feed.atom", "deal.example/atom.xml")),
    "an entry that leads nowhere": ("pijlers/welzijn/feed.atom: line ", replaced("pijlers/welzijn/feed.atom", "#besluit-5", "#besluit-99")),
    "no author": ("feed.atom: line ", lambda record: _everywhere(record / "feed.atom", "author", "auteur")),
    "no XML": ("feed.atom: line ", cut("feed.atom", 300)),
    "one id for two feeds": ("pijlers/wonen/feed.atom: line ", replaced("pijlers/wonen/feed.atom", "pijler:wonen", "pijler:werken")),
}  # fmt: skip

DATED: Cases = {
    "one UID twice": (f"{ICS}: ", replaced(ICS, "UID:einde@", "UID:projecten-klaar@")),
    "no UID": (f"{ICS}: ", lambda record: _without(record / ICS, "UID:einde")),
    "a zone that nobody explains": (f"{ICS}: ", replaced(ICS, "DTSTART;TZID=Europe/Amsterdam", "DTSTART;TZID=Europe/Brussels")),
    "bare line feeds": (f"{ICS}: each line", lambda record: _everywhere(record / ICS, "\r\n", "\n")),
    "a line that is too long": (f"{ICS}: line ", replaced(ICS, "SUMMARY:Einde", f"SUMMARY:{'E' * 80}")),
    "the end before the start": (f"{ICS}: einde@", replaced(ICS, "DTEND;VALUE=DATE:20240101", "DTEND;VALUE=DATE:20230101")),
    "a day of the calendar that does not exist": (f"{ICS}: einde@", replaced(ICS, "DTSTART;VALUE=DATE:20231231", "DTSTART;VALUE=DATE:20231331")),
    "half a calendar": (f"{ICS}: ", cut(ICS, 900)),
}  # fmt: skip

VISITED: Cases = {
    "no index": ("robots.txt: ", gone("sitemapindex-diwoo-infocat012.xml")),
    "a page that is not named": ("sitemap.xml: projecten/iq-blvd/index.html", lambda record: _everywhere(record / "sitemap.xml", "/iq-blvd/", "/regiocampus/")),
    "a page that is not there": ("sitemap.xml: line ", lambda record: shutil.rmtree(record / "projecten/iq-blvd")),
    "a lastmod of nothing": ("sitemap.xml: line ", replaced("sitemap.xml", "<lastmod>2026", "<lastmod>26")),
    "no x-default": ("sitemap.xml: line ", replaced("sitemap.xml", 'hreflang="x-default"', 'hreflang="fr"')),
    "a rule that is none": ("robots.txt: line ", replaced("robots.txt", "Disallow:", "Verboden:")),
    "a sitemap without an address": ("robots.txt: line ", replaced("robots.txt", "https://deal.example/sitemap.xml", "/sitemap.xml")),
    "a rule for nobody": ("robots.txt: line ", replaced("robots.txt", "User-agent: *\n", "")),
    "no contact": (".well-known/security.txt: Contact", lambda record: _without(record / ".well-known/security.txt", "Contact")),
    "a contact that is no address": (".well-known/security.txt: Contact", replaced(".well-known/security.txt", "mailto:", "")),
    "expired": (".well-known/security.txt: Expires", replaced(".well-known/security.txt", "Expires: 2027", "Expires: 2026")),
    "two expiries": (".well-known/security.txt: Expires", replaced(".well-known/security.txt", "Expires:", "Expires: 2027-01-01T00:00:00Z\nExpires:")),
    "another place": (".well-known/security.txt: Canonical", replaced(".well-known/security.txt", "Canonical: https://deal.example", "Canonical: https://elders.example")),
}  # fmt: skip

Check = Callable[[Record, Path], Iterator[Fault]]


@dataclass(frozen=True)
class Case:
    """Something that somebody breaks: which checks should find it, how its fault begins, and how it is broken."""

    name: str
    checks: tuple[Check, ...]
    where: str
    act: Break


def own(one: Callable[[Record], Iterator[Fault]]) -> Check:
    """Return a check that needs no schemas of others."""
    return lambda record, _schemas: one(record)


def of_others(one: Check, folder: str) -> Check:
    """Return a check with the schemas in a folder."""
    return lambda record, schemas: one(record, schemas / folder)


CHECKS: tuple[tuple[Cases, tuple[Check, ...]], ...] = (
    (TABLES, (own(tables.check),)),
    (CATALOGUE, (own(catalogue.check), of_others(catalogue.check_shapes, "dcat-ap-nl"))),
    (GIVEN, (own(grants.check), of_others(grants.check_standard, "360giving"))),
    (DOCUMENTED, (own(documents.check),)),
    (FED, (own(feeds.check),)),
    (DATED, (own(calendars.check),)),
    (VISITED, (own(visitors.check),)),
)
CASES = [Case(name, checks, *told) for cases, checks in CHECKS for name, told in cases.items()]


def _zero(record: Path) -> None:
    lines = (record / f"{PROJECTS}.csv").read_bytes().decode().split("\r\n")
    number = next(index for index, line in enumerate(lines) if ",skills4future," in line)
    lines[number] = lines[number].replace(",nee,,", ",nee,0.00,")
    _write(record / f"{PROJECTS}.csv", "\r\n".join(lines).encode())


def _without(path: Path, text: str) -> None:
    """Take the first line away that holds a text, with the end that a statement of Turtle needs."""
    lines = path.read_bytes().decode().splitlines(keepends=True)
    number = next(index for index, line in enumerate(lines) if text in line)
    kept = re.sub(re.escape(text) + r"[^;]*(?=;)", "rdfs:seeAlso <urn:x> ", lines[number])
    _write(path, "".join([*lines[:number], *([kept] if kept != lines[number] else []), *lines[number + 1 :]]).encode())


def _everywhere(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text
    _write(path, text.replace(old, new).encode())


def test_what_we_write_has_no_faults(whole: Path, schemas: Path) -> None:
    outcome = check.check(whole, schemas)
    assert [str(fault) for fault in outcome.faults] == []
    assert all("diwoo-metadata.xsd" in skipped for skipped in outcome.skipped)
    assert {advice.partition(":")[0] for advice in outcome.advice} <= {"accessService"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_somebody_breaks_is_found_with_its_place(broken: Path, schemas: Path, case: Case) -> None:
    case.act(broken)
    faults = [str(fault) for one in case.checks for fault in one(Record(broken), schemas)]
    assert any(fault.startswith(case.where) for fault in faults), faults[:5]


def test_without_schemas_it_says_what_it_could_not_check(whole: Path, tmp_path: Path) -> None:
    for schemas in (None, tmp_path):
        outcome = check.check(whole, schemas)
        assert outcome.faults == ()
        assert [skipped.partition(" ")[0] for skipped in outcome.skipped] == ["DCAT-AP-NL", "360Giving", "DiWoo"]


def test_a_folder_that_is_no_record_is_refused(tmp_path: Path) -> None:
    with pytest.raises(check.NotARecord, match=r"holds no manifest\.json"):
        check.check(tmp_path, None)


def test_an_xsd_is_used_where_there_is_one(whole: Path, tmp_path: Path) -> None:
    """One that allows nothing finds every document."""
    (tmp_path / "diwoo").mkdir()
    (tmp_path / "diwoo" / "diwoo-metadata.xsd").write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"'
        ' targetNamespace="https://standaarden.overheid.nl/diwoo/metadata/">'
        '<xs:element name="Document"><xs:complexType/></xs:element></xs:schema>'
    )
    outcome = check.check(whole, tmp_path)
    assert {fault.path for fault in outcome.faults} == {DOCUMENTS, "sitemap-diwoo-inspanningsverplichting-1.xml"}


def test_the_record_of_the_example_has_no_faults(
    new_installation: Callable[[Installation], Installation], example: Installation, schemas: Path
) -> None:
    """From its files, by the command, as an office would."""
    installation = new_installation(example)
    done = installation.run("publish", "check", "--schemas", schemas)
    assert "no faults found" in done.stdout
    record = (installation.home / "record" / "zuid-en-oost-drenthe").resolve()
    replaced("data/besluiten.csv", "750000.00", "750000.10")(record)
    found = installation.run("publish", "check", "--record", record, "--schemas", schemas, check=False)
    assert found.returncode == 1
    assert "data/besluiten.csv: row 1, bijdrage_euro: '750000.10' is not what the JSON says: 75000000" in found.stdout


def test_schemas_that_are_not_there_are_named(installation: Installation, whole: Path, tmp_path: Path) -> None:
    done = installation.run("publish", "check", "--record", whole, "--schemas", tmp_path / "weg", check=False)
    assert done.returncode == 1
    assert "is no folder" in done.stderr
