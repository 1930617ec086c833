"""A project page: every amount with the decision behind it, what happened when, and what changed between versions."""

import copy
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from regiodeal.publication.rendering import languages, plan, project_changes
from regiodeal.publication.visibility import public
from tests.publication.rendering import samples
from tests.publication.rendering.sample_data import DECIDED, MEETING
from tests.publication.rendering.sample_ledger import grant, opening_ledger
from tests.publication.rendering.sample_snapshots import decision_list, item, project_page
from tests.publication.rendering.test_pages import Page, target

AT = datetime(2026, 11, 24, tzinfo=UTC)
SUBJECT = DECIDED[1].code


def before() -> dict[str, Any]:
    """Return the page of a project of which the money is known."""
    ledger = opening_ledger()
    grant(ledger, 2, DECIDED[1])
    return project_page(ledger, DECIDED[1])


def after() -> dict[str, Any]:
    """Return the page of that project after all that can change did."""
    snapshot = copy.deepcopy(before())
    project, money = snapshot["project"], snapshot["money"]
    money["contribution_cents"] += 12_345
    project["phases"][0] |= {"awarded_cents": money["contribution_cents"], "ends_on": "2023-06-30"}
    project["former_names"] = [{"name": "Campus van de regio", "until": "2022-01-15"}]
    project["parties"] = [{**project["parties"][0], "from": "2021-09-01", "until": "2022-12-31"}]
    project["cofinancing"] = [
        {
            "party": party,
            "phase": phase,
            "sector": "regional_private",
            "sector_label": "regionaal privaat",
            "party_to_deal": False,
            "form": "in_kind",
            "form_label": "in natura",
            "origin": "own",
            "origin_label": "eigen middelen",
            "cents": cents,
        }
        for party, phase, cents in (("Drentse fabriek", 1, 4_200_050), ("Een stichting", None, None))
    ]
    snapshot["resolutions"][0]["conditions"] = [
        {"text": "Een sluitende begroting", "owner": None, "due_on": "2021-12-01"}
    ]
    return snapshot


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    """Return every page of a record in which that project has two versions."""
    made, ledger = samples.Chain(), opening_ledger()
    made.add("decision-list", MEETING, decision_list([item(n, one) for n, one in enumerate(DECIDED, 1)]))
    made.add("ledger", f"1-{len(ledger.transfers)}", ledger.excerpt(1))
    made.add("project-page", SUBJECT, before())
    made.add("project-page", SUBJECT, after())
    found: dict[str, bytes] = {}
    for task in plan.of(public(made.envelopes, AT)):
        found |= task.render()
    return {path: content.decode() for path, content in found.items() if path.endswith(".html")}


def test_the_contribution_and_its_phase_link_to_the_decision_behind_them(files: dict[str, str]) -> None:
    page = files[f"projecten/{SUBJECT}/index.html"]
    money = page[page.index('id="geld"') : page.index('id="verloop"')]
    assert money.count(f"besluitenlijsten/{MEETING}/#besluit-2") == 2
    assert money.count("1.500.123,45") == 2


def test_what_others_contribute_is_told_and_what_is_unknown_is_no_zero(files: dict[str, str]) -> None:
    page = files[f"projecten/{SUBJECT}/index.html"]
    assert "€\xa042.000,50" in page
    row = page[page.index("Een stichting") :]
    row = row[: row.index("</tr>")]
    assert "niet bekend" in row
    assert "€" not in row


def test_what_happened_stands_in_the_order_of_time(files: dict[str, str]) -> None:
    page = files[f"projecten/{SUBJECT}/index.html"]
    shown = page[page.index('id="verloop"') : page.index('id="besluiten"')]
    days = [part.partition('"')[0] for part in shown.split('datetime="')[1:]]
    assert days == ["2021-06-04", "2021-09-01", "2021-12-01", "2022-01-15", "2022-12-31", "2023-06-30"]


def test_decisions_alone_are_not_told_twice(files: dict[str, str]) -> None:
    """The first version knows no other day, and has its list of decisions."""
    page = files[f"projecten/{SUBJECT}/versie-1/index.html"]
    assert 'id="besluiten"' in page
    assert 'id="verloop"' not in page


def test_parties_lead_to_their_pages_and_a_permanent_page_to_none_that_can_go(files: dict[str, str]) -> None:
    """Who left a project can be gone from the record, while the version that named them stays as it is."""
    for folder in ("", "en/"):
        current = Page(files[f"{folder}projecten/{SUBJECT}/index.html"])
        linked = [
            target(f"{folder}projecten/{SUBJECT}/index.html", link) for link in current.links if "partijen/" in link
        ]
        assert len([one for one in linked if one != f"{folder}partijen/index.html"]) == 2
        assert not [one for one in linked if one not in files]
        permanent = Page(files[f"{folder}projecten/{SUBJECT}/versie-1/index.html"])
        assert [link for link in permanent.links if "partijen/" in link] == ["../../../partijen/"]


def test_versions_tell_what_changed_with_the_difference(files: dict[str, str]) -> None:
    page = files[f"projecten/{SUBJECT}/index.html"]
    shown = page[page.index('id="veranderd"') :]
    assert "Wat is er veranderd sinds versie 1?" in shown
    assert "+€\xa0123,45" in shown
    assert 'id="veranderd"' not in files[f"projecten/{SUBJECT}/versie-2/index.html"]


def test_a_version_differs_from_itself_in_nothing() -> None:
    with languages.speaking(languages.DUTCH):
        assert project_changes.between(after(), after()) == ()


def _set(snapshot: dict[str, Any], *path: Any, value: Any) -> None:
    *way, last = path
    for step in way:
        snapshot = snapshot[step]
    snapshot[last] = value


@pytest.mark.parametrize(
    ("change", "label"),
    [
        (lambda one: _set(one, "project", "name", value="Anders"), "Naam"),
        (lambda one: _set(one, "project", "pillar", value="Wonen"), "Pijler"),
        (lambda one: _set(one, "project", "stage", value="afgerond"), "Stand"),
        (lambda one: _set(one, "project", "lead", value="Een ander"), "Penvoerder"),
        (lambda one: _set(one, "project", "places", value=["Coevorden"]), "Plaatsen"),
        (lambda one: _set(one, "project", "summary", value=["Andere woorden."]), "Samenvatting"),
        (lambda one: _set(one, "project", "parties", value=[]), "Partijen"),
        (lambda one: _set(one, "project", "parties", 0, "role", value="trekker"), "Partijen"),
        (lambda one: _set(one, "project", "figures", 0, "cents", value=1), "Bedragen naast de bijdrage"),
        (lambda one: _set(one, "project", "cofinancing", 1, "cents", value=0), "Cofinanciering"),
        (lambda one: _set(one, "project", "facts", value=[]), "Wat bronnen melden"),
        (lambda one: _set(one, "project", "former_names", value=[]), "Eerdere namen"),
        (lambda one: _set(one, "project", "phases", 0, "settled_cents", value=1), "Fasen"),
        (lambda one: _set(one, "money", "reserved_cents", value=one["money"]["reserved_cents"] + 1), "Gereserveerd"),
        (lambda one: _set(one, "money", "known", value=False), "Bijdrage"),
        (lambda one: _set(one, "resolutions", value=[]), "Besluiten"),
    ],
)
def test_each_field_that_changes_is_a_row(change: Callable[[dict[str, Any]], None], label: str) -> None:
    """And no other field is; both sides say something else, so that a reader sees the difference."""
    changed = after()
    change(changed)
    with languages.speaking(languages.DUTCH):
        rows = project_changes.between(after(), changed)
    assert [row.label for row in rows] == [label]
    assert rows[0].before != rows[0].after


def test_an_unknown_amount_has_no_difference() -> None:
    changed = after()
    changed["money"] |= {"known": False, "contribution_cents": None}
    with languages.speaking(languages.DUTCH):
        (row,) = project_changes.between(after(), changed)
    assert (row.after, row.difference) == ("niet bekend", "")


def test_a_withdrawn_version_is_no_part_of_a_step() -> None:
    made = samples.Chain()
    for snapshot in (before(), after(), before()):
        made.add("project-page", SUBJECT, snapshot)
    first, second, third = made.envelopes
    with languages.speaking(languages.DUTCH):
        assert [(one.older, one.newer) for one in project_changes.of(made.envelopes)] == [(2, 3), (1, 2)]
        assert [(one.older, one.newer) for one in project_changes.of([first, second.closed(), third])] == [(1, 3)]
