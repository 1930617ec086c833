"""Sessions of event months, and what came of those that took place."""

from collections.abc import Iterator

from regiodeal.event_month.choices import Audience, SessionForm, SessionKind
from regiodeal.publication.envelope import Envelope, Snapshot
from regiodeal.publication.rendering import languages, paths
from regiodeal.publication.rendering.catalogue import Catalogue
from regiodeal.publication.rendering.data.addresses import Addresses, Thing
from regiodeal.publication.rendering.data.columns import Column, Kind, Row, Table, Value
from regiodeal.publication.rendering.languages import gettext_noop


def _sessions(catalogue: Catalogue, addresses: Addresses) -> Iterator[Row]:
    for kept in catalogue.public.current(paths.EVENT_MONTH):
        month = kept.snapshot or {}
        for session in month["sessions"]:
            yield _row(kept, month["code"], session, addresses)


def _row(kept: Envelope, month: str, session: Snapshot, addresses: Addresses) -> Row:
    venue, off = session["venue"] or {}, session["cancelled"]
    return (
        addresses.file(paths.session(month, session["code"])), month, session["code"], session["title"],
        session["kind"], session["starts_at"], session["ends_at"], session["form"], venue.get("name"),
        venue.get("address"), _code(venue.get("municipality")), session["language"], session["audience"],
        session["capacity"], _code(session["pillar"]), _code(session["project"]),
        tuple(one["code"] for one in session["parties"]),
        off is not None, off, *_came_of_it(session["result"] or {}), kept.number,
    )  # fmt: skip


def _came_of_it(result: Snapshot) -> tuple[Value, ...]:
    return tuple(result.get(name) for name in ("signed_up", "present", "answers", "score"))


def _code(named: dict[str, str] | None) -> str | None:
    return named["code"] if named else None


SESSIONS = Table(
    name="sessies",
    title=gettext_noop("Sessies"),
    about=gettext_noop("Sessies van de Maand van de Regio, ook afgelaste, en wat er van elke sessie kwam."),
    of="Session",
    key=("maand", "sessie"),
    rows=_sessions,
    columns=(
        Column(name="adres", kind=Kind.LINK, about=gettext_noop("Vast adres en kenmerk van de sessie.")),
        Column(name="maand", kind=Kind.CODE, about=gettext_noop("Code van de maand.")),
        Column(name="sessie", kind=Kind.CODE, about=gettext_noop("Code van de sessie binnen de maand.")),
        Column(name="titel", kind=Kind.TEXT, about=gettext_noop("Titel van de sessie.")),
        Column(name="soort", kind=Kind.CODE, about=gettext_noop("Wat voor sessie het is."),
               codes=dict(SessionKind.choices)),
        Column(name="begin", kind=Kind.MOMENT, about=gettext_noop("Wanneer de sessie begint, in UTC.")),
        Column(name="einde", kind=Kind.MOMENT, about=gettext_noop("Wanneer de sessie eindigt, in UTC.")),
        Column(name="vorm", kind=Kind.CODE, about=gettext_noop("Waar mensen meedoen."),
               codes=dict(SessionForm.choices)),
        Column(name="locatie", kind=Kind.TEXT, about=gettext_noop("Naam van de locatie."), optional=True),
        Column(name="straatadres", kind=Kind.TEXT, about=gettext_noop("Adres van de locatie."), optional=True),
        Column(name="gemeente", kind=Kind.CODE, about=gettext_noop("Code van de gemeente van de locatie."),
               optional=True, thing=Thing.PARTY),
        Column(name="voertaal", kind=Kind.CODE, about=gettext_noop("Taal van de sessie."),
               codes={one.code: one.name for one in languages.ALL}),
        Column(name="doelgroep", kind=Kind.CODE, about=gettext_noop("Voor wie de sessie is."),
               codes=dict(Audience.choices)),
        Column(name="plaatsen", kind=Kind.NUMBER, optional=True,
               about=gettext_noop("Hoeveel mensen er kunnen komen; leeg zonder grens.")),
        Column(name="pijler", kind=Kind.CODE, about=gettext_noop("Code van de pijler."), optional=True,
               thing=Thing.PILLAR),
        Column(name="project", kind=Kind.CODE, about=gettext_noop("Code van het project."), optional=True,
               thing=Thing.PROJECT),
        Column(name="organisaties", kind=Kind.LIST, about=gettext_noop("Codes van wie de sessie organiseert."),
               thing=Thing.PARTY),
        Column(name="afgelast", kind=Kind.YES_NO, about=gettext_noop("Of de sessie niet doorgaat.")),
        Column(name="reden", kind=Kind.TEXT, about=gettext_noop("Waarom de sessie niet doorgaat."), optional=True),
        Column(name="aangemeld", kind=Kind.NUMBER, optional=True,
               about=gettext_noop("Hoeveel mensen een plaats hadden; leeg tot de sessie is geweest.")),
        Column(name="aanwezig", kind=Kind.NUMBER, optional=True,
               about=gettext_noop("Hoeveel mensen er kwamen; leeg als niemand dat telde.")),
        Column(name="antwoorden", kind=Kind.NUMBER, optional=True,
               about=gettext_noop("Hoeveel mensen zeiden wat zij ervan vonden.")),
        Column(name="waardering", kind=Kind.TEXT, optional=True,
               about=gettext_noop("Gemiddelde score van 1 tot 5, met één decimaal achter een punt.")),
        Column(name="editie", kind=Kind.NUMBER, about=gettext_noop("Editie waar dit uit komt."), thing=Thing.EDITION),
    ),
)  # fmt: skip
