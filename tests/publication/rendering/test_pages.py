"""The pages of a whole record: complete, well formed, harmless, and the same each time."""

import hashlib
import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.template import Engine

from regiodeal.common.hashing import sha256
from regiodeal.publication import visibility
from regiodeal.publication.rendering import html, languages, paths, plan
from tests import html_validity
from tests.publication.rendering import samples
from tests.publication.rendering.sample_data import DECIDED, MEETING, NASTY

VOID = {"meta", "link", "br", "img", "input", "hr"}
AT = datetime(2026, 11, 24, tzinfo=UTC)
OFFICE = f"{paths.SIGN_UP}index.html"
"""The one address that pages link to and that is no file of the record."""
DIGEST = """
import hashlib, django
django.setup()
from tests.publication.rendering.test_pages import rendered
print(hashlib.sha256(repr(sorted(rendered().items())).encode()).hexdigest())
"""


class Page(HTMLParser):
    """Collects links and anchors, and notices tags that do not match."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that closes itself."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close a tag; it must be the last one opened."""
        assert self.open.pop() == tag


def rendered() -> dict[str, bytes]:
    """Return every file that the editions give."""
    public = visibility.public(samples.eventful(), AT)
    files: dict[str, bytes] = {}
    for task in plan.of(public):
        files |= dict(task.files())
    return files


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    """Return every page of the record by its path, parsed."""
    found = {str(path.relative_to(site)): Page(path.read_text()) for path in site.rglob("*.html")}
    assert len(found) > 60
    return found


def test_the_same_editions_give_the_same_bytes() -> None:
    """In this process whatever language is spoken, and once in another with other hash seeds."""
    with languages.speaking(languages.DUTCH):
        made = rendered()
    with languages.speaking(languages.ENGLISH):
        assert rendered() == made
    one = hashlib.sha256(repr(sorted(made.items())).encode()).hexdigest()
    other = subprocess.run(
        [sys.executable, "-c", DIGEST],
        env={
            "PYTHONHASHSEED": "4711",
            "PYTHONPATH": "src:.",
            "TZ": "Asia/Tokyo",
            "LANG": "de_DE.UTF-8",
            "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
            "REGIODEAL_HOME": os.environ["REGIODEAL_HOME"],
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert other.stdout.strip() == one


def test_a_validator_finds_nothing(site: Path) -> None:
    assert html_validity.faults(site.resolve()) == []


def test_every_page_is_well_formed(pages: dict[str, Page]) -> None:
    """Tags match, ids are unique, the language is that of the folder, there is one heading of the first rank."""
    for path, page in pages.items():
        assert page.open == [], path
        assert len(page.ids) == len(set(page.ids)), path
        language = "en" if path.startswith("en/") else "nl"
        assert page.tags[0] == ("html", {"lang": language, "dir": "ltr"}), path
        assert [tag for tag, _ in page.tags].count("h1") == 1, path


def test_every_link_leads_somewhere(site: Path, pages: dict[str, Page]) -> None:
    """Each relative address is a file, each fragment an anchor in it."""
    followed = 0
    for path, page in pages.items():
        for link in page.links:
            if urlsplit(link).scheme or target(path, link) == OFFICE:
                continue
            leads_to, fragment = urldefrag(urljoin(f"https://record/{path}", link))
            name = leads_to.removeprefix("https://record/").partition("?")[0]
            name = f"{name}index.html" if name.endswith("/") or not name else name
            assert (site / name).is_file(), f"{path}: {link}"
            if fragment:
                assert fragment in pages[name].ids, f"{path}: {link}"
            followed += 1
    assert followed > 1000


def test_all_links_are_relative_or_abroad(pages: dict[str, Page]) -> None:
    """The record works under any prefix; only the page for what is not there, shown anywhere, starts from the root."""
    for path, page in pages.items():
        for link in page.links:
            assert path.endswith("404.html") or not link.startswith("/"), f"{path}: {link}"
            assert urlsplit(link).scheme in {"", "https", "mailto"}, f"{path}: {link}"


def english(path: str) -> str:
    """Return the English twin of a Dutch page."""
    return f"en/{path}"


def target(path: str, link: str) -> str:
    """Return the file that a link on a page leads to."""
    name = urlsplit(urljoin(f"https://record/{path}", link)).path.removeprefix("/")
    return f"{name}index.html" if name.endswith("/") or not name else name


def test_every_page_is_there_in_both_languages_and_names_its_twin(pages: dict[str, Page]) -> None:
    """One link for a reader and one for a machine; from the page for what is not there they lead to the home pages."""
    dutch = {path for path in pages if not path.startswith("en/")}
    assert {english(path) for path in dutch} == pages.keys() - dutch
    for path in dutch:
        home = path == "404.html"
        twins = {"nl": "index.html", "en": "en/index.html"} if home else {"nl": path, "en": english(path)}
        for page_path, other in ((path, "en"), (english(path), "nl")):
            tags = pages[page_path].tags
            machine = {
                one["hreflang"]: target(page_path, one["href"] or "")
                for tag, one in tags
                if tag == "link" and "hreflang" in one
            }
            reader = [
                (one["lang"], target(page_path, one["href"] or ""))
                for tag, one in tags
                if tag == "a" and "hreflang" in one
            ]
            assert machine == twins, page_path
            assert reader == [(other, twins[other])], page_path


def test_a_reader_stays_in_a_language(pages: dict[str, Page]) -> None:
    """Every link to a page leads to one in the same language, but for the link that says it changes it."""
    followed = 0
    for path, page in pages.items():
        for tag, attributes in page.tags:
            link = attributes.get("href") or ""
            if tag != "a" or "hreflang" in attributes or urlsplit(link).scheme:
                continue
            if (name := target(path, link)).endswith(".html") and name != OFFICE:
                assert name.startswith("en/") == path.startswith("en/"), f"{path}: {link}"
                followed += 1
    assert followed > 1000


def test_every_page_names_the_edition_that_it_was_made_from(site: Path, pages: dict[str, Page]) -> None:
    """The number with a link, and the hash, which is that of the edition; a page over several names the newest."""
    newest = max(int(path.stem) for path in (site / "edities").glob("*.json") if '"sealed"' not in path.read_text())
    for path, page in pages.items():
        foot = (site / path).read_text().partition("<footer")[2]
        (named,) = {target(path, link) for link in page.links if "edities/0" in link and link in foot}
        assert json.loads((site / named).read_bytes())["sha256"] in foot, path
        folder = path.removeprefix("en/")
        if folder in {"index.html", "over/index.html", "404.html", "grootboek/index.html", "data/index.html"}:
            assert named == paths.edition(newest), path
    assert (
        paths.edition(3)
        in (site / "besluitenlijsten" / MEETING / "versie-1/index.html").read_text().partition("<footer")[2]
    )


def test_what_people_wrote_is_marked_as_dutch_on_an_english_page(site: Path) -> None:
    """A screen reader says it in Dutch; on a Dutch page there is nothing to mark."""
    marked = {
        "projecten/iq-blvd/index.html": [
            f'<p class="rd-lead" lang="nl">{DECIDED[0].text}',
            '<h1 class="utrecht-heading-1" lang="nl">',
            '<li lang="nl"><span aria-current="page">IQ BLVD</span></li>',
        ],
        "projecten/iq-blvd/versie-1/index.html": ['<li lang="nl"><a class="utrecht-link" href="../../../projecten/iq-'],
        "projecten/index.html": ['" lang="nl">Werken (', '" lang="nl">Emmen (', '" lang="nl">Emmen</a>'],
        "pijlers/werken/index.html": ['<li lang="nl"><span aria-current="page">Werken</span></li>'],
        "gemeenten/gemeente-emmen/index.html": ['<li lang="nl"><span aria-current="page">Gemeente Emmen</span></li>'],
        "partijen/rijk/index.html": [
            '<li lang="nl"><span aria-current="page">Rijk</span></li>',
            '<a class="rd-site" href="../../" lang="nl">Regio Deal',
            '<span lang="nl">Provincie Drenthe</span>',
        ],
        "uitvoeringsprogramma/index.html": ['<th scope="row" lang="nl">Werken</th>', '<span lang="nl">Werken</span>'],
        f"besluitenlijsten/{MEETING}/index.html": [
            '<span lang="nl">Twee besluiten ontbraken in de eerste versie.</span>',
            f'<p lang="nl">{DECIDED[0].text}</p>',
            '<q lang="nl">in totaal is',
            '<span lang="nl">is aanvrager</span>',
        ],
    }
    for path, fragments in marked.items():
        text, dutch = (site / english(path)).read_text(), (site / path).read_text()
        for fragment in fragments:
            assert fragment in text
            assert fragment.replace(' lang="nl"', "") in dutch


def test_words_of_the_page_itself_are_not_marked_as_dutch(site: Path) -> None:
    """A screen reader says them in the language of the page, also in the middle of what people wrote."""
    text = (site / english("projecten/index.html")).read_text()
    assert '<small>lead partner: <span lang="nl">Provincie Drenthe</span> · Hardenberg</small>' in text
    said = re.compile('lang="nl"><?[^<>]*>?(Decision list|Not divided|lead partner|Implementation programme)')
    for path in (site / "en").rglob("*.html"):
        assert not said.search(path.read_text()), path
    assert ">Not divided over pillars<" in (site / english("uitvoeringsprogramma/index.html")).read_text()


def test_an_english_page_has_the_same_amounts(site: Path) -> None:
    """Written as in English, and labels of closed lists are translated."""
    text = (site / english("uitvoeringsprogramma/index.html")).read_text()
    dutch = (site / "uitvoeringsprogramma/index.html").read_text()
    amounts = re.findall(r"-?€\xa0?-?([\d.,]*\d)", dutch)
    assert len(amounts) > 50
    assert re.findall(r"-?€\xa0?-?([\d.,]*\d)", text) == [a.translate(str.maketrans(".,", ",.")) for a in amounts]
    assert "municipality" in text


def test_a_report_of_a_mistake_takes_along_the_page(site: Path) -> None:
    """Without a form and without script: the address of the page is in the address of the contact page."""
    text = (site / english("projecten/iq-blvd/index.html")).read_text()
    assert 'href="../../contact/?pagina=/en/projecten/iq-blvd/#fout"' in text
    assert 'id="fout"' in (site / "en/contact/index.html").read_text()


def test_pages_have_no_script_and_no_inline_style(pages: dict[str, Page]) -> None:
    """A strict content security policy may be served with every page; the search page has one script, from a file."""
    for path, page in pages.items():
        scripts = [dict(attributes) for tag, attributes in page.tags if tag == "script"]
        searched = path.endswith("zoeken/index.html")
        assert [one.get("src", "").rpartition("/")[2] for one in scripts] == (["search.js"] if searched else []), path  # type: ignore[union-attr]
        for tag, attributes in page.tags:
            assert tag not in {"style", "iframe"}, path
            assert not {name for name in attributes if name == "style" or name.startswith("on")}, path


def test_a_harmful_name_is_only_text(site: Path) -> None:
    """A project called like a script is shown, not run."""
    text = (site / "projecten/nasty/index.html").read_text()
    assert NASTY not in text
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;" in text


def test_a_withdrawn_subject_leaves_only_that_it_was_withdrawn(site: Path) -> None:
    """The page says when and why; what it said is in no file any more."""
    page = (site / "projecten/tiny-house/index.html").read_text()
    assert "Op verzoek van een betrokkene." in page
    assert not (site / "projecten/tiny-house/versie-1").exists()
    assert '"snapshot":null' in (site / "edities/0037.json").read_text()


def test_a_sealed_edition_says_nothing(site: Path) -> None:
    """Until the embargo ends only the place in the chain is public."""
    text = (site / "edities/0042.json").read_text()
    assert '"sealed":true' in text
    assert "kind" not in text
    assert not (site / "projecten/iq-blvd/versie-2").exists()


def test_the_json_of_an_edition_has_the_hash_that_its_page_names(site: Path) -> None:
    """Anyone can check an edition with sha256sum."""
    folder = site / f"besluitenlijsten/{MEETING}/versie-2"
    assert sha256((folder / "besluitenlijst.json").read_bytes()) in (folder / "index.html").read_text()


def test_the_larger_figure_never_stands_without_its_label(site: Path) -> None:
    """The contribution in this phase and the figure for the whole project are told apart in words."""
    text = (site / paths.decision_list(MEETING) / "index.html").read_text()
    assert "Bijdrage van de Regio Deal in deze fase" in text
    assert (
        "<dt>Groter bedrag in de bron</dt><dd><strong>€\xa02.995.000</strong> — nog niet ingedeeld (de bron zegt: <q>"
        in text
    )


def test_the_programme_says_what_is_unknown_and_what_was_rounded(site: Path) -> None:
    """Unknown money is counted in words; a euro of rounding is explained."""
    text = (site / "uitvoeringsprogramma/index.html").read_text()
    assert "Van 28 projecten is de bijdrage niet bekend." in text
    assert "Dat verschilt €\xa01 van wat geboekt is" in text
    assert "Wat is er veranderd sinds versie 1?" in text


def test_a_correction_names_what_it_corrects(site: Path) -> None:
    """The current page and the page of the version both say it, with the reason."""
    for path in (paths.decision_list(MEETING), paths.version_folder_of("decision-list", MEETING, 2)):
        text = (site / path / "index.html").read_text()
        assert "editie 3</a>: <span>Twee besluiten ontbraken in de eerste versie." in text


def test_the_home_page_opens_with_what_was_decided_last(site: Path) -> None:
    """Every project of the newest list, with the total."""
    text = (site / "index.html").read_text()
    for sample in DECIDED:
        assert sample.name.replace("&", "&amp;") in text
    assert "€\xa03.341.800" in text


def test_templates_name_nothing_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """A misspelt name in a template would print nothing; here it prints a mark."""
    strict = Engine(dirs=[str(html.TEMPLATES)], builtins=["django.templatetags.i18n"], string_if_invalid="‼%s‼")
    monkeypatch.setattr(html, "_engine", lambda: strict)
    files = rendered()
    assert len(files) > 100
    for path, content in files.items():
        if path.endswith(".html"):
            assert "‼" not in content.decode(), path
            assert b">None" not in content, path
