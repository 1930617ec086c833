"""The room of event months as Django knows it."""

from django.apps import AppConfig


class EventMonthConfig(AppConfig):
    """Registers the models of this room."""

    name = "regiodeal.event_month"
    label = "event_month"
    default_auto_field = "django.db.models.BigAutoField"
