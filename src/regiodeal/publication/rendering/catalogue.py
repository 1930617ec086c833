"""What the current public editions of a deal say, in one pass and in a compact form.

Every page, table and picture over more than one edition is a pure function of a `Catalogue`. Amounts are in cents,
and None where nobody knows them; days are ISO 8601. Entries keep what is compared, counted and listed; the texts of a
project stay in its edition, so that a catalogue of 50,000 projects fits in memory.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import paths
from regiodeal.publication.visibility import PublicEditions, public_since

MUNICIPALITY = "municipality"
STATES = ("free", "reserved", "awarded", "advanced", "settled")


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which edition something comes from: its place in the chain, version, hash, and since when it could be seen."""

    number: int
    version: int
    sha256: str
    since: str

    @classmethod
    def of(cls, envelope: Envelope) -> "Stamp":
        """Return the stamp of an edition."""
        return cls(envelope.number, envelope.version, envelope.sha256, public_since(envelope))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pillar:
    """A pillar with what it holds per state, in cents; `code` is empty for money that is not divided over pillars."""

    code: str
    name: str
    cross_cutting: bool = False
    budget_cents: int | None = None
    cents: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who puts what into the deal; `party` is the code of the party that it is, where it is one."""

    code: str
    name: str
    level: str
    party: str
    cents: int
    published_cents: int | None
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An organisation: party to the deal (`signatory`), or named in a project. `kind` is empty where nobody said."""

    code: str
    name: str
    kind: str = ""
    identifier: str = ""
    signatory: bool = False

    @property
    def heading(self) -> str:
        """The name as a heading: with a capital, where the register begins it with "gemeente" or "provincie"."""
        return self.name[:1].upper() + self.name[1:]

    @property
    def short_name(self) -> str:
        """The name without the word "gemeente" before it, where it is clear that it is about municipalities."""
        before, _, after = self.name.partition(" ")
        return after if after and before.casefold() == "gemeente" else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Locality:
    """A town or village of a municipality; degrees (WGS84)."""

    name: str
    municipality: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Who takes part in a project, as what, from when until when."""

    party: str
    role: str
    since: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link to another project, read from the one that has it."""

    kind: str
    label: str
    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoFinancing:
    """What a party contributes beside the deal: codes of sector, form and origin as the register has them."""

    party: str
    phase: int | None
    sector: str
    form: str
    origin: str
    party_to_deal: bool
    cents: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project as its newest public edition tells it. `municipalities` are those where it works."""

    code: str
    name: str
    pillar: str
    stage: str
    lead: str
    about: str
    participants: tuple[Participant, ...]
    places: tuple[str, ...]
    municipalities: tuple[str, ...]
    ends_on: str
    known: bool
    contribution_cents: int | None
    reserved_cents: int
    figures: tuple[tuple[str, int], ...]
    cofinancing: tuple[CoFinancing, ...]
    links: tuple[Link, ...]
    resolutions: tuple[str, ...]
    years: tuple[int, ...]
    stamp: Stamp

    @property
    def parties(self) -> tuple[str, ...]:
        """The codes of everyone who takes part, the lead party first, each once."""
        named = (self.lead, *(one.party for one in self.participants))
        return tuple(dict.fromkeys(code for code in named if code))


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision of a current decision list."""

    reference: str
    meeting: str
    number: int
    held_on: str
    body: str
    outcome: str
    kind: str
    project: str
    project_name: str
    pillar: str
    phase: int | None
    contribution_cents: int | None
    release_cents: int | None
    new_end: str
    reason: str
    conditions: tuple[tuple[str, str, str], ...]
    stamp: Stamp

    @property
    def granted(self) -> bool:
        """Whether the body said yes."""
        return self.outcome.startswith("granted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting of the calendar. `adopted` tells whether its list was."""

    reference: str
    body: str
    held_on: str
    starts_at: str
    location: str
    adopted: bool


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Everything at once. `head` stamps the newest edition of the chain, `about` is the newest head of a snapshot.

    `programme` and `ledger` are the editions themselves, for what is read from them once; `public` is all of them.
    """

    public: PublicEditions
    about: Mapping[str, Any]
    head: Stamp
    pillars: tuple[Pillar, ...]
    sources: tuple[Source, ...]
    parties: Mapping[str, Party]
    localities: tuple[Locality, ...]
    projects: tuple[Project, ...]
    decisions: tuple[Decision, ...]
    meetings: tuple[Meeting, ...]
    projects_end_by: str
    programme: Envelope | None
    ledger: tuple[Envelope, ...]

    @property
    def municipalities(self) -> tuple[Party, ...]:
        """The municipalities that are party to the deal, by name."""
        own = (party for party in self.parties.values() if party.signatory and party.kind == MUNICIPALITY)
        return tuple(sorted(own, key=lambda party: party.name.casefold()))

    def touching(self, municipality: str) -> tuple[Project, ...]:
        """Return the projects that work in a municipality or in which it takes part."""
        return tuple(
            project
            for project in self.projects
            if municipality in project.municipalities or municipality in project.parties
        )

    def transfers(self) -> Iterator[dict[str, Any]]:
        """Yield the transfers of the ledger in their order, excerpt by excerpt."""
        for envelope in self.ledger:
            yield from (envelope.snapshot or {})["transfers"]


def of(public: PublicEditions) -> Catalogue:
    """Return the catalogue of what is public now."""
    programme = next(iter(public.current(paths.PROGRAMME)), None)
    told: Mapping[str, Any] = (programme.snapshot or {}) if programme else {}
    parties = {one["code"]: _signatory(one) for one in told.get("parties", ())}
    projects = [_project(envelope, parties) for envelope in public.current(paths.PROJECT_PAGE)]
    calendar: Mapping[str, Any] = next((one.snapshot or {} for one in public.current(paths.CALENDAR)), {})
    return Catalogue(
        public=public,
        about=_about(public),
        head=_head(public),
        pillars=tuple(_pillar(one, told["deal"]) for one in told.get("pillars", ())),
        sources=tuple(_source(one) for one in told.get("sources", ())),
        parties=parties,
        localities=tuple(_locality(one) for one in told.get("localities", ())),
        projects=tuple(sorted(projects, key=lambda project: (project.name.casefold(), project.code))),
        decisions=tuple(_decisions(public)),
        meetings=tuple(_meeting(one) for one in calendar.get("meetings", ())),
        projects_end_by=calendar.get("projects_end_by") or "",
        programme=programme,
        ledger=excerpts(public),
    )


def excerpts(public: PublicEditions) -> tuple[Envelope, ...]:
    """Return the excerpts that are public now, in the order of the ledger."""
    return tuple(sorted(public.current(paths.LEDGER), key=lambda one: int(one.subject.partition("-")[0])))


def _about(public: PublicEditions) -> Mapping[str, Any]:
    for envelope in reversed(public.editions):
        snapshot = envelope.snapshot
        if snapshot is not None:
            head: Mapping[str, Any] = snapshot["deal"]
            return head
    return {}


def _head(public: PublicEditions) -> Stamp:
    if public.editions:
        return Stamp.of(public.editions[-1])
    return Stamp(0, 0, "", "")


def _signatory(one: Mapping[str, Any]) -> Party:
    return Party(
        code=one["code"], name=one["name"], kind=one["kind"], identifier=one["identifier"] or "", signatory=True
    )


def _pillar(one: Mapping[str, Any], deal: Mapping[str, Any]) -> Pillar:
    across = {pillar["code"] for pillar in deal["pillars"] if pillar["cross_cutting"]}
    return Pillar(
        code=one["code"] or "",
        name=one["name"],
        cross_cutting=one["code"] in across,
        budget_cents=one["budget_cents"],
        cents={state: one[f"{state}_cents"] for state in STATES},
    )


def _source(one: Mapping[str, Any]) -> Source:
    return Source(
        code=one["code"],
        name=one["name"],
        level=one["level_code"],
        party=one["party"] or "",
        cents=one["cents"],
        published_cents=one["published_cents"],
        url=one["source_url"] or "",
    )


def _locality(one: Mapping[str, Any]) -> Locality:
    return Locality(
        name=one["name"],
        municipality=one["municipality"],
        latitude=float(one["latitude"]),
        longitude=float(one["longitude"]),
    )


def _project(envelope: Envelope, parties: dict[str, Party]) -> Project:
    """Return the entry of a project; who takes part in it and is not among the parties yet is added to them."""
    snapshot = envelope.snapshot or {}
    project, money = snapshot["project"], snapshot["money"]
    for one in project["parties"]:
        parties.setdefault(one["code"], Party(code=one["code"], name=one["name"], kind=one["kind"] or ""))
    if project["lead_code"]:
        parties.setdefault(project["lead_code"], Party(code=project["lead_code"], name=project["lead"]))
    return Project(
        code=project["code"],
        name=project["name"],
        pillar=project["pillar_code"] or "",
        stage=project["stage_code"],
        lead=project["lead_code"] or "",
        about=next(iter(project["summary"]), ""),
        participants=tuple(
            Participant(party=one["code"], role=one["role"], since=one["from"] or "", until=one["until"] or "")
            for one in project["parties"]
        ),
        places=tuple(project["places"]),
        municipalities=tuple(project["municipalities"]),
        ends_on=max((phase["ends_on"] or "" for phase in project["phases"]), default=""),
        known=money["known"],
        contribution_cents=money["contribution_cents"],
        reserved_cents=money["reserved_cents"],
        figures=tuple((figure["kind"], figure["cents"]) for figure in project["figures"]),
        cofinancing=tuple(_cofinancing(one) for one in project["cofinancing"]),
        links=tuple(
            Link(kind=link["kind"], label=link["label"], code=link["code"], name=link["name"])
            for link in project["links"]
        ),
        resolutions=tuple(one["reference"] for one in snapshot["resolutions"]),
        years=tuple(sorted({int(one["held_on"][:4]) for one in snapshot["resolutions"]})),
        stamp=Stamp.of(envelope),
    )


def _cofinancing(one: Mapping[str, Any]) -> CoFinancing:
    return CoFinancing(
        party=one["party"],
        phase=one["phase"],
        sector=one["sector"],
        form=one["form"],
        origin=one["origin"],
        party_to_deal=one["party_to_deal"],
        cents=one["cents"],
    )


def _decisions(public: PublicEditions) -> Iterator[Decision]:
    """Yield the decisions of all current lists, the oldest meeting first."""
    lists = sorted(public.current(paths.DECISION_LIST), key=lambda envelope: envelope.subject)
    for envelope in lists:
        snapshot = envelope.snapshot or {}
        for item in snapshot["items"]:
            yield _decision(item, snapshot["meeting"], Stamp.of(envelope))


def _decision(item: Mapping[str, Any], meeting: Mapping[str, Any], stamp: Stamp) -> Decision:
    return Decision(
        reference=item["resolution"],
        meeting=meeting["reference"],
        number=item["number"],
        held_on=meeting["held_on"],
        body=meeting["body"],
        outcome=item["outcome"],
        kind=item["kind"],
        project=item["project"]["code"],
        project_name=item["project"]["name"],
        pillar=item["project"]["pillar_code"] or "",
        phase=item["phase"]["number"] if item["phase"] else None,
        contribution_cents=item["contribution_cents"],
        release_cents=item["release_cents"],
        new_end=item["new_end"] or "",
        reason=item["reason"] or "",
        conditions=tuple((one["text"], one["owner"] or "", one["due_on"] or "") for one in item["conditions"]),
        stamp=stamp,
    )


def _meeting(one: Mapping[str, Any]) -> Meeting:
    return Meeting(
        reference=one["reference"],
        body=one["body"],
        held_on=one["held_on"],
        starts_at=one["starts_at"] or "",
        location=one["location"] or "",
        adopted=one["adopted"],
    )
