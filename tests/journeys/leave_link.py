"""Print the address with which the only subscriber of a list leaves it: `python -m tests.journeys.leave_link CODE`.

It stands in a mailing that was sent to the list; the installation is that of the environment.
"""

import sys

from regiodeal.config.database import prepare

prepare()

from regiodeal.common import tokens  # noqa: E402 - Django is set up first
from regiodeal.mailing.choices import MailingState  # noqa: E402
from regiodeal.mailing.models import MailingList  # noqa: E402
from regiodeal.mailing.purposes import Purpose  # noqa: E402
from tests.factories.mailing import a_mailing  # noqa: E402


def main(code: str) -> None:
    """Make the mailing, and print the address."""
    own = MailingList.objects.get(code=code)
    mailing = a_mailing(own, state=MailingState.DONE)
    subscriber = own.subscriptions.get().subscriber
    print(f"/post/afmelden/{tokens.made(Purpose.LEAVE, subscriber.pk, mailing.pk)}/")


if __name__ == "__main__":
    main(sys.argv[1])
