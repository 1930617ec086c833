"""The six national rounds of the Regio Envelop: what each prescribes about money, where that stands, and whether a deal
meets it. What no source says is None here, and "not laid down" on a screen; what is not known is never zero.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from regiodeal.common.sentences import Euros, Sentence
from regiodeal.programme.choices import ContributionForm, MoneyOrigin, Sector, Verdict


@dataclass(frozen=True)
class Reference:
    """A public text that says what a round prescribes."""

    title: str
    url: str


class Half(Enum):
    """How firmly a round prescribes that the region contributes at least as much as the state."""

    REQUIRED = auto()
    UNLESS_EXPLAINED = auto()
    STARTING_POINT = auto()


@dataclass(frozen=True, kw_only=True)
class Round:
    """What a round prescribes; amounts in cents. None stands where no source that we know says anything.

    `private`: private parties of the deal count. `in_kind`: hours and goods count. `state_money`: money counts that a
    public party has from the state. `parties_alone`: a public body counts only where it is party to the deal.
    """

    number: int
    state_least_cents: int | None = None
    state_most_cents: int | None = None
    half: Half | None = None
    private: bool | None = None
    in_kind: bool | None = None
    state_money: bool | None = None
    parties_alone: bool | None = None
    references: tuple[Reference, ...] = ()


_FIVE_MILLION = 5_000_000_00
_FORTY_MILLION = 40_000_000_00
_SPUK_3 = Reference("Staatscourant 2020, 14351", "https://zoek.officielebekendmakingen.nl/stcrt-2020-14351.html")
_SPUK_4 = Reference("Staatscourant 2023, 12561", "https://zoek.officielebekendmakingen.nl/stcrt-2023-12561.html")
_SPUK_5_6 = Reference("Staatsblad 2024, 219", "https://zoek.officielebekendmakingen.nl/stb-2024-219.html")
_CALL_2 = Reference(
    "RVO, Regio Deals: tweede tranche",
    "https://www.rvo.nl/onderwerpen/duurzaam-ondernemen/gebouwen/regio-deals/regio-deals-tweede-tranche",
)
_CALL_3 = Reference(
    "RVO, Regio Deals: derde tranche",
    "https://www.rvo.nl/subsidie-en-financieringswijzer/regio-deals/regio-deals-derde-tranche",
)
_CALL_4 = Reference(
    "Greenports Nederland, aankondiging vierde tranche",
    "https://www.greenports-nederland.nl/nl/regio-deal-4e-tranche-gaat-binnenkort-open",
)
_CALL_5 = Reference("RVO, Regio Deals: vijfde ronde", "https://www.rvo.nl/subsidies-financiering/regio-deals")

ROUNDS = {
    one.number: one
    for one in [
        Round(number=1),
        Round(
            number=2,
            state_least_cents=_FIVE_MILLION,
            state_most_cents=_FORTY_MILLION,
            half=Half.REQUIRED,
            references=(_CALL_2,),
        ),
        Round(
            number=3,
            state_least_cents=_FIVE_MILLION,
            state_most_cents=_FORTY_MILLION,
            half=Half.REQUIRED,
            private=False,
            in_kind=False,
            parties_alone=False,
            references=(_CALL_3, _SPUK_3),
        ),
        Round(
            number=4,
            state_least_cents=_FIVE_MILLION,
            state_most_cents=_FORTY_MILLION,
            half=Half.STARTING_POINT,
            private=True,
            in_kind=True,
            state_money=False,
            parties_alone=True,
            references=(_CALL_4, _SPUK_4),
        ),
        Round(
            number=5,
            state_least_cents=_FIVE_MILLION,
            state_most_cents=_FORTY_MILLION,
            half=Half.UNLESS_EXPLAINED,
            private=True,
            in_kind=True,
            state_money=False,
            parties_alone=True,
            references=(_CALL_5, _SPUK_5_6),
        ),
        Round(
            number=6,
            private=True,
            in_kind=True,
            state_money=False,
            parties_alone=True,
            references=(_SPUK_5_6,),
        ),
    ]
}
"""What each round prescribes, by its number."""


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """What one party contributes; cents are None where nobody knows them, the sector where nobody said it."""

    sector: Sector | None
    party_to_deal: bool
    form: ContributionForm
    origin: MoneyOrigin
    cents: int | None


@dataclass(frozen=True)
class Counting:
    """Whether a contribution counts as co-financing of the region (None: that cannot be judged), and why."""

    counts: bool | None
    why: Sentence


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Whether a deal meets one requirement. `least_cents` and `most_cents` bound what was measured against it;
    `most_cents` is None where what is unknown could be any amount."""

    requirement: Sentence
    verdict: Verdict
    why: Sentence
    least_cents: int | None = None
    most_cents: int | None = None


def counting(prescribed: Round | None, one: Contribution) -> Counting:
    """Say whether a contribution counts as co-financing of the region in a round."""
    return next(_counting(prescribed, one))


def _counting(prescribed: Round | None, one: Contribution) -> Iterator[Counting]:
    """Yield what decides, the strongest reason first; the last one always does."""
    if one.sector == Sector.STATE:
        yield Counting(False, Sentence("money of the state is not co-financing of the region"))
    if prescribed is None or (prescribed.half is None and prescribed.private is None):
        yield Counting(None, Sentence("no source says what counts as co-financing in this round"))
    else:
        yield from _by_sector(prescribed, one)
        yield from _by_form(prescribed, one)
        yield from _by_origin(prescribed, one)
    yield Counting(True, Sentence("counts as co-financing of the region"))


def _by_sector(prescribed: Round, one: Contribution) -> Iterator[Counting]:
    if one.sector is None:
        yield Counting(None, Sentence("it is not noted whether this party is public or private"))
    if one.sector == Sector.OTHER:
        yield Counting(
            None if prescribed.private is None else False,
            Sentence("neither a public nor a private party of the region"),
        )
    if one.sector == Sector.REGIONAL_PRIVATE:
        if prescribed.private is None:
            yield Counting(None, Sentence("no source says whether private money counts in this round"))
        elif not prescribed.private:
            yield Counting(False, Sentence("only public money counts in this round"))
        elif not one.party_to_deal:
            yield Counting(False, Sentence("a private party counts only where it is party to the deal"))
    if one.sector == Sector.REGIONAL_PUBLIC and prescribed.parties_alone and not one.party_to_deal:
        yield Counting(False, Sentence("a public party counts only where it is party to the deal"))


def _by_form(prescribed: Round, one: Contribution) -> Iterator[Counting]:
    if one.form == ContributionForm.IN_KIND and prescribed.in_kind is None:
        yield Counting(None, Sentence("no source says whether contributions in kind count in this round"))
    if one.form == ContributionForm.IN_KIND and prescribed.in_kind is False:
        yield Counting(False, Sentence("only money counts in this round, nothing in kind"))


def _by_origin(prescribed: Round, one: Contribution) -> Iterator[Counting]:
    """Money that a public party has from the state does not count; of private parties the rules do not say so."""
    if one.origin == MoneyOrigin.STATE:
        excluded = prescribed.state_money is False and one.sector == Sector.REGIONAL_PUBLIC
        yield Counting(
            False if excluded else None,
            Sentence("money that comes from the state does not count")
            if excluded
            else Sentence("no source says whether money counts that this party has from the state"),
        )
    if one.origin == MoneyOrigin.UNKNOWN:
        yield Counting(None, Sentence("where the money comes from is not known; it may be of the state"))


def findings(prescribed: Round | None, *, state_cents: int, contributions: Iterable[Contribution]) -> Iterator[Finding]:
    """Yield a finding for each requirement: the share of the state, and the bounds of what it contributes.

    `contributions` are those of the region: its share in the deal, and the co-financing beside it.
    """
    yield share(prescribed, state_least_cents=state_cents, state_most_cents=state_cents, contributions=contributions)
    yield _bound(prescribed, state_cents)


def share(
    prescribed: Round | None, *, state_least_cents: int, state_most_cents: int, contributions: Iterable[Contribution]
) -> Finding:
    """Return whether the region contributes at least as much as the state, which contributes between these bounds."""
    requirement = Sentence("the region contributes at least as much as the state")
    if prescribed is None or prescribed.half is None:
        return Finding(
            requirement=requirement,
            verdict=Verdict.NOT_LAID_DOWN,
            why=Sentence("no source that we know lays this down for this round"),
        )
    least, most = _region(prescribed, contributions)
    verdict, why = _compared(state_least_cents, state_most_cents, least, most)
    if verdict != Verdict.MET and prescribed.half is not Half.REQUIRED:
        why = Sentence("{why}; {deviation}", why=why, deviation=_DEVIATIONS[prescribed.half])
    return Finding(requirement=requirement, verdict=verdict, why=why, least_cents=least, most_cents=most)


_DEVIATIONS = {
    Half.UNLESS_EXPLAINED: Sentence("a vulnerable region may deviate when it explains why"),
    Half.STARTING_POINT: Sentence("half is the starting point in this round, and a region may give reasons for less"),
}


def _region(prescribed: Round, contributions: Iterable[Contribution]) -> tuple[int, int | None]:
    """Return the least and the most, in cents, that counts as co-financing; the most is None where it has no end."""
    least = most = 0
    endless = False
    for one in contributions:
        counts = counting(prescribed, one).counts
        if counts is False:
            continue
        if one.cents is None:
            endless = True
            continue
        most += one.cents
        least += one.cents if counts else 0
    return least, None if endless else most


def _compared(state: int, state_most: int, least: int, most: int | None) -> tuple[Verdict, Sentence]:
    if least >= state_most > state:
        return Verdict.MET, Sentence(
            "the region contributes {region} at least, the state {state} at most",
            region=Euros(least),
            state=Euros(state_most),
        )
    if least >= state_most:
        return Verdict.MET, Sentence(
            "the region contributes {region} at least, the state {state}", region=Euros(least), state=Euros(state)
        )
    if most is not None and most < state:
        return Verdict.NOT_MET, Sentence(
            "the region contributes {region} at most, the state {state}: {short} too little",
            region=Euros(most),
            state=Euros(state),
            short=Euros(state - most),
        )
    if state < state_most:
        return Verdict.UNKNOWN, Sentence(
            "of the region {region} is sure, the state contributes {state} at least: what both contribute to a grant "
            "of which the amount is not known comes on top",
            region=Euros(least),
            state=Euros(state),
        )
    return Verdict.UNKNOWN, Sentence(
        "of the region {region} is sure, the state contributes {state}: whether the missing {short} is there depends "
        "on amounts or origins that are not known",
        region=Euros(least),
        state=Euros(state),
        short=Euros(state - least),
    )


def _bound(prescribed: Round | None, state_cents: int) -> Finding:
    least = prescribed.state_least_cents if prescribed else None
    most = prescribed.state_most_cents if prescribed else None
    if least is None or most is None:
        return Finding(
            requirement=Sentence("the contribution of the state lies between a minimum and a maximum"),
            verdict=Verdict.NOT_LAID_DOWN,
            why=Sentence("no source that we know lays this down for this round"),
        )
    return Finding(
        requirement=Sentence(
            "the state contributes {least} at least and {most} at most", least=Euros(least), most=Euros(most)
        ),
        verdict=Verdict.MET if least <= state_cents <= most else Verdict.NOT_MET,
        why=Sentence("the state contributes {state}", state=Euros(state_cents)),
        least_cents=state_cents,
        most_cents=state_cents,
    )
