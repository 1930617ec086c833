"""Addresses of the list of projects."""

from django.urls import path

from regiodeal.office.projects.listing import views

urlpatterns = [
    path("", views.index, name="projects"),
]
