"""The examples load as they are, say what their sources say, and a deal file with faults names each of them."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from regiodeal.common.located_yaml import Fault, FaultyFile
from regiodeal.common.money import allocate
from regiodeal.programme import deal_file
from regiodeal.programme.deal_file import DealFile
from regiodeal.projects import register_file
from regiodeal.projects.choices import FigureKind, LinkKind, Stage
from regiodeal.projects.register_file import RegisterFile
from regiodeal.reading import meeting_file
from regiodeal.reading.meeting_file import MeetingFile

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
FIRST = EXAMPLES / "zuid-en-oost-drenthe"
SECOND = EXAMPLES / "zuid-en-oost-drenthe-ii"
SHARED = Path(os.environ.get("REGIODEAL_SHARED", ROOT.parent / "shared"))
EURO = 100

OF_JUNE_2021 = {
    "iq-blvd": 750_000 * EURO,
    "regiocampus": 1_500_000 * EURO,
    "blue-zone-innovations": 491_000 * EURO,
    "actieprogramma-impact-ondernemen": 226_000 * EURO,
    "innovatienetwerk-welzijn-en-zorg": 374_800 * EURO,
}


@pytest.fixture(scope="module")
def deal() -> DealFile:
    return deal_file.read(FIRST / "deal.yaml")


@pytest.fixture(scope="module")
def successor() -> DealFile:
    return deal_file.read(SECOND / "deal.yaml")


@pytest.fixture(scope="module")
def register(deal: DealFile) -> RegisterFile:
    return register_file.read(
        FIRST / "projects.yaml",
        deal=deal.deal.code,
        pillars={pillar.code for pillar in deal.pillars},
        parties={party.code for party in deal.parties},
        projects=set(),
    )


@pytest.fixture(scope="module")
def meeting(deal: DealFile, register: RegisterFile) -> MeetingFile:
    return meeting_file.read(
        FIRST / "meeting-2021-06-04.yaml",
        deal=deal.deal.code,
        bodies={body.code: {seat.code for seat in body.seats} for body in deal.bodies},
        projects={project.code for project in register.projects},
        pillars={pillar.code for pillar in deal.pillars},
    )


# The two deals


def total(deal: DealFile) -> int:
    return sum(source.amount for source in deal.money.sources)


def test_the_sources_add_up_to_what_each_deal_is_worth(deal: DealFile, successor: DealFile) -> None:
    assert total(deal) == 40_000_000 * EURO
    assert total(successor) == 60_000_000 * EURO


def test_the_published_shares_are_one_euro_more_than_is_booked(deal: DealFile) -> None:
    municipalities = deal.money.sources[2]
    published = {share.party: share.published for share in municipalities.shares}
    booked = dict(zip(published, allocate(municipalities.amount, list(published.values()), unit=EURO), strict=True))

    assert sum(published.values()) == 10_000_001 * EURO
    assert sum(booked.values()) == municipalities.amount == 10_000_000 * EURO
    assert {party: published[party] - booked[party] for party in published if published[party] != booked[party]} == {
        "gemeente-emmen": EURO
    }


def test_the_first_deal_states_in_words_how_the_euro_too_many_is_dealt_with(deal: DealFile) -> None:
    allocation = deal.money.sources[2].allocation

    assert allocation is not None
    assert (allocation.rule, allocation.unit) == ("largest remainder", "euro")
    assert "één euro te veel" in allocation.words


def test_the_two_deals_differ_in_parties_pillars_rules_and_look(deal: DealFile, successor: DealFile) -> None:
    left = {party.code for party in deal.parties} - {party.code for party in successor.parties}

    assert "gemeente-aa-en-hunze" in left
    assert [pillar.budget for pillar in deal.pillars] == [None, None, None]
    assert sum(pillar.budget or 0 for pillar in successor.pillars) == 15_680_935 * EURO
    assert [pillar.cross_cutting for pillar in successor.pillars] == [False] * 4 + [True] * 2
    assert deal.bodies[0].rules.model_dump(mode="json") == {
        "quorum": "more than 1/2",
        "majority": "more than 1/2",
        "interest": "recorded",
        "proxies": "none",
        "proxies_a_seat": 1,
    }
    assert successor.bodies[0].rules.model_dump(mode="json") == {
        "quorum": "at least 2/3",
        "majority": "at least 2/3",
        "interest": "excluded",
        "proxies": "none",
        "proxies_a_seat": 1,
    }
    assert not set(deal.deal.hosts) & set(successor.deal.hosts)
    assert deal.deal.accent != successor.deal.accent


def test_a_party_of_both_deals_has_one_name_and_kind(deal: DealFile, successor: DealFile) -> None:
    first = {party.code: party for party in deal.parties}
    both = [party for party in successor.parties if party.code in first]

    assert len(both) == len(successor.parties) == 8
    assert all(party == first[party.code] for party in both)


def test_eight_seats_each_with_a_published_holder_and_one_chair(deal: DealFile) -> None:
    seats = deal.bodies[0].seats

    assert len(seats) == 8
    assert all(seat.holder and seat.office for seat in seats)
    assert [seat.holder for seat in seats if seat.chair] == ["Henk Jumelet"]


def test_the_second_deal_names_nobody_whose_seat_was_not_published(successor: DealFile) -> None:
    assert not [seat for seat in successor.bodies[0].seats if seat.holder or seat.office or seat.chair]


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_both_accents_are_readable_on_white(deal: DealFile, successor: DealFile) -> None:
    for accent in (deal.deal.accent, successor.deal.accent):
        assert 1.05 / (luminance(accent) + 0.05) >= 7, accent


# The register and the meeting


def test_every_project_rests_on_a_source_that_can_be_visited(register: RegisterFile) -> None:
    assert len(register.projects) >= 33
    assert not [project.code for project in register.projects if not any(fact.source for fact in project.facts)]


def test_every_project_says_what_it_is_in_one_to_three_sentences(register: RegisterFile) -> None:
    for project in register.projects:
        assert project.summary, project.code
        assert 1 <= len(re.findall(r"[.!?](?:\s|$)", project.summary)) <= 3, project.code


def test_the_five_of_june_2021_are_decided_and_hold_no_money_of_their_own(register: RegisterFile) -> None:
    five = {project.code: project for project in register.projects if project.code in OF_JUNE_2021}

    assert set(five) == set(OF_JUNE_2021)
    assert {project.stage for project in five.values()} == {Stage.DECIDED}
    assert not [project.code for project in five.values() if project.figures or project.phases]


def test_what_was_asked_for_the_it_hub_is_not_what_it_costs(register: RegisterFile) -> None:
    hub = next(project for project in register.projects if project.code == "it-hub-hoogeveen")

    assert {figure.kind: figure.amount for figure in hub.figures} == {
        FigureKind.TOTAL_COST: 4_000_000 * EURO,
        FigureKind.REQUESTED: 1_500_000 * EURO,
    }


def test_parts_are_linked_to_their_whole_and_nothing_unproven_is_linked(register: RegisterFile) -> None:
    links = {(project.code, link.kind, link.project) for project in register.projects for link in project.links}

    assert ("fablab-coevorden", LinkKind.PART_OF, "jeugd-en-techniek") in links
    assert {kind for _, kind, _ in links} == {LinkKind.PART_OF}
    assert not [link for link in links if "greenwise-campus" in link]


def test_the_meeting_grants_what_the_decision_list_says(meeting: MeetingFile) -> None:
    granted = {item.project: item.contribution for item in meeting.items}

    assert granted == OF_JUNE_2021
    assert sum(OF_JUNE_2021.values()) == 3_341_800 * EURO
    assert {(item.kind.value, item.outcome.value) for item in meeting.items} == {("new", "granted")}
    assert (meeting.meeting.document is not None, meeting.meeting.present) == (True, ())


def test_the_larger_amounts_are_kept_apart_and_not_classified(meeting: MeetingFile) -> None:
    larger = {item.project: item.figures for item in meeting.items if item.figures}

    assert {code: figures[0].amount for code, figures in larger.items()} == {
        "iq-blvd": 2_995_000 * EURO,
        "regiocampus": 6_000_000 * EURO,
    }
    assert {figure.kind for figures in larger.values() for figure in figures} == {FigureKind.UNCLASSIFIED}


def test_the_meeting_says_what_the_list_beside_it_says(meeting: MeetingFile) -> None:
    letters = " ".join((FIRST / "besluitenlijst-2021-06-04.txt").read_text(encoding="utf-8").split())

    for item in meeting.items:
        assert item.text
        assert item.contribution
        assert f"{item.contribution // EURO:,}".replace(",", ".") in letters
        for paragraph in item.text.split("\n\n"):
            assert paragraph.strip() in letters
        for figure in item.figures:
            assert figure.words in letters


# Nothing is copied


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    joined = re.sub(r"-\s+(?=[A-Z])", "-", text)
    words = [word for word in (re.sub(r"^\W+|\W+$", "", raw).lower() for raw in joined.split()) if word]
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def test_no_eight_words_in_a_row_are_copied_from_the_real_list() -> None:
    originals = sorted((SHARED / "seed").glob("*.txt"))
    if not originals:
        pytest.skip(f"the real decision list is not in {SHARED / 'seed'}; set REGIODEAL_SHARED")
    original = set.union(*(runs(path.read_text(encoding="utf-8"), 8) for path in originals))
    examples = [path for path in EXAMPLES.rglob("*") if path.is_file()]

    assert len(original) > 500
    assert len(examples) >= 6
    for path in examples:
        copied = runs(re.sub(r"^\s*#", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE), 8) & original
        assert not copied, f"{path.relative_to(ROOT)}: {sorted(' '.join(run) for run in copied)}"


# Deal files with faults


@dataclass(frozen=True)
class Slip:
    """One change to the good file; `at` stands on the line that the fault must name, in the changed file."""

    old: str
    new: str
    at: str
    key: str
    says: str

    def make(self, text: str) -> str:
        assert text.count(self.old) == 1, f"{self.old!r} stands {text.count(self.old)} times in the good file"
        return text.replace(self.old, self.new)


SLIPS = {
    "unknown key": Slip(
        "  round: 2\n", "  round: 2\n  motto: samen\n", "motto:", "deal.motto", "is not a key that belongs here"
    ),
    "misspelt key": Slip(
        "  publisher: provincie-drenthe",
        "  publischer: provincie-drenthe",
        "publischer:",
        "deal.publischer",
        "spelling",
    ),
    "key that the misspelt one should be": Slip(
        "  publisher: provincie-drenthe", "  publischer: provincie-drenthe", "deal:", "deal.publisher", "is missing"
    ),
    "missing amount": Slip(
        "      amount: 20.000.000\n", "", "    - code: rijk", "money.sources[1].amount", "is missing"
    ),
    "amount left empty": Slip(
        "amount: 20.000.000", "amount:", "      amount:\n", "money.sources[1].amount", "leave the key out"
    ),
    "amount with a point for the cents": Slip(
        "amount: 20.000.000", "amount: 1500.50", "1500.50", "money.sources[1].amount", "not an amount in euros"
    ),
    "negative amount": Slip(
        "amount: 20.000.000", "amount: -20.000.000", "-20.000.000", "money.sources[1].amount", "not an amount in euros"
    ),
    "amount of nothing": Slip(
        "amount: 20.000.000", "amount: 0", "amount: 0", "money.sources[1].amount", "must be more than nothing"
    ),
    "duplicate code": Slip(
        "  - code: gemeente-coevorden",
        "  - code: gemeente-emmen",
        "code: gemeente-emmen\n    name: gemeente Emmen",
        "parties[11].code",
        "'gemeente-emmen' stands in this list for the second time",
    ),
    "unknown party": Slip(
        "party: ministerie-lnv",
        "party: ministerie-ienw",
        "ministerie-ienw",
        "bodies[1].seats[8].party",
        "'ministerie-ienw' is not the code of a party in this file",
    ),
    "unknown publisher": Slip(
        "publisher: provincie-drenthe",
        "publisher: regiodeal",
        "publisher: regiodeal",
        "deal.publisher",
        "not the code of a party",
    ),
    "bad date": Slip(
        "signed_on: 2019-07-15", "signed_on: 15 juli 2019", "signed_on: 15 juli", "agreement.signed_on", "is not a day"
    ),
    "day that does not exist": Slip(
        "signed_on: 2019-07-15", "signed_on: 2019-02-30", "2019-02-30", "agreement.signed_on", "is not a day"
    ),
    "shares that do not add up": Slip(
        "", "", "      shares:", "money.sources[3].shares", "differ from the amount by +1.00 euro; add an allocation"
    ),
    "period reversed": Slip(
        "end: 2023-12-31", "end: 2018-12-31", "end: 2018", "deal.period.end", "must lie after the start"
    ),
    "threshold that can never be met": Slip(
        "quorum: more than 1/2", "quorum: at least 5/4", "at least 5/4", "bodies[1].rules.quorum", "can never be met"
    ),
    "threshold in other words": Slip(
        "majority: more than 1/2",
        "majority: gewone meerderheid",
        "gewone",
        "bodies[1].rules.majority",
        "is not a threshold",
    ),
    "word outside a closed list": Slip(
        "power: decides", "power: beslist", "power: beslist", "bodies[1].power", "beslist"
    ),
    "colour by name": Slip('accent: "#1b5e3b"', "accent: groen", "accent: groen", "deal.accent", "groen"),
    "neither yes nor no": Slip(
        "chair: yes", "chair: ja", "chair: ja", "bodies[1].seats[1].chair", "neither yes nor no"
    ),
}


def good() -> str:
    return (FIRST / "deal.yaml").read_text(encoding="utf-8")


def without_allocation(text: str) -> str:
    changed, count = re.subn(r"      allocation:\n(?:        .*\n)+", "", text)
    assert count == 1
    return changed


def faults_of(folder: Path, content: str | bytes) -> list[Fault]:
    path = folder / "deal.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(FaultyFile) as caught:
        deal_file.read(path)
    assert caught.value.faults == sorted(caught.value.faults)
    assert all(str(fault) in str(caught.value) for fault in caught.value.faults)
    return caught.value.faults


def line_of(text: str, at: str) -> int:
    assert at in text
    return text[: text.index(at)].count("\n") + 1


@pytest.mark.parametrize("name", SLIPS)
def test_one_slip_is_named_with_its_line_and_key(name: str, tmp_path: Path) -> None:
    slip = SLIPS[name]
    text = slip.make(good()) if slip.old else without_allocation(good())

    found = [fault for fault in faults_of(tmp_path, text) if fault.key == slip.key]

    assert [fault.line for fault in found] == [line_of(text, slip.at)]
    assert slip.says in found[0].message


def test_a_slip_brings_no_faults_that_are_not_there(tmp_path: Path) -> None:
    for name in ("unknown key", "missing amount", "negative amount", "unknown party", "bad date", "period reversed"):
        text = SLIPS[name].make(good())
        assert [fault.key for fault in faults_of(tmp_path, text)] == [SLIPS[name].key], name


def test_all_slips_are_named_at_once_in_the_order_of_their_lines(tmp_path: Path) -> None:
    names = [
        "unknown key", "period reversed", "colour by name", "bad date", "amount with a point for the cents",
        "shares that do not add up", "word outside a closed list", "threshold that can never be met",
        "threshold in other words", "neither yes nor no", "unknown party",
    ]  # fmt: skip
    text = without_allocation(good())
    for name in names:
        text = SLIPS[name].make(text) if SLIPS[name].old else text

    faults = faults_of(tmp_path, text)

    assert [(fault.line, fault.key) for fault in faults] == sorted(
        (line_of(text, SLIPS[name].at), SLIPS[name].key) for name in names
    )


def test_a_key_that_stands_there_twice_is_named_where_it_stands_for_the_second_time(tmp_path: Path) -> None:
    text = good().replace("  round: 2\n", "  round: 2\n  code: iets-anders\n")

    faults = faults_of(tmp_path, text)

    assert [(fault.line, fault.key) for fault in faults] == [(line_of(text, "code: iets-anders"), "deal.code")]
    assert "for the second time" in faults[0].message


def test_indentation_with_a_tab_is_named_with_its_line(tmp_path: Path) -> None:
    text = good().replace("  round: 2\n", "\tround: 2\n")

    faults = faults_of(tmp_path, text)

    assert [fault.line for fault in faults] == [line_of(text, "\tround: 2")]
    assert "is not YAML" in faults[0].message


@pytest.mark.parametrize("at", ["short_name", "Marc Hameleers"])
def test_bytes_that_are_not_utf_8_are_named_with_their_line(at: str, tmp_path: Path) -> None:
    whole = good().encode()
    content = whole.replace(at.encode(), b"caf\xe9 " + at.encode())

    faults = faults_of(tmp_path, content)

    assert [fault.line for fault in faults] == [line_of(good(), at)]
    assert "UTF-8" in faults[0].message


@pytest.mark.parametrize("content", ["", "\n\n", "# alleen toelichting\n"])
def test_a_file_without_content_says_so(content: str, tmp_path: Path) -> None:
    faults = faults_of(tmp_path, content)

    assert faults
    assert faults[0].line == 1


@pytest.mark.parametrize("content", ["- een\n- lijst\n", "zomaar tekst\n"])
def test_a_file_that_is_no_deal_at_all_is_refused(content: str, tmp_path: Path) -> None:
    assert [fault.line for fault in faults_of(tmp_path, content)] == [1]


def test_line_ends_and_byte_order_mark_of_windows_make_no_difference(deal: DealFile, tmp_path: Path) -> None:
    path = tmp_path / "deal.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + good().replace("\n", "\r\n").encode())

    assert deal_file.read(path) == deal


# Files in which money would be booked wrongly, or a fault would be named that is not there.

TREACHEROUS = {
    "a list whose only entry is faulty says that the list is empty as well": (
        "power: decides",
        "power: beslist",
        ["bodies[1].power"],
    ),
    "a day that cannot be read is compared as text as well": (
        "end: 2023-12-31",
        "end: 15-12-2023",
        ["deal.period.end"],
    ),
    "an allocation that is left empty books shares that do not add up": (
        "        rule: largest remainder\n        unit: euro\n",
        "",
        ["money.sources[3].shares"],
    ),
    "a party that has two shares loses one of them": (
        "- party: gemeente-hoogeveen",
        "- party: gemeente-emmen",
        ["money.sources[3].shares[6].party"],
    ),
    "a source with the code of a party that has a share": (
        "    - code: provincie-drenthe\n      name: provincie Drenthe\n      level",
        "    - code: gemeente-emmen\n      name: provincie Drenthe\n      level",
        ["money.sources[3].shares[4].party"],
    ),
    "a share with a typing error that no rounding explains": (
        "published: 818.868",
        "published: 8.188.680",
        ["money.sources[3].shares"],
    ),
    "an amount with cents that is to be divided in whole euros": (
        "      name: zes gemeenten\n      level: municipality\n      amount: 10.000.000",
        "      name: zes gemeenten\n      level: municipality\n      amount: 10.000.000,50",
        ["money.sources[3].amount"],
    ),
}


@pytest.mark.parametrize("name", TREACHEROUS)
def test_the_loader_names_this_and_nothing_else(name: str, tmp_path: Path) -> None:
    old, new, keys = TREACHEROUS[name]
    assert good().count(old) == 1
    text = good().replace(old, new)
    if "left empty" in name:
        text = re.sub(r"        words: >-\n(?:          .*\n)+", "", text)

    assert [fault.key for fault in faults_of(tmp_path, text)] == keys


def test_an_alias_that_holds_itself_is_refused(tmp_path: Path) -> None:
    faults = faults_of(tmp_path, good() + "zelf: &zelf [*zelf]\n")

    assert [fault.key for fault in faults] == ["zelf", "zelf[1]"]
    assert "write the value out" in faults[1].message


def test_a_ministry_has_a_code_with_four_letters(tmp_path: Path) -> None:
    path = tmp_path / "deal.yaml"
    path.write_text(
        re.sub(r"(code: ministerie-bzk\n.*\n.*\n)", r"\1    identifier: mnre1034\n", good()), encoding="utf-8"
    )

    assert deal_file.read(path).parties[1].identifier == "mnre1034"
