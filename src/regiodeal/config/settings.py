"""Settings. What differs per installation comes from the environment; all of it has a default that works."""

import os
from pathlib import Path
from typing import Any

import dj_database_url

import regiodeal
from regiodeal.common.errors import Refusal
from regiodeal.config.home import home, records, secret_key
from regiodeal.config.mail import mail_settings
from regiodeal.config.sign_in import identity_providers, origins, proxies

SECRET_KEY = secret_key()
DEBUG = False
ALLOWED_HOSTS = ["*"]  # the record is public and answers the same to everyone; the office builds links as below

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # templates of allauth
    "regiodeal.web",  # before allauth and django.forms: our templates come first
    "django.forms",  # so that fields are rendered with our templates
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "simple_history",
    "regiodeal.audit",
    "regiodeal.accounts",
    "regiodeal.partners",
    "regiodeal.mailing",
    "regiodeal.programme",
    "regiodeal.projects",
    "regiodeal.decisions",
    "regiodeal.event_month",
    "regiodeal.funding",
    "regiodeal.publication",
    "regiodeal.reading",
    "regiodeal.office",
]
MIDDLEWARE = [
    "regiodeal.web.headers.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "regiodeal.web.language.Language",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "regiodeal.web.refusals.SayRefusals",
]
ROOT_URLCONF = "regiodeal.config.urls"
WSGI_APPLICATION = "regiodeal.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "regiodeal.web.furniture.furniture",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "regiodeal.web.templatetags.office",
            ],
        },
    }
]
FORM_RENDERER = "regiodeal.web.forms.Renderer"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [Path(regiodeal.__file__).parent / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

_SQLITE = {
    # FULL: a decision that was acknowledged survives a power cut. IMMEDIATE: writers wait instead of failing half-way.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
}


def _database() -> dict[str, Any]:
    address = os.environ.get("REGIODEAL_DATABASE_URL", f"sqlite:///{home() / 'regiodeal.sqlite3'}")
    # Each thread of the server keeps its connection, so that a screen does not wait for a new one.
    database: dict[str, Any] = dict(dj_database_url.parse(address, conn_max_age=600, conn_health_checks=True))
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"] = {**database.get("OPTIONS", {}), **_SQLITE}
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SHARED_CACHE_TABLE = "shared_cache"
CACHES = {
    # What allauth counts counts for all processes. In the database, since that is the one service that there is.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": SHARED_CACHE_TABLE,
        "KEY_FUNCTION": "regiodeal.web.shared_cache.secret_key_of",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # so many that nobody can push out what was counted of somebody else
    },
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

RECORDS = records()
"""The folder in which the public record of each deal stands, by the code of the deal."""

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "office:home"

SITE_ADDRESS = os.environ.get("REGIODEAL_ADDRESS", "").rstrip("/")
"""How the world reaches this installation, such as `https://kantoor.example.nl`; cookies then go over TLS alone."""
_secure = SITE_ADDRESS.startswith("https://")
SESSION_COOKIE_AGE = 10 * 60 * 60  # seconds: a working day
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _secure else None
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS] if SITE_ADDRESS else []
CSRF_FAILURE_VIEW = "regiodeal.web.errors.untrusted"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECOND_FACTOR = os.environ.get("REGIODEAL_SECOND_FACTOR", "required")
"""`required`: whoever signs in with a password sets up a second factor before anything else. `optional`: may."""
if SECOND_FACTOR not in {"required", "optional"}:
    raise Refusal(f"REGIODEAL_SECOND_FACTOR is {SECOND_FACTOR!r}; it can be required or optional")

ACCOUNT_ADAPTER = "regiodeal.office.account.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "regiodeal.office.account.adapters.ProviderAdapter"
ACCOUNT_FORMS = {
    "login": "regiodeal.office.account.forms.LoginForm",
    "reauthenticate": "regiodeal.office.account.forms.ReauthenticateForm",
    "change_password": "regiodeal.office.account.forms.ChangePasswordForm",
    "set_password": "regiodeal.office.account.forms.SetPasswordForm",
    "reset_password": "regiodeal.office.account.forms.ResetPasswordForm",
    "reset_password_from_key": "regiodeal.office.account.forms.ResetPasswordKeyForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation reached the address already
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to people who have no account
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True  # a session ends after SESSION_COOKIE_AGE, and nobody has to think about that
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60  # seconds
ALLAUTH_TRUSTED_PROXY_COUNT = proxies()
"""How many proxies of our own a request passes; the limits on signing in count the visitor and not the proxy."""
MFA_ADAPTER = "regiodeal.office.account.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "regiodeal.office.account.forms.AuthenticateForm",
    "reauthenticate": "regiodeal.office.account.forms.ReauthenticateCodeForm",
    "activate_totp": "regiodeal.office.account.forms.ActivateTOTPForm",
    "add_webauthn": "regiodeal.office.account.forms.AddWebAuthnForm",
    "edit_webauthn": "regiodeal.office.account.forms.EditWebAuthnForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "regiodeal"
MFA_TOTP_TOLERANCE = 1  # a code that ended while it was typed, or a clock that is half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _secure
PROVIDER_ORIGINS = origins()
"""Where a browser may be sent to sign in with an organisation's own account."""
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": identity_providers(), "OAUTH_PKCE_ENABLED": True}}
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # the provider of an organisation vouches for its own addresses
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False  # each time anew: nothing of a provider is kept
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 15  # seconds for an answer of a provider; a person is waiting

EMAIL_FILE_PATH = str(home() / "mail")
_mail = mail_settings()
EMAIL_BACKEND = _mail.backend
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.ssl, _mail.starttls
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _mail.sender
RETURNS_SECRET = os.environ.get("REGIODEAL_RETURNS_SECRET", "")
"""What a mail server shows that posts what came back; without it nobody can."""
TOKENS = home() / "tokens"
"""The folder with design tokens that a deal has of its own, `<code of the deal>.css`."""
DOCUMENTS = home() / "documents"
"""The folder with uploaded documents."""
SCAN_COMMAND = os.environ.get("REGIODEAL_SCAN_COMMAND", "")
"""A command that is given the path of an uploaded file and ends with 0 when it found nothing, such as `clamdscan`."""
