"""The list of projects: every project once, filters that a style sheet acts on, and a page for each choice."""

import re
from collections import Counter

import pytest

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import catalogue, languages
from regiodeal.publication.rendering.sections import projects
from regiodeal.publication.visibility import public
from tests.publication.data.chains import AT
from tests.publication.rendering import samples
from tests.publication.rendering.sample_data import DECIDED, NASTY, OTHERS
from tests.publication.sections import chains, reading
from tests.publication.sections.chains import Make
from tests.publication.sections.reading import Read, money

CHOICE = re.compile(r"(.*) \((\d+)\)")


def pages(envelopes: list[Envelope]) -> dict[str, Read]:
    """Return the Dutch pages of the section."""
    return reading.read(envelopes, lambda _, told, framed: projects.of(told, framed))


def listed(page: Read) -> set[str]:
    """Return the codes of the projects in the table of a page."""
    return {link.split("/")[1] for link in page.links() if re.fullmatch(r"projecten/[^/]+/", link)}


def having(envelopes: list[Envelope]) -> dict[str, Counter[str]]:
    """Return how many projects have each value of each filter, by what the pages of projects say."""
    snapshots = reading.current(envelopes, "project-page").values()
    (programme,) = reading.current(envelopes, "implementation-programme").values()
    names = {one["code"]: one["name"] for one in programme["parties"]}
    found: dict[str, Counter[str]] = {key: Counter() for key in ("pijler", "gemeente", "partij", "stand", "jaar")}
    for snapshot in snapshots:
        project = snapshot["project"]
        names |= {one["code"]: one["name"] for one in project["parties"]}
        parties = {project["lead_code"], *(one["code"] for one in project["parties"])} - {None}
        there = {code for code in project["municipalities"] if code in {one["code"] for one in programme["parties"]}}
        found["pijler"].update([project["pillar"]] if project["pillar"] else [])
        found["gemeente"].update(names[code].removeprefix("Gemeente ") for code in there)
        found["partij"].update(" ".join(names[code].split()) for code in parties)
        found["stand"].update([project["stage"]])
        found["jaar"].update({one["held_on"][:4] for one in snapshot["resolutions"]})
    return found


@pytest.mark.parametrize("make", [samples.envelopes, chains.lively, chains.unknown], ids=["quiet", "lively", "none"])
def test_every_project_is_there_once_with_what_the_ledger_says(make: Make) -> None:
    envelopes = make()
    page = pages(envelopes)["projecten/index.html"]
    snapshots = reading.current(envelopes, "project-page")
    assert listed(page) == set(snapshots)
    assert len(page.rows()) == len(snapshots)
    amounts = Counter(row[-1] for row in page.rows())
    granted = {code: reading.granted(envelopes, code) for code in snapshots}
    assert amounts == Counter(money(cents) if cents else "niet bekend" for cents in granted.values())
    total = [row[-1] for row in page.rows(part="tfoot")]
    assert total == ([money(sum(granted.values()))] if any(granted.values()) else [])
    missing = sum(not cents for cents in granted.values())
    assert f"Van {missing} projecten is de bijdrage niet bekend." in page.source
    assert "€ 0" not in reading.text(page.part())


@pytest.mark.parametrize("make", [samples.envelopes, chains.lively], ids=["quiet", "lively"])
def test_each_filter_offers_the_values_that_projects_have_and_their_number(make: Make) -> None:
    envelopes = make()
    page = pages(envelopes)["projecten/index.html"]
    for key, expected in having(envelopes).items():
        options = page.tree.xpath("//select[@id=$name]/option", name=f"filter-{key}")
        assert reading.text(options[0]) == "alle"
        told = [CHOICE.fullmatch(reading.text(option)) for option in options[1:]]
        assert {match[1]: int(match[2]) for match in told if match} == expected


def test_the_style_sheet_hides_the_rows_without_what_was_chosen() -> None:
    envelopes = chains.lively()
    page = pages(envelopes)["projecten/index.html"]
    with languages.speaking(languages.DUTCH):
        rules = projects.style_sheet(catalogue.of(public(envelopes, AT)))["assets/filters.css"].decode()
    for option in page.tree.xpath("//option[@value!='']"):
        mark, number = option.get("value"), int(reading.text(option).rpartition("(")[2][:-1])
        assert f":has(option[value={mark}]:checked) .rd-filtered__row:not(.{mark}){{display:none}}" in rules
        assert sum(mark in row.get("class").split() for row in page.tree.xpath("//tbody/tr")) == number
    assert set(re.findall(r"[^\w\s.:(){}=\[\]'*-]", rules)) == set(), "nothing that people wrote is in it"


def test_each_choice_has_a_page_of_its_own_with_just_those_projects() -> None:
    envelopes = samples.envelopes()
    found = pages(envelopes)
    snapshots = reading.current(envelopes, "project-page")
    links = found["projecten/index.html"].links("los")
    for link in [one for one in links if one.startswith(("projecten/stand/", "projecten/jaar/"))]:
        _, which, value, _ = link.split("/")
        expected = {
            code
            for code, one in snapshots.items()
            if (
                one["project"]["stage_code"] == value
                if which == "stand"
                else value in {made["held_on"][:4] for made in one["resolutions"]}
            )
        }
        page = found[f"{link}index.html"]
        assert listed(page) == expected
        total = sum(reading.granted(envelopes, code) for code in expected)
        assert [row[-1] for row in page.rows(part="tfoot")] == ([money(total)] if total else [])
    assert {"pijlers/werken/", "gemeenten/gemeente-emmen/", "partijen/provincie-drenthe/"} <= set(links)
    assert {"projecten/stand/in_execution/", "projecten/jaar/2021/"} <= set(links)


def test_more_values_than_one_can_read_are_behind_one_link(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projects, "LISTED", 3)
    links = pages(samples.envelopes())["projecten/index.html"].links("los")
    assert "partijen/" in links
    assert "partijen/provincie-drenthe/" not in links
    assert "pijlers/werken/" in links


def test_a_long_list_goes_over_pages_and_keeps_its_choices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projects, "A_PAGE", 10)
    found = pages(samples.envelopes())
    codes = [
        code for path, page in found.items() if "stand" not in path and "jaar" not in path for code in listed(page)
    ]
    assert Counter(codes) == Counter(one.code for one in (*DECIDED, *OTHERS))
    first = found["projecten/index.html"]
    assert not first.tree.xpath("//select"), "a filter over a part of the projects would lie"
    assert "gemeenten/gemeente-emmen/" in first.links("los")
    assert [link for link in first.links() if "bladzijde" in link] == [f"projecten/bladzijde/{n}/" for n in (2, 3, 4)]


def test_links_lead_somewhere_and_hostile_names_are_only_text(addresses: frozenset[str]) -> None:
    for page in pages(chains.lively()).values():
        assert reading.dead(page, addresses) == []
        assert NASTY not in page.source
        assert not page.tree.xpath("//script")


def test_nothing_and_a_single_project_are_no_trouble() -> None:
    (empty,) = pages([]).values()
    assert "Er zijn nog geen projecten gepubliceerd." in empty.source
    one = pages(chains.single())["projecten/index.html"]
    assert [row[-1] for row in one.rows()] == [money((DECIDED[0].euros or 0) * 100)]
    assert "is de bijdrage niet bekend" not in one.source
