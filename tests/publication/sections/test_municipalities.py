"""The pages of municipalities: their figures are those of the ledger, and a council reads what is coming."""

import io
import re
import subprocess
from pathlib import Path

import pikepdf
import pytest

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import catalogue, languages, site
from regiodeal.publication.rendering.pdf import FONTS
from regiodeal.publication.rendering.sections import municipalities
from regiodeal.publication.visibility import public
from tests.publication.data.chains import AT
from tests.publication.rendering import samples
from tests.publication.rendering.sample_data import ALL_SIX, DEAL, DECIDED, MEETING, NASTY, SHARES, municipality
from tests.publication.sections import chains, reading
from tests.publication.sections.chains import Make
from tests.publication.sections.reading import Read, money

EMMEN = municipality("Emmen")
NONE = "Er is nu niets gepland: geen vergadering, voorwaarde of einddatum."


def pages(envelopes: list[Envelope]) -> dict[str, Read]:
    """Return the Dutch pages of the section."""
    return reading.read(envelopes, lambda _, told, framed: municipalities.of(told, framed))


def of(envelopes: list[Envelope], code: str) -> Read:
    """Return the page of one municipality."""
    return pages(envelopes)[f"gemeenten/{code}/index.html"]


def touching(envelopes: list[Envelope], code: str) -> dict[str, str]:
    """Return the names of the projects that work in a municipality or in which it takes part, by their code."""
    found = {}
    for snapshot in reading.current(envelopes, "project-page").values():
        project = snapshot["project"]
        parties = [project["lead_code"], *(one["code"] for one in project["parties"])]
        if code in (*project["municipalities"], *parties):
            found[project["code"]] = project["name"]
    return found


@pytest.mark.parametrize("make", [samples.envelopes, chains.lively], ids=["quiet", "lively"])
@pytest.mark.parametrize("place", ALL_SIX)
def test_what_goes_in_and_what_comes_back_is_what_the_ledger_says(make: Make, place: str) -> None:
    envelopes, code = make(), municipality(place)
    page = of(envelopes, code)
    touched = touching(envelopes, code)
    amounts = {name: reading.granted(envelopes, project) for project, name in touched.items()}
    facts = page.facts("geld")
    source = place.lower().replace(" ", "-")
    assert facts["Inleg van de gemeente"] == money(-reading.balances(envelopes)[f"pledged/{source}"])
    published = next(share[4] for share in SHARES if share[0] == source)
    assert facts.get("Inleg zoals gepubliceerd", facts["Inleg van de gemeente"]) == money(published * 100)
    assert facts["Bijdragen aan projecten die hier werken"] == money(sum(amounts.values()))
    rows = {row[0].partition(" penvoerder:")[0]: row[-1] for row in page.rows("projecten")}
    assert len(rows) == len(touched)
    for name, cents in amounts.items():
        shown = next(amount for told, amount in rows.items() if told.startswith(" ".join(name.split())))
        assert shown == (money(cents) if cents else "niet bekend")
    missing = sum(not cents for cents in amounts.values())
    assert f"Van {missing} projecten is de bijdrage niet bekend." in reading.text(page.part("geld"))


def test_the_list_of_municipalities_says_the_same_as_their_pages() -> None:
    found = pages(samples.envelopes())
    table = found["gemeenten/index.html"].rows()[-len(ALL_SIX) :]
    assert [row[0] for row in table] == [f"Gemeente {place}" for place in ALL_SIX]
    for name, stake, touched, amount in table:
        page = found[f"gemeenten/{municipality(name.removeprefix('Gemeente '))}/index.html"]
        facts = page.facts("geld")
        assert stake == facts["Inleg van de gemeente"]
        assert int(touched) == len(page.rows("projecten"))
        assert amount == f"ten minste {facts['Bijdragen aan projecten die hier werken']}", "of some it is not known"


def test_a_project_elsewhere_in_which_a_municipality_takes_part_counts_as_led_and_not_as_working_here() -> None:
    envelopes = samples.envelopes()
    page = reading.current(envelopes, "project-page")["regiocampus"]
    page["project"] |= {"municipalities": [], "lead_code": EMMEN, "lead": "Gemeente Emmen"}
    facts = of(envelopes, EMMEN).facts("geld")
    campus = reading.granted(envelopes, "regiocampus")
    others = sum(reading.granted(envelopes, code) for code in touching(envelopes, EMMEN) if code != "regiocampus")
    assert facts["Bijdragen aan projecten die hier werken"] == money(others)
    assert facts["Bijdragen aan projecten waarvan wij penvoerder zijn"] == money(campus)
    why = {row[0].partition(" penvoerder")[0]: row[1] for row in of(envelopes, EMMEN).rows("projecten")}
    assert why["RegioCampus"] == "penvoerder"
    assert why["Blue Zone Innovations"] == "werkt hier en doet mee"


def test_the_map_and_its_table_count_the_projects_of_this_municipality_alone() -> None:
    envelopes = samples.envelopes()
    page = of(envelopes, EMMEN)
    working = [one["project"] for one in reading.current(envelopes, "project-page").values()]
    own = [one for one in working if EMMEN in one["municipalities"]]
    rows = {row[1]: row[2:] for row in page.rows("kaart")}
    assert set(rows) == set(ALL_SIX)
    for place in ALL_SIX:
        there = [one["code"] for one in own if municipality(place) in one["municipalities"]]
        known = sum(reading.granted(envelopes, code) for code in there)
        assert rows[place] == [str(len(there)), f"ten minste {money(known)}"]
    assert f"gemeenten/{EMMEN}/" not in page.links("kaart"), "the page needs no link to itself"
    assert f"gemeenten/{municipality('Hoogeveen')}/" in page.links("kaart")
    drawn = page.part("kaart").xpath(".//*[@class='rd-pic-chosen']")
    assert len(drawn) == 4, "on both sheets, and in the key of each"
    assert "Om Emmen staat een dikke rand" in reading.text(page.part("kaart"))


def test_only_places_where_its_projects_work_are_on_the_map() -> None:
    envelopes = chains.unknown()
    names = {code: [row[1] for row in of(envelopes, code).rows("kaart")] for code in map(municipality, ALL_SIX)}
    assert not [code for code, found in names.items() if "Exloo" in found]
    page = reading.current(envelopes, "project-page")["exloermond"]
    page["project"]["places"] = ["Exloo"]
    borger = municipality("Borger-Odoorn")
    assert [row for row in of(envelopes, borger).rows("kaart") if row[1] == "Exloo"] == [["", "Exloo", "1", ""]]
    assert not [row for row in of(envelopes, EMMEN).rows("kaart") if row[1] == "Exloo"]


def test_decisions_are_those_about_its_projects_and_lead_to_the_list() -> None:
    envelopes = samples.envelopes()
    items = reading.current(envelopes, "decision-list")[MEETING]["items"]
    for place in ALL_SIX:
        code = municipality(place)
        touched = touching(envelopes, code)
        about = [one["number"] for one in items if one["project"]["code"] in touched]
        links = of(envelopes, code).links("besluiten")
        assert sorted(links) == [f"besluitenlijsten/{MEETING}/#besluit-{number}" for number in about]


def test_what_is_coming_is_what_concerns_this_municipality_in_the_order_of_its_days() -> None:
    page = of(chains.lively(), EMMEN)
    assert [line[1] for line in page.lines("komt")] == [
        "9 december 2026 · vergadering",
        "20 januari 2027 · vergadering",
        "1 maart 2027 · voorwaarde",
        "1 maart 2027 · voorwaarde",
        "30 juni 2027 · einde van het project",
        "31 december 2027",
    ]
    told = reading.text(page.part("komt"))
    assert "De gemeenteraad stemt in" in told
    assert "Iets van Hardenberg alleen" not in told, "about a project that does not touch Emmen"
    assert "Vanaf 2023 betaalt het project zichzelf" not in told, "its day has passed"
    assert "Blue Zone Innovations" not in told, "a project that was stopped has no end to come"
    assert "RegioCampus" in told
    assert f"besluitenlijsten/{MEETING}/#besluit-2" in page.links("komt")
    assert NONE not in told


def test_of_many_days_ahead_it_names_the_first_and_how_many_follow(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(municipalities, "COMING", 2)
    page = of(chains.lively(), EMMEN)
    days = [line[1].partition(" · ")[0] for line in page.lines("komt")]
    assert days == ["9 december 2026", "20 januari 2027"]
    assert "Daarna volgen er nog 4." in reading.text(page.part("komt"))
    assert "Daarna volgen er nog 4." in words(letter(chains.lively()), tmp_path)


def test_what_lies_ahead_of_nothing_is_a_sentence() -> None:
    assert NONE in reading.text(of(samples.envelopes(), EMMEN).part("komt"))


def letter(envelopes: list[Envelope]) -> bytes:
    """Return the letter to the council of Emmen."""
    seen = public(envelopes, AT)
    with languages.speaking(languages.DUTCH):
        files = municipalities.letters(catalogue.of(seen), site.deal_of(seen), FONTS)
    return files[f"gemeenten/{EMMEN}/raadsbrief.pdf"]


def uris(document: bytes) -> list[str]:
    """Return the addresses in the world that a document links to."""
    with pikepdf.open(io.BytesIO(document)) as opened:
        notes = [note for page in opened.pages for note in page.get("/Annots", [])]
        return [str(note.A.URI) for note in notes if note.get("/A") and "/URI" in note.A]


def words(document: bytes, folder: Path) -> str:
    """Return the text of a document on one line."""
    (folder / "letter.pdf").write_bytes(document)
    command = ["pdftotext", "-layout", str(folder / "letter.pdf"), "-"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return " ".join(said.replace("\xa0", " ").split())


def test_the_letter_says_the_same_as_the_page_and_links_each_decision(tmp_path: Path) -> None:
    envelopes = chains.lively()
    document, page = letter(envelopes), of(envelopes, EMMEN)
    said = words(document, tmp_path)
    for label, amount in page.facts("geld").items():
        assert f"{label} {amount}" in said
    for row in page.rows("projecten"):
        assert row[-1] in said
    for line in page.lines("komt"):
        day, _, kind = line[1].partition(" · ")
        assert re.search(rf"{day} .*{kind}", said)
    assert "De gemeenteraad stemt in" in said
    assert said.count("projecten is de bijdrage niet bekend.") == 1
    there = {f"{DEAL['address']}{link}" for part in ("besluiten", "projecten", "komt") for link in page.links(part)}
    assert f"{DEAL['address']}besluitenlijsten/{MEETING}/#besluit-2" in there
    assert there <= set(uris(document))


def test_a_letter_of_a_deal_without_an_address_links_to_nothing(tmp_path: Path) -> None:
    envelopes = chains.lively()
    for one in envelopes:
        if one.snapshot:
            one.snapshot["deal"] = {**one.snapshot["deal"], "address": None}
    document = letter(envelopes)
    assert uris(document) == []
    assert "RegioCampus" in words(document, tmp_path)


def test_links_lead_somewhere_and_hostile_texts_are_only_text(addresses: frozenset[str]) -> None:
    found = pages(chains.lively())
    assert len(found) == 1 + len(ALL_SIX)
    for page in found.values():
        assert reading.dead(page, addresses) == []
        assert NASTY not in page.source
        assert not page.tree.xpath("//script")
    assert "<script>" in reading.text(found[f"gemeenten/{EMMEN}/index.html"].part("komt"))


def test_an_amount_that_nobody_knows_is_no_zero() -> None:
    for page in pages(chains.unknown()).values():
        assert "€ 0" not in reading.text(page.part())
    page = of(chains.unknown(), EMMEN)
    assert page.facts("geld")["Bijdragen aan projecten die hier werken"] == "niet bekend"
    assert {row[-1] for row in page.rows("projecten")} == {"niet bekend"}


def test_nothing_and_a_single_project_are_no_trouble(tmp_path: Path) -> None:
    (empty,) = pages([]).values()
    assert "Er zijn geen gemeenten partij bij deze deal." in empty.source
    found = pages(chains.single())
    hardenberg, emmen = (found[f"gemeenten/{municipality(place)}/index.html"] for place in ("Hardenberg", "Emmen"))
    assert hardenberg.facts("geld")["Bijdragen aan projecten die hier werken"] == money((DECIDED[0].euros or 0) * 100)
    assert hardenberg.rows("projecten")[0][0].startswith("IQ BLVD")
    assert "Nog geen project raakt deze gemeente." in emmen.source
    assert not emmen.tree.xpath("//*[@aria-labelledby='kaart']")
    assert "Nog geen project raakt deze gemeente." in words(letter(chains.single()), tmp_path)
