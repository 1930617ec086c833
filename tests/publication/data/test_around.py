"""What programs find first: catalogue, documents, feeds, sitemaps, robots.txt and security.txt."""

import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from rdflib import DCAT, DCTERMS, Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.plugins.parsers.jsonld import to_rdf

from regiodeal.common.hashing import sha256
from regiodeal.programme.choices import WooCategory
from regiodeal.publication.rendering import feed
from regiodeal.publication.rendering.data import diwoo, parts, robots, sitemaps, tooi
from regiodeal.publication.rendering.languages import Files
from regiodeal.publication.visibility import public
from tests.publication.data import chains
from tests.publication.rendering.sample_data import DEAL, MEETING
from tests.publication.rendering.samples import Chain

SITEMAP, DIWOO = f"{{{sitemaps.NAMESPACE}}}", f"{{{diwoo.NAMESPACE}}}"


def made(chain: Chain | None = None) -> Files:
    """Return all data of a chain."""
    files: Files = {}
    for _, render in parts.of(public((chain or chains.chain()).envelopes, chains.AT)):
        files |= render()
    return files


@pytest.fixture(scope="module")
def files() -> Files:
    return made()


def parsed(content: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(content)  # noqa: S314 - our own output


def test_three_syntaxes_say_the_same_of_every_file(files: Files) -> None:
    turtle = Graph().parse(data=files["data/catalogus.ttl"], format="turtle")
    assert isomorphic(turtle, Graph().parse(data=files["data/catalogus.rdf"], format="xml"))
    assert isomorphic(turtle, to_rdf(json.loads(files["data/catalogus.jsonld"]), Graph()))
    addresses = {str(address) for address in turtle.objects(None, DCAT.downloadURL)}
    tables = {f"{chains.ROOT}{path}" for path in files if re.fullmatch(r"data/[^/]+\.(csv|parquet)", path)}
    assert tables < addresses
    assert f"{chains.ROOT}data/360giving.json" in addresses
    csv = URIRef(f"{chains.ROOT}data/#boekingen-csv")
    assert str(turtle.value(csv, DCAT.byteSize)) == str(len(files["data/boekingen.csv"]))
    assert sha256(files["data/boekingen.csv"]) in files["data/catalogus.ttl"].decode()
    publisher = turtle.value(URIRef(f"{chains.ROOT}data/#boekingen"), DCTERMS.publisher)
    assert str(publisher) == "https://identifier.overheid.nl/tooi/id/provincie/pv22"


def test_the_page_about_the_api_leads_to_it_wherever_the_record_stands(files: Files) -> None:
    """By the address of the deal, and without one by the way from the page; the page of open data leads there."""
    nowhere = made(chains.chain(deal={**DEAL, "address": ""}))
    for pages, starts in ((files, (chains.ROOT, chains.ROOT)), (nowhere, ("../../", "../../../"))):
        for folder, start in zip(("", "en/"), starts, strict=True):
            page = pages[f"{folder}data/api/index.html"].decode()
            asked = re.findall(r'href="([^"]*api/v1/[^"]*)"', page)
            assert len(asked) > 10
            assert all(one.startswith(f"{start}api/v1/") for one in asked)
            assert 'href="../data/api/"' in pages[f"{folder}data/index.html"].decode()
    assert f"<loc>{chains.ROOT}en/data/api/</loc>" in files["sitemap.xml"].decode()


def test_documents_stand_under_the_category_that_the_deal_chose(files: Files) -> None:
    index = parsed(files["sitemapindex-diwoo-infocat012.xml"])
    assert [loc.text for loc in index.iter(f"{SITEMAP}loc")] == [f"{chains.ROOT}sitemap-diwoo-infocat012-1.xml"]
    document = parsed(files["sitemap-diwoo-infocat012-1.xml"])[0]
    assert document.findtext(f"{SITEMAP}loc") == (
        f"{chains.ROOT}uitvoeringsprogramma/versie-1/uitvoeringsprogramma.pdf"
    )
    category = next(document.iter(f"{DIWOO}informatiecategorie"))
    assert category.get("resource") == "https://identifier.overheid.nl/tooi/def/thes/kern/c_c6cd1213"
    handling = next(document.iter(f"{DIWOO}soortHandeling"))
    assert handling.get("resource") == "https://identifier.overheid.nl/tooi/def/thes/kern/c_641ecd76"
    effort = parsed(files["sitemap-diwoo-inspanningsverplichting-1.xml"])
    assert [loc.text for loc in effort.iter(f"{SITEMAP}loc")] == [
        f"{chains.ROOT}besluitenlijsten/{MEETING}/versie-1/besluitenlijst.pdf"
    ]


def test_another_choice_moves_the_documents() -> None:
    chosen = DEAL["woo_categories"] | {"decision_list": "decision_lists"}
    moved = diwoo.of(chains.told(chains.chain(deal=DEAL | {"woo_categories": chosen})))
    assert f"besluitenlijsten/{MEETING}" in moved["sitemap-diwoo-infocat009-1.xml"].decode()
    assert "sitemapindex-diwoo-inspanningsverplichting.xml" not in moved


def test_a_withdrawn_list_is_no_document_any_more() -> None:
    made_up = chains.chain()
    made_up.add("decision-list", MEETING, None, act="withdraw", reason="Op verzoek.")
    assert [path for path in diwoo.of(chains.told(made_up)) if "inspanning" in path] == []


def test_a_publisher_that_the_state_does_not_know_publishes_no_documents() -> None:
    publisher = DEAL["publisher"] | {"identifier": None}
    assert diwoo.of(chains.told(chains.chain(deal=DEAL | {"publisher": publisher}))) == {}


def test_every_category_has_its_code() -> None:
    assert set(tooi.CATEGORIES) == set(WooCategory)
    codes = [one.code.address.rpartition("/")[2] for one in tooi.CATEGORIES.values()]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"c_[0-9a-f]{8}", code) for code in codes)


def test_visitors_are_told_of_every_sitemap_and_of_whom_to_tell(files: Files) -> None:
    named = [line.removeprefix("Sitemap: ") for line in files["robots.txt"].decode().splitlines() if "Sitemap" in line]
    assert named == [
        f"{chains.ROOT}sitemap.xml",
        f"{chains.ROOT}sitemapindex-diwoo-infocat012.xml",
        f"{chains.ROOT}sitemapindex-diwoo-inspanningsverplichting.xml",
    ]
    assert files[".well-known/security.txt"].decode().splitlines() == [
        "Contact: mailto:regiodealZO@drenthe.nl",
        "Expires: 2027-11-22T20:00:00Z",
        "Preferred-Languages: nl, en",
        f"Canonical: {chains.ROOT}.well-known/security.txt",
    ]


def test_a_page_for_weaknesses_comes_before_the_mailbox_of_the_press() -> None:
    page = "https://www.drenthe.nl/kwetsbaarheid/"
    told = robots.of(chains.told(chains.chain(deal=DEAL | {"security_contact": page})), [])
    assert f"Contact: {page}\n" in told[robots.SECURITY].decode()
    nobody = DEAL | {"contact": {"email": None, "phone": None}}
    assert robots.SECURITY not in robots.of(chains.told(chains.chain(deal=nobody)), [])


def test_a_long_sitemap_is_divided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "_MOST", 20)
    divided = sitemaps.of(chains.told())
    index = parsed(divided.pop("sitemap.xml"))
    assert [loc.text for loc in index.iter(f"{SITEMAP}loc")] == [f"{chains.ROOT}{path}" for path in divided]
    assert len(divided) > 2
    one = sitemaps.NAMESPACE
    pages = [loc.text for content in divided.values() for loc in parsed(content).iter(f"{{{one}}}loc")]
    assert len(set(pages)) == len(pages)
    assert f"{chains.ROOT}en/projecten/iq-blvd/" in pages


def test_a_feed_of_a_pillar_holds_its_projects_and_decisions_alone(files: Files) -> None:
    text = files["pijlers/welzijn/feed.atom"].decode()
    assert "Innovatienetwerk Welzijn &amp; Zorg: toegekend, € 374.800" in text.replace("\xa0", " ")
    assert "IQ BLVD" not in text
    assert f"{chains.ROOT}besluitenlijsten/{MEETING}/#besluit-5" in text


def test_a_feed_of_a_municipality_holds_what_touches_it(files: Files) -> None:
    text = files["gemeenten/gemeente-hardenberg/feed.atom"].decode()
    assert "IQ BLVD: toegekend" in text
    assert "RegioCampus" not in text


def test_ids_of_a_feed_outlive_a_new_address_of_the_record() -> None:
    moved = chains.chain(deal=DEAL | {"address": "https://elders.example/"})
    atom = "{http://www.w3.org/2005/Atom}"

    def ids(chain: Chain) -> list[str | None]:
        content = feed.of_parts(chains.told(chain))["pijlers/werken/feed.atom"]
        return [one.text for one in parsed(content).iter(f"{atom}id")]

    assert ids(moved) == ids(chains.chain())


def test_without_an_address_what_needs_one_is_left_out_and_the_page_says_why() -> None:
    alone = made(chains.chain(deal=DEAL | {"address": None}))
    gone = ("catalogus.ttl", "360giving.json", "projecten.jsonld", "sitemap.xml")
    assert not [path for path in alone if path.endswith(gone)]
    assert b"publication, address" in alone["data/index.html"]
    assert b"Sitemap" not in alone["robots.txt"]
    for path in ("data/projecten.csv", "data/projecten.json", "feed.atom", "agenda/agenda.ics"):
        assert path in alone


def test_nothing_public_gives_empty_tables_and_no_more() -> None:
    nothing: Any = made(Chain())
    assert nothing["data/projecten.json"] == b"[\n]\n"
    assert "data/catalogus.ttl" not in nothing
    assert b"Er is nog niets gepubliceerd" in nothing["data/index.html"]
