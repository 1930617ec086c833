"""The partners room as Django knows it."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """Registers the models of this room."""

    name = "regiodeal.partners"
    label = "partners"
    default_auto_field = "django.db.models.BigAutoField"
