"""The office as Django knows it."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Registers the templates of the screens."""

    name = "regiodeal.office"
    label = "office"
