"""The feed as RFC 4287 asks it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

from regiodeal.publication import visibility
from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import catalogue, feed, site
from tests.publication.rendering import samples
from tests.publication.rendering.sample_data import DEAL, DECIDED, MEETING, NASTY
from tests.publication.rendering.sample_snapshots import decision_list, item, message

ATOM = "{http://www.w3.org/2005/Atom}"
AT = datetime(2026, 11, 24, tzinfo=UTC)


def written(envelopes: list[Envelope]) -> ElementTree.Element:
    """Return the feed over these editions."""
    public = visibility.public(envelopes, AT)
    return ElementTree.fromstring(feed.of(catalogue.of(public), site.deal_of(public)))  # noqa: S314 - our own output


def test_the_feed_has_what_atom_asks() -> None:
    """Feed and entries have an id, a title and a moment; ids are tag URIs and differ."""
    root = written(samples.eventful())
    entries = root.findall(f"{ATOM}entry")
    titles = [entry.findtext(f"{ATOM}title") for entry in entries]
    assert titles[:4] == [
        "Ingetrokken: bericht 3",
        samples.NEWS,
        f"Vijf nieuwe projecten {NASTY}",
        "Gecorrigeerd: Besluitenlijst stuurgroep 4 juni 2021",
    ]
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Provincie Drenthe"
    for element in [root, *entries]:
        for name in ("id", "title", "updated"):
            assert element.findtext(f"{ATOM}{name}")
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in entries]
    assert len(set(ids)) == len(ids) == 7
    assert all(name.startswith("tag:www.regiodealzuidoostdrenthe.nl,2026-11-23:") for name in ids)
    assert {entry.findtext(f"{ATOM}updated") for entry in entries} == {samples.PUBLISHED_AT}


def test_the_feed_links_to_files_of_the_record(site: Path) -> None:
    """Each entry leads to the page of the edition."""
    root = ElementTree.fromstring((site / "feed.atom").read_bytes())  # noqa: S314 - our own output
    links = [link.get("href", "") for link in root.iterfind(f"{ATOM}entry/{ATOM}link")]
    assert links
    assert all((site / link.removeprefix(DEAL["address"]) / "index.html").is_file() for link in links)
    own = root.find(f"{ATOM}link[@rel='self']")
    assert own is not None
    assert own.get("href") == f"{DEAL['address']}feed.atom"


def test_harmful_text_and_control_characters_are_only_text() -> None:
    """A title with markup and with characters that XML forbids gives a feed that can be read."""
    made = samples.Chain()
    snapshot = decision_list([item(1, DECIDED[0])]) | {"title": f"{NASTY}\x0b\x00\ufffe"}
    made.add("decision-list", MEETING, snapshot)
    assert written(made.envelopes).findtext(f"{ATOM}entry/{ATOM}title") == NASTY


def test_an_embargo_that_ended_counts_from_its_end() -> None:
    """A reader sees the edition as new when it becomes public, not when it was sealed."""
    made = samples.Chain()
    end = (AT - timedelta(hours=1)).isoformat()
    made.add("decision-list", MEETING, decision_list([item(1, DECIDED[0])]), embargo_until=end)
    assert written(made.envelopes).findtext(f"{ATOM}entry/{ATOM}updated") == end


def test_a_message_says_its_kind_its_day_and_the_language_of_its_title() -> None:
    """The feed itself is Dutch; a reader that speaks says an English title as English."""
    made = samples.Chain()
    made.add("mailing", "1", message(kind="newsletter", kind_label="nieuwsbrief", language="en", title=samples.NEWS))
    entry = written(made.envelopes).find(f"{ATOM}entry")
    assert entry is not None
    title = entry.find(f"{ATOM}title")
    assert title is not None
    assert title.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert entry.findtext(f"{ATOM}summary") == "Nieuwsbrief, 23 november 2026."
