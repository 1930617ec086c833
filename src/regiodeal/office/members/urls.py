"""Addresses of the screens about members."""

from django.urls import path

from regiodeal.office.members import views

urlpatterns = [
    path("", views.index, name="members"),
]
