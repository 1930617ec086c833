"""The deal file: one readable YAML file with everything that is particular to one deal."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints

from regiodeal.common.file_fields import AtLeastOne, Cents, Code, Day, Line, Mailbox, Section, WebAddress, YesOrNo
from regiodeal.common.located_yaml import Key, load
from regiodeal.common.money import parse_euros
from regiodeal.partners.choices import OrganisationKind
from regiodeal.programme.choices import InterestRule, Power, ProxyRule, SourceLevel, WooCategory
from regiodeal.programme.rules import Threshold


def _threshold(written: str) -> str:
    return str(Threshold.parse(written))


ThresholdText = Annotated[str, AfterValidator(_threshold)]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
HostName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)*$", max_length=250)]
WholeNumber = Annotated[int, Field(ge=1, le=99)]
Latitude = Annotated[Decimal, Field(ge=-90, le=90, decimal_places=6)]
Longitude = Annotated[Decimal, Field(ge=-180, le=180, decimal_places=6)]


class Period(Section):
    """First and last day."""

    start: Day
    end: Day


class AboutDeal(Section):
    """Who the deal is. `round` is the national round (tranche van de Regio Envelop), which fixes the money rules."""

    code: Code
    name: Line
    short_name: Line
    round: WholeNumber | None = None
    period: Period
    projects_end_by: Day | None = None
    publisher: Code
    website: WebAddress | None = None
    hosts: tuple[HostName, ...] = ()
    accent: Colour


class WooCategories(Section):
    """Under which category of the Wet open overheid each kind of publication falls (art. 3.3, or 3.1 for all else)."""

    decision_list: WooCategory = WooCategory.EFFORT
    implementation_programme: WooCategory = WooCategory.PLANS
    project_page: WooCategory = WooCategory.EFFORT


class Publication(Section):
    """Where the record of the deal is public, and what its catalogues say of it.

    `address` is the root of the record in the world; without it that is https:// with the first of the host names.
    `security` is the page where a weakness can be reported (RFC 9116); without it that is the mailbox of the press.
    """

    address: WebAddress | None = None
    woo: WooCategories = WooCategories()
    security: WebAddress | None = None


class LocalityEntry(Section):
    """A town or village where projects work: the municipality that it lies in, and where on the earth (WGS84)."""

    name: Line
    municipality: Code
    latitude: Latitude
    longitude: Longitude


class Agreement(Section):
    """The signed agreement that the money rests on."""

    title: Line
    signed_on: Day
    source: WebAddress | None = None


class Press(Section):
    """Where an editor can ask."""

    phone: Line | None = None
    email: Mailbox | None = None


class PartyEntry(Section):
    """A party to the deal. `identifier` is the TOOI code of a public body."""

    code: Code
    name: Line
    kind: OrganisationKind
    identifier: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,5}\d{2,6}$")] | None = None


class Share(Section):
    """What one party puts in, as published."""

    party: Code
    published: Cents


class Allocation(Section):
    """How an amount is divided over published shares that do not add up to it."""

    rule: Literal["largest remainder"]
    unit: Literal["euro", "cent"]
    words: Line


class SourceEntry(Section):
    """A source of money: one amount, or an amount that several parties share."""

    code: Code
    name: Line
    level: SourceLevel
    amount: Cents
    source: WebAddress | None = None
    allocation: Allocation | None = None
    shares: tuple[Share, ...] = ()


class Money(Section):
    """Where the euros come from."""

    sources: AtLeastOne[SourceEntry]


class PillarEntry(Section):
    """A pillar, programme line or cross-cutting theme; a budget only where the deal divides its money."""

    code: Code
    name: Line
    cross_cutting: YesOrNo = False
    budget: Cents | None = None


class BodyRules(Section):
    """What makes a decision of the body valid. `proxies_a_seat` is how many proxies one member may hold."""

    quorum: ThresholdText
    majority: ThresholdText
    interest: InterestRule
    proxies: ProxyRule = ProxyRule.NONE
    proxies_a_seat: Annotated[int, Field(ge=1, le=99)] = 1


class SeatEntry(Section):
    """A seat: for which party, and who holds it in which office, where that is public."""

    code: Code
    party: Code
    holder: Line | None = None
    office: Line | None = None
    chair: YesOrNo = False


class BodyEntry(Section):
    """A body, such as the steering group."""

    code: Code
    name: Line
    power: Power
    rules: BodyRules
    seats: AtLeastOne[SeatEntry]


class DealFile(Section):
    """The whole file."""

    deal: AboutDeal
    agreement: Agreement
    press: Press = Press()
    parties: AtLeastOne[PartyEntry]
    money: Money
    pillars: tuple[PillarEntry, ...] = ()
    bodies: AtLeastOne[BodyEntry]
    publication: Publication = Publication()
    localities: tuple[LocalityEntry, ...] = ()


def read(path: Path) -> DealFile:
    """Read and check a deal file. Raises FaultyFile with every error at once."""
    return load(path, DealFile, check)


def check(content: Any) -> Iterator[tuple[Key, str]]:
    """Yield what does not fit together; malformed parts are passed over here, since the model reports those."""
    yield from _unknown_parties(content)
    yield from _twice(content)
    yield from _periods(content)
    yield from _chairs(content)
    yield from _divisions(content)
    yield from _pillar_budgets(content)
    yield from _not_in_a_municipality(content)


def entries(content: Any, *key: str) -> list[tuple[int, dict[str, Any]]]:
    """Return the mappings in the list under `key`, numbered from 0, and nothing where the file holds no such list."""
    for part in key:
        content = content.get(part) if isinstance(content, dict) else None
    listed = content if isinstance(content, list) else []
    return [(index, entry) for index, entry in enumerate(listed) if isinstance(entry, dict)]


def _unknown_parties(content: Any) -> Iterator[tuple[Key, str]]:
    known = {entry.get("code") for _, entry in entries(content, "parties")}
    places: list[tuple[Key, Any]] = []
    if isinstance(content, dict) and isinstance(content.get("deal"), dict):
        places.append((("deal", "publisher"), content["deal"].get("publisher")))
    for index, source in entries(content, "money", "sources"):
        for number, share in entries(source, "shares"):
            places.append((("money", "sources", index, "shares", number, "party"), share.get("party")))
    for index, body in entries(content, "bodies"):
        for number, seat in entries(body, "seats"):
            places.append((("bodies", index, "seats", number, "party"), seat.get("party")))
    for index, locality in entries(content, "localities"):
        places.append((("localities", index, "municipality"), locality.get("municipality")))
    for key, code in places:
        if isinstance(code, str) and code not in known:
            yield key, f"{code!r} is not the code of a party in this file"


def _twice(content: Any) -> Iterator[tuple[Key, str]]:
    yield from twice(entries(content, "parties"), ("parties",))
    yield from twice(entries(content, "pillars"), ("pillars",))
    yield from twice(entries(content, "bodies"), ("bodies",))
    for index, body in entries(content, "bodies"):
        yield from twice(entries(body, "seats"), ("bodies", index, "seats"))
    yield from twice(entries(content, "localities"), ("localities",), name="name")
    yield from _sources_twice(content)


def _sources_twice(content: Any) -> Iterator[tuple[Key, str]]:
    """A source that is shared counts by its parties: each of those is booked as a source of its own."""
    seen: set[str] = set()
    for index, source in entries(content, "money", "sources"):
        key: Key = ("money", "sources", index)
        shares = entries(source, "shares")
        named = [((*key, "shares", number, "party"), share.get("party")) for number, share in shares]
        for where, code in named or [((*key, "code"), source.get("code"))]:
            if isinstance(code, str) and code in seen:
                yield where, f"{code!r} is a source of money for the second time; add its amounts up"
            seen |= {code} if isinstance(code, str) else set()


def twice(listed: list[tuple[int, dict[str, Any]]], key: Key, name: str = "code") -> Iterator[tuple[Key, str]]:
    """Yield each entry whose code another entry before it has."""
    seen: Counter[str] = Counter()
    for index, entry in listed:
        code = entry.get(name)
        if isinstance(code, str) and seen[code]:
            yield (*key, index, name), f"{code!r} stands in this list for the second time"
        seen.update([code] if isinstance(code, str) else [])


def other_deal(content: Any, deal: str) -> Iterator[tuple[Key, str]]:
    """Yield that the file is about another deal than the one that it is loaded into, if so."""
    named = content.get("deal") if isinstance(content, dict) else None
    if isinstance(named, str) and named != deal:
        yield ("deal",), f"the file is about {named!r}, and is loaded into {deal!r}; choose with --deal"


def _periods(content: Any) -> Iterator[tuple[Key, str]]:
    about = content.get("deal") if isinstance(content, dict) else None
    period = about.get("period") if isinstance(about, dict) else None
    start, end = (_day(period.get(name)) if isinstance(period, dict) else None for name in ("start", "end"))
    if start and end and end <= start:
        yield ("deal", "period", "end"), "must lie after the start"


def _chairs(content: Any) -> Iterator[tuple[Key, str]]:
    for index, body in entries(content, "bodies"):
        chairs = [
            number for number, seat in entries(body, "seats") if str(seat.get("chair")).lower() in {"yes", "true"}
        ]
        for number in chairs[1:]:
            yield ("bodies", index, "seats", number, "chair"), "this body has a chair already"


def _divisions(content: Any) -> Iterator[tuple[Key, str]]:
    for index, source in entries(content, "money", "sources"):
        key: Key = ("money", "sources", index)
        shares = [_cents(share.get("published")) for _, share in entries(source, "shares")]
        allocation, total = source.get("allocation"), _cents(source.get("amount"))
        if allocation is not None and not shares:
            yield (*key, "allocation"), "there are no shares to divide the amount over"
        if not shares or total is None or None in shares:
            continue
        difference = sum(share or 0 for share in shares) - total
        unit = 1 if isinstance(allocation, dict) and allocation.get("unit") == "cent" else 100
        if difference and allocation is None:
            yield (
                (*key, "shares"),
                f"the shares differ from the amount by {difference / 100:+.2f} euro; "
                "add an allocation that says how to divide",
            )
        elif abs(difference) > len(shares) * unit:
            yield (
                (*key, "shares"),
                f"the shares differ from the amount by {difference / 100:+.2f} euro, more than rounding explains",
            )
        elif allocation is not None and total % unit:
            yield (*key, "amount"), "is no whole number of euros; make the unit of the allocation cent"


def _pillar_budgets(content: Any) -> Iterator[tuple[Key, str]]:
    total = sum(_cents(source.get("amount")) or 0 for _, source in entries(content, "money", "sources"))
    budgets = sum(_cents(pillar.get("budget")) or 0 for _, pillar in entries(content, "pillars"))
    if total and budgets > total:
        yield ("pillars",), f"the budgets add up to {budgets / 100:.2f} euro, more than the sources bring in"


def _not_in_a_municipality(content: Any) -> Iterator[tuple[Key, str]]:
    kinds = {entry.get("code"): entry.get("kind") for _, entry in entries(content, "parties")}
    for index, locality in entries(content, "localities"):
        code = locality.get("municipality")
        if code in kinds and kinds[code] != OrganisationKind.MUNICIPALITY:
            yield ("localities", index, "municipality"), f"{code!r} is no municipality"


def _cents(written: Any) -> int | None:
    try:
        return parse_euros(written) if isinstance(written, str) else None
    except ValueError:
        return None


def _day(written: Any) -> date | None:
    try:
        return date.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        return None
