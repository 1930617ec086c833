"""What refusals call a place of money and what transfers rest on: a key on the command line, words on a screen."""

from regiodeal.common.sentences import Named, Sentence
from regiodeal.funding.choices import BasisKind, PlaceKind
from regiodeal.funding.models import Basis, Place


def place(one: Place) -> Named:
    """Name a place of money by what it holds."""
    return Named(one.key, _what_it_holds(one))


def basis(one: Basis) -> Named:
    """Name what transfers rest on by its kind and reference."""
    kind = BasisKind(one.kind)
    return Named(f"{kind} {one.reference}", Sentence("{kind} {reference}", kind=kind, reference=one.reference))


def _what_it_holds(place: Place) -> Sentence:
    match place.kind:
        case PlaceKind.PLEDGED:
            return Sentence("what {source} pledged", source=str(place.source))
        case PlaceKind.FREE if place.pillar:
            return Sentence("the free money of {pillar}", pillar=place.pillar.name)
        case PlaceKind.FREE:
            return Sentence("the free money that is not divided over pillars")
    return _what_it_holds_for(place.project.name if place.project else "", place)


def _what_it_holds_for(project: str, place: Place) -> Sentence:
    phase = place.phase
    match place.kind:
        case PlaceKind.RESERVED:
            return Sentence("the reservation for {project}", project=project)
        case PlaceKind.ADVANCED:
            return Sentence("what was advanced to phase {phase} of {project}", project=project, phase=phase)
        case PlaceKind.SETTLED:
            return Sentence("what was settled for phase {phase} of {project}", project=project, phase=phase)
    return Sentence("what was granted to phase {phase} of {project}", project=project, phase=phase)
