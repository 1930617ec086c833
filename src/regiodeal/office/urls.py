"""Addresses of the office: `/kantoor/<deal>/…`."""

from django.urls import include, path

from regiodeal.office.start import views as start

app_name = "office"
urlpatterns = [
    path("", start.home, name="home"),
    path("<slug:deal>/", start.start, name="start"),
    path("<slug:deal>/huisstijl.css", start.style_sheet, name="house_style"),
    path("<slug:deal>/", include("regiodeal.office.meetings.sitting.deal_urls")),  # before any meeting by its name
    path("<slug:deal>/vergaderingen/", include("regiodeal.office.meetings.urls")),
    path("<slug:deal>/projecten/", include("regiodeal.office.projects.urls")),
    path("<slug:deal>/geld/", include("regiodeal.office.money.urls")),
    path("<slug:deal>/publicaties/", include("regiodeal.office.editions.urls")),
    path("<slug:deal>/inlezen/", include("regiodeal.office.documents.urls")),
    path("<slug:deal>/mail/lijsten/", include("regiodeal.office.mail.lists.urls")),
    path("<slug:deal>/mail/", include("regiodeal.office.mail.mailings.urls")),
    path("<slug:deal>/maand/", include("regiodeal.office.event_month.urls")),
    path("<slug:deal>/logboek/", include("regiodeal.office.trail.urls")),
    path("<slug:deal>/mensen/", include("regiodeal.office.members.urls")),
]
