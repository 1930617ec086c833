"""The reading room as Django knows it."""

from django.apps import AppConfig


class ReadingConfig(AppConfig):
    """Registers the models of this room."""

    name = "regiodeal.reading"
    label = "reading"
    default_auto_field = "django.db.models.BigAutoField"
