"""A session beside another: one books money for a project, the other moves the project from pillar to pillar.

Started as a process of its own by `test_races`, as `python -m tests.funding.to_and_fro prepare|book|move`.
"""

import sys
from datetime import UTC, date, datetime

from regiodeal.config.database import prepare

prepare()

from regiodeal.funding.actions import projects  # noqa: E402 - Django is set up first
from regiodeal.funding.actions.ledger import Move, book  # noqa: E402
from regiodeal.funding.models import Basis  # noqa: E402
from regiodeal.programme.models import Deal  # noqa: E402
from regiodeal.projects.models import Project  # noqa: E402
from tests.factories.decisions import a_grant  # noqa: E402
from tests.factories.programme import SECRETARY  # noqa: E402
from tests.factories.projects import a_project  # noqa: E402

_BOOKINGS = 40
_MOVES = 20


def main(what: str) -> None:
    """Do one of the three things."""
    deal = Deal.objects.get()
    match what:
        case "prepare":
            a_grant(deal, a_project(deal, pillar="wonen"), 100)
        case "book":
            for _ in range(_BOOKINGS):
                _book(deal)
        case "move":
            for number in range(_MOVES):
                _move(pillar="werken" if number % 2 else "wonen")


def _book(deal: Deal) -> None:
    move = Move(origin="free/-", destination="awarded/dorpshuis/1", cents=1)
    basis = Basis.objects.get(kind="resolution")
    book(deal=deal, moves=[move], basis=basis, counts_from=date(2021, 6, 4), at=datetime.now(UTC))


def _move(pillar: str) -> None:
    project = Project.objects.get()
    at = datetime.now(UTC)
    projects.change(project=project, version=project.version, parts={"pillar": pillar}, by=SECRETARY, at=at)


if __name__ == "__main__":
    main(*sys.argv[1:])
