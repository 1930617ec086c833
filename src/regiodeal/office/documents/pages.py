"""What the screens about a document show beside its values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from regiodeal.common.sentences import Sentence
from regiodeal.office.documents.forms import Options
from regiodeal.office.documents.labels import LABELS
from regiodeal.programme.models import Deal
from regiodeal.projects.choices import FigureKind
from regiodeal.reading import additions, queries
from regiodeal.reading.confirmed import FaultyReview, Spot, meeting_file
from regiodeal.reading.meeting_file import ItemEntry, MeetingFile
from regiodeal.reading.models import Upload
from regiodeal.reading.queries import Decided, Demand
from regiodeal.reading.reviews import MEETING, Field, Part, Review
from regiodeal.web.refusals import told


@dataclass(frozen=True)
class Step:
    """A part of the review in the list of parts."""

    part: Part
    title: str
    address: str
    number: int


@dataclass(frozen=True)
class Decision:
    """A decision as it will be registered; cents are None where nobody knows them."""

    title: str
    new: bool
    pillar: str
    kind: str
    outcome: str
    granting: bool
    cents: int | None
    figures: Sequence[tuple[int, str]]
    address: str


@dataclass(frozen=True)
class Addition:
    """What a project gets beside its decision: all of a new one, and of one that the register has what it lacked.

    `already` are the parties and places of the document that it had; `source` is the title of a source that is noted.
    """

    title: str
    new: bool
    address: str
    lead: str
    parties: Sequence[str]
    places: Sequence[str]
    summary: bool
    source: str
    already: Sequence[str]

    @property
    def nothing(self) -> bool:
        """Whether the register has all of it."""
        return not (self.lead or self.parties or self.places or self.summary or self.source)


@dataclass(frozen=True)
class Fault:
    """Something that stands in the way, with the address of the value that it is about."""

    label: str
    sentence: str
    address: str


@dataclass(frozen=True)
class PillarSum:
    """What is granted to the projects of one pillar: known cents, and how many amounts are not known."""

    name: str
    cents: int
    unknown: int


@dataclass(frozen=True)
class Plan:
    """What registering a document will do: decisions, sums, the room that is left, what comes to each project, and
    what stands in the way."""

    decisions: Sequence[Decision]
    additions: Sequence[Addition]
    pillars: Sequence[PillarSum]
    cents: int
    unknown: int
    demands: Sequence[Demand]
    left_out: Sequence[str]
    faults: Sequence[Fault]


def title_of(part: Part) -> str:
    """Return what a part is called on the screen."""
    if part.key == MEETING:
        return gettext("De vergadering")
    return str(part.chosen(Field.NAME) or part.title)


def steps(upload: Upload, review: Review) -> list[Step]:
    """Return the parts of a review in their order."""
    return [
        Step(part, title_of(part), address_of(upload, part), number)
        for number, part in enumerate(review.parts, start=1)
    ]


def address_of(upload: Upload, part: Part, key: str = "") -> str:
    """Return the address of a part, and of one value in it."""
    address = reverse("office:document_part", args=[upload.deal.code, upload.pk, part.key])
    return f"{address}#waarde-{key}" if key else address


def next_open(upload: Upload, review: Review, key: str) -> str | None:
    """Return the address of the next part, in turn, that was not looked at whole; None where there is none."""
    keys = [part.key for part in review.parts]
    turn = keys.index(key) + 1
    following = (*review.parts[turn:], *review.parts[:turn])
    return next((address_of(upload, part) for part in following if not part.done), None)


def decided_before(deal: Deal, review: Review) -> dict[str, list[Decided]]:
    """Return by the key of a part the decisions that stand on its project already."""
    codes = {part.key: part.chosen(Field.PROJECT) for part in review.projects if part.chosen(Field.PROJECT)}
    found = queries.decided_before(deal, codes.values()) if codes else {}
    return {key: found[code] for key, code in codes.items() if code in found}


def same_decisions(review: Review, before: dict[str, list[Decided]]) -> list[str]:
    """Return the references of meetings in which every project of the review got the contribution that it has here."""
    if not review.projects:
        return []
    meetings = [
        {one.reference for one in before.get(part.key, []) if one.cents == part.chosen(Field.CONTRIBUTION)}
        for part in review.projects
    ]
    return sorted(set.intersection(*meetings))


def plan(upload: Upload, review: Review, options: Options) -> Plan:
    """Return what registering the document will do."""
    kept = [part for part in review.projects if not part.left_out]
    pillars = dict(upload.deal.projects.values_list("code", "pillar__name"))
    decisions = [_decision(upload, part, options, pillars) for part in kept]
    granted = [one for one in decisions if one.granting]
    file, faults = _file(upload, review)
    return Plan(
        decisions=decisions,
        additions=list(_additions(upload, kept, options, file)) if file else [],
        pillars=list(_sums(granted)),
        cents=sum(one.cents or 0 for one in granted),
        unknown=sum(one.cents is None for one in granted),
        demands=queries.demands(upload.deal, review),
        left_out=[title_of(part) for part in review.projects if part.left_out],
        faults=faults,
    )


def faults_of(upload: Upload, review: Review, refusal: FaultyReview) -> Iterator[Fault]:
    """Yield what a refusal says, each with the value that it is about."""
    for spot, sentence in refusal.faults:
        yield _fault(upload, review, spot, sentence)


def standing(upload: Upload, part: Part) -> set[str]:
    """Return the keys of the parties and places in a part that its project has in the register already."""
    code = part.chosen(Field.PROJECT)
    content = queries.content_of(upload.deal, [code]).get(code) if code else None
    if content is None:
        return set()
    had = {
        Field.PARTY: {additions.same(one["name"]) for one in content["parties"]},
        Field.PLACE: {additions.same(name) for name in content["places"]},
    }
    return {value.key for value in part.asked if additions.same(str(value.value or "")) in had.get(value.field, set())}


def _file(upload: Upload, review: Review) -> tuple[MeetingFile | None, list[Fault]]:
    try:
        return meeting_file(review, upload.deal.code, queries.known(upload.deal)), []
    except FaultyReview as refusal:
        return None, list(faults_of(upload, review, refusal))


def _additions(upload: Upload, kept: Sequence[Part], options: Options, file: MeetingFile) -> Iterator[Addition]:
    added = queries.additions_of(upload.deal, file)
    for part, item in zip(kept, file.items, strict=True):
        title, address = _project_name(part, options), address_of(upload, part)
        if item.new_project:
            yield _of_new(title, address, item, options, file)
        else:
            one = added[item.project]
            yield Addition(
                title=title,
                new=False,
                address=address,
                lead="",
                parties=[party.name for party in one.parties],
                places=one.places,
                summary=bool(one.summary),
                source=one.source.title if one.source else "",
                already=one.already,
            )


def _of_new(title: str, address: str, item: ItemEntry, options: Options, file: MeetingFile) -> Addition:
    new = item.new_project
    return Addition(
        title=title,
        new=True,
        address=address,
        lead=options.names[Field.LEAD].get(new.lead or "", "") if new else "",
        parties=[party.name for party in additions.once(new.parties)] if new else (),
        places=new.places if new else (),
        summary=bool(item.text),
        source=file.meeting.document.title if file.meeting.document else "",
        already=(),
    )


def _project_name(part: Part, options: Options) -> str:
    code = part.chosen(Field.PROJECT)
    return options.names[Field.PROJECT].get(code, "") if code else str(_kept(part, Field.NAME) or part.title)


def _fault(upload: Upload, review: Review, spot: Spot, sentence: Sentence) -> Fault:
    part = review.part(spot[0]) or review.meeting
    value = next((value for value in part.values if value.key == spot[1]), None)
    label = f"{title_of(part)}, {LABELS[value.field]}" if value else title_of(part)
    return Fault(label, " ".join(told(sentence)), address_of(upload, part, spot[1]))


def _decision(upload: Upload, part: Part, options: Options, pillars: Mapping[str, str | None]) -> Decision:
    names = options.names
    code = part.chosen(Field.PROJECT)
    pillar = pillars.get(code) if code else names[Field.PILLAR].get(_kept(part, Field.PILLAR) or "")
    return Decision(
        title=_project_name(part, options),
        new=not code,
        pillar=pillar or "",
        kind=names[Field.KIND].get(part.chosen(Field.KIND), ""),
        outcome=names[Field.OUTCOME].get(part.chosen(Field.OUTCOME), ""),
        granting=part.granting,
        cents=_kept(part, Field.CONTRIBUTION),
        figures=[
            (value.value, gettext(FigureKind(value.kind).label))
            for value in part.asked
            if value.field is Field.FIGURE and value.kept
        ],
        address=address_of(upload, part),
    )


def _kept(part: Part, field: Field) -> Any:
    return next((value.value for value in part.asked if value.field is field and value.kept), None)


def _sums(granted: Sequence[Decision]) -> Iterator[PillarSum]:
    for name in sorted({one.pillar for one in granted}, key=lambda name: (not name, name)):
        of_pillar = [one for one in granted if one.pillar == name]
        known = sum(one.cents or 0 for one in of_pillar)
        yield PillarSum(name or gettext("pijler niet bekend"), known, sum(one.cents is None for one in of_pillar))
