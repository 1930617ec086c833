"""Addresses of the screens about mailing lists."""

from django.urls import path

from regiodeal.office.mail.lists.views import importing, lists, people

urlpatterns = [
    path("", lists.index, name="mailing_lists"),
    path("nieuw/", lists.make, name="mailing_list_new"),
    path("personen/", people.search, name="mail_people"),
    path("personen/maand/", people.guest, name="event_person"),
    path("personen/<int:subscriber>/", people.person, name="mail_person"),
    path("personen/<int:subscriber>/gegevens/", people.everything, name="mail_person_data"),
    path("personen/<int:subscriber>/wissen/", people.erase, name="mail_person_erase"),
    path("lijst/<slug:mailing_list>/", lists.show, name="mailing_list"),
    path("lijst/<slug:mailing_list>/wijzigen/", lists.change, name="mailing_list_change"),
    path("lijst/<slug:mailing_list>/sluiten/", lists.close, name="mailing_list_close"),
    path("lijst/<slug:mailing_list>/toevoegen/", lists.add, name="mailing_list_add"),
    path("lijst/<slug:mailing_list>/inlezen/", importing.take_in, name="mailing_list_import"),
    path("lijst/<slug:mailing_list>/weg/<int:subscriber>/", people.remove, name="mailing_list_remove"),
]
