"""The publication room as Django knows it."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """Registers the models of this room."""

    name = "regiodeal.publication"
    label = "publication"
    default_auto_field = "django.db.models.BigAutoField"
