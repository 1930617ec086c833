"""Settings. What differs per installation comes from the environment; all of it has a default that works."""

import os
from typing import Any

import dj_database_url

from regiodeal.config.home import home, records, secret_key

SECRET_KEY = secret_key()
DEBUG = False
ALLOWED_HOSTS = ["*"]  # the record is public and answers the same to everyone; no link is built from the host name

INSTALLED_APPS = [
    "regiodeal.audit",
    "regiodeal.partners",
    "regiodeal.programme",
    "regiodeal.projects",
    "regiodeal.decisions",
    "regiodeal.funding",
    "regiodeal.publication",
]
MIDDLEWARE = ["regiodeal.web.headers.SecurityHeaders"]
ROOT_URLCONF = "regiodeal.config.urls"
WSGI_APPLICATION = "regiodeal.config.wsgi.application"

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True

_SQLITE = {
    # FULL: a decision that was acknowledged survives a power cut. IMMEDIATE: writers wait instead of failing half-way.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
}


def _database() -> dict[str, Any]:
    address = os.environ.get("REGIODEAL_DATABASE_URL", f"sqlite:///{home() / 'regiodeal.sqlite3'}")
    database: dict[str, Any] = dict(dj_database_url.parse(address))
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"] = {**database.get("OPTIONS", {}), **_SQLITE}
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

RECORDS = records()
"""The folder in which the public record of each deal stands, by the code of the deal."""
