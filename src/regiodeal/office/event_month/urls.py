"""Addresses of the screens about event months."""

from django.urls import include, path

from regiodeal.office.event_month.views import publishing

_month = [
    path("publiceren/", publishing.publish, name="event_month_publish"),
]

urlpatterns = [
    path("programma/<slug:month>/", include(_month)),
]
