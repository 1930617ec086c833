"""Every public address of the record, in one place. All are relative to the root of the record."""

import re

from regiodeal.common.errors import Refusal

DECISION_LIST = "decision-list"
PROGRAMME = "implementation-programme"
PROJECT_PAGE = "project-page"
LEDGER = "ledger"
CALENDAR = "calendar"
MAILING = "mailing"
EVENT_MONTH = "event-month"

HOME = "index.html"
NOT_FOUND = "404.html"
FEED = "feed.atom"
MANIFEST = "manifest.json"
EDITIONS = "edities/"
DATA = "data/"
API = "data/api/"
DECISION_LISTS = "besluitenlijsten/"
PROJECTS = "projecten/"
LEDGER_ROOT = "grootboek/"
PROGRAMME_ROOT = "uitvoeringsprogramma/"
CALENDAR_ROOT = "agenda/"
MAILINGS = "berichten/"
MONTHS = "maand/"
UPDATES = "op-de-hoogte/"
PILLARS = "pijlers/"
MUNICIPALITIES = "gemeenten/"
PARTIES = "partijen/"
SEARCH = "zoeken/"
AS_OF = "stand/"
COMPARE = "uitvoeringsprogramma/vergelijk/"
ABOUT = "over/"
PRIVACY = "privacy/"
ACCESSIBILITY = "toegankelijkheid/"
CONTACT = "contact/"
SIGN_UP = "post/"
"""Where people sign up for mail. The office serves it: a page links to it, and it is not in the record."""
GUESTS = "aanmelden/"
"""Where people sign up for sessions and propose them, by the code of the month. The office serves it too."""
ASSETS = "assets/"
STYLE = "assets/record.css"
DEAL_STYLE = "assets/deal.css"

TRANSFERS_ON_A_PAGE = 500
"""How many transfers a page of the ledger holds. The address of each transfer follows from it, so it never changes."""

FILE_NAMES = {
    DECISION_LIST: "besluitenlijst",
    PROGRAMME: "uitvoeringsprogramma",
    PROJECT_PAGE: "project",
    LEDGER: "grootboek",
    CALENDAR: "agenda",
    MAILING: "bericht",
    EVENT_MONTH: "programma",
}
"""What the files of an edition are called, by kind."""

_SINGLE = {PROGRAMME: PROGRAMME_ROOT, CALENDAR: CALENDAR_ROOT}
"""Kinds with one subject, which has the folder for itself."""

_ROOTS = {DECISION_LIST: DECISION_LISTS, PROJECT_PAGE: PROJECTS, LEDGER: LEDGER_ROOT, MAILING: MAILINGS,
          EVENT_MONTH: MONTHS}  # fmt: skip
_NAME = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")


class UnsafeName(Refusal):
    """A name that would become part of an address holds more than a-z, 0-9 and single separators."""


def folder_of(kind: str, subject: str) -> str:
    """Return the stable folder of a subject, where its current version is.

    Raises UnsafeName where the subject cannot be part of an address.
    """
    if kind in _SINGLE:
        return _SINGLE[kind]
    return f"{_ROOTS[kind]}{_checked(subject)}/"


def is_single(kind: str) -> bool:
    """Tell whether a kind has one subject only, so that naming the kind says it all."""
    return kind in _SINGLE


def version_folder_of(kind: str, subject: str, version: int) -> str:
    """Return the permanent folder of one edition."""
    return f"{folder_of(kind, subject)}versie-{version}/"


def edition(number: int) -> str:
    """Return the file of an edition by its place in the chain."""
    return f"{EDITIONS}{number:04d}.json"


def project(code: str) -> str:
    """Return the stable folder of a project."""
    return folder_of(PROJECT_PAGE, code)


def below(section: str, code: str) -> str:
    """Return the folder of something in a section, such as a pillar. Raises UnsafeName."""
    return f"{section}{_checked(code)}/"


def decision_list(meeting: str) -> str:
    """Return the stable folder of the decision list of a meeting."""
    return folder_of(DECISION_LIST, meeting)


def session(month: str, code: str) -> str:
    """Return the folder of a session of an event month. Raises UnsafeName."""
    return f"{folder_of(EVENT_MONTH, month)}sessie/{_checked(code)}/"


def part_of_month(month: str, part: str, code: str) -> str:
    """Return the folder of what an event month holds on a day, in a municipality or for a pillar. Raises UnsafeName."""
    return f"{folder_of(EVENT_MONTH, month)}{part}/{_checked(code)}/"


def calendar_of(folder: str) -> str:
    """Return the calendar (iCalendar) that belongs to a page of an event month."""
    return f"{folder}agenda.ics"


def sign_up_for(month: str, session: str = "") -> str:
    """Return where people sign up for an event month; with a session, for that one."""
    return f"{GUESTS}{_checked(month)}/{f'?sessie={_checked(session)}' if session else ''}"


def proposals_for(month: str) -> str:
    """Return where people propose a session for an event month."""
    return f"{GUESTS}{_checked(month)}/voorstel/"


def pillar_feed(code: str) -> str:
    """Return the feed of a pillar. Raises UnsafeName where its code cannot be part of an address."""
    return f"{PILLARS}{_checked(code)}/{FEED}"


def municipality_feed(code: str) -> str:
    """Return the feed of a municipality. Raises UnsafeName where its code cannot be part of an address."""
    return f"{MUNICIPALITIES}{_checked(code)}/{FEED}"


def resolution(reference: str) -> str:
    """Return the address of a resolution, named as "<meeting>/<number>", on its decision list."""
    meeting, number = split_resolution(reference)
    return f"{decision_list(meeting)}#{decision_anchor(number)}"


def split_resolution(reference: str) -> tuple[str, int]:
    """Return the meeting and the number of a resolution. Raises UnsafeName for any other form."""
    meeting, _, number = reference.rpartition("/")
    if not number.isascii() or not number.isdigit():
        raise UnsafeName("{reference!r} does not name a resolution as meeting/number", reference=reference)
    return _checked(meeting), int(number)


def decision_anchor(number: int) -> str:
    """Return the anchor of a decision on its list."""
    return f"besluit-{number}"


def transfer_anchor(sequence: int) -> str:
    """Return the anchor of a transfer in the ledger."""
    return f"boeking-{sequence}"


def transfer(sequence: int) -> str:
    """Return the address of a transfer, which follows from its sequence alone."""
    return f"{ledger_page(first_on_page(sequence))}#{transfer_anchor(sequence)}"


def first_on_page(sequence: int) -> int:
    """Return the sequence with which the page of a transfer begins."""
    return sequence - (sequence - 1) % TRANSFERS_ON_A_PAGE


def ledger_page(first: int) -> str:
    """Return the folder of the page of the ledger that begins with a sequence: of the first that is the ledger."""
    return LEDGER_ROOT if first == 1 else f"{LEDGER_ROOT}vanaf-{first}/"


def up_from(path: str) -> str:
    """Return the relative way from a file to the root of the record: "../" for each folder, "./" at the root."""
    return "../" * path.count("/") or "./"


def address(path: str) -> str:
    """Return the address of a page by its file: that of its folder for an `index.html`."""
    return path.removesuffix(HOME) if path.endswith(f"/{HOME}") or path == HOME else path


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise UnsafeName("{name!r} cannot be part of an address", name=name)
    return name
