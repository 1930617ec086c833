"""Addresses of the screens about members."""

from django.urls import path

from regiodeal.office.members import views

urlpatterns = [
    path("", views.index, name="members"),
    path("rollen/", views.roles, name="roles"),
    path("uitnodigen/", views.invite, name="invite"),
    path("uitnodigingen/<int:invitation>/opnieuw/", views.resend, name="invitation_resend"),
    path("uitnodigingen/<int:invitation>/intrekken/", views.withdraw, name="invitation_withdraw"),
    path("<int:person>/", views.member, name="member"),
    path("<int:person>/rollen/", views.set_roles, name="member_roles"),
    path("<int:person>/zetels/", views.set_seats, name="member_seats"),
    path("<int:person>/projecten/", views.lead, name="member_lead"),
    path("<int:person>/projecten/<slug:project>/weg/", views.stop_leading, name="member_stop_leading"),
    path("<int:person>/weg/", views.remove, name="member_remove"),
]
