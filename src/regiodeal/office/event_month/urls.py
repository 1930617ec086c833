"""Addresses of the screens about event months."""

from django.urls import URLPattern, URLResolver, include, path

from regiodeal.office.event_month.views import (
    door,
    importing,
    invitations,
    months,
    proposals,
    publishing,
    results,
    sessions,
    venues,
)

_session = [
    path("", sessions.show, name="event_session"),
    path("wijzigen/", sessions.change, name="event_session_change"),
    path("afgelasten/", sessions.cancel, name="event_session_cancel"),
    path("verwijderen/", sessions.remove, name="event_session_remove"),
    path("bedanken/", sessions.thank, name="event_session_thank"),
    path("aannemen/", proposals.accept, name="proposal_accept"),
    path("afwijzen/", proposals.decline, name="proposal_decline"),
    path("deur/", door.show, name="door"),
    path("deur/toevoegen/", door.add, name="door_add"),
    path("deur/zonder-aanmelding/", door.walk_ins, name="door_walk_ins"),
    path("deur/<int:registration>/", door.note, name="door_note"),
]

_month: list[URLPattern | URLResolver] = [
    path("", months.show, name="event_month"),
    path("wijzigen/", months.change, name="event_month_change"),
    path("nieuwe-sessie/", sessions.make, name="event_session_new"),
    path("inlezen/", importing.take_in, name="event_sessions_import"),
    path("inlezen/leeg/<slug:form>/", importing.empty, name="event_sessions_sheet"),
    path("uitnodigingen/", invitations.show, name="event_invitations"),
    path("uitnodigingen/<int:invitation>/intrekken/", invitations.take_back, name="event_invitation_take_back"),
    path("publiceren/", publishing.publish, name="event_month_publish"),
    path("resultaten/", results.show, name="event_results"),
    path("sessie/<slug:session>/", include(_session)),
]

urlpatterns = [
    path("", months.index, name="event_months"),
    path("nieuw/", months.make, name="event_month_new"),
    path("locaties/", venues.index, name="venues"),
    path("locaties/nieuw/", venues.make, name="venue_new"),
    path("locaties/<int:venue>/", venues.change, name="venue"),
    path("locaties/<int:venue>/verwijderen/", venues.remove, name="venue_remove"),
    path("programma/<slug:month>/", include(_month)),
]
