"""Root addresses: the office, and for all that remains the public record, in one-process mode."""

from django.urls import include, path, re_path

from regiodeal.web import views

handler404 = "regiodeal.web.errors.not_found"
handler403 = "regiodeal.web.errors.not_allowed"
handler429 = "regiodeal.web.errors.too_many"  # allauth asks for it
handler500 = "regiodeal.web.errors.broken"

urlpatterns = [
    path("healthz", views.health, name="health"),
    path("kantoor/account/", include("regiodeal.office.account.urls")),
    path("kantoor/", include("regiodeal.office.urls")),
    re_path(r"^(?P<address>.*)$", views.record, name="record"),
]
