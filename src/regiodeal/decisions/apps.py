"""The decisions room as Django knows it."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Registers the models of this room."""

    name = "regiodeal.decisions"
    label = "decisions"
    default_auto_field = "django.db.models.BigAutoField"
