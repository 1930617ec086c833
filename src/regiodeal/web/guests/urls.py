"""Addresses of the pages for guests: `/aanmelden/…`, for everybody."""

from django.urls import path

from regiodeal.web.guests.views import feedback, own, proposals, signing_up

app_name = "guests"
urlpatterns = [
    path("", signing_up.months, name="months"),
    path("mijn/<str:token>/", own.own, name="own"),
    path("mijn/<str:token>/agenda.ics", own.calendar, name="calendar"),
    path("voorstel/<str:token>/", proposals.proposal, name="proposal"),
    path("mening/<str:token>/", feedback.feedback, name="feedback"),
    path("<slug:month>/", signing_up.sign_up, name="choose"),
    path("<slug:month>/voorstel/", proposals.propose, name="propose"),
]
