"""What was done, in words: each act of the trail with its group and its sentence."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from regiodeal.audit.models import AuditLine
from regiodeal.web import formatting


@dataclass(frozen=True)
class Act:
    """An act: the group in which it is found, and its sentence, in which `{subject}` is what it was done to."""

    group: str
    sentence: Any


GROUPS: dict[str, Any] = {
    "meetings": gettext_lazy("Vergaderingen en besluiten"),
    "projects": gettext_lazy("Projecten"),
    "money": gettext_lazy("Geld"),
    "publication": gettext_lazy("Publicaties"),
    "reading": gettext_lazy("Inlezen"),
    "mail": gettext_lazy("Mail"),
    "events": gettext_lazy("Maand van de Regio"),
    "people": gettext_lazy("Mensen en rollen"),
    "deal": gettext_lazy("De deal"),
}

ACTS: dict[str, Act] = {
    "agenda.add": Act("meetings", gettext_lazy("zette een punt op de agenda van {subject}")),
    "agenda.change": Act("meetings", gettext_lazy("wijzigde een agendapunt van {subject}")),
    "agenda.put_back": Act("meetings", gettext_lazy("zette een agendapunt van {subject} terug")),
    "agenda.remove": Act("meetings", gettext_lazy("haalde een punt van de agenda van {subject}")),
    "agenda.reorder": Act("meetings", gettext_lazy("zette de agenda van {subject} in een andere volgorde")),
    "attendance.note": Act("events", gettext_lazy("noteerde wie er was bij {subject}")),
    "attendance.walk_ins": Act("events", gettext_lazy("noteerde wie zonder aanmelding kwam bij {subject}")),
    "cofinancing.change": Act("money", gettext_lazy("wijzigde de cofinanciering van {subject}")),
    "cofinancing.note": Act("money", gettext_lazy("noteerde cofinanciering van {subject}")),
    "cofinancing.remove": Act("money", gettext_lazy("haalde cofinanciering van {subject} weg")),
    "cofinancing.restore": Act("money", gettext_lazy("zette cofinanciering van {subject} terug")),
    "condition.meet": Act("meetings", gettext_lazy("noteerde dat aan een voorwaarde bij besluit {subject} is voldaan")),
    "contact.add": Act("projects", gettext_lazy("voegde een contactpersoon toe bij {subject}")),
    "contact.change": Act("projects", gettext_lazy("wijzigde een contactpersoon van {subject}")),
    "contact.remove": Act("projects", gettext_lazy("haalde een contactpersoon van {subject} weg")),
    "deal.load": Act("deal", gettext_lazy("legde de deal vast")),
    "deal.outline": Act("deal", gettext_lazy("legde de gemeentegrenzen voor de kaart vast")),
    "deal.update": Act("deal", gettext_lazy("werkte de gegevens van de deal bij")),
    "document.add": Act("projects", gettext_lazy("voegde een document toe bij {subject}")),
    "document.remove": Act("projects", gettext_lazy("haalde een document van {subject} weg")),
    "document.restore": Act("projects", gettext_lazy("zette een document van {subject} terug")),
    "edition.correct": Act("publication", gettext_lazy("publiceerde een verbeterde {subject}")),
    "edition.publish": Act("publication", gettext_lazy("publiceerde {subject}")),
    "edition.withdraw": Act("publication", gettext_lazy("trok {subject} in")),
    "event_month.change": Act("events", gettext_lazy("wijzigde {subject}")),
    "event_month.invite": Act("events", gettext_lazy("nodigde mensen uit voor {subject}")),
    "event_month.make": Act("events", gettext_lazy("maakte {subject}")),
    "event_month.uninvite": Act("events", gettext_lazy("trok een uitnodiging in voor {subject}")),
    "figure.classify": Act("money", gettext_lazy("deelde een bedrag van {subject} in")),
    "grant_order.register": Act("money", gettext_lazy("legde beschikking {subject} vast")),
    "guest.add": Act("events", gettext_lazy("meldde iemand aan voor {subject}")),
    "guest.erase": Act("events", gettext_lazy("wiste een deelnemer van {subject}")),
    "guest.erase_address": Act("events", gettext_lazy("wiste uitnodigingen en voorstellen van een adres")),
    "interest.declare": Act("meetings", gettext_lazy("legde een belang vast in vergadering {subject}")),
    "interest.withdraw": Act("meetings", gettext_lazy("trok een gemeld belang in vergadering {subject} in")),
    "item.rectify": Act("meetings", gettext_lazy("rectificeerde de tekst van {subject}")),
    "item.votes": Act("meetings", gettext_lazy("noteerde de stemmen over een punt van {subject}")),
    "ledger.open": Act("money", gettext_lazy("opende het grootboek van de deal")),
    "list.adopt": Act("meetings", gettext_lazy("stelde de besluitenlijst van {subject} vast")),
    "mailing.change": Act("mail", gettext_lazy("wijzigde {subject}")),
    "mailing.discard": Act("mail", gettext_lazy("gooide {subject} weg, nog voor verzending")),
    "mailing.leave_it": Act("mail", gettext_lazy("liet een onzekere bezorging van {subject} zoals zij was")),
    "mailing.make": Act("mail", gettext_lazy("begon aan {subject}")),
    "mailing.pause": Act("mail", gettext_lazy("pauzeerde {subject}")),
    "mailing.resume": Act("mail", gettext_lazy("liet {subject} verder gaan")),
    "mailing.send": Act("mail", gettext_lazy("verstuurde {subject}")),
    "mailing.send_again": Act("mail", gettext_lazy("liet een onzekere bezorging van {subject} opnieuw gaan")),
    "mailing.stop": Act("mail", gettext_lazy("stopte {subject}")),
    "mailing_list.add": Act("mail", gettext_lazy("zette een adres op mailinglijst {subject}")),
    "mailing_list.change": Act("mail", gettext_lazy("wijzigde mailinglijst {subject}")),
    "mailing_list.close": Act("mail", gettext_lazy("sloot mailinglijst {subject}")),
    "mailing_list.import": Act("mail", gettext_lazy("las adressen in op mailinglijst {subject}")),
    "mailing_list.make": Act("mail", gettext_lazy("maakte mailinglijst {subject}")),
    "mailing_list.remove": Act("mail", gettext_lazy("haalde een adres van mailinglijst {subject}")),
    "meeting.attendance": Act("meetings", gettext_lazy("noteerde wie er was in vergadering {subject}")),
    "meeting.change": Act("meetings", gettext_lazy("wijzigde vergadering {subject}")),
    "meeting.convene": Act("meetings", gettext_lazy("legde vergadering {subject} aan")),
    "meeting.register": Act("meetings", gettext_lazy("registreerde vergadering {subject} als geheel")),
    "member.deactivate": Act("people", gettext_lazy("sloot het account van {subject}")),
    "member.invite": Act("people", gettext_lazy("nodigde {subject} uit")),
    "member.invite_again": Act("people", gettext_lazy("nodigde {subject} nog eens uit")),
    "member.join": Act("people", gettext_lazy("nam een uitnodiging aan: {subject}")),
    "member.remove": Act("people", gettext_lazy("haalde {subject} uit de deal")),
    "member.rename": Act("people", gettext_lazy("wijzigde de naam van {subject}")),
    "member.roles": Act("people", gettext_lazy("wijzigde de rollen van {subject}")),
    "member.withdraw_invitation": Act("people", gettext_lazy("trok de uitnodiging van {subject} in")),
    "payment.advance": Act("money", gettext_lazy("boekte een voorschot voor {subject}")),
    "payment.correct": Act("money", gettext_lazy("boekte een betaling van {subject} terug")),
    "payment.recover": Act("money", gettext_lazy("boekte een terugvordering van {subject}")),
    "payment.settle": Act("money", gettext_lazy("stelde de bijdrage aan {subject} vast")),
    "person.erase": Act("mail", gettext_lazy("wiste een persoon van de mailinglijsten: {subject}")),
    "project.change": Act("projects", gettext_lazy("wijzigde project {subject}")),
    "project.register": Act("projects", gettext_lazy("registreerde project {subject}")),
    "project.update": Act("projects", gettext_lazy("werkte project {subject} bij")),
    "proposal.accept": Act("events", gettext_lazy("nam het voorstel voor {subject} aan")),
    "proposal.decline": Act("events", gettext_lazy("wees het voorstel voor {subject} af")),
    "reading.bring_back": Act("reading", gettext_lazy("haalde {subject} terug")),
    "reading.drop": Act("reading", gettext_lazy("legde {subject} weg")),
    "reading.register": Act("reading", gettext_lazy("registreerde een vergadering uit {subject}")),
    "reading.upload": Act("reading", gettext_lazy("las {subject} in")),
    "resolution.record": Act("meetings", gettext_lazy("legde besluit {subject} vast")),
    "resolution.retract": Act("meetings", gettext_lazy("trok besluit {subject} in voor de vaststelling")),
    "seat.user": Act("people", gettext_lazy("wijzigde de zetels van {subject}")),
    "session.cancel": Act("events", gettext_lazy("gelastte {subject} af")),
    "session.change": Act("events", gettext_lazy("wijzigde {subject}")),
    "session.make": Act("events", gettext_lazy("maakte {subject}")),
    "session.remove": Act("events", gettext_lazy("verwijderde {subject}")),
    "session.thank": Act("events", gettext_lazy("bedankte de deelnemers van {subject}")),
    "statement.register": Act("money", gettext_lazy("legde verantwoording {subject} vast")),
    "venue.change": Act("events", gettext_lazy("wijzigde {subject}")),
    "venue.make": Act("events", gettext_lazy("legde {subject} vast")),
    "venue.remove": Act("events", gettext_lazy("verwijderde {subject}")),
}

_EDITIONS: dict[str, Any] = {
    "decision-list": gettext_lazy("besluitenlijst {subject}, versie {version}"),
    "implementation-programme": gettext_lazy("uitvoeringsprogramma, versie {version}"),
    "project-page": gettext_lazy("projectpagina {subject}, versie {version}"),
    "calendar": gettext_lazy("agenda, versie {version}"),
    "mailing": gettext_lazy("bericht {subject}, versie {version}"),
    "event-month": gettext_lazy("programma van {subject}, versie {version}"),
    "ledger": gettext_lazy("uittreksel uit het grootboek, versie {version}"),
}

_EVENTS: dict[str, Any] = {
    "event-month": gettext_lazy("de maand {name}"),
    "session": gettext_lazy("sessie {name}"),
    "venue": gettext_lazy("locatie {name}"),
}
"""What is kept of an event month, with the name that the trail has for it."""


def in_group(group: str) -> list[str]:
    """Return the acts of a group."""
    return [name for name, act in ACTS.items() if act.group == group]


def group_of(name: str) -> str:
    """Return what the group of an act is called; nothing for an act that has no words yet."""
    return str(GROUPS[ACTS[name].group]) if name in ACTS else ""


def sentence(line: AuditLine, projects: dict[str, str]) -> str:
    """Return what was done, without who did it. `projects` are the names of projects by their code."""
    act = ACTS.get(line.act)
    if act is None:
        return f"{line.act} {line.subject}"
    said = str(act.sentence).format(subject=_subject(line, projects))
    project = line.details.get("project")
    if isinstance(project, str) and project in projects:
        said = gettext("{said}, over {project}").format(said=said, project=projects[project])
    cents = line.details.get("contribution_cents") or line.details.get("cents")
    return gettext("{said}: {amount}").format(said=said, amount=formatting.euros(cents)) if _is_amount(cents) else said


def _is_amount(cents: Any) -> bool:
    return isinstance(cents, int) and not isinstance(cents, bool)


def _subject(line: AuditLine, projects: dict[str, str]) -> str:
    head, _, rest = line.subject.partition("/")
    if line.act.startswith("edition.") and head in _EDITIONS:
        subject, _, version = rest.rpartition("/")
        return str(_EDITIONS[head]).format(subject=projects.get(subject, subject), version=version)
    if head == "mailing":
        return gettext("mailing {number}").format(number=rest)
    if head in _EVENTS:
        name = line.details.get("title") or line.details.get("name") or rest.rpartition("/")[2]
        return str(_EVENTS[head]).format(name=name)
    if line.act.startswith("reading."):
        name = line.details.get("name")
        return gettext("document {name}").format(name=name or rest)
    if head in projects:
        return gettext("{project}, fase {phase}").format(project=projects[head], phase=rest) if rest else projects[head]
    return line.subject
