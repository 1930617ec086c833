"""Reads about editions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regiodeal.publication import queries
from tests.factories.decisions import a_grant, adopt
from tests.factories.programme import a_deal
from tests.factories.projects import a_project
from tests.factories.publication import publish


def test_a_database_finds_the_editions_of_a_subject_by_its_name(db: None) -> None:
    """Through an index of subjects: the time that a publication takes does not depend on how long the chain is."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses by how many rows there are, and a test has few")
    deal = a_deal()
    meeting = adopt(a_grant(deal, a_project(deal), 20_000).item.meeting)
    publish(meeting)
    with CaptureQueriesContext(connection) as asked:
        found = queries.envelopes_about(deal, [("project-page", "dorpshuis"), ("decision-list", meeting.reference)])
    assert [one.number for one in found] == sorted(one.number for one in found)
    assert len(found) == 2
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            plan = " ".join(row[3] for row in cursor.fetchall())
            assert "(deal_id=? AND kind=? AND subject=?)" in plan
