"""Addresses of the screens about money."""

from django.urls import path

from regiodeal.office.money.views import booking, cofinancing, corrections, overview, payments, transfers

urlpatterns = [
    path("", overview.index, name="money"),
    path("boekingen/", transfers.index, name="transfers"),
    path("boekingen/<int:sequence>/herstellen/", corrections.correct, name="correct_transfer"),
    path("plek/<path:key>/", transfers.place, name="place"),
    path("grond/<slug:kind>/<path:reference>/", transfers.basis, name="basis"),
    path("betalingen/", payments.index, name="payments"),
    path("betalingen/<slug:project>/<int:number>/", payments.phase, name="phase_money"),
    path("betalingen/<slug:project>/<int:number>/<slug:code>/", booking.book, name="payment"),
    path("indelen/", corrections.unclassified, name="classify"),
    path("indelen/<int:figure>/", corrections.classify, name="classify_figure"),
    path("cofinanciering/", cofinancing.index, name="cofinancing"),
    path("cofinanciering/nieuw/", cofinancing.new, name="cofinancing_new"),
    path("cofinanciering/<int:row>/", cofinancing.change, name="cofinancing_change"),
    path("cofinanciering/<int:row>/verwijderen/", cofinancing.remove, name="cofinancing_remove"),
    path("cofinanciering/<int:row>/terugzetten/", cofinancing.restore, name="cofinancing_restore"),
]
