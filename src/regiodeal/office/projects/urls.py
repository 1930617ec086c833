"""Addresses of the screens about projects."""

from django.urls import path

from regiodeal.office.projects import views

urlpatterns = [
    path("", views.index, name="projects"),
]
