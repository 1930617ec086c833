"""Addresses of the screens about meetings."""

from django.urls import path

from regiodeal.office.meetings import views

urlpatterns = [
    path("", views.index, name="meetings"),
]
