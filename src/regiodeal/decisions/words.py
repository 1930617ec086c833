"""What refusals call a meeting and what is on its agenda: a reference on the command line, words on a screen."""

from regiodeal.common.sentences import Named, Sentence
from regiodeal.decisions.models import AgendaItem, Meeting, Resolution


def meeting(one: Meeting) -> Named:
    """Name a meeting by its day."""
    return Named(str(one), Sentence("the meeting of {day}", day=one.held_on))


def item(one: AgendaItem) -> Named:
    """Name an item of an agenda by its number."""
    return Named(str(one), Sentence("item {position}", position=one.position))


def resolution(one: Resolution) -> Named:
    """Name a resolution by its number on the decision list."""
    return Named(str(one), Sentence("decision {number}", number=one.number))
