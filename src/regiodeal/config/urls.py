"""Root addresses: the public record, in one-process mode."""

from django.urls import path, re_path

from regiodeal.web import views

urlpatterns = [
    path("healthz", views.health, name="health"),
    re_path(r"^(?P<address>.*)$", views.record, name="record"),
]
