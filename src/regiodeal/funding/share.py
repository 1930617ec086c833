"""The share that the state carries of what is granted: half at most, where the national round of the deal says so.

A round looks at the programme as a whole, when it closes. Until then this looks at the part of it that is granted: what
the deal pays, of which each source carries its part, and what others contribute to the same projects and phases.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from regiodeal.common.money import allocate
from regiodeal.decisions.choices import AWARDING, DecisionKind
from regiodeal.funding import cofinancing
from regiodeal.funding.choices import PlaceKind
from regiodeal.funding.cofinancing import Line, Total
from regiodeal.programme import rounds
from regiodeal.programme.choices import SourceLevel
from regiodeal.programme.models import Source
from regiodeal.programme.rounds import Finding, Round

GrantedPhase = tuple[str, int]
"""The code of a project, and the number of its phase."""

_GRANTED = (f"{PlaceKind.AWARDED}/", f"{PlaceKind.ADVANCED}/", f"{PlaceKind.SETTLED}/")


@dataclass(frozen=True)
class Weighed:
    """What a share is reckoned from, whatever is granted: the sources of a deal, all that others contribute, and what
    the national round prescribes."""

    round: Round | None
    sources: list[Source]
    lines: list[Line]


@dataclass(frozen=True, kw_only=True)
class Share:
    """What the state carries of what is granted, and what the region does; all in cents.

    `granted` is what the deal pays, `state` and `region` what of it comes from the state and from the others as far as
    the amounts are known. `beside` is what others contribute to what is granted. `unknown` counts the phases to which
    an amount was granted that nobody knows.
    """

    granted: int
    state: int
    region: int
    beside: Total
    unknown: int
    finding: Finding

    @property
    def nothing(self) -> bool:
        """Whether nothing is granted, so that there is nothing to have a share of."""
        return not self.granted and not self.unknown

    @property
    def certain(self) -> bool:
        """Whether all amounts are known and judged, so that the share is one number."""
        return not self.unknown and not self.beside.unknown and not self.beside.undecided

    @property
    def whole(self) -> int:
        """What state and region carry together, of what counts."""
        return self.state + self.region + self.beside.counts


def of_granted(held: Mapping[str, int], unknown: Collection[GrantedPhase], weighed: Weighed) -> Share:
    """Return the share of the state when the places of a deal hold this, in cents by their keys.

    `unknown` are the phases to which an amount was granted that nobody knows.
    """
    places = {key: cents for key, cents in held.items() if cents > 0 and key.startswith(_GRANTED)}
    granted = sum(places.values())
    parts = _parts(granted, weighed.sources)
    state = sum(cents for source, cents in parts if source.level == SourceLevel.STATE)
    lines = _beside(weighed.lines, {*map(_phase_of, places), *unknown})
    region = [(source, cents) for source, cents in parts if source.level != SourceLevel.STATE]
    contributions = [cofinancing.as_contribution(source, cents) for source, cents in region]
    if unknown:
        contributions += [cofinancing.as_contribution(source, None) for source, _ in region]
    pledged = sum(source.cents for source in weighed.sources if source.level == SourceLevel.STATE)
    return Share(
        granted=granted,
        state=state,
        region=granted - state,
        beside=cofinancing.total(None, lines),
        unknown=len(unknown),
        finding=rounds.share(
            weighed.round,
            state_least_cents=state,
            state_most_cents=max(state, pledged) if unknown else state,
            contributions=[*contributions, *(cofinancing.contribution(line.row) for line in lines)],
        ),
    )


def still_unknown(
    before: Iterable[GrantedPhase], kind: str, phase: GrantedPhase, cents: int | None
) -> frozenset[GrantedPhase]:
    """Return the phases with a granted amount that nobody knows, after an item of this kind was granted on `phase`.

    A stop gives back whatever was granted to the project.
    """
    known = frozenset(before)
    if kind == DecisionKind.STOP:
        return frozenset(one for one in known if one[0] != phase[0])
    return known | {phase} if kind in AWARDING and cents is None else known


def _parts(granted: int, sources: list[Source]) -> list[tuple[Source, int]]:
    if not sources:
        return []
    return list(zip(sources, allocate(granted, [source.cents for source in sources]), strict=True))


def _beside(lines: list[Line], phases: Collection[GrantedPhase]) -> list[Line]:
    """Return what others contribute to these phases, or to the whole of their projects."""
    projects = {project for project, _ in phases}
    return [
        line
        for line in lines
        if (line.row.project.code in projects if line.row.phase is None else _of_row(line) in phases)
    ]


def _of_row(line: Line) -> tuple[str, int | None]:
    return line.row.project.code, line.row.phase


def _phase_of(place: str) -> GrantedPhase:
    _, project, phase = place.split("/")
    return project, int(phase)
