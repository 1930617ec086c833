"""Addresses of the screens about money."""

from django.urls import path

from regiodeal.office.money import views

urlpatterns = [
    path("", views.index, name="money"),
]
