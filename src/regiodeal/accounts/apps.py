"""The accounts room as Django knows it."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the models of this room."""

    name = "regiodeal.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
