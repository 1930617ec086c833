"""Addresses of the screens about meetings."""

from django.urls import include, path

from regiodeal.office.meetings.views import agenda, meetings, pack, what_if

urlpatterns = [
    path("", meetings.index, name="meetings"),
    path("nieuw/", meetings.convene, name="meeting_new"),
    path("<slug:reference>/", meetings.page, name="meeting"),
    path("<slug:reference>/wijzigen/", meetings.change, name="meeting_change"),
    path("<slug:reference>/wat-als/", what_if.what_if, name="what_if"),
    path("<slug:reference>/vergaderstuk.pdf", pack.pack, name="pack"),
    path("<slug:reference>/agenda/nieuw/", agenda.add, name="item_add"),
    path("<slug:reference>/agenda/volgorde/", agenda.order, name="agenda_order"),
    path("<slug:reference>/agenda/terugzetten/", agenda.put_back, name="item_put_back"),
    path("<slug:reference>/agenda/<int:pk>/", agenda.change, name="item_change"),
    path("<slug:reference>/agenda/<int:pk>/weghalen/", agenda.remove, name="item_remove"),
    path("<slug:reference>/agenda/<int:pk>/verplaatsen/", agenda.move, name="item_move"),
    path("<slug:reference>/", include("regiodeal.office.meetings.sitting.urls")),
]
