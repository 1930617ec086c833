"""Addresses of accounts: ours, and those of allauth that are open here.

The first address that fits answers, so what stands under `_CLOSED` hides the views of allauth at these addresses;
their names stay, since allauth itself asks for them.
"""

from django.urls import include, path, re_path

from regiodeal.office.account import views

_CLOSED = [
    r"^signup/$",  # people come in by invitation
    r"^3rdparty/signup/$",
    r"^social/.*$",  # old addresses of allauth
    r"^3rdparty/$",  # no link with a provider is kept, so there is none to manage
    r"^email/$",  # an address is that of the invitation
    r"^confirm-email/.*$",
    r"^login/code/.*$",  # no codes by mail
    r"^2fa/trust/$",  # a second factor is asked each time
]

urlpatterns = [
    path("profiel/", views.profile, name="profile"),
    path("taal/", views.set_language, name="set_language"),
    path("verder/", views.resume, name="resume"),
    path("uitnodiging/<str:secret>/", views.invitation, name="invitation"),
    *[re_path(address, views.closed) for address in _CLOSED],
    path("", include("allauth.urls")),
]
