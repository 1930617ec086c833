"""The projects room as Django knows it."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Registers the models of this room."""

    name = "regiodeal.projects"
    label = "projects"
    default_auto_field = "django.db.models.BigAutoField"
