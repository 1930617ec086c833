"""The Maand van de Regio of the demo: forty sessions from a spreadsheet, and invented people who sign up."""

from datetime import date, datetime, timedelta
from pathlib import Path

from regiodeal.audit.trail import Actor
from regiodeal.common.headed_rows import Rows, rows_of_csv
from regiodeal.common.moments import office_day
from regiodeal.event_month import import_sheet, queries
from regiodeal.event_month.actions import imports, invitations, months, registrations
from regiodeal.event_month.actions.invitations import Invited
from regiodeal.event_month.actions.registrations import Wanted, Who, Wish
from regiodeal.event_month.known import known
from regiodeal.event_month.models import EventMonth
from regiodeal.programme.actions.holding import held
from regiodeal.programme.models import Deal
from regiodeal.publication.actions import editions
from regiodeal.publication.actions.editions import Publisher

_FILE = "maand-van-de-regio.csv"
_FIRST, _LAST = date(2027, 6, 1), date(2027, 6, 30)
"""The days of the sheet. Later than that it is moved by whole weeks, so that it is always still to come."""
_AHEAD = timedelta(weeks=3)
_INTRODUCTION = (
    "Een maand lang laten we zien wat er in Zuid- en Oost-Drenthe is gegroeid. Kom kijken, meedoen en vragen stellen: "
    "in dorpshuizen, werkplaatsen en raadzalen, en vanaf huis.\n\n"
    "Deelname is gratis. Dit programma is verzonnen, om te laten zien hoe het werkt."
)
_CALL = (
    "Hebt u met uw project iets geleerd dat anderen verder helpt? Stel een sessie voor. U hoort binnen twee weken "
    "of zij in het programma past."
)
_NAMES = (
    "Aaltje Bos", "Bilal Demir", "Corrie Dekker", "Derk Hofman", "Esra Yildiz", "Fokke Jansma", "Greet Kok",
    "Harm Lanjouw", "Iris Meijer", "Jaap Nijboer", "Khadija Ouali", "Lammert Prins", "Mina Rahimi", "Noud Schuring",
    "Olga Timmerman", "Pim Udema", "Quirine Vos", "Roos Wever", "Sietse Zwiers", "Tineke Appel", "Umit Berk",
    "Vera Cazemier",
)  # fmt: skip
_ORGANISATIONS = ("", "Dorpsbelangen Voorbeeld", "Woningcorporatie Voorbeeld", "", "Hogeschool Voorbeeld")
_EACH, _APART = 4, 7
"""How many sessions each of them comes to, and how far apart these are in the programme."""
_FULL = "spreekuur-voor-projectleiders"


def open_for(deal: Deal, examples: Path, *, by: Actor, at: datetime) -> None:
    """Make the month of a deal from the sheet beside its other files, publish it, and let people sign up; once."""
    file = examples / _FILE
    if not file.is_file() or deal.event_months.exists():
        return
    later = _moved(at)
    with held(deal):
        month = months.make(deal=deal, about=_about(later), by=by, at=at)
        sheet = import_sheet.read([_rows(file, later)], month, known(month))
        imports.take_in(month=month, sheet=sheet, partly=False, by=by, at=at)
        guests = [Invited(email=_email(name), name=name) for name in _NAMES]
        invitations.invite(month=month, people=guests, by=by, at=at)
    editions.publish_event_month(deal, month, Publisher(by=by, at=at))
    _sign_up(month, at)


def _about(later: timedelta) -> months.About:
    first, last = _FIRST + later, _LAST + later
    return months.About(
        name=f"Maand van de Regio {first.year}",
        starts_on=first,
        ends_on=last,
        introduction=_INTRODUCTION,
        call_text=_CALL,
        call_until=first - timedelta(days=7),
        sign_up_open=True,
    )


def _moved(at: datetime) -> timedelta:
    """By how many weeks the sheet has to be later to begin three weeks from now at least."""
    short = office_day(at) + _AHEAD - _FIRST
    return timedelta(weeks=-(-short // timedelta(weeks=1))) if short > timedelta(0) else timedelta(0)


def _rows(file: Path, later: timedelta) -> Rows:
    headings, *rows = rows_of_csv(file.read_bytes())
    day = list(headings).index("datum")
    return [headings, *([*row[:day], date.fromisoformat(str(row[day])) + later, *row[day + 1 :]] for row in rows)]


def _sign_up(month: EventMonth, at: datetime) -> None:
    """Each person comes to a few sessions, and most of them to one that is too small for that."""
    offers = queries.offered(month, at, invited=True)
    for number, name in enumerate(_NAMES):
        chosen = [offers[(number + step * _APART) % len(offers)].session for step in range(_EACH)]
        wishes = {session.pk: Wish(session, number % 3) for session in chosen}
        full = next((offer.session for offer in offers if offer.session.code == _FULL), None)
        if full is not None and number % 3:
            wishes[full.pk] = Wish(full)
        registrations.sign_up(
            month=month,
            who=Who(email=_email(name), name=name, organisation=_ORGANISATIONS[number % len(_ORGANISATIONS)]),
            wishes=list(wishes.values()),
            needs=Wanted(diet="vegetarisch") if number % 6 == 1 else None,
            invited=True,
            at=at,
        )


def _email(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@deelnemer.example"
