"""The register as a spreadsheet: what was written reads back as it was, and every fault is told at its cell."""

import copy
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regiodeal.common.cell_names import column_letters
from regiodeal.common.located_yaml import load as load_yaml
from regiodeal.decisions.choices import DecisionKind
from regiodeal.programme.actions import deals
from regiodeal.programme.deal_file import DealFile
from regiodeal.programme.models import Deal
from regiodeal.projects.actions import register as register_actions
from regiodeal.projects.actions import spreadsheet
from regiodeal.projects.actions.new import register_new
from regiodeal.projects.actions.spreadsheet import OtherThanSeen
from regiodeal.projects.choices import FigureKind, LinkKind, Stage
from regiodeal.projects.models import Project
from regiodeal.projects.queries import project as find_project
from regiodeal.projects.register_file import RegisterFile
from regiodeal.projects.register_sheet import cells, planning, reading, standing, writing
from regiodeal.projects.register_sheet.cells import Odd, Unreadable
from regiodeal.projects.register_sheet.faults import Fault, Problem
from regiodeal.projects.register_sheet.layout import LAYOUTS, PROJECTS, Field, Kind
from regiodeal.projects.register_sheet.planning import Limits, Plan
from regiodeal.projects.register_sheet.reading import Grid, read
from tests.factories.decisions import a_grant, a_meeting, an_item, decide
from tests.factories.programme import AT, SECRETARY, a_deal
from tests.factories.projects import a_project

# ruff: noqa: DTZ001 - a cell has no time zone
EXAMPLES = Path(__file__).parents[2] / "examples" / "zuid-en-oost-drenthe"
RICH: dict[str, Any] = {
    "former_names": [{"name": "Buurthuis", "until": "2020-01-01"}],
    "lead": "gemeente-a",
    "parties": [{"name": "Dorpsbelang", "role": "uitvoerder", "start": "2020-01-01"}, {"name": "Dorpsbelang"}],
    "places": ["Achterveen", "Buitenveen"],
    "phases": [{"name": "voorbereiding", "end": "2022-12-31"}, {"name": "uitvoering"}],
    "figures": [{"kind": "total_cost", "amount": "12.345,67", "words": "begroot", "title": "Krant"}],
    "links": [{"kind": "builds_on", "project": "school", "trl": {"start": "3", "end": "6"}}],
}


def grids(deal: Deal) -> dict[str, Grid]:
    """Give the sheets of a register as a program gives them: amounts as numbers in euros."""
    written = writing.tables(standing.register(deal))
    return {
        table.title: Grid(
            table.title,
            [
                [heading for heading, _ in table.columns],
                *(
                    [
                        value / 100 if kind is Kind.EUROS and value is not None else value
                        for value, (_, kind) in zip(row, table.columns, strict=True)
                    ]
                    for row in table.rows
                ),
            ],
        )
        for table in written
    }


def planned(deal: Deal, *sheets: Grid, limits: Limits | None = None) -> Plan:
    """Plan what these sheets would do."""
    return planning.plan(read(sheets), standing.register(deal), limits)


def told(plan: Plan) -> list[tuple[str, str, Problem]]:
    """Give the faults by their place."""
    return [(fault.sheet, fault.cell, fault.problem) for fault in plan.faults]


def projects(*rows: list[Any], headings: list[str] | None = None) -> Grid:
    """Give the first sheet, without the columns that are read only."""
    return Grid("Projecten", [headings or [field.heading for field in PROJECTS.read], *rows])


def sheet(title: str, *rows: list[Any]) -> Grid:
    """Give another sheet with all its columns."""
    layout = next(layout for layout in LAYOUTS if layout.title == title)
    return Grid(title, [[field.heading for field in layout.fields], *rows])


def take_in(deal: Deal, *sheets: Grid, at: datetime = AT) -> Plan:
    """Do what these sheets say."""
    plan = planned(deal, *sheets)
    assert not plan.faults, told(plan)
    return spreadsheet.take_in(deal=deal, reading=read(sheets), seen=plan.digest, by=SECRETARY, at=at)


NEW = ["brug", "Brug", "Wonen", "aangekondigd", None, None]


@pytest.mark.django_db
class TestRoundTrip:
    """What was exported and not changed changes nothing."""

    def test_the_example_with_its_34_projects(self) -> None:
        deal, _ = deals.load(load_yaml(EXAMPLES / "deal.yaml", DealFile), by=SECRETARY, at=AT)
        entries = load_yaml(EXAMPLES / "projects.yaml", RegisterFile).projects
        register_actions.load(deal, entries, by=SECRETARY, at=AT)
        plan = planned(deal, *grids(deal).values())
        assert (plan.changes, plan.unchanged, plan.faults, len(entries)) == ([], 34, [], 34)

    def test_everything_that_a_project_can_have(self) -> None:
        deal = a_deal()
        a_project(deal, "school")
        a_project(deal, **RICH)
        plan = planned(deal, *grids(deal).values())
        assert (plan.changes, plan.unchanged, plan.faults) == ([], 2, [])
        assert {note.problem for note in plan.notes} == {Problem.MONEY_NOT_READ}

    def test_a_project_without_facts_and_texts_with_other_line_ends(self) -> None:
        deal = a_deal()
        register_new(
            deal=deal,
            code="kaal",
            name=" Kaal\u00a0",
            stage=Stage.ANNOUNCED,
            summary="een\r\ntwee \x07",
            by=SECRETARY,
            at=AT,
        )
        assert not planned(deal, *grids(deal).values()).changes
        changed = grids(deal)
        changed["Projecten"].rows[1][3] = "afgerond"
        take_in(deal, *changed.values())
        assert find_project(deal, "kaal").stage == Stage.COMPLETED

    @given(data=st.data())
    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
    def test_any_register(self, data: st.DataObject) -> None:
        deal = Deal.objects.filter(code="veenstreek").first() or a_deal()
        content = [data.draw(_project(number), label="project") for number in range(3)]
        entries = RegisterFile.model_validate({"deal": deal.code, "projects": content}).projects
        register_actions.load(deal, entries, by=SECRETARY, at=AT)
        plan = planned(deal, *grids(deal).values())
        assert (plan.changes, told(plan)) == ([], [])


_LINE = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=20
).filter(lambda text: text.strip() == text and cells.plain(text) == text and bool(text) and not text.startswith("#"))
_DAY = st.dates(date(1990, 1, 1), date(2060, 1, 1)).map(str)
_ADDRESS = st.just("https://example.org/bericht?a=1&b=2")
_AMOUNT = st.integers(1, 10**13).map(lambda cents: f"{cents // 100},{cents % 100:02d}")


def _some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


def _project(number: int) -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(
        lambda required, optional: {**required, **optional},
        st.fixed_dictionaries(
            {
                "code": st.just(f"project-{number}"),
                "name": _LINE,
                "stage": st.sampled_from(Stage.values),
                "facts": st.lists(
                    st.fixed_dictionaries(
                        {"statement": _LINE, "title": _LINE}, optional={"source": _ADDRESS, "on": _DAY}
                    ),
                    min_size=1,
                    max_size=3,
                ),
            }
        ),
        _some(
            pillar=st.sampled_from(["werken", "wonen"]),
            lead=st.sampled_from(["provincie", "gemeente-b"]),
            summary=st.lists(_LINE, min_size=1, max_size=3).map("\n".join),
            former_names=st.lists(st.fixed_dictionaries({"name": _LINE, "until": _DAY}), max_size=2),
            parties=st.lists(
                st.fixed_dictionaries({"name": _LINE}, optional={"role": _LINE, "start": _DAY, "end": _DAY}), max_size=3
            ),
            places=st.lists(_LINE, max_size=3),
            phases=st.lists(st.fixed_dictionaries({"name": _LINE}, optional={"end": _DAY}), max_size=3),
            figures=st.lists(
                st.fixed_dictionaries(
                    {"kind": st.sampled_from(FigureKind.values), "amount": _AMOUNT, "words": _LINE},
                    optional={"title": _LINE, "source": _ADDRESS},
                ),
                max_size=2,
                unique_by=lambda figure: figure["words"],
            ),
            links=st.lists(
                st.fixed_dictionaries(
                    {
                        "kind": st.sampled_from(LinkKind.values),
                        "project": st.sampled_from([f"project-{other}" for other in range(3) if other != number]),
                    }
                ),
                max_size=2,
                unique_by=lambda link: (link["kind"], link["project"]),
            ),
        ),
    )


@pytest.mark.django_db
class TestWhatChanges:
    """What is new, what changes, what stays, and what a sheet leaves alone."""

    def test_a_new_project_with_all_its_parts(self) -> None:
        deal = a_deal()
        plan = take_in(
            deal,
            projects(
                [" Brug ", "Brug", "WERKEN", "In uitvoering", "gemeente buitenveen", "Over het water.\r\nVeilig."]
            ),
            sheet("Namen", ["brug", "Vlonder", "4-6-2020"]),
            sheet("Partijen", ["brug", "Stichting", None, date(2021, 1, 1), "31 december 2021"]),
            sheet("Plaatsen", ["brug", "Achterveen"]),
            sheet("Fasen", ["brug", "1", "bouw", None], ["brug", 2.0, "inrichting", datetime(2023, 1, 1, 0, 0)]),
            sheet("Bedragen", ["brug", "Totale kosten uit alle bronnen", "€ 1.500,50", "begroot", "Krant", None]),
            sheet("Feiten", ["brug", "Er komt een brug.", "Krant", "https://example.org", None]),
        )
        assert [(change.code, change.before) for change in plan.changes] == [("brug", None)]
        brug = find_project(deal, "brug")
        assert (brug.name, brug.pillar and brug.pillar.code, brug.lead and brug.lead.code) == (
            "Brug",
            "werken",
            "gemeente-b",
        )
        assert (brug.stage, brug.summary) == (Stage.IN_EXECUTION, "Over het water.\nVeilig.")
        (party,) = brug.participations.all()
        assert (party.role, party.starts_on, party.ends_on) == ("partner", date(2021, 1, 1), date(2021, 12, 31))
        assert [(phase.number, phase.ends_on) for phase in brug.phases.all()] == [(1, None), (2, date(2023, 1, 1))]
        assert brug.figures.get().cents == 150_050

    def test_a_missing_sheet_a_missing_project_and_a_missing_column_stay_as_they_are(self) -> None:
        deal = a_deal()
        a_project(deal, "school")
        project = a_project(deal, **RICH)
        before = standing.content(find_project(deal, "dorpshuis"))
        plan = take_in(deal, projects(["dorpshuis", "afgerond"], headings=["Code", "Stand"]))
        assert [change.code for change in plan.changes] == ["dorpshuis"]
        after = standing.content(find_project(deal, "dorpshuis"))
        assert after == {**before, "head": {**before["head"], "stage": "completed"}}
        assert Project.objects.filter(deal=deal).count() == 2
        assert project.pk

    def test_an_empty_cell_clears_and_a_part_without_rows_is_emptied_for_a_project_that_is_listed(self) -> None:
        deal = a_deal()
        a_project(deal, "school")
        a_project(deal, **RICH)
        row = ["dorpshuis", "Dorpshuis", None, "aangekondigd", None, None]
        take_in(deal, projects(row), sheet("Plaatsen"), sheet("Partijen"), sheet("Verbanden"))
        after = standing.content(find_project(deal, "dorpshuis"))
        assert (after["places"], after["parties"], after["links"], after["head"]["pillar"]) == ([], [], [], None)
        assert after["facts"]

    def test_a_sheet_without_the_list_of_projects_touches_only_those_it_names(self) -> None:
        deal = a_deal()
        a_project(deal, "school", places=["Achterveen"])
        a_project(deal, "brug", places=["Achterveen"])
        take_in(deal, sheet("Plaatsen", ["brug", "Buitenveen"]))
        assert [place.name for place in find_project(deal, "brug").places.all()] == ["Buitenveen"]
        assert [place.name for place in find_project(deal, "school").places.all()] == ["Achterveen"]

    def test_what_decisions_rest_on_stays_and_that_is_told(self) -> None:
        deal = a_deal()
        a_project(deal, "school")
        a_project(deal, **RICH)
        row = ["dorpshuis", "Huis van het dorp", "Wonen", "aangekondigd", "Gemeente Achterveen", None]
        plan = take_in(deal, projects(row), sheet("Fasen"), sheet("Bedragen"), sheet("Namen"))
        assert {note.values["part"] for note in plan.notes} == {"phases", "figures", "former_names"}
        after = find_project(deal, "dorpshuis")
        assert (after.phases.count(), after.figures.count()) == (2, 1)
        assert {name.name for name in after.names.all()} == {"Buurthuis", "Dorpshuis", "Huis van het dorp"}
        assert not planned(deal, *grids(deal).values()).changes

    def test_only_what_changed_gets_a_line_in_the_trail_and_a_version(self) -> None:
        deal = a_deal()
        a_project(deal, "school")
        a_project(deal, "brug")
        changed = grids(deal)
        changed["Projecten"].rows[1][1] = "Een brug"
        take_in(deal, *changed.values())
        versions = dict(Project.objects.values_list("code", "version"))
        assert versions == {"brug": 2, "school": 1}

    def test_what_was_confirmed_is_what_happens(self) -> None:
        """Somebody changed the project between looking and confirming."""
        deal = a_deal()
        a_project(deal, "brug")
        sheets = [projects(["brug", "Houten brug"], headings=["Code", "Naam"])]
        seen = planned(deal, *sheets).digest
        a_project(deal, "brug", name="Stenen brug")
        with pytest.raises(OtherThanSeen) as refused:
            spreadsheet.take_in(deal=deal, reading=read(sheets), seen=seen, by=SECRETARY, at=AT)
        (change,) = refused.value.plan.changes
        assert change.before is not None
        assert (change.before["head"]["name"], change.after["head"]["name"]) == ("Stenen brug", "Houten brug")
        assert find_project(deal, "brug").name == "Stenen brug"

    def test_a_link_to_a_project_that_is_new_in_the_same_file(self) -> None:
        deal = a_deal()
        a_project(deal, "school")
        take_in(
            deal,
            projects(NEW),
            sheet(
                "Verbanden", ["brug", "Bouwt voort op", "school", 3, 6], ["school", "vervolg op", "BRUG", None, None]
            ),
        )
        (link,) = find_project(deal, "brug").links.all()
        assert (link.kind, link.target.code, link.trl_from, link.trl_to) == ("builds_on", "school", 3, 6)

    def test_only_the_rows_of_what_changes_are_kept(self) -> None:
        deal = a_deal()
        a_project(deal, "school")
        a_project(deal, "brug")
        found = read(grids(deal).values())
        kept = planning.only_changed(found, {"brug"})
        assert [row.values["code"] for row in kept["head"].rows] == ["brug"]
        assert {row.values["project"] for row in kept["facts"].rows} == {"brug"}


FAULTY: dict[str, tuple[list[Grid], list[tuple[str, str, Problem]]]] = {
    "no sheets that belong here": ([Grid("Blad1", [["a"]])], [("", "", Problem.NO_SHEETS)]),
    "a sheet that is misspelt": (
        [projects(NEW), Grid("Feit", [["Project"]])],
        [("Feit", "", Problem.MISSPELT_SHEET)],
    ),
    "a hidden sheet": ([Grid("Projecten", projects(NEW).rows, hidden=True)], [("Projecten", "", Problem.HIDDEN_SHEET)]),
    "the same sheet twice": ([projects(NEW), Grid(" projecten", [])], [(" projecten", "", Problem.SHEET_TWICE)]),
    "no headings": ([Grid("Projecten", [["brug", "Brug"]])], [("Projecten", "", Problem.NO_HEADINGS)]),
    "an empty sheet": ([Grid("Projecten", [])], [("Projecten", "", Problem.NO_HEADINGS)]),
    "a required column is missing": (
        [Grid("Projecten", [["Naam", "Stand"], ["Brug", "besloten"]])],
        [("Projecten", "1", Problem.MISSING_COLUMN)],
    ),
    "a column that another sheet needs": (
        [projects(NEW), Grid("Plaatsen", [["Project"], ["brug"]])],
        [("Plaatsen", "1", Problem.MISSING_COLUMN)],
    ),
    "a misspelt heading": (
        [Grid("Projecten", [["Code", "Naam", "Stand", "Pijlr"], ["brug", "Brug", "besloten", "Wonen"]])],
        [("Projecten", "D1", Problem.MISSPELT_COLUMN)],
    ),
    "a heading twice": (
        [Grid("Projecten", [["Code", "Naam", "Stand", "Naam"], ["brug", "Brug", "besloten", "x"]])],
        [("Projecten", "D1", Problem.COLUMN_TWICE)],
    ),
    "merged headings": (
        [Grid("Projecten", projects(NEW).rows, merged=("A1:B1",))],
        [("Projecten", "", Problem.MERGED)],
    ),
    "a formula without a value": (
        [projects(["brug", Odd.NOT_CALCULATED, None, "besloten", None, None])],
        [("Projecten", "B2", Problem.NOT_CALCULATED)],
    ),
    "an error in a cell": (
        [projects(["brug", "#N/A", "#VERW!", "besloten", "Err:502", None])],
        [
            ("Projecten", "B2", Problem.ERROR_VALUE),
            ("Projecten", "C2", Problem.ERROR_VALUE),
            ("Projecten", "E2", Problem.ERROR_VALUE),
        ],
    ),
    "what must be filled": (
        [projects([None, None, None, None, None, "tekst"])],
        [("Projecten", "A2", Problem.EMPTY), ("Projecten", "B2", Problem.EMPTY), ("Projecten", "D2", Problem.EMPTY)],
    ),
    "a code that is none": (
        [projects(["Brug over", "Brug", None, "besloten", None, None])],
        [("Projecten", "A2", Problem.NOT_A_CODE)],
    ),
    "a code twice": ([projects(NEW, [], NEW)], [("Projecten", "A4", Problem.CODE_TWICE)]),
    "words for pillar, stage and lead that nobody knows": (
        [projects(["brug", "Brug", "Werk", "klaar", "Gemeente C", None])],
        [
            ("Projecten", "C2", Problem.UNKNOWN_PILLAR),
            ("Projecten", "D2", Problem.NOT_A_CHOICE),
            ("Projecten", "E2", Problem.UNKNOWN_LEAD),
        ],
    ),
    "a day for a name": (
        [projects(["brug", date(2021, 2, 1), None, "besloten", None, None])],
        [("Projecten", "B2", Problem.NOT_TEXT)],
    ),
    "a name that is too long": (
        [projects(["brug", "x" * 201, None, "besloten", None, None])],
        [("Projecten", "B2", Problem.TOO_LONG)],
    ),
    "a project that nobody knows": (
        [projects(NEW), sheet("Plaatsen", ["brgu", "Achterveen"])],
        [("Plaatsen", "A2", Problem.UNKNOWN_PROJECT)],
    ),
    "days that are none": (
        [projects(NEW), sheet("Namen", ["brug", "a", "31-2-2021"], ["brug", "b", 44351.0], ["brug", "c", "4-6-21"])],
        [("Namen", "C2", Problem.NOT_A_DAY), ("Namen", "C3", Problem.NOT_A_DAY), ("Namen", "C4", Problem.NOT_A_DAY)],
    ),
    "amounts that are none": (
        [
            projects(NEW),
            sheet(
                "Bedragen",
                *[
                    ["brug", "totale kosten uit alle bronnen", x, str(x), None, None]
                    for x in ("veel", 0, -5, 1.005, "12345.67", True)
                ],
            ),
        ],
        [
            ("Bedragen", "C2", Problem.NOT_AN_AMOUNT),
            ("Bedragen", "C3", Problem.NOT_MORE_THAN_NOTHING),
            ("Bedragen", "C4", Problem.NOT_MORE_THAN_NOTHING),
            ("Bedragen", "C5", Problem.NOT_AN_AMOUNT),
            ("Bedragen", "C6", Problem.NOT_AN_AMOUNT),
            ("Bedragen", "C7", Problem.NOT_AN_AMOUNT),
        ],
    ),
    "an address that is none": (
        [projects(NEW), sheet("Feiten", ["brug", "Feit", "Krant", "www.krant.nl", None])],
        [("Feiten", "D2", Problem.NOT_AN_ADDRESS)],
    ),
    "phases with a gap, a wrong number or an end that is too late": (
        [
            projects(
                NEW, ["pont", "Pont", None, "besloten", None, None], ["sluis", "Sluis", None, "besloten", None, None]
            ),
            sheet("Fasen", ["brug", 2, "bouw", None], ["pont", "een", "bouw", None], ["sluis", 1, "bouw", "1-7-2024"]),
        ],
        [
            ("Fasen", "B2", Problem.PHASE_GAP),
            ("Fasen", "B3", Problem.NOT_A_NUMBER),
            ("Fasen", "D4", Problem.PHASE_TOO_LATE),
        ],
    ),
    "the same row twice": (
        [projects(NEW), sheet("Fasen", ["brug", 1, "bouw", None], ["brug", 1, "sloop", None])],
        [("Fasen", "B3", Problem.ROW_TWICE)],
    ),
    "a period that ends before it begins": (
        [projects(NEW), sheet("Partijen", ["brug", "Stichting", None, "2-1-2021", "1-1-2021"])],
        [("Partijen", "E2", Problem.DAYS_TURNED)],
    ),
    "links to itself, to nobody, in a circle, with half a level": (
        [
            projects(NEW, ["pont", "Pont", None, "besloten", None, None]),
            sheet(
                "Verbanden",
                ["brug", "vervolg op", "brug", None, None],
                ["brug", "vervolg op", "tunnel", None, None],
                ["brug", "onderdeel van", "pont", 3, None],
                ["brug", "bouwt voort op", "pont", 10, 11],
            ),
        ],
        [
            ("Verbanden", "C2", Problem.LINK_TO_ITSELF),
            ("Verbanden", "C3", Problem.UNKNOWN_PROJECT),
            ("Verbanden", "E4", Problem.TRL_UNCLEAR),
            ("Verbanden", "E5", Problem.TRL_UNCLEAR),
        ],
    ),
    "a circle": (
        [
            projects(NEW, ["pont", "Pont", None, "besloten", None, None]),
            sheet("Verbanden", ["brug", "vervolg op", "pont", None, None], ["pont", "vervolg op", "brug", None, None]),
        ],
        [("Verbanden", "C2", Problem.LINK_CIRCLE), ("Verbanden", "C3", Problem.LINK_CIRCLE)],
    ),
    "a new project in a file without its name": (
        [Grid("Projecten", [["Code", "Stand"], ["brug", "besloten"]])],
        [("Projecten", "2", Problem.NEEDS_COLUMN)],
    ),
    "faults on several sheets, all at once and in order": (
        [
            sheet("Feiten", ["brug", None, "Krant", None, "gisteren"]),
            projects(["brug", None, "Werk", "besloten", None, None]),
        ],
        [
            ("Projecten", "B2", Problem.EMPTY),
            ("Projecten", "C2", Problem.UNKNOWN_PILLAR),
            ("Feiten", "B2", Problem.EMPTY),
            ("Feiten", "E2", Problem.NOT_A_DAY),
        ],
    ),
}


@pytest.mark.django_db
class TestFaults:
    """Each with its place, all at once, and nothing for what is no fault."""

    @pytest.mark.parametrize("name", FAULTY)
    def test_each_fault_at_its_cell(self, name: str) -> None:
        sheets, expected = FAULTY[name]
        plan = planned(a_deal(), *copy.deepcopy(sheets))
        assert told(plan) == expected

    def test_what_people_do_to_spreadsheets_is_no_fault(self) -> None:
        """A title above, empty rows and columns, spaces, other capitals, a column and a sheet of their own."""
        deal = a_deal()
        plan = take_in(
            deal,
            Grid(
                "PROJECTEN ",
                [
                    ["Ons register", "", "", "", ""],
                    [],
                    ["", " naam ", "STAND*", "Code:", "Opmerking", ""],
                    [None, "  Brug ", " Besloten", "brug", "bellen", " "],
                    ["", " ", None, "\u00a0", "  \n", ""],
                    [None, "", "", "", "alleen een opmerking"],
                    [None, 2024.0, "besloten", 123, ""],
                ],
                merged=("A1:E1",),
            ),
            Grid("Draaitabel", [["x"]]),
            Grid("Leeg", [[""]]),
        )
        assert [(change.code, change.after["head"]["name"]) for change in plan.changes] == [
            ("brug", "Brug"),
            ("123", "2024"),
        ]
        assert [(note.problem, note.sheet, note.cell) for note in plan.notes] == [
            (Problem.COLUMN_NOT_READ, "Projecten", "E3"),
            (Problem.SHEET_NOT_READ, "Draaitabel", ""),
        ]

    def test_too_many_rows(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reading, "MOST_ROWS", 2)
        plan = planned(a_deal(), projects(*[[f"p-{number}", "P", None, "besloten", None, None] for number in range(3)]))
        assert told(plan) == [("Projecten", "", Problem.TOO_MANY_ROWS)]

    def test_a_phase_and_an_amount_that_are_there_change_by_a_decision_alone(self) -> None:
        deal = a_deal()
        content: dict[str, Any] = {
            "phases": [{"name": "bouw", "end": "2022-12-31"}],
            "figures": [{"kind": "unclassified", "amount": "100", "words": "een ton"}],
        }
        project = a_project(deal, **content)
        changed = grids(deal)
        decide(an_item(a_meeting(deal), project, DecisionKind.EXTENSION), new_end=date(2023, 12, 31))
        changed["Bedragen"].rows[1][1] = "totale kosten uit alle bronnen"
        plan = planned(deal, *changed.values())
        assert told(plan) == [("Fasen", "D2", Problem.FIXED), ("Bedragen", "B2", Problem.FIXED)]
        assert plan.faults[0].values["value"] == "2023-12-31"

    def test_a_pillar_that_paid_and_a_code_that_the_office_keeps(self) -> None:
        deal = a_deal()
        a_grant(deal, a_project(deal), 100)
        row = ["dorpshuis", "Dorpshuis", "Werken", "aangekondigd", None, None]
        limits = Limits(kept_codes={"register"}, firm_pillars={"dorpshuis"})
        plan = planned(deal, projects(row, ["register", *NEW[1:]]), limits=limits)
        assert told(plan) == [("Projecten", "C2", Problem.PILLAR_FIRM), ("Projecten", "A3", Problem.CODE_KEPT)]

    def test_names_that_two_parties_share_are_told_apart_by_their_code(self) -> None:
        names = {"a": "Gemeente", "b": "gemeente", "c": "Provincie"}
        assert standing.words_by_code(names) == {"a": "a", "b": "b", "c": "Provincie"}
        assert standing.codes_by_words(names) == {"a": "a", "b": "b", "c": "c", "provincie": "c"}


FIELDS = {kind: Field("x", "X", "", kind) for kind in Kind}


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (Kind.TEXT, "  a\r\nb ", "a\nb"),
        (Kind.TEXT, 1.5, "1,5"),
        (Kind.TEXT, True, "WAAR"),
        (Kind.DAY, "2021-06-04", "2021-06-04"),
        (Kind.DAY, "4/6/2021", "2021-06-04"),
        (Kind.DAY, "4 mrt 2021", "2021-03-04"),
        (Kind.DAY, "4 maart 2021", "2021-03-04"),
        (Kind.DAY, datetime(2021, 6, 4, 13, 0), "2021-06-04"),
        (Kind.EUROS, 374800.5, "374.800,50"),
        (Kind.EUROS, 0.1 + 0.2, "0,30"),
        (Kind.EUROS, "€ 374.800,-", "374.800"),
        (Kind.EUROS, "374 800", "374.800"),
        (Kind.NUMBER, "3", "3"),
        (Kind.STAGE, "in_execution", "in_execution"),
        (Kind.PROJECT, " IQ-BLVD ", "iq-blvd"),
        (Kind.DAY, "\u00a0", None),
    ],
)
def test_what_a_cell_says(kind: Kind, value: Any, expected: str | None) -> None:
    assert cells.read(value, FIELDS[kind]) == expected


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.TEXT, time(10, 30)),
        (Kind.DAY, "4 foo 2021"),
        (Kind.DAY, True),
        (Kind.EUROS, date(2021, 1, 1)),
        (Kind.EUROS, float("nan")),
        (Kind.EUROS, float("inf")),
        (Kind.EUROS, 1e300),
        (Kind.NUMBER, 1.5),
        (Kind.NUMBER, 0),
        (Kind.NUMBER, 70000),
        (Kind.NUMBER, "nan"),
        (Kind.LINK_KIND, 3),
    ],
)
def test_what_a_cell_cannot_say(kind: Kind, value: Any) -> None:
    with pytest.raises(Unreadable):
        cells.read(value, FIELDS[kind])


def test_columns_are_named_as_a_spreadsheet_names_them() -> None:
    assert [column_letters(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert Fault(Problem.EMPTY, "Projecten", 14, 2).cell == "C14"
