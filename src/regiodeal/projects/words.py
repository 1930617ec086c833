"""What refusals call a project: its code on the command line, its name on a screen."""

from regiodeal.common.sentences import Euros, Named, Sentence
from regiodeal.projects.models import Figure, Phase, Project


def project(one: Project) -> Named:
    """Name a project."""
    return Named(str(one), one.name)


def phase(one: Phase) -> Named:
    """Name a phase with its project."""
    return Named(str(one), Sentence("phase {number} of {project}", number=one.number, project=one.project.name))


def figure(one: Figure) -> Named:
    """Name an amount beside the contribution with its project."""
    return Named(str(one), Sentence("{amount} for {project}", amount=Euros(one.cents), project=one.project.name))
