"""Decisions of the current lists, and the conditions under which they were taken."""

from collections.abc import Iterator

from regiodeal.decisions.choices import DecisionKind, Outcome
from regiodeal.publication.rendering.catalogue import Catalogue
from regiodeal.publication.rendering.data.addresses import Addresses, Thing
from regiodeal.publication.rendering.data.columns import Column, Kind, Row, Table
from regiodeal.publication.rendering.languages import gettext_noop


def _decisions(catalogue: Catalogue, addresses: Addresses) -> Iterator[Row]:
    for one in catalogue.decisions:
        yield (
            addresses.thing(Thing.DECISION, one.reference), one.reference, one.meeting, one.number, one.held_on,
            one.body, one.project, one.project_name, one.pillar or None, one.phase, one.kind, one.outcome,
            one.contribution_cents, one.release_cents, one.new_end or None, one.reason or None,
            one.stamp.number, one.stamp.version, one.stamp.since, one.stamp.sha256,
        )  # fmt: skip


def _conditions(catalogue: Catalogue, _addresses: Addresses) -> Iterator[Row]:
    for one in catalogue.decisions:
        for number, (text, owner, due_on) in enumerate(one.conditions, 1):
            yield one.reference, number, one.project, text, owner or None, due_on or None, one.stamp.number


_DECISION = Column(
    name="besluit", kind=Kind.CODE, about=gettext_noop("Kenmerk van het besluit: vergadering en nummer."),
    thing=Thing.DECISION,
)  # fmt: skip
_PROJECT = Column(name="project", kind=Kind.CODE, about=gettext_noop("Code van het project."), thing=Thing.PROJECT)
_EDITION = Column(
    name="editie", kind=Kind.NUMBER, about=gettext_noop("Nummer van de editie waaruit dit komt."), thing=Thing.EDITION
)

DECISIONS = Table(
    name="besluiten",
    title=gettext_noop("Besluiten"),
    about=gettext_noop("Elk besluit uit de actuele besluitenlijsten, de oudste vergadering eerst."),
    of="Decision",
    key=("besluit",),
    rows=_decisions,
    columns=(
        Column(name="adres", kind=Kind.LINK, about=gettext_noop("Vast adres en kenmerk van het besluit.")),
        _DECISION,
        Column(name="vergadering", kind=Kind.CODE, about=gettext_noop("Kenmerk van de vergadering.")),
        Column(name="nummer", kind=Kind.NUMBER, about=gettext_noop("Nummer op de besluitenlijst.")),
        Column(name="datum", kind=Kind.DAY, about=gettext_noop("Dag van de vergadering."),
               term="http://purl.org/dc/terms/date"),
        Column(name="orgaan", kind=Kind.TEXT, about=gettext_noop("Wie het besluit nam.")),
        _PROJECT,
        Column(name="projectnaam", kind=Kind.TEXT, about=gettext_noop("Naam van het project in die editie.")),
        Column(name="pijler", kind=Kind.CODE, about=gettext_noop("Code van de pijler."), optional=True,
               thing=Thing.PILLAR),
        Column(name="fase", kind=Kind.NUMBER, about=gettext_noop("Fase van het project waar het over gaat."),
               optional=True),
        Column(name="soort", kind=Kind.CODE, about=gettext_noop("Wat er werd gevraagd."),
               codes=dict(DecisionKind.choices)),
        Column(name="uitkomst", kind=Kind.CODE, about=gettext_noop("Wat er werd besloten."),
               codes=dict(Outcome.choices)),
        Column(name="bijdrage_cent", kind=Kind.CENTS, about=gettext_noop("Bijdrage die het besluit toekent."),
               optional=True),
        Column(name="vrijval_cent", kind=Kind.CENTS, about=gettext_noop("Geld dat door het besluit vrijvalt."),
               optional=True),
        Column(name="nieuwe_einddatum", kind=Kind.DAY, about=gettext_noop("Nieuwe laatste dag van de fase."),
               optional=True),
        Column(name="reden", kind=Kind.TEXT, about=gettext_noop("Waarom iets is aangehouden of afgewezen."),
               optional=True),
        _EDITION,
        Column(name="versie", kind=Kind.NUMBER, about=gettext_noop("Versie van de besluitenlijst.")),
        Column(name="openbaar_sinds", kind=Kind.MOMENT, about=gettext_noop("Sinds wanneer die versie openbaar is.")),
        Column(name="sha256", kind=Kind.TEXT, about=gettext_noop("Kenmerk van die editie.")),
    ),
)  # fmt: skip

CONDITIONS = Table(
    name="voorwaarden",
    title=gettext_noop("Voorwaarden"),
    about=gettext_noop("De voorwaarden bij besluiten: wat, door wie en wanneer uiterlijk."),
    of="Condition",
    key=("besluit", "nummer"),
    rows=_conditions,
    columns=(
        _DECISION,
        Column(name="nummer", kind=Kind.NUMBER, about=gettext_noop("Volgnummer binnen het besluit.")),
        _PROJECT,
        Column(name="voorwaarde", kind=Kind.TEXT, about=gettext_noop("Tekst van de voorwaarde.")),
        Column(name="voor_wie", kind=Kind.TEXT, about=gettext_noop("Wie eraan moet voldoen."), optional=True),
        Column(name="uiterlijk_op", kind=Kind.DAY, about=gettext_noop("Laatste dag om eraan te voldoen."),
               optional=True),
        _EDITION,
    ),
)  # fmt: skip
