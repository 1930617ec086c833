"""The mailing room as Django knows it."""

from django.apps import AppConfig


class MailingConfig(AppConfig):
    """Registers the models of this room."""

    name = "regiodeal.mailing"
    label = "mailing"
    default_auto_field = "django.db.models.BigAutoField"
