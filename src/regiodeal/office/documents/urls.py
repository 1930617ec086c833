"""Addresses of the screens about documents."""

from django.urls import path

from regiodeal.office.documents import views

urlpatterns = [
    path("", views.index, name="documents"),
]
