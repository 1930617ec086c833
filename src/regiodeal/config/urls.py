"""Root addresses: the office, and for all that remains the public record, in one-process mode."""

from django.urls import include, path, re_path

from regiodeal.office.account import views as account
from regiodeal.web import views

handler404 = "regiodeal.web.errors.not_found"
handler403 = "regiodeal.web.errors.not_allowed"
handler500 = "regiodeal.web.errors.broken"

urlpatterns = [
    path("healthz", views.health, name="health"),
    path("kantoor/account/", include("allauth.urls")),
    path("kantoor/account/profiel/", account.profile, name="profile"),
    path("kantoor/account/taal/", account.set_language, name="set_language"),
    path("kantoor/account/verder/", account.resume, name="resume"),
    path("kantoor/", include("regiodeal.office.urls")),
    re_path(r"^(?P<address>.*)$", views.record, name="record"),
]
