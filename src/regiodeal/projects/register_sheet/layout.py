"""Which sheets and columns the register has as a spreadsheet, and what each of them means."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices

from regiodeal.projects.choices import FigureKind, LinkKind, Stage


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    CODE = "code"
    PROJECT = "project"
    PILLAR = "pillar"
    LEAD = "lead"
    STAGE = "stage"
    FIGURE_KIND = "figure_kind"
    LINK_KIND = "link_kind"
    ADDRESS = "address"
    EUROS = "euros"
    DAY = "day"
    NUMBER = "number"


CHOICES: dict[Kind, type[TextChoices]] = {
    Kind.STAGE: Stage,
    Kind.FIGURE_KIND: FigureKind,
    Kind.LINK_KIND: LinkKind,
}


@dataclass(frozen=True)
class Field:
    """A column: the key of its value in a project entry, its heading, and what a person reads about it."""

    key: str
    heading: str
    explanation: str
    kind: Kind = Kind.TEXT
    required: bool = False
    read_only: bool = False
    """Shown for the reader, and never read back: money is awarded by decisions alone."""


@dataclass(frozen=True)
class Layout:
    """A sheet: its title, what part of a project its rows are, and its columns: the first names the project."""

    title: str
    part: str
    fields: tuple[Field, ...]

    @property
    def read(self) -> tuple[Field, ...]:
        """The columns that are read back."""
        return tuple(field for field in self.fields if not field.read_only)

    def field(self, key: str) -> Field:
        """Return the column with this key."""
        return next(field for field in self.fields if field.key == key)


HEAD = "head"
"""The part of a project entry that stands in its one row on the first sheet."""
_PROJECT = Field(
    "project", "Project", "De code van het project, zoals op het blad Projecten.", Kind.PROJECT, required=True
)
_SOURCE = Field(
    "source", "Webadres van de bron", "Begint met https://. Leeg als de bron niet op het web staat.", Kind.ADDRESS
)

PROJECTS = Layout(
    "Projecten",
    HEAD,
    (
        Field(
            "code",
            "Code",
            "Vaste korte naam in kleine letters, cijfers en streepjes. Verandert nooit.",
            Kind.CODE,
            required=True,
        ),
        Field("name", "Naam", "De naam van nu. Een oude naam gaat vanzelf naar het blad Namen.", required=True),
        Field("pillar", "Pijler", "Naam of code van een pijler van de deal. Leeg als die niet bekend is.", Kind.PILLAR),
        Field("stage", "Stand", "Hoe ver het project is. Zegt niets over geld.", Kind.STAGE, required=True),
        Field("lead", "Trekker", "Naam of code van een partij bij de deal. Leeg als die niet bekend is.", Kind.LEAD),
        Field("summary", "Samenvatting", "Waar het project over gaat, in enkele zinnen."),
        Field(
            "granted",
            "Toegekend (alleen lezen)",
            "Komt uit besluiten en wordt nooit ingelezen.",
            Kind.EUROS,
            read_only=True,
        ),
        Field(
            "reserved",
            "Gereserveerd (alleen lezen)",
            "Komt uit het grootboek en wordt nooit ingelezen.",
            Kind.EUROS,
            read_only=True,
        ),
    ),
)
LAYOUTS = (
    PROJECTS,
    Layout(
        "Namen",
        "former_names",
        (
            _PROJECT,
            Field("name", "Eerdere naam", "Een naam die het project had.", required=True),
            Field("until", "Tot", "De dag waarop die naam verviel.", Kind.DAY, required=True),
        ),
    ),
    Layout(
        "Partijen",
        "parties",
        (
            _PROJECT,
            Field("name", "Partij", "Wie meedoet.", required=True),
            Field("role", "Rol", "Als wat: partner, uitvoerder, initiatiefnemer. Leeg is partner."),
            Field("start", "Vanaf", "Eerste dag. Leeg als die niet bekend is.", Kind.DAY),
            Field("end", "Tot en met", "Laatste dag. Leeg als die niet bekend is.", Kind.DAY),
        ),
    ),
    Layout(
        "Plaatsen",
        "places",
        (_PROJECT, Field("name", "Plaats", "Gemeente of dorp waar het project werkt.", required=True)),
    ),
    Layout(
        "Fasen",
        "phases",
        (
            _PROJECT,
            Field(
                "number",
                "Fase",
                "Volgnummer, vanaf 1. Een fase die er al is, verandert alleen door een besluit.",
                Kind.NUMBER,
                required=True,
            ),
            Field("name", "Naam van de fase", "Zoals voorbereiding of uitvoering.", required=True),
            Field("end", "Einddatum", "Laatste dag. Leeg als die niet bekend is.", Kind.DAY),
        ),
    ),
    Layout(
        "Bedragen",
        "figures",
        (
            _PROJECT,
            Field(
                "kind",
                "Soort",
                "Wat het bedrag betekent. Geen toekenning: die komt uit besluiten.",
                Kind.FIGURE_KIND,
                required=True,
            ),
            Field(
                "amount",
                "Bedrag",
                "In euro’s. Een bedrag dat niet bekend is, staat hier niet.",
                Kind.EUROS,
                required=True,
            ),
            Field("words", "Woorden van de bron", "Hoe de bron het bedrag noemt.", required=True),
            Field("title", "Titel van de bron", "Leeg als die niet bekend is."),
            _SOURCE,
        ),
    ),
    Layout(
        "Verbanden",
        "links",
        (
            _PROJECT,
            Field("kind", "Verband", "Hoe het project zich verhoudt tot het andere.", Kind.LINK_KIND, required=True),
            Field("target", "Ander project", "De code van het andere project.", Kind.PROJECT, required=True),
            Field(
                "trl_from",
                "TRL van",
                "Niveau waarop dit project begint, 1 tot en met 9. Vul beide niveaus in, of geen.",
                Kind.NUMBER,
            ),
            Field("trl_to", "TRL tot", "Niveau waarop dit project uitkomt, 1 tot en met 9.", Kind.NUMBER),
        ),
    ),
    Layout(
        "Feiten",
        "facts",
        (
            _PROJECT,
            Field("statement", "Feit", "Wat er bekend is, met de bron ernaast.", required=True),
            Field("title", "Titel van de bron", "Waar het feit staat.", required=True),
            _SOURCE,
            Field("on", "Datum", "Vanaf wanneer het bekend is. Leeg als dat niet bekend is.", Kind.DAY),
        ),
    ),
)
PARTS = LAYOUTS[1:]
EXPLANATION = "Toelichting"
"""The title of the sheet that explains the others; it is never read."""
KEPT = {"former_names": ("name", "until"), "phases": ("number",), "figures": ("amount", "words")}
"""Parts of which a row, told by these keys, stays once it is in the register: history, and what decisions rest on."""
