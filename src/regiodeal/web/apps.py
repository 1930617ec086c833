"""The furniture of the office as Django knows it."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registers the templates and the static files."""

    name = "regiodeal.web"
    label = "web"
