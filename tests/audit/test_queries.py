"""Reading the trail: by person, by act, by subject and by period."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from time import process_time
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from regiodeal.audit import queries, trail
from regiodeal.audit.models import AuditLine
from regiodeal.audit.queries import Asked
from regiodeal.common.hashing import GENESIS

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ANNA, BRAM = trail.Actor("Anna", account="anna@example.nl"), trail.Actor("Bram")


def write(
    act: str, subject: str, by: trail.Actor = ANNA, at: datetime = AT, scope: str = "veenstreek", **details: Any
) -> AuditLine:
    """Write a line."""
    return trail.write(scope=scope, act=act, subject=subject, by=by, at=at, **details)


def subjects(asked: Asked, scope: str = "veenstreek") -> list[str]:
    """Return the subjects of the lines that are asked, oldest first."""
    return [line.subject for line in queries.lines(scope, asked)][::-1]


def test_the_newest_comes_first_and_other_deals_stay_out() -> None:
    """The scope is the deal."""
    write("project.register", "a")
    write("project.register", "b")
    write("project.register", "c", scope="elders")
    assert [line.subject for line in queries.lines("veenstreek", Asked())] == ["b", "a"]


def test_everything_about_a_project() -> None:
    """The project, its phases, its editions, and what was decided on it; not a project whose code begins the same."""
    about = ["huis", "huis/1", "project-page/huis/2", "2026-03-01-stuurgroep/1"]
    write("project.register", "huis")
    write("payment.advance", "huis/1")
    write("edition.publish", "project-page/huis/2")
    write("resolution.record", "2026-03-01-stuurgroep/1", project="huis")
    for other in ("huis-twee", "dorps-huis", "huis-twee/1"):
        write("project.register", other)
    assert subjects(Asked(about="huis")) == about


def test_everything_about_a_meeting() -> None:
    """The meeting, its resolutions, its items and its editions."""
    meeting = "2026-03-01-stuurgroep"
    about = [meeting, f"{meeting}/1", f"{meeting} punt 2", f"decision-list/{meeting}/1"]
    for subject in (*about, f"{meeting}-2"):
        write("meeting.convene", subject)
    assert subjects(Asked(about=meeting)) == about


def test_an_exact_subject() -> None:
    """Of one phase, and of nothing else."""
    for subject in ("huis", "huis/1", "huis/12"):
        write("payment.advance", subject)
    assert subjects(Asked(about="huis/1")) == ["huis/1"]


@pytest.mark.parametrize("about", ["%", "_uis", "'; drop table", "\\", "h*"])
def test_a_subject_is_never_a_pattern(about: str) -> None:
    """Signs that a database knows mean themselves."""
    write("project.register", "huis")
    assert subjects(Asked(about=about)) == []


def test_by_person_act_and_period() -> None:
    """All of them together narrow the list."""
    write("project.register", "a", by=ANNA, at=AT)
    write("list.adopt", "b", by=BRAM, at=AT + timedelta(days=1))
    write("list.adopt", "c", by=ANNA, at=AT + timedelta(days=2))
    assert queries.actors("veenstreek") == ["Anna", "Bram"]
    assert subjects(Asked(actor="Anna")) == ["a", "c"]
    assert subjects(Asked(acts=["list.adopt"])) == ["b", "c"]
    assert subjects(Asked(since=AT + timedelta(days=1))) == ["b", "c"]
    assert subjects(Asked(before=AT + timedelta(days=2))) == ["a", "b"]
    assert subjects(Asked(actor="Anna", acts=["list.adopt"], since=AT, before=AT + timedelta(days=2))) == []


def test_the_trail_is_still_append_only() -> None:
    """With its indexes too."""
    write("project.register", "a")
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditLine.objects.update(actor="Niemand")
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditLine.objects.all().delete()
    assert list(trail.broken_lines("veenstreek")) == []


def many(number: int) -> Iterator[AuditLine]:
    """Yield lines as an office that is years old has them."""
    acts = ["project.change", "resolution.record", "payment.advance", "list.adopt"]
    for count in range(1, number + 1):
        yield AuditLine(
            scope="veenstreek",
            number=count,
            at=AT + timedelta(minutes=count),
            actor=f"Persoon {count % 12}",
            act=acts[count % 4],
            subject=f"project-{count % 500}/{count % 3}",
            details={"project": f"project-{count % 500}", "cents": count},
            previous=GENESIS,
            sha256=GENESIS,
        )


def test_fifty_thousand_lines_are_read_quickly() -> None:
    """A page, its count and the people; by the index, whatever is asked."""
    AuditLine.objects.bulk_create(many(50_000), batch_size=500)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE audit_auditline")
    everything = [
        Asked(),
        Asked(actor="Persoon 3"),
        Asked(acts=["list.adopt"]),
        Asked(about="project-77"),
        Asked(about="project-77/2"),
        Asked(since=AT + timedelta(days=30)),
    ]
    for asked in everything:
        started = process_time()
        found = queries.lines("veenstreek", asked)
        assert len(found[:50]) > 0
        assert found.count() > 0
        assert len(queries.actors("veenstreek")) == 12
        assert process_time() - started < 0.6, asked
