"""Compare what was read with the register: what would be new, what would change, what stays, and what cannot be."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from regiodeal.common.hashing import canonical, sha256
from regiodeal.projects import rules
from regiodeal.projects.register_sheet import checks, entries
from regiodeal.projects.register_sheet.entries import SheetEntry, Where, key_of
from regiodeal.projects.register_sheet.faults import Fault, Problem
from regiodeal.projects.register_sheet.layout import HEAD, KEPT, LAYOUTS, PARTS
from regiodeal.projects.register_sheet.reading import Reading, Row, SheetRead
from regiodeal.projects.register_sheet.standing import Content, Register, Values, codes_by_words

_LAYOUTS = {layout.part: layout for layout in LAYOUTS}
IN_ANY_ORDER = {*KEPT, "links"}
"""Parts of which the order of the rows says nothing."""


@dataclass(frozen=True)
class Change:
    """What would become of a project; `before` is None for one that is new."""

    code: str
    before: Content | None
    after: Content
    entry: SheetEntry


@dataclass
class Plan:
    """What a spreadsheet would do to the register. Nothing may be stored while there are faults."""

    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """A hash of all that would change, from what to what: who confirms says what was seen."""
        return sha256(canonical([[change.code, change.before, change.after] for change in self.changes]))


@dataclass(frozen=True)
class Limits:
    """What the rest of the office knows: codes that it keeps for itself, and projects whose pillar paid for them."""

    kept_codes: Collection[str] = ()
    firm_pillars: Collection[str] = ()


def plan(reading: Reading, register: Register, limits: Limits | None = None) -> Plan:
    """Return what would change, with every fault: those of the reading, and those that show beside the register."""
    made = Plan(notes=list(reading.notes))
    if HEAD in reading.unusable:
        made.faults = list(reading.faults)  # without the list of projects every other row would seem wrong
        return made
    planner = _Planner(reading, register, limits or Limits(), made)
    made.faults = _in_order([*reading.faults, *planner.run()])
    return made


def _in_order(faults: list[Fault]) -> list[Fault]:
    """Return the faults as they stand in the file, and one for each cell: what was read wrongly needs no second."""
    first: dict[Any, Fault] = {}
    for fault in faults:
        where = (fault.sheet, fault.row, fault.column)
        first.setdefault(where if fault.column is not None else (*where, fault.problem, str(fault.values)), fault)
    titles = [layout.title for layout in LAYOUTS]
    order = {title: index for index, title in enumerate(titles)}
    return sorted(
        first.values(),
        key=lambda fault: (order.get(fault.sheet, -1), fault.row or 0, -1 if fault.column is None else fault.column),
    )


class _Planner:
    """Works through the projects that a reading is about, one by one."""

    def __init__(self, reading: Reading, register: Register, limits: Limits, made: Plan) -> None:
        self.sheets, self.unusable = reading.sheets, reading.unusable
        self.register, self.limits, self.plan = register, limits, made
        self.words = {"pillar": codes_by_words(register.pillars), "lead": codes_by_words(register.leads)}
        self.spoilt = {(fault.sheet, fault.row) for fault in reading.faults}
        self.heads: dict[str, Row] = {}
        self.rows: dict[str, dict[str, list[Row]]] = {}

    def run(self) -> Iterator[Fault]:
        """Yield the faults; the plan is filled meanwhile."""
        yield from self._collect_heads()
        self.known = {*self.register.projects, *self.heads}
        yield from self._collect_rows()
        for code in dict.fromkeys([*self.heads, *self.rows]):
            if code in self.known:
                yield from self._project(code)
        self.plan.unchanged = len(self.heads.keys() | self.rows.keys()) - len(self.plan.changes)
        yield from self._circles()

    def _collect_heads(self) -> Iterator[Fault]:
        for row in self._rows_of(HEAD):
            code = row.values.get("code")
            if code is None:
                continue
            if code in self.heads:
                yield self._fault(Problem.CODE_TWICE, (HEAD, "code"), row, code=code, first=self.heads[code].number)
            elif code not in self.register.projects and code in self.limits.kept_codes:
                yield self._fault(Problem.CODE_KEPT, (HEAD, "code"), row, code=code)
            else:
                self.heads[code] = row

    def _collect_rows(self) -> Iterator[Fault]:
        for layout in PARTS:
            for row in self._rows_of(layout.part):
                code = row.values.get("project")
                if code is None:
                    continue
                if code not in self.known:
                    yield self._fault(Problem.UNKNOWN_PROJECT, (layout.part, "project"), row, code=code)
                self.rows.setdefault(code, {}).setdefault(layout.part, []).append(row)

    def _rows_of(self, part: str) -> list[Row]:
        return self.sheets[part].rows if part in self.sheets else []

    def _project(self, code: str) -> Iterator[Fault]:
        before = self.register.projects.get(code)
        wanted: Content = {**(before or {layout.part: [] for layout in PARTS})}
        wanted[HEAD] = dict(before[HEAD]) if before else {"code": code}
        yield from self._head(code, wanted[HEAD], before)
        rows: dict[str, list[Row]] = {}
        for part in wanted.keys() & self.sheets.keys() - {HEAD}:
            rows[part] = self.rows.get(code, {}).get(part, [])
            if rows[part] or code in self.heads:
                wanted[part] = _put_together(part, rows[part], before)
        for part, of_part in rows.items():
            yield from self._part_faults(checks.Part(part, code, of_part, before), wanted)
        if before is not None and _same(before, wanted):
            return
        origin = _Origin(self.heads.get(code), rows, wanted)
        try:
            entry = entries.entry(wanted, before)
        except ValidationError as error:
            for where, problem, values in entries.faults(error, wanted, before):
                yield self._fault_at(origin, where, problem, values, code)
        else:
            self.plan.changes.append(Change(code, before, wanted, entry))
            self.plan.notes += self._what_stays(code, rows, before)

    def _head(self, code: str, head: Values, before: Content | None) -> Iterator[Fault]:
        """Put the values of the first sheet into the head, with pillar and lead by their codes."""
        row = self.heads.get(code)
        if row is None:
            return
        head |= row.values
        for key, problem in (("pillar", Problem.UNKNOWN_PILLAR), ("lead", Problem.UNKNOWN_LEAD)):
            written = row.values.get(key)
            if written is not None:
                head[key] = self.words[key].get(written.casefold())
            if written is not None and head[key] is None:
                names = self.register.pillars if key == "pillar" else self.register.leads
                yield self._fault(problem, (HEAD, key), row, value=written, known=list(names.values()))
        if before and code in self.limits.firm_pillars and head.get("pillar") != before[HEAD]["pillar"]:
            yield self._fault(Problem.PILLAR_FIRM, (HEAD, "pillar"), row)

    def _part_faults(self, part: checks.Part, wanted: Content) -> Iterator[Fault]:
        found = list(checks.fixed(part))
        if part.before is None or _part_differs(part.name, part.before, wanted):
            found += checks.faults(part, self.known, self.register.last_day)
        for one in found:
            if (_LAYOUTS[part.name].title, one.row.number) not in self.spoilt or one.problem is Problem.UNKNOWN_PROJECT:
                yield self._fault(one.problem, (part.name, one.key), one.row, **one.values)

    def _circles(self) -> Iterator[Fault]:
        """Yield the links that lead back to where they began, over all links as they would be."""
        wanted = {**self.register.projects, **{change.code: change.after for change in self.plan.changes}}
        links = {code: [(row["kind"], row["target"]) for row in one["links"]] for code, one in wanted.items()}
        for change in self.plan.changes:
            if change.before is None or _part_differs("links", change.before, change.after):
                for row in self.rows.get(change.code, {}).get("links", []):
                    link = {"kind": row.values.get("kind"), "project": row.values.get("target")}
                    if link["project"] != change.code and rules.circle(change.code, [link], links):
                        yield self._fault(Problem.LINK_CIRCLE, ("links", "target"), row)

    def _what_stays(self, code: str, rows: dict[str, list[Row]], before: Content | None) -> Iterator[Fault]:
        """Yield a note for each row of the register that the sheet leaves out and that stays all the same."""
        for part in rows.keys() & KEPT.keys() if before else ():
            told = {key_of(part, checks.values(part, row)) for row in rows[part]}
            for row in before[part] if before else ():
                if key_of(part, row) not in told:
                    yield Fault(
                        Problem.ROW_STAYS, _LAYOUTS[part].title, values={"code": code, "part": part, "row": row}
                    )

    def _fault(self, problem: Problem, where: tuple[str, str], row: Row, **values: Any) -> Fault:
        part, key = where
        return Fault(problem, _LAYOUTS[part].title, row.number, self._column(part, key), values)

    def _column(self, part: str, key: str) -> int | None:
        return self.sheets[part].columns.get(key)

    def _fault_at(self, origin: "_Origin", where: Where, problem: Problem, values: dict[str, Any], code: str) -> Fault:
        """Return a fault of the model at the cell of the value, or at the project where the register holds it."""
        part, index, key = where
        row = origin.row(part, index)
        if row is None:
            return Fault(Problem.OTHER, _LAYOUTS[part].title, values={"code": code, **values})
        heading = _LAYOUTS[part].field(key).heading
        if self._column(part, key) is None:
            return Fault(
                Problem.NEEDS_COLUMN, _LAYOUTS[part].title, row.number, None, {"code": code, "heading": heading}
            )
        return Fault(problem, _LAYOUTS[part].title, row.number, self._column(part, key), {"heading": heading, **values})


@dataclass(frozen=True)
class _Origin:
    """In which rows of the file the values of a project stand."""

    head: Row | None
    rows: dict[str, list[Row]]
    wanted: Content

    def row(self, part: str, index: int | None) -> Row | None:
        """Return the row of a value; None where the register has it and the file does not."""
        if index is None:
            return self.head
        found = self.wanted[part][index]
        return next((row for row in self.rows.get(part, []) if checks.values(part, row) == found), None)


def _put_together(part: str, rows: list[Row], before: Content | None) -> list[Values]:
    """Return the rows of a part as they would be: those of the sheet, after those that stay in any case."""
    values = [checks.values(part, row) for row in rows]
    if part not in KEPT or before is None:
        return values
    known = {key_of(part, row) for row in before[part]}
    return [*before[part], *(row for row in values if key_of(part, row) not in known)]


def _part_differs(part: str, before: Content, after: Content) -> bool:
    if part in IN_ANY_ORDER:
        return Counter(map(_frozen, before[part])) != Counter(map(_frozen, after[part]))
    return bool(before[part] != after[part])


def _frozen(row: Values) -> tuple[Any, ...]:
    return tuple(sorted(row.items()))


def _same(before: Content, after: Content) -> bool:
    return before[HEAD] == after[HEAD] and not any(_part_differs(layout.part, before, after) for layout in PARTS)


def only_changed(reading: Reading, changes: Collection[str]) -> dict[str, SheetRead]:
    """Return the sheets with the rows of these projects alone: what need not be kept until somebody confirms goes."""
    return {
        part: SheetRead(
            sheet.columns,
            [row for row in sheet.rows if row.values.get("code" if part == HEAD else "project") in changes],
        )
        for part, sheet in reading.sheets.items()
    }
