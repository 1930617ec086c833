"""Root addresses of the office; all others are of the public record, which is served before these are asked."""

from django.urls import include, path
from django.views.generic import RedirectView

from regiodeal.web import views

handler404 = "regiodeal.web.errors.not_found"
handler403 = "regiodeal.web.errors.not_allowed"
handler429 = "regiodeal.web.errors.too_many"  # allauth asks for it
handler500 = "regiodeal.web.errors.broken"

urlpatterns = [
    path("healthz", views.health, name="health"),
    path("kantoor", RedirectView.as_view(url="/kantoor/")),
    path("kantoor/account/", include("regiodeal.office.account.urls")),
    path("kantoor/", include("regiodeal.office.urls")),
    path("aanmelden", RedirectView.as_view(url="/aanmelden/")),
    path("aanmelden/", include("regiodeal.web.guests.urls")),
    path("post", RedirectView.as_view(url="/post/")),
    path("post/", include("regiodeal.web.post.urls")),
]
