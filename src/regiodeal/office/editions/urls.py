"""Addresses of the screens about editions."""

from django.urls import path

from regiodeal.office.editions import views

urlpatterns = [
    path("", views.index, name="editions"),
]
