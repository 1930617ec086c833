"""Note the amounts that sources name beside the contribution."""

from regiodeal.common.errors import Refusal
from regiodeal.projects import words as project_words
from regiodeal.projects.choices import FigureKind
from regiodeal.projects.models import Figure, Project


def note(
    *, project: Project, kind: FigureKind, cents: int, words: str, source_title: str = "", source_url: str = ""
) -> Figure:
    """Return the figure of a project with these words, and add it when it is new; the caller writes the trail.

    What nobody classified takes the kind that is given now; what a person classified keeps it. Raises Refusal when
    both say something, and not the same.
    """
    figure, _ = Figure.objects.get_or_create(
        project=project,
        cents=cents,
        words=words,
        defaults={"kind": kind, "source_title": source_title, "source_url": source_url},
    )
    if FigureKind.UNCLASSIFIED not in {figure.kind, kind} and figure.kind != kind:
        raise Refusal(
            "{figure} was classified before, and cannot be {kind} as well",
            figure=project_words.figure(figure),
            kind=kind,
        )
    if figure.kind == FigureKind.UNCLASSIFIED != kind:
        figure.kind = kind
        figure.save(update_fields=["kind"])
    return figure
