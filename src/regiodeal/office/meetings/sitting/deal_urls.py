"""Addresses about decisions that stand outside a meeting: the conditions of the deal, and one resolution."""

from django.urls import path

from regiodeal.office.meetings.sitting.views import conditions, resolution

urlpatterns = [
    path("vergaderingen/voorwaarden/", conditions.conditions, name="conditions"),
    path("vergaderingen/voorwaarden/<int:pk>/", conditions.meet, name="condition_meet"),
    path("besluiten/<path:reference>/", resolution.resolution, name="resolution"),
]
