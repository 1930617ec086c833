"""A session that takes part in a race: it prepares one decision per deal, and takes each when it is told to.

Started as a process of its own by `test_races`; it prints `ready`, and then a line for each line that it gets.
"""

import sys
from datetime import UTC, date, datetime

from regiodeal.config.database import prepare

prepare()

from regiodeal.common.errors import Refusal  # noqa: E402 - Django is set up first
from regiodeal.decisions.actions.resolutions import Decision  # noqa: E402
from regiodeal.decisions.choices import Outcome  # noqa: E402
from regiodeal.funding.actions import resolutions  # noqa: E402
from regiodeal.programme.models import Deal  # noqa: E402
from tests.factories.decisions import a_meeting, an_item  # noqa: E402
from tests.factories.programme import SECRETARY  # noqa: E402
from tests.factories.projects import a_project  # noqa: E402


def main(name: str, day: str) -> None:
    """Prepare, say so, and decide whenever a line comes in."""
    items = []
    for deal in Deal.objects.order_by("id"):
        meeting = a_meeting(deal, date.fromisoformat(day))
        items.append(an_item(meeting, a_project(deal, name)))
    print("ready", flush=True)
    for item in items:
        sys.stdin.readline()
        decision = Decision(outcome=Outcome.GRANTED, contribution_cents=40_000)
        try:
            resolutions.decide(item=item, decision=decision, by=SECRETARY, at=datetime.now(UTC))
        except Refusal as refusal:
            print(f"refused: {refusal}", flush=True)
        else:
            print("granted", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
