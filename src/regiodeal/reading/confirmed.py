"""From a review in which every value was looked at to the meeting file that is registered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from regiodeal.common.errors import Refusal
from regiodeal.common.money import write_euros
from regiodeal.common.sentences import Sentence
from regiodeal.projects.choices import FigureKind
from regiodeal.reading import matching
from regiodeal.reading.meeting_file import MeetingFile
from regiodeal.reading.reviews import OF_A_NEW_PROJECT, Field, Part, Review, Value

Spot = tuple[str, str]
"""Where something is wrong: the key of a part, and of a value in it."""
Found = dict[tuple[str | int, ...], Spot]


class FaultyReview(Refusal):
    """A review that cannot be registered as it stands; `faults` tells per value what is wrong."""

    def __init__(self, faults: Iterable[tuple[Spot, Sentence]]) -> None:
        self.faults = list(faults)
        super().__init__("{faults} values cannot be registered as they stand: correct them", faults=len(self.faults))


@dataclass(frozen=True)
class Known:
    """What the deal has already: the codes of its projects, and the references of its meetings."""

    projects: frozenset[str]
    meetings: frozenset[str]


def meeting_file(review: Review, deal: str, known: Known) -> MeetingFile:
    """Return the meeting that a review stands for. Raises FaultyReview with all that is wrong, per value."""
    builder = _Builder(known)
    content = {"deal": deal, "meeting": builder.meeting(review.meeting), "items": builder.items(review)}
    if builder.faults:
        raise FaultyReview(builder.faults)
    try:
        return MeetingFile.model_validate(content)
    except ValidationError as error:
        faults = [(builder.spot(problem["loc"]), _said(problem)) for problem in error.errors()]
        raise FaultyReview(dict.fromkeys(faults)) from error


def reference_of(part: Part) -> str:
    """Return the reference of the meeting: as it was filled in, or its day and its body."""
    return str(_kept(part, Field.REFERENCE) or f"{_kept(part, Field.HELD_ON)}-{_kept(part, Field.BODY)}")


class _Builder:
    """Builds the content of the file, and remembers from which value each key came."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.faults: list[tuple[Spot, Sentence]] = []
        self.origins: Found = {}

    def spot(self, location: tuple[str | int, ...]) -> Spot:
        """Return the value that a key of the file came from."""
        while location and location not in self.origins:
            location = location[:-1]
        return self.origins.get(location, ("meeting", Field.TITLE))

    def meeting(self, part: Part) -> dict[str, Any]:
        """Return the section about the meeting."""
        at = ("meeting",)
        reference = reference_of(part)
        if reference in self.known.meetings:
            taken = Sentence("there is a meeting {reference} already: choose another reference", reference=reference)
            self.faults.append(((part.key, Field.REFERENCE), taken))
        if not _kept(part, Field.HELD_ON):
            self.faults.append(((part.key, Field.HELD_ON), Sentence("fill in the day of the meeting")))
        title = {"title": _kept(part, Field.TITLE), "source": _kept(part, Field.SOURCE) or None}
        for key, field in [("body", Field.BODY), ("held_on", Field.HELD_ON), ("adopted_on", Field.ADOPTED_ON)]:
            self.origins[(*at, key)] = (part.key, field)
        self.origins[(*at, "reference")] = (part.key, Field.REFERENCE)
        self.origins[(*at, "document", "source")] = (part.key, Field.SOURCE)
        self.origins[(*at, "document", "title")] = (part.key, Field.TITLE)
        self.origins[(*at, "introduction")] = (part.key, Field.INTRODUCTION)
        return {
            "reference": reference,
            "body": _kept(part, Field.BODY),
            "held_on": _kept(part, Field.HELD_ON),
            "adopted_on": _kept(part, Field.ADOPTED_ON) or _kept(part, Field.HELD_ON),
            "document": title,
            "introduction": _kept(part, Field.INTRODUCTION) or None,
            "events": [value.value for value in self._several(part, Field.EVENT, (*at, "events"))],
        }

    def items(self, review: Review) -> list[dict[str, Any]]:
        """Return the sections about the decisions."""
        parts = [part for part in review.projects if not part.left_out]
        if not parts:
            nothing = Sentence("no project is left to register: take over one at least")
            self.faults.append(((review.meeting.key, Field.TITLE), nothing))
        codes: set[str] = set()
        return [self._item(part, ("items", number), codes) for number, part in enumerate(parts)]

    def _item(self, part: Part, at: tuple[str | int, ...], codes: set[str]) -> dict[str, Any]:
        code = self._code(part, codes)
        fields = [Field.KIND, Field.OUTCOME, Field.CONTRIBUTION, Field.RELEASE, Field.NEW_END, Field.TEXT, Field.REASON]
        self.origins |= {(*at, str(field)): (part.key, str(field)) for field in fields}
        self.origins[at] = self.origins[(*at, "project")] = (part.key, Field.PROJECT)
        contribution = _kept(part, Field.CONTRIBUTION)
        item = {
            "project": code,
            "kind": part.chosen(Field.KIND),
            "outcome": part.chosen(Field.OUTCOME),
            "contribution": _written(contribution) if part.granting else None,
            "release": _written(_kept(part, Field.RELEASE)),
            "new_end": _kept(part, Field.NEW_END),
            "text": _kept(part, Field.TEXT) or None,
            "reason": _kept(part, Field.REASON) or None,
            "conditions": [
                {**one.value, "due": one.value.get("due") or None}
                for one in self._several(part, Field.CONDITION, (*at, "conditions"))
            ],
            "figures": [*self._figures(part, at)],
        }
        key = "new_project" if part.of_new_project else "adds"
        about = self._parties_and_places(part, (*at, key))
        return {**item, key: {**self._new_project(part, (*at, key)), **about} if part.of_new_project else about}

    def _code(self, part: Part, codes: set[str]) -> str:
        """Return the code of the project. A new project gets one that nobody has; a known one is decided on once."""
        chosen = part.chosen(Field.PROJECT)
        if chosen:
            if chosen in codes:
                twice = Sentence("this project stands in the list twice: put its values together and leave one out")
                self.faults.append(((part.key, Field.PROJECT), twice))
            codes.add(chosen)
            return str(chosen)
        name = str(_kept(part, Field.NAME) or part.title)
        base = matching.code_of(name)[:76].rstrip("-")
        taken = self.known.projects | codes
        code = next(code for code in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if code not in taken)
        codes.add(code)
        return code

    def _new_project(self, part: Part, at: tuple[str | int, ...]) -> dict[str, Any]:
        self.origins |= {(*at, str(field)): (part.key, str(field)) for field in OF_A_NEW_PROJECT}
        return {
            "name": _kept(part, Field.NAME) or part.title,
            "pillar": _kept(part, Field.PILLAR) or None,
            "lead": _kept(part, Field.LEAD) or None,
        }

    def _parties_and_places(self, part: Part, at: tuple[str | int, ...]) -> dict[str, Any]:
        return {
            "parties": [{"name": one.value} for one in self._several(part, Field.PARTY, (*at, "parties"))],
            "places": [one.value for one in self._several(part, Field.PLACE, (*at, "places"))],
        }

    def _figures(self, part: Part, at: tuple[str | int, ...]) -> Iterable[dict[str, Any]]:
        figures = list(self._several(part, Field.FIGURE, (*at, "figures")))
        for one in figures:
            words = one.sentence or one.words or write_euros(one.value)
            yield {"kind": one.kind, "amount": _written(one.value), "words": words}
        asked = part.first(Field.CONTRIBUTION)
        if asked and asked.kept and asked.value and not part.granting:  # what is not granted was asked
            self.origins[(*at, "figures", len(figures))] = (part.key, Field.CONTRIBUTION)
            words = asked.sentence or asked.words or write_euros(asked.value)
            yield {"kind": FigureKind.REQUESTED, "amount": _written(asked.value), "words": words}

    def _several(self, part: Part, field: Field, at: tuple[str | int, ...]) -> Iterable[Value]:
        kept = (value for value in part.asked if value.field is field and value.kept)
        for number, value in enumerate(kept):
            self.origins[(*at, number)] = (part.key, value.key)
            yield value


def _kept(part: Part, field: Field) -> Any:
    """Return a value that goes into the register; None when it was left out or does not matter."""
    return next((value.value for value in part.asked if value.field is field and value.kept), None)


def _written(cents: int | None) -> str | None:
    return None if cents is None else write_euros(cents)


def _said(problem: Mapping[str, Any]) -> Sentence:
    match problem["type"]:
        case "missing" | "string_too_short":
            return Sentence("this is missing: fill it in, or leave the value out")
        case "string_too_long":
            most = problem["ctx"]["max_length"]
            return Sentence("this is longer than {most} characters: make it shorter", most=most)
        case "string_pattern_mismatch":
            return Sentence("use small letters, digits and hyphens only, such as 2021-06-04-stuurgroep")
        case "value_error":
            return Sentence(str(problem["ctx"]["error"]))
    return Sentence("this cannot be registered as it stands: correct it, or leave it out")
