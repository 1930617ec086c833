"""Sections as a reader gets them, and their amounts counted again from what the editions hold.

What is expected is counted here from transfers and snapshots alone: nothing of what makes the pages is asked.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import html

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import catalogue, languages, site
from regiodeal.publication.rendering.catalogue import Catalogue, Stamp
from regiodeal.publication.rendering.html import Frame
from regiodeal.publication.rendering.languages import DUTCH, Files, Language
from regiodeal.publication.visibility import PublicEditions, public
from tests.publication.data.chains import AT

CONTRIBUTED = ("awarded", "advanced", "settled")
Make = Callable[[PublicEditions, Catalogue, Callable[..., Frame]], Files]


@dataclass(frozen=True)
class Read:
    """A page, parsed."""

    path: str
    source: str
    tree: html.HtmlElement

    def part(self, section: str = "") -> html.HtmlElement:
        """Return the section with this heading, or all content. Raises IndexError where there is no such section."""
        found = self.tree.xpath("//section[@aria-labelledby=$name]", name=section)
        return found[0] if section else self.tree.xpath("//main")[0]

    def facts(self, section: str = "") -> dict[str, str]:
        """Return labels with their values."""
        within = self.part(section)
        return {text(name): text(value) for name, value in zip(within.iter("dt"), within.iter("dd"), strict=True)}

    def rows(self, section: str = "", *, part: str = "tbody") -> list[list[str]]:
        """Return the rows of the tables, each with its cells."""
        found = self.part(section).xpath(f".//{part}/tr")
        return [[text(cell) for cell in row] for row in found]

    def lines(self, section: str = "") -> list[list[str]]:
        """Return the lines of a list of what was decided or is coming: each with its parts."""
        found = self.part(section).xpath(".//li[contains(@class, 'rd-lines__item')]")
        return [[text(part) for part in line] for line in found]

    def links(self, section: str = "") -> list[str]:
        """Return where the links lead, from the root of the record; those to elsewhere in the world as they are."""
        found = [link.get("href") for link in self.part(section).xpath(".//a[@href]")]
        return [one if urlsplit(one).scheme else urljoin(f"/{self.path}", one).removeprefix("/") for one in found]


def read(envelopes: Iterable[Envelope], make: Make, language: Language = DUTCH) -> dict[str, Read]:
    """Return the pages that a section makes of editions, by their path."""
    seen = public(list(envelopes), AT)
    newest = Stamp.of(seen.editions[-1]) if seen.editions else None
    framed = partial(Frame, deal=site.deal_of(seen), stamp=newest, sums_up=True)
    with languages.speaking(language):
        files = make(seen, catalogue.of(seen), framed)
    return {
        path: Read(path, content.decode(), html.fromstring(content.decode()))
        for path, content in files.items()
        if path.endswith(".html")
    }


def text(element: html.HtmlElement) -> str:
    """Return the words of an element, with single spaces."""
    return " ".join(element.text_content().replace("\xa0", " ").split())


def money(cents: int) -> str:
    """Return whole euros as a Dutch page writes them."""
    euros, rest = divmod(cents, 100)
    assert not rest
    return f"€ {euros:,}".replace(",", ".")


def current(envelopes: Iterable[Envelope], kind: str) -> dict[str, dict[str, Any]]:
    """Return the newest snapshots of a kind that are public, by their subject; none of what was withdrawn."""
    found: dict[str, Envelope] = {}
    for one in envelopes:
        if one.kind == kind and not one.is_sealed(AT):
            found[one.subject] = one
    return {subject: one.snapshot for subject, one in found.items() if one.snapshot is not None}


def balances(envelopes: Iterable[Envelope]) -> Counter[str]:
    """Return what each place holds after all transfers, in cents."""
    held: Counter[str] = Counter()
    for excerpt in current(envelopes, "ledger").values():
        for one in excerpt["transfers"]:
            held[one["from"]] -= one["cents"]
            held[one["to"]] += one["cents"]
    return held


def granted(envelopes: Iterable[Envelope], code: str) -> int:
    """Return what the ledger has with a project, in cents; zero where it never moved any to it."""
    held = balances(envelopes)
    return sum(cents for place, cents in held.items() if place.split("/")[0] in CONTRIBUTED and f"/{code}/" in place)


def dead(page: Read, addresses: Iterable[str]) -> list[str]:
    """Return the links on a page that lead to no file of a record, or to no place on a page."""
    there = set(addresses)
    found = []
    for link in page.links():
        target = urldefrag(link)[0].partition("?")[0]
        file = f"{target}index.html" if target.endswith("/") or not target else target
        if not urlsplit(link).scheme and file not in there:
            found.append(link)
    return found
