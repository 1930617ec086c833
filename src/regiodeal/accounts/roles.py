"""The roles in a deal, as one table. A person can have several roles in a deal, and others in another deal.

Whoever has any role in a deal may read its register and its money. What a role adds is named below, and nothing else
in the code grants a right.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices


class Permission(StrEnum):
    """What a role can allow."""

    READ = "read"
    """Read the projects, the money, adopted lists and what was published."""
    READ_AGENDA = "read_agenda"
    """Read meetings in preparation: agenda, ask, assessment, what if, meeting pack."""
    READ_CONTACTS = "read_contacts"
    """See the names, addresses and telephone numbers of the people behind a project."""
    DECLARE_INTEREST = "declare_interest"
    """Declare an interest for one's own seat."""
    PREPARE_MEETINGS = "prepare_meetings"
    """Convene, fill the agenda, note who is there, decide, adopt the list."""
    NOTE_CONDITIONS = "note_conditions"
    """Note that a condition was met."""
    PUBLISH = "publish"
    """Publish, correct and withdraw editions."""
    EDIT_PROJECTS = "edit_projects"
    """Register and change every project, and import the register."""
    EDIT_OWN_PROJECTS = "edit_own_projects"
    """Change the projects that one leads."""
    CLASSIFY_FIGURES = "classify_figures"
    """Say what a larger figure means."""
    KEEP_MONEY = "keep_money"
    """Register orders and statements, book advances, recoveries and settlements, note co-financing."""
    REGISTER_DOCUMENTS = "register_documents"
    """Read an old decision list and register what it says."""
    KEEP_LISTS = "keep_lists"
    """Keep mailing lists: see who is on them, add and import addresses, and give or erase what is kept of a person."""
    SEND_MAIL = "send_mail"
    """Write mailings, and send, pause and stop them."""
    KEEP_EVENTS = "keep_events"
    """Make the programme of an event month: sessions, calls, invitations, thanks, and its publication."""
    RECEIVE_GUESTS = "receive_guests"
    """See who signed up for a session and what they need, and note who came."""
    READ_TRAIL = "read_trail"
    """Read who did what for the whole deal."""
    MANAGE_MEMBERS = "manage_members"
    """Invite people, give and take roles."""


class RoleCode(TextChoices):
    """The roles by their code, with what people call them."""

    SECRETARY = "secretary", "programmasecretaris"
    CONTROLLER = "controller", "controller"
    COMMUNICATIONS = "communications", "communicatieadviseur"
    PROJECT_LEADER = "project_leader", "projectleider"
    STEERING_MEMBER = "steering_member", "lid van de stuurgroep"
    HOST = "host", "gastheer of gastvrouw"
    READER = "reader", "lezer"
    ADMINISTRATOR = "administrator", "beheerder"


@dataclass(frozen=True)
class Role:
    """A role: what it is for, in a sentence that the person who gives it reads, and what it allows."""

    code: RoleCode
    description: str
    permissions: frozenset[Permission]


def _role(code: RoleCode, description: str, *permissions: Permission) -> Role:
    return Role(code, description, frozenset({Permission.READ, *permissions}))


ROLES = {
    role.code: role
    for role in [
        _role(
            RoleCode.SECRETARY,
            "Bereidt vergaderingen voor, legt besluiten vast, houdt het register bij, publiceert en mailt de pers.",
            Permission.READ_AGENDA,
            Permission.READ_CONTACTS,
            Permission.PREPARE_MEETINGS,
            Permission.NOTE_CONDITIONS,
            Permission.PUBLISH,
            Permission.EDIT_PROJECTS,
            Permission.CLASSIFY_FIGURES,
            Permission.REGISTER_DOCUMENTS,
            Permission.KEEP_LISTS,
            Permission.SEND_MAIL,
            Permission.KEEP_EVENTS,
            Permission.RECEIVE_GUESTS,
            Permission.READ_TRAIL,
        ),
        _role(
            RoleCode.CONTROLLER,
            "Boekt voorschotten, terugvorderingen en vaststellingen, en houdt de cofinanciering bij.",
            Permission.READ_AGENDA,
            Permission.READ_CONTACTS,
            Permission.NOTE_CONDITIONS,
            Permission.CLASSIFY_FIGURES,
            Permission.KEEP_MONEY,
            Permission.READ_TRAIL,
        ),
        _role(
            RoleCode.COMMUNICATIONS,
            "Publiceert besluitenlijsten, verbetert wat gepubliceerd is, mailt de pers en maakt de Maand van de Regio.",
            Permission.READ_AGENDA,
            Permission.READ_CONTACTS,
            Permission.PUBLISH,
            Permission.KEEP_LISTS,
            Permission.SEND_MAIL,
            Permission.KEEP_EVENTS,
            Permission.RECEIVE_GUESTS,
        ),
        _role(
            RoleCode.PROJECT_LEADER,
            "Houdt de eigen projecten bij.",
            Permission.EDIT_OWN_PROJECTS,
        ),
        _role(
            RoleCode.STEERING_MEMBER,
            "Leest de vergaderstukken en meldt een belang.",
            Permission.READ_AGENDA,
            Permission.DECLARE_INTEREST,
        ),
        _role(
            RoleCode.HOST,
            "Ontvangt deelnemers bij een sessie: ziet wie er komt en noteert wie er is.",
            Permission.RECEIVE_GUESTS,
        ),
        _role(RoleCode.READER, "Leest het register, het geld en de vastgestelde besluiten."),
        _role(
            RoleCode.ADMINISTRATOR,
            "Nodigt mensen uit en verdeelt de rollen.",
            Permission.READ_TRAIL,
            Permission.MANAGE_MEMBERS,
        ),
    ]
}


def permissions_of(codes: Iterable[str]) -> frozenset[Permission]:
    """Return all that the roles with these codes allow together."""
    return frozenset().union(*(ROLES[RoleCode(code)].permissions for code in codes))


SAYS = {
    Permission.READ: "Projecten, geld, vastgestelde besluitenlijsten en publicaties lezen",
    Permission.READ_AGENDA: "Vergaderingen in voorbereiding lezen: agenda, gevraagde bedragen en stukken",
    Permission.READ_CONTACTS: "Namen, adressen en telefoonnummers van contactpersonen zien",
    Permission.DECLARE_INTEREST: "Een belang melden voor de eigen zetel",
    Permission.PREPARE_MEETINGS: "Vergaderingen bijeenroepen, besluiten vastleggen en lijsten vaststellen",
    Permission.NOTE_CONDITIONS: "Vastleggen dat aan een voorwaarde is voldaan",
    Permission.PUBLISH: "Publiceren, rectificeren en publicaties intrekken",
    Permission.EDIT_PROJECTS: "Alle projecten registreren en wijzigen, en het register inlezen",
    Permission.EDIT_OWN_PROJECTS: "De eigen projecten wijzigen",
    Permission.CLASSIFY_FIGURES: "Vastleggen wat een groter bedrag betekent",
    Permission.KEEP_MONEY: "Beschikkingen en verantwoordingen registreren, betalingen boeken, cofinanciering bijhouden",
    Permission.REGISTER_DOCUMENTS: "Een oude besluitenlijst inlezen en registreren",
    Permission.KEEP_LISTS: "Mailinglijsten bijhouden: adressen zien, toevoegen, inlezen en wissen",
    Permission.SEND_MAIL: "Mailings schrijven, versturen, pauzeren en stoppen",
    Permission.KEEP_EVENTS: "De Maand van de Regio maken: sessies, voorstellen, uitnodigingen en publicatie",
    Permission.RECEIVE_GUESTS: "Zien wie zich voor een sessie aanmeldde, en noteren wie er is",
    Permission.READ_TRAIL: "Het logboek van de hele deal lezen",
    Permission.MANAGE_MEMBERS: "Mensen uitnodigen, rollen geven en afnemen",
}
"""What each right allows, as the table of roles on the screen says it."""
