"""Addresses below those of a meeting: `/vergaderingen/<reference>/…`."""

from django.urls import path

from regiodeal.office.meetings.sitting.views import adopting, attendance, deciding, interests, votes

urlpatterns = [
    path("aanwezigheid/", attendance.attendance, name="attendance"),
    path("agenda/<int:pk>/belangen/", interests.interests, name="interests"),
    path("agenda/<int:pk>/belangen/intrekken/", interests.withdraw, name="interest_withdraw"),
    path("agenda/<int:pk>/stemmen/", votes.votes, name="votes"),
    path("agenda/<int:pk>/stemmen/stand/", votes.count, name="votes_count"),
    path("agenda/<int:pk>/besluit/", deciding.decide, name="decide"),
    path("agenda/<int:pk>/besluit/ongedaan-maken/", deciding.retract, name="retract"),
    path("vaststellen/", adopting.adopt, name="adopt"),
]
