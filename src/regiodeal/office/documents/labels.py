"""What the office calls the values of a document, and how it helps to fill them in."""

from datetime import date
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from regiodeal.projects.choices import FigureKind
from regiodeal.reading.reviews import Field, Value
from regiodeal.web import formatting

LABELS: dict[Field, Any] = {
    Field.BODY: gettext_lazy("Orgaan dat besloot"),
    Field.HELD_ON: gettext_lazy("Dag van de vergadering"),
    Field.ADOPTED_ON: gettext_lazy("Lijst vastgesteld op"),
    Field.REFERENCE: gettext_lazy("Kenmerk van de vergadering"),
    Field.TITLE: gettext_lazy("Titel van het document"),
    Field.SOURCE: gettext_lazy("Webadres van het document"),
    Field.INTRODUCTION: gettext_lazy("Inleiding"),
    Field.EVENT: gettext_lazy("Aankondiging"),
    Field.PROJECT: gettext_lazy("Project in het register"),
    Field.NAME: gettext_lazy("Naam van het nieuwe project"),
    Field.PILLAR: gettext_lazy("Pijler"),
    Field.LEAD: gettext_lazy("Penvoerder"),
    Field.PARTY: gettext_lazy("Partij"),
    Field.PLACE: gettext_lazy("Plaats"),
    Field.KIND: gettext_lazy("Soort besluit"),
    Field.OUTCOME: gettext_lazy("Uitkomst"),
    Field.CONTRIBUTION: gettext_lazy("Bijdrage"),
    Field.FIGURE: gettext_lazy("Ander bedrag"),
    Field.RELEASE: gettext_lazy("Bedrag dat vrijvalt"),
    Field.NEW_END: gettext_lazy("Nieuwe einddatum"),
    Field.CONDITION: gettext_lazy("Voorwaarde"),
    Field.REASON: gettext_lazy("Reden"),
    Field.TEXT: gettext_lazy("Tekst van het besluit"),
}
PARTS_OF: dict[Field, dict[str, Any]] = {
    Field.CONDITION: {
        "text": gettext_lazy("Waaraan moet zijn voldaan"),
        "owner": gettext_lazy("Door wie"),
        "due": gettext_lazy("Voor welke dag"),
    },
    Field.EVENT: {
        "name": gettext_lazy("Wat"),
        "when": gettext_lazy("Wanneer"),
        "text": gettext_lazy("Tekst van de aankondiging"),
    },
}
HELP: dict[Field, Any] = {
    Field.HELD_ON: gettext_lazy("Vanaf deze dag telt het geld. Staat de dag niet in het document, zoek hem dan op."),
    Field.ADOPTED_ON: gettext_lazy("Niet bekend? Laat leeg: dan geldt de dag van de vergadering."),
    Field.REFERENCE: gettext_lazy("Laat leeg voor dag en orgaan, zoals 2021-06-04-stuurgroep."),
    Field.SOURCE: gettext_lazy("Waar iedereen het document kan vinden. Laat leeg als het nergens staat."),
    Field.CONTRIBUTION: gettext_lazy("Laat leeg als het bedrag niet bekend is. Een onbekend bedrag is geen nul."),
    Field.LEAD: gettext_lazy("Laat leeg als het document dit niet zegt."),
    Field.PROJECT: gettext_lazy("Kies het project, of laat het als nieuw project registreren."),
}
STATES: dict[str, Any] = {
    "open": gettext_lazy("nog bekijken"),
    "accepted": gettext_lazy("akkoord"),
    "corrected": gettext_lazy("gecorrigeerd"),
    "rejected": gettext_lazy("niet overnemen"),
}
_CENTS = {Field.CONTRIBUTION, Field.FIGURE, Field.RELEASE}
_DAYS = {Field.HELD_ON, Field.ADOPTED_ON, Field.NEW_END}


def written(value: Value, told: Any, kind: str, names: dict[Field, dict[str, str]]) -> str:
    """Return a value as people read it: an amount, a day, a name instead of a code."""
    if value.field in _CENTS:
        amount = formatting.euros(told)
        return f"{amount}, {gettext(FigureKind(kind).label)}" if kind else amount
    if not told:
        return gettext("niets")
    if value.field in _DAYS:
        return formatting.day(date.fromisoformat(told))
    if isinstance(told, dict):
        return ", ".join(str(part) for part in told.values() if part)
    return names.get(value.field, {}).get(told, str(told))
