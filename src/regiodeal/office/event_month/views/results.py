"""What came of an event month: per session, per pillar and per project."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.event_month import planning, queries
from regiodeal.office.event_month import outcomes
from regiodeal.office.event_month.found import month_of
from regiodeal.web import sheets
from regiodeal.web.access import Desk, screen


@screen(Permission.KEEP_EVENTS)
def show(request: HttpRequest, desk: Desk, month: str) -> HttpResponseBase:
    """Show who signed up and came and what they thought, or give it as a spreadsheet."""
    own = month_of(desk, month)
    rows = outcomes.rows(planning.programme(own), queries.outcomes(own, now()))
    if form := sheets.asked(request):
        tables = outcomes.tables(rows)
        return sheets.respond(
            tables[:1] if form is sheets.Form.CSV else tables, form, f"{gettext('resultaten')} {own.code}"
        )
    content = {
        "desk": desk,
        "month": own,
        "rows": rows,
        "total": outcomes.total(rows),
        "pillars": outcomes.by_pillar(rows),
        "projects": outcomes.by_project(rows),
    }
    return render(request, "office/event_month/results.html", content)
