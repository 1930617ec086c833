"""The programme room as Django knows it."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """Registers the models of this room."""

    name = "regiodeal.programme"
    label = "programme"
    default_auto_field = "django.db.models.BigAutoField"
