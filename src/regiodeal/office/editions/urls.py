"""Addresses of the screens about editions."""

from django.urls import path

from regiodeal.office.editions.views import listing, mending, progress, publishing

urlpatterns = [
    path("", listing.index, name="editions"),
    path("voortgang/", progress.progress, name="publish_progress"),
    path("voortgang/stand/", progress.state, name="publish_state"),
    path("programma/voorbeeld/", publishing.preview_programme, name="preview_programme"),
    path("programma/publiceren/", publishing.publish_programme, name="publish_programme"),
    path("lijst/<slug:reference>/voorbeeld/", publishing.preview_list, name="preview_list"),
    path("lijst/<slug:reference>/publiceren/", publishing.publish_list, name="publish_list"),
    path("lijst/<slug:reference>/rectificeren/<int:pk>/", mending.rectify, name="rectify"),
    path("<slug:kind>/<slug:subject>/", listing.history, name="edition"),
    path("<slug:kind>/<slug:subject>/corrigeren/", mending.correct, name="correct"),
    path("<slug:kind>/<slug:subject>/intrekken/", mending.withdraw, name="withdraw"),
]
