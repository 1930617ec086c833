"""Addresses of the screens about trail."""

from django.urls import path

from regiodeal.office.trail import views

urlpatterns = [
    path("", views.index, name="trail"),
]
