"""What refusals call an edition: by its kind, subject and version."""

from collections.abc import Iterator
from itertools import pairwise

from regiodeal.common.sentences import Named, Sentence
from regiodeal.publication.choices import EditionKind
from regiodeal.publication.models import Edition
from regiodeal.publication.personal_data import DataKind, Finding

_NAMED = {"title": Sentence("the title"), "text": Sentence("the text")}


def edition(one: Edition) -> Named:
    """Name an edition."""
    kind = EditionKind(one.kind)
    about = Sentence("{kind} {subject}, version {version}", kind=kind, subject=one.subject, version=one.version)
    return Named(str(one), about)


def personal_data(kind: EditionKind, subject: str, finding: Finding) -> Sentence:
    """Say what was found that may be personal, in which edition, and where it stands there."""
    values = {
        "text": finding.text,
        "edition": Sentence("{kind} {subject}", kind=kind, subject=subject),
        "place": tuple(_steps(finding.path)),
        "around": finding.around,
    }
    match finding.kind:
        case DataKind.EMAIL:
            return Sentence("the e-mail address {text}, in {edition}, {place}: “{around}”", **values)
        case DataKind.PHONE:
            return Sentence("the telephone number {text}, in {edition}, {place}: “{around}”", **values)
        case DataKind.BSN:
            return Sentence("the citizen service number {text}, in {edition}, {place}: “{around}”", **values)


def _steps(path: tuple[str | int, ...]) -> Iterator[Sentence]:
    """Yield the way to a text in words; a part that has no words of its own is named as it is."""
    places = [part for part in path if isinstance(part, str) and part != "project"]
    numbers = {name: following + 1 for name, following in pairwise(path) if isinstance(following, int)}
    for name in places:
        number = numbers.get(name)
        match name:
            case "items":
                yield Sentence("decision {number}", number=number)
            case "projects":
                yield Sentence("project {number}", number=number)
            case "transfers":
                yield Sentence("transfer {number}", number=number)
            case "text" | "summary" | "introduction" if number:
                yield Sentence("paragraph {number} of the text", number=number)
            case "facts":
                yield Sentence("statement {number} of the sources", number=number)
            case "conditions":
                yield Sentence("condition {number}", number=number)
            case "parties":
                yield Sentence("party {number}", number=number)
            case _:
                named = _NAMED.get(name, Sentence(name))
                yield Sentence("{name} {number}", name=name, number=number) if number else named
