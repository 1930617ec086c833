"""Ledgers of any size: what one real grant and one real advance left behind, multiplied by the database itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import F, Model, Sum
from django.db.models.functions import ExtractYear
from tests.factories.decisions import a_grant
from tests.factories.programme import SECRETARY, a_deal, deal_content
from tests.factories.projects import a_project

from regiodeal.funding.actions import payments
from regiodeal.funding.models import Basis, Place, Total, Transfer, Turnover
from regiodeal.programme.models import Deal
from regiodeal.projects.models import Project

AT = datetime(2022, 1, 5, 9, 0, tzinfo=UTC)
_CENTS = "(1000 + n % 997)"
_ADVANCED = "((1000 + n % 997) / 2)"
_EVERY_OTHER = "n % 2 = 0"


def made(size: int, code: str) -> Deal:
    """Return a deal with this many projects, each with a grant, and every other one with an advance of half of it."""
    content = deal_content()
    content["deal"] = {**content["deal"], "code": code}
    content["money"] = {"sources": [{"code": "rijk", "name": "Rijk", "level": "state", "amount": "900.000.000"}]}
    content["pillars"] = [{"code": code, "name": code.title()} for code in ("wonen", "werken")]
    deal = a_deal(**content)
    project = a_project(deal, "p0")
    order = payments.register_order(
        under=Basis.objects.get(resolution=a_grant(deal, project, 1_000)),
        reference="B0",
        title="Beschikking",
        on=date(2021, 6, 5),
        by=SECRETARY,
        at=AT,
    )
    payments.advance(phase=project.phases.get(), cents=500, order=order, on=date(2021, 6, 6), by=SECRETARY, at=AT)
    with _in_bulk():
        _multiply(deal, project, size - 1)
        _total_up(deal)
    return deal


def _multiply(deal: Deal, project: Project, count: int) -> None:
    awarded, advanced = (Place.objects.get(deal=deal, kind=kind) for kind in ("awarded", "advanced"))
    grant, advance = (Transfer.objects.get(deal=deal, destination=place) for place in (awarded, advanced))
    first, second = deal.pillars.all()
    pillar = f"CASE WHEN {_EVERY_OTHER} THEN {first.pk} ELSE {second.pk} END"
    left = f"{_CENTS} - CASE WHEN {_EVERY_OTHER} THEN {_ADVANCED} ELSE 0 END"
    projects = _copies(project, count, code="'p' || n", pillar_id=pillar)
    of = {"project_id": f"{projects} + n", "pillar_id": pillar}
    to = _copies(awarded, count, key="'awarded/p' || n || '/1'", cents=left, **of)
    paid = _copies(advanced, count, _EVERY_OTHER, key="'advanced/p' || n || '/1'", cents=_ADVANCED, **of)
    last = advance.sequence
    _copies(grant, count, sequence=f"{last} + n", destination_id=f"{to} + n", cents=_CENTS)
    ends = {"origin_id": f"{to} + n", "destination_id": f"{paid} + n"}
    _copies(advance, count, _EVERY_OTHER, sequence=f"{last + count} + n / 2", cents=_ADVANCED, **ends)
    granted = Transfer.objects.filter(origin=grant.origin, sequence__gt=last).aggregate(sum=Sum("cents"))["sum"] or 0
    Place.objects.filter(pk=grant.origin_id).update(cents=F("cents") - granted)


def _copies(template: Model, count: int, where: str = "n > 0", **columns: str) -> int:
    """Copy a row for n from 1 to `count`, with SQL over n for the columns that differ; return the key of n = 0."""
    table = template._meta.db_table
    names = [str(field.column) for field in template._meta.concrete_fields]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(id) FROM {table}")
        (base,) = cursor.fetchone()
        differs = {"id": f"{base} + n", **columns}
        cursor.execute(
            f"WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count}) "
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(differs.get(name, name) for name in names)} "
            f"FROM numbers CROSS JOIN {table} WHERE id = {template.pk} AND {where} ORDER BY n"
        )
        for statement in connection.ops.sequence_reset_sql(no_style(), [type(template)]):
            cursor.execute(statement)
    return int(base)


def _total_up(deal: Deal) -> None:
    """Bring the totals up to date with what came in past the one door."""
    by = ("kind", "source", "source__code", "pillar", "pillar__code")
    held = Place.objects.filter(deal=deal).order_by().values_list(*by).annotate(Sum("cents"))
    Total.objects.filter(deal=deal).delete()
    Total.objects.bulk_create(
        Total(deal=deal, key=f"{kind}/{code or of or '-'}", kind=kind, source_id=source, pillar_id=pillar, cents=cents)
        for kind, source, code, pillar, of, cents in held
    )
    went = Transfer.objects.filter(deal=deal).order_by().annotate(year=ExtractYear("counts_from"))
    ways = went.values_list("year", "origin__kind", "destination__kind").annotate(Sum("cents"))
    Turnover.objects.filter(deal=deal).delete()
    Turnover.objects.bulk_create(
        Turnover(deal=deal, year=year, origin=origin, destination=destination, corrects=False, cents=cents)
        for year, origin, destination, cents in ways
    )


@contextmanager
def _in_bulk() -> Iterator[None]:
    """Do without what makes a single row safe, and leave the database as it should be."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if sqlite:
            for pragma in ("synchronous = OFF", "cache_size = -1000000", "journal_mode = OFF"):
                cursor.execute(f"PRAGMA {pragma}")
                cursor.fetchall()
        with connection.constraint_checks_disabled(), transaction.atomic():
            if not sqlite:
                cursor.execute("SET LOCAL session_replication_role = replica")
            yield
        if not sqlite:
            cursor.execute("ANALYZE")
    connection.close()  # the next one is set up as the product sets it up
