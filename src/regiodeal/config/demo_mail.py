"""The mailing lists of the demo: a press list and a newsletter, with invented people on them."""

from datetime import datetime

from regiodeal.accounts.models import Language
from regiodeal.audit.trail import Actor
from regiodeal.mailing.actions import lists, subscriptions
from regiodeal.mailing.actions.lists import About
from regiodeal.mailing.choices import Ground
from regiodeal.mailing.models import MailingList
from regiodeal.programme.actions.holding import held
from regiodeal.programme.models import Deal

_PRESS = About(
    name="Pers",
    description="Persberichten over besluiten van de stuurgroep.",
    promise=(
        "U krijgt een persbericht als de stuurgroep heeft besloten. We gebruiken uw adres nergens anders voor en geven "
        "het aan niemand door. Afmelden kan altijd, met één klik."
    ),
    open_to_all=True,
    keep_months=12,
)
_NEWS = About(
    name="Nieuwsbrief",
    description="Vier keer per jaar: wat er gebeurt in de projecten.",
    promise=(
        "U krijgt vier keer per jaar nieuws over de projecten. We gebruiken uw adres nergens anders voor en geven het "
        "aan niemand door. Afmelden kan altijd, met één klik."
    ),
    open_to_all=True,
    keep_months=12,
)
_JOURNALISTS = [
    ("redactie@veenbode.example", "Redactie De Veenbode"),
    ("nieuws@omroepzand.example", "Nieuwsdienst Omroep Zand"),
    ("tips@esdorpkrant.example", "Esdorpkrant"),
    ("agenda@grensstreek.example", "Weekblad Grensstreek"),
    ("regio@persbureau.example", "Persbureau Noordoost"),
    ("economie@dagbladhunze.example", "Dagblad Hunze, economie"),
]
_READERS = [("mieke@lezer.example", "Mieke Lezer"), ("griffie@gemeente.example", "Griffie Gemeente Voorbeeld")]


def open_for(deal: Deal, *, by: Actor, at: datetime) -> None:
    """Make the lists of a deal with some people on them, once."""
    if MailingList.objects.filter(scope=deal.code).exists():
        return
    with held(deal):
        for about, people in ((_PRESS, _JOURNALISTS), (_NEWS, _READERS)):
            own = lists.make(scope=deal.code, about=about, by=by, at=at)
            for email, name in people:
                subscriptions.add(
                    mailing_list=own,
                    email=email,
                    name=name,
                    language=Language.DUTCH,
                    ground=Ground.CONSENT,
                    source="verzonnen voor het voorbeeld",
                    by=by,
                    at=at,
                )
