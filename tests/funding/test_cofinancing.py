"""What others contribute: noted, changed, removed and put back, with a line in the trail and nothing lost."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from regiodeal.audit.models import AuditLine
from regiodeal.audit.trail import Actor
from regiodeal.common.errors import Refusal
from regiodeal.funding import cofinancing
from regiodeal.funding.actions import cofinancing as actions
from regiodeal.funding.actions.cofinancing import ChangedMeanwhile, Contribution
from regiodeal.funding.models import CoFinancing
from regiodeal.programme.choices import ContributionForm, MoneyOrigin, Sector, Verdict
from tests.factories.decisions import a_grant
from tests.factories.programme import AT, SECRETARY, a_deal, deal_content
from tests.factories.projects import a_project

pytestmark = pytest.mark.django_db

OWN = Contribution(
    phase=None,
    party="Gemeente Achterveen",
    sector=Sector.REGIONAL_PUBLIC,
    party_to_deal=True,
    form=ContributionForm.CASH,
    origin=MoneyOrigin.OWN,
    cents=10_000,
)
OTHER = Actor("de controller")


def a_round(number: int, **changes: Any) -> Any:
    """Load the small deal in a national round."""
    content = deal_content()
    return a_deal(deal={**content["deal"], "round": number}, **changes)


def test_a_total_says_what_counts_and_what_is_unknown() -> None:
    """Money of the state under the name of a municipality does not count, and an unknown amount is not nothing."""
    deal = a_round(5)
    project = a_project(deal)
    for contribution in (OWN, replace(OWN, origin=MoneyOrigin.STATE, cents=500), replace(OWN, cents=None)):
        actions.note(project=project, contribution=contribution, by=SECRETARY, at=AT)
    found = cofinancing.of_project(project)
    assert (found.total.cents, found.total.counts, found.total.counts_not) == (10_500, 10_000, 500)
    assert (found.total.unknown, found.total.rows, found.state_cents) == (1, 3, 500)
    of_deal = cofinancing.of_deal(deal)
    assert sum(total.cents for total in of_deal.sectors) == of_deal.total.cents == 10_500
    # 600 of the state, 300 of the province in the deal, 100 that counts: the unknown amount decides.
    assert of_deal.findings[0].verdict == Verdict.UNKNOWN


def test_a_removed_row_is_in_no_total_until_it_is_put_back() -> None:
    """Removing is no end of the content."""
    project = a_project(a_round(5))
    row = actions.note(project=project, contribution=OWN, by=SECRETARY, at=AT)
    actions.remove(row=row, version=1, by=SECRETARY, at=AT)
    assert cofinancing.of_project(project).lines == []
    actions.restore(row=row, by=SECRETARY, at=AT)
    assert cofinancing.of_project(project).total.cents == 10_000


def test_the_second_is_told_who_changed_the_row() -> None:
    """And nothing of the first is overwritten."""
    project = a_project(a_round(5))
    row = actions.note(project=project, contribution=OWN, by=SECRETARY, at=AT)
    actions.change(row=row, contribution=replace(OWN, cents=20_000), version=1, by=OTHER, at=AT)
    with pytest.raises(ChangedMeanwhile, match="de controller changed this row") as refused:
        actions.change(row=row, contribution=replace(OWN, cents=5), version=1, by=SECRETARY, at=AT)
    assert refused.value.row.cents == 20_000
    with pytest.raises(ChangedMeanwhile):
        actions.remove(row=row, version=1, by=SECRETARY, at=AT)
    assert CoFinancing.objects.get().cents == 20_000
    line = AuditLine.objects.filter(act="cofinancing.change").get()
    assert line.details["changed"] == {"cents": [10_000, 20_000]}


def test_saving_without_a_change_writes_nothing() -> None:
    """Neither a version nor a line in the trail."""
    project = a_project(a_round(5))
    row = actions.note(project=project, contribution=OWN, by=SECRETARY, at=AT)
    assert actions.change(row=row, contribution=OWN, version=1, by=OTHER, at=AT).version == 1
    assert not AuditLine.objects.filter(act="cofinancing.change").exists()


@pytest.mark.parametrize("wrong", [replace(OWN, phase=3), replace(OWN, party="  ")])
def test_a_contribution_without_party_or_phase_is_refused(wrong: Contribution) -> None:
    """Nothing is written."""
    deal = a_round(5)
    project = a_project(deal)
    a_grant(deal, project, 100)
    with pytest.raises(Refusal):
        actions.note(project=project, contribution=wrong, by=SECRETARY, at=AT)
    assert not CoFinancing.objects.exists()


@pytest.mark.parametrize("may", [True, False])
def test_the_part_of_the_dossier_costs_the_same_for_one_row_and_for_five(may: bool) -> None:
    """It is included where `cofinancing` is in the context."""
    deal = a_round(5)
    project = a_project(deal)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            found = cofinancing.of_project(project)
            text = render_to_string(
                "office/money/_cofinancing.html", {"cofinancing": found, "may": may, "desk": {"deal": deal}}
            )
        assert text.count("Gemeente Achterveen") >= len(found.lines)
        return len(queries)

    actions.note(project=project, contribution=OWN, by=SECRETARY, at=AT)
    before = asked()
    for cents in (None, 1, 2, 3):
        actions.note(project=project, contribution=replace(OWN, cents=cents), by=SECRETARY, at=AT)
    assert asked() == before
