"""What an act changed, as people read it: labels instead of keys, amounts and days as the office writes them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from regiodeal.accounts.roles import RoleCode
from regiodeal.decisions.choices import DecisionKind, Outcome, VoteChoice
from regiodeal.projects.choices import FigureKind, Stage
from regiodeal.web import formatting

_LABELS: dict[str, Any] = {
    "account": gettext_lazy("Account"),
    "added": gettext_lazy("Toegevoegd"),
    "adopted_on": gettext_lazy("Vastgesteld op"),
    "amount": gettext_lazy("Bedrag"),
    "ask_cents": gettext_lazy("Gevraagd bedrag"),
    "ask_end": gettext_lazy("Gevraagde einddatum"),
    "assessment": gettext_lazy("Advies"),
    "body": gettext_lazy("Orgaan"),
    "booked": gettext_lazy("Geboekt als nummer"),
    "bytes": gettext_lazy("Grootte in bytes"),
    "cents": gettext_lazy("Bedrag"),
    "changed": gettext_lazy("Gecorrigeerd of weggelaten"),
    "changes": gettext_lazy("Wijzigingen"),
    "code": gettext_lazy("Code"),
    "contact": gettext_lazy("Contactpersoon nummer"),
    "content": gettext_lazy("Inhoud"),
    "contribution": gettext_lazy("Bijdrage"),
    "contribution_cents": gettext_lazy("Bijdrage"),
    "corrects": gettext_lazy("Zet recht nummer"),
    "description": gettext_lazy("Omschrijving"),
    "document": gettext_lazy("Document"),
    "end": gettext_lazy("Tot en met"),
    "ends_on": gettext_lazy("Tot en met"),
    "events": gettext_lazy("Aankondigingen"),
    "facts": gettext_lazy("Feiten"),
    "faulty": gettext_lazy("Rijen met fouten"),
    "field": gettext_lazy("Waarde"),
    "figures": gettext_lazy("Andere bedragen"),
    "file": gettext_lazy("Bestand"),
    "former_names": gettext_lazy("Eerdere namen"),
    "found": gettext_lazy("Gevonden"),
    "found_kind": gettext_lazy("Gevonden als"),
    "from": gettext_lazy("Was"),
    "given": gettext_lazy("Gegeven"),
    "ground": gettext_lazy("Grond"),
    "grounds": gettext_lazy("Aantal per grond"),
    "held_on": gettext_lazy("Dag"),
    "introduction": gettext_lazy("Inleiding"),
    "item": gettext_lazy("Agendapunt"),
    "keep_months": gettext_lazy("Bewaren in maanden"),
    "kept_out": gettext_lazy("Bleef eraf"),
    "kind": gettext_lazy("Soort"),
    "lead": gettext_lazy("Penvoerder"),
    "links": gettext_lazy("Samenhang"),
    "lists": gettext_lazy("Aantal lijsten"),
    "location": gettext_lazy("Plaats"),
    "meeting": gettext_lazy("Vergadering"),
    "moves": gettext_lazy("Aantal boekingen"),
    "name": gettext_lazy("Naam"),
    "names": gettext_lazy("Namen"),
    "new_end": gettext_lazy("Nieuwe einddatum"),
    "number": gettext_lazy("Nummer"),
    "on": gettext_lazy("Op"),
    "open_to_all": gettext_lazy("Iedereen kan zich aanmelden"),
    "order": gettext_lazy("Volgorde"),
    "outcome": gettext_lazy("Uitkomst"),
    "owner": gettext_lazy("Door wie"),
    "parties": gettext_lazy("Partijen"),
    "party": gettext_lazy("Partij"),
    "person": gettext_lazy("Persoon"),
    "phase": gettext_lazy("Fase"),
    "phases": gettext_lazy("Fasen"),
    "pillar": gettext_lazy("Pijler"),
    "place": gettext_lazy("Plaats"),
    "places": gettext_lazy("Plaatsen"),
    "position": gettext_lazy("Agendapunt"),
    "present": gettext_lazy("Aanwezig"),
    "project": gettext_lazy("Project"),
    "projects": gettext_lazy("Aantal projecten"),
    "promise": gettext_lazy("Tekst bij de aanmelding"),
    "reason": gettext_lazy("Reden"),
    "reference": gettext_lazy("Kenmerk"),
    "release": gettext_lazy("Valt vrij"),
    "release_cents": gettext_lazy("Valt vrij"),
    "role": gettext_lazy("Rol"),
    "row": gettext_lazy("Regel nummer"),
    "seat": gettext_lazy("Zetel"),
    "sha256": gettext_lazy("Hash van de inhoud"),
    "source": gettext_lazy("Bron"),
    "stage": gettext_lazy("Stand"),
    "start": gettext_lazy("Vanaf"),
    "starts_at": gettext_lazy("Begint om"),
    "starts_on": gettext_lazy("Vanaf"),
    "state": gettext_lazy("Wat ermee is gedaan"),
    "statement": gettext_lazy("Verklaring"),
    "summary": gettext_lazy("Samenvatting"),
    "taken": gettext_lazy("Ingetrokken"),
    "text": gettext_lazy("Tekst"),
    "there": gettext_lazy("Stond er al op"),
    "title": gettext_lazy("Titel"),
    "to": gettext_lazy("Is nu"),
    "twice": gettext_lazy("Stond dubbel"),
    "under": gettext_lazy("Onder"),
    "until": gettext_lazy("Tot"),
    "value": gettext_lazy("Geworden"),
    "version": gettext_lazy("Versie"),
    "votes": gettext_lazy("Stemmen"),
    "when": gettext_lazy("Wanneer"),
    "words": gettext_lazy("In de woorden van de bron"),
}
_VALUES: dict[str, Any] = {
    "accepted": gettext_lazy("geaccepteerd"),
    "corrected": gettext_lazy("gecorrigeerd"),
    "left_out": gettext_lazy("niet overgenomen"),
    **{
        str(choice.value): choice.label
        for choices in (DecisionKind, Outcome, VoteChoice, FigureKind, Stage, RoleCode)
        for choice in choices
    },
}
_CODED = frozenset(
    {"from", "to", "kind", "outcome", "stage", "state", "found_kind", "given", "taken", "votes", "role", "roles"}
)
"""Keys whose values are codes of a closed list; elsewhere the same word can be a name."""
_AMOUNTS = frozenset({"cents", "amount", "contribution", "release"})
_READ_AS_AMOUNT = frozenset({"contribution", "figure", "release"})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Detail:
    """One value of an act; `inner` are the values that it consists of."""

    label: str
    value: str = ""
    inner: tuple["Detail", ...] = ()


def details(told: dict[str, Any]) -> list[Detail]:
    """Return the details of a line, in the order in which they were written; the account comes last."""
    shown = {key: value for key, value in told.items() if key != "account"}
    account = {"account": told["account"]} if told.get("account") else {}
    return list(_details({**shown, **account}))


def as_text(told: dict[str, Any]) -> str:
    """Return the details on one line, for a spreadsheet."""
    return "; ".join(_flat(detail) for detail in details(told))


def label_of(key: str) -> str:
    """Return what a key is called; one that nobody named is shown as it is, readably."""
    return str(_LABELS[key]) if key in _LABELS else key.replace("_", " ").capitalize()


def _details(told: dict[str, Any]) -> Iterator[Detail]:
    of_amount = told.get("field") in _READ_AS_AMOUNT
    for key, value in told.items():
        if value is None and key not in {"from", "to", "found", "value"}:
            continue
        yield _detail(label_of(key), "cents" if of_amount and key in {"found", "value"} else key, value)


def _detail(label: str, key: str, value: Any) -> Detail:
    match value:
        case dict():
            return Detail(label, inner=tuple(_details(value)))
        case [*parts] if any(isinstance(part, dict) for part in parts):
            inner = (_detail(str(number), key, part) for number, part in enumerate(parts, start=1))
            return Detail(label, inner=tuple(inner))
        case [*parts]:
            return Detail(label, ", ".join(_said(key, part) for part in parts) or gettext("niets"))
    return Detail(label, _said(key, value))


def _said(key: str, value: Any) -> str:
    if value is None or value == "":
        return gettext("niets")
    if isinstance(value, bool):
        return gettext("ja") if value else gettext("nee")
    if isinstance(value, int):
        return formatting.euros(value) if key in _AMOUNTS or key.endswith("_cents") else formatting.number(value)
    return _words(key, str(value))


def _words(key: str, value: str) -> str:
    if _DAY.fullmatch(value):
        return _day(value)
    if key in _CODED and value in _VALUES:
        return gettext(str(_VALUES[value]))
    return label_of(value) if key == "field" else value


def _day(written: str) -> str:
    try:
        return formatting.day(date.fromisoformat(written))
    except ValueError:
        return written


def _flat(detail: Detail) -> str:
    if not detail.inner:
        return f"{detail.label}: {detail.value}"
    return f"{detail.label}: ({', '.join(_flat(inner) for inner in detail.inner)})"
