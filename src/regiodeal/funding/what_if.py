"""What if these items are granted: what remains free per pillar and per source, which ceiling breaks, and which share
of what is granted the state then carries.

Nothing is booked here. The moves are those of `funding.rules`, which deciding makes too, so the outcome is the same.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from regiodeal.common.sentences import Euros, Sentence
from regiodeal.decisions import queries
from regiodeal.decisions.choices import AWARDING, GRANTING, DecisionKind
from regiodeal.decisions.models import AgendaItem
from regiodeal.funding import cofinancing, rules
from regiodeal.funding import share as shares
from regiodeal.funding.choices import PlaceKind
from regiodeal.funding.models import Place, Transfer
from regiodeal.funding.queries import lowest_from
from regiodeal.funding.share import GrantedPhase, Share, Weighed
from regiodeal.programme.models import Deal, Pillar, Source
from regiodeal.projects.choices import FigureKind
from regiodeal.projects.models import Phase, Project

UNDIVIDED = f"{PlaceKind.FREE}/-"
_NEEDS_A_PHASE = {DecisionKind.ENLARGEMENT, DecisionKind.EXTENSION, DecisionKind.CHANGE, DecisionKind.STOP}
_MAKES_A_PHASE = {DecisionKind.NEW, DecisionKind.FOLLOW_UP}


class LastPhase(NamedTuple):
    """The last phase of a project: its number, 0 where there is none, and when it ends if that is known."""

    number: int
    ends_on: date | None


_NONE_YET = LastPhase(0, None)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An item that is granted in the thought experiment: with which contribution in cents, until which new end.

    The item comes with its project and its figures.
    """

    item: AgendaItem
    cents: int | None
    new_end: date | None = None


@dataclass(frozen=True, kw_only=True)
class Pot:
    """A place with free money: what is free now, what the choices take from it, and what then remains.

    `pillar` is None for what the deal has not divided. `room` is the least that the place holds from the day of the
    meeting on: money that was booked for a later day is not free. All in cents.
    """

    key: str
    pillar: Pillar | None
    free: int
    room: int
    taken: int

    @property
    def remains(self) -> int:
        """What is free afterwards; below nothing when more is granted than there is."""
        return self.free - self.taken

    @property
    def short(self) -> int:
        """How much is missing, or nothing."""
        return max(0, self.taken - self.room)


@dataclass(frozen=True, kw_only=True)
class Draw:
    """What is still free of what a source pledged, now and afterwards, in cents."""

    source: Source
    free: int
    remains: int


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What follows from granting the choices. `held` is what each place would hold, by its key.

    `share` is what the state carries of what is granted now, `share_then` of what would be granted.
    """

    pots: list[Pot]
    draws: list[Draw]
    share: Share
    share_then: Share
    breaks: list[Sentence]
    unknown: list[AgendaItem]
    held: dict[str, int]
    granted: int

    @property
    def free(self) -> int:
        """What is free now in the whole deal."""
        return sum(pot.free for pot in self.pots)

    @property
    def remains(self) -> int:
        """What is free afterwards in the whole deal."""
        return sum(pot.remains for pot in self.pots)

    @property
    def pledged(self) -> int:
        """What all sources pledged together."""
        return sum(draw.source.cents for draw in self.draws)

    @property
    def taken(self) -> int:
        """What the choices take of what is free in the whole deal."""
        return sum(pot.taken for pot in self.pots)


@dataclass(frozen=True)
class Standing:
    """Where the money of a deal is before anything is granted. `unknown` are the phases to which an amount was granted
    that nobody knows."""

    deal: Deal
    pillars: list[Pillar]
    sources: list[Source]
    held: dict[str, int]
    room: dict[str, int]
    weighed: Weighed
    unknown: frozenset[GrantedPhase]

    @property
    def share(self) -> Share:
        """The share that the state carries of what is granted."""
        return shares.of_granted(self.held, self.unknown, self.weighed)

    def pot_of(self, project: Project) -> str:
        """Return the key of the place with free money that a project draws on, as `queries.free_place` does."""
        budgets = {pillar.pk for pillar in self.pillars if pillar.budget_cents is not None}
        return f"{PlaceKind.FREE}/{project.pillar.code}" if project.pillar_id in budgets else UNDIVIDED  # type: ignore[union-attr]


def standing(deal: Deal, on: date) -> Standing:
    """Return where the money of a deal is, for what would count from the day `on`, in a fixed number of queries."""
    places = list(Place.objects.filter(deal=deal).exclude(kind=PlaceKind.PLEDGED))
    free = [place for place in places if place.kind == PlaceKind.FREE]
    later = Transfer.objects.filter(deal=deal, counts_from__gt=on).exists()
    sources = list(deal.sources.all())
    prescribed = cofinancing.round_of(deal)
    return Standing(
        deal=deal,
        pillars=list(deal.pillars.all()),
        sources=sources,
        held={place.key: place.cents for place in places},
        room={place.key: lowest_from(place, on) if later else place.cents for place in free},
        weighed=Weighed(prescribed, sources, cofinancing.told(cofinancing.contributions(deal), prescribed)),
        unknown=_granted_unknown(deal),
    )


def granting(choices: Iterable[Choice], before: Standing) -> Outcome:
    """Return what follows from granting these choices, in their order.

    An item that asks an amount that nobody knows is named in `unknown`, and takes no part in the sums.
    """
    chosen = list(choices)
    held, unknown = dict(before.held), before.unknown
    phases = _last_phases(choice.item.project_id for choice in chosen)
    taken: dict[str, int] = {}
    breaks: list[Sentence] = []
    for choice in chosen:
        last = phases.get(choice.item.project_id, _NONE_YET)
        breaks += _breaks_of_item(choice, last, before.deal)
        wish = _wish(choice, before, last)
        try:
            for origin, destination, cents in rules.grant(wish, held):
                taken[origin] = taken.get(origin, 0) + cents
                taken[destination] = taken.get(destination, 0) - cents
        except rules.ReservationTooSmall as error:
            breaks.append(_too_small(choice.item, error.short))
        last = phases[choice.item.project_id] = _then_last(choice, last)
        unknown = shares.still_unknown(unknown, choice.item.kind, (wish.project, last.number), choice.cents)
    pots = list(_pots(before, taken))
    return Outcome(
        pots=pots,
        draws=_draws(before.sources, pots),
        share=before.share,
        share_then=shares.of_granted(held, unknown, before.weighed),
        breaks=[*_short(pots), *breaks],
        unknown=[choice.item for choice in chosen if choice.item.kind in AWARDING and choice.cents is None],
        held=held,
        granted=sum(choice.cents or 0 for choice in chosen if choice.item.kind in AWARDING),
    )


def as_asked(item: AgendaItem) -> Choice:
    """Return the choice to grant an item as it is asked."""
    return Choice(item=item, cents=item.ask_cents, new_end=item.ask_end)


def _wish(choice: Choice, before: Standing, last: LastPhase) -> rules.Wish:
    item = choice.item
    reservations = (figure.cents for figure in item.figures.all() if figure.kind == FigureKind.DEAL_RESERVATION)
    return rules.Wish(
        project=item.project.code,
        free=before.pot_of(item.project),
        last_phase=last.number,
        awards=item.kind in AWARDING,
        new_phase=item.kind in _MAKES_A_PHASE,
        stops=item.kind == DecisionKind.STOP,
        cents=choice.cents,
        reservation_cents=tuple(reservations),
    )


def _granted_unknown(deal: Deal) -> frozenset[GrantedPhase]:
    """Return the phases to which an amount was granted that nobody knows; an old document does not always tell."""
    told = queries.standing(deal).filter(outcome__in=GRANTING, phase__isnull=False)
    told = told.filter(Q(item__kind__in=AWARDING, contribution_cents=None) | Q(item__kind=DecisionKind.STOP))
    unknown: frozenset[GrantedPhase] = frozenset()
    for kind, project, phase in told.values_list("item__kind", "item__project__code", "phase"):
        unknown = shares.still_unknown(unknown, kind, (project, phase or 0), None)
    return unknown


def _last_phases(projects: Iterable[int]) -> dict[int, LastPhase]:
    rows = Phase.objects.filter(project__in=set(projects)).order_by("number")
    found = rows.values_list("project", "number", "ends_on")
    return {project: LastPhase(number, ends_on) for project, number, ends_on in found}


def _then_last(choice: Choice, last: LastPhase) -> LastPhase:
    """Return the last phase of the project once the choice is granted."""
    if choice.item.kind in _MAKES_A_PHASE:
        return LastPhase(last.number + 1, choice.new_end)
    return last._replace(ends_on=choice.new_end) if choice.new_end else last


def _pots(before: Standing, taken: dict[str, int]) -> Iterator[Pot]:
    pillars: list[tuple[str, Pillar | None]] = [
        (f"{PlaceKind.FREE}/{pillar.code}", pillar) for pillar in before.pillars if pillar.budget_cents is not None
    ]
    for key, pillar in [*pillars, (UNDIVIDED, None)]:
        pot = Pot(
            key=key,
            pillar=pillar,
            free=before.held.get(key, 0),
            room=before.room.get(key, 0),
            taken=taken.get(key, 0),
        )
        if pillar or pot.free or pot.taken or not pillars:
            yield pot


def _draws(sources: list[Source], pots: list[Pot]) -> list[Draw]:
    pledged = [source.cents for source in sources]
    if not pledged:
        return []
    now = rules.left_of_sources(sum(pot.free for pot in pots), pledged)
    afterwards = rules.left_of_sources(sum(pot.remains for pot in pots), pledged)
    rows = zip(sources, now, afterwards, strict=True)
    return [Draw(source=source, free=free, remains=remains) for source, free, remains in rows]


def _short(pots: list[Pot]) -> Iterator[Sentence]:
    for pot in pots:
        if pot.short and pot.pillar:
            yield Sentence("pillar {pillar} is {short} short", pillar=pot.pillar, short=Euros(pot.short))
        elif pot.short:
            yield Sentence("the money that is not divided over pillars is {short} short", short=Euros(pot.short))
    whole = sum(pot.taken for pot in pots) - sum(pot.room for pot in pots)
    if whole > 0 and len(pots) > 1:
        yield Sentence("the deal as a whole is {short} short", short=Euros(whole))


def _breaks_of_item(choice: Choice, last: LastPhase, deal: Deal) -> Iterator[Sentence]:
    item, limit = choice.item, deal.projects_end_by
    if item.kind in _NEEDS_A_PHASE and not last.number:
        yield Sentence(
            "item {number}: {project} has no phase yet to decide about", number=item.position, project=item.project.name
        )
    if item.kind == DecisionKind.EXTENSION and choice.new_end and last.ends_on and choice.new_end <= last.ends_on:
        yield Sentence(
            "item {number}: {end} is not later than {present}, until when {project} runs already",
            number=item.position,
            end=choice.new_end,
            present=last.ends_on,
            project=item.project.name,
        )
    if choice.new_end and choice.new_end < item.meeting.held_on and not item.meeting.from_document:
        yield Sentence(
            "item {number}: {end} lies before the meeting of {day}",
            number=item.position,
            end=choice.new_end,
            day=item.meeting.held_on,
        )
    if choice.new_end and limit and choice.new_end > limit:
        yield Sentence(
            "item {number}: {end} lies after {limit}, when all projects of the deal must have ended",
            number=item.position,
            end=choice.new_end,
            limit=limit,
        )


def _too_small(item: AgendaItem, short: int) -> Sentence:
    return Sentence(
        "item {number}: {project} would hold {short} more than what is reserved for the whole project",
        number=item.position,
        project=item.project.name,
        short=Euros(short),
    )
