"""Addresses of the screens about mailings."""

from django.urls import path

from regiodeal.office.mail.mailings.views import deliveries, letters, overview, sending, writing

urlpatterns = [
    path("", overview.index, name="mailings"),
    path("nieuwsbrief/", writing.newsletter, name="mailing_new"),
    path("persbericht/<slug:reference>/", writing.press_release, name="mailing_announce"),
    path("<int:number>/", overview.show, name="mailing"),
    path("<int:number>/stand/", overview.state, name="mailing_state"),
    path("<int:number>/wijzigen/", writing.change, name="mailing_change"),
    path("<int:number>/weggooien/", writing.discard, name="mailing_discard"),
    path("<int:number>/brief/", letters.letter, name="mailing_letter"),
    path("<int:number>/proef/", letters.test, name="mailing_test"),
    path("<int:number>/ontvangers/", letters.recipients, name="mailing_recipients"),
    path("<int:number>/versturen/", sending.send, name="mailing_send"),
    path("<int:number>/pauzeren/", sending.pause, name="mailing_pause"),
    path("<int:number>/verder/", sending.resume, name="mailing_resume"),
    path("<int:number>/stoppen/", sending.stop, name="mailing_stop"),
    path("<int:number>/bezorging/", deliveries.index, name="deliveries"),
    path("<int:number>/bezorging/<int:key>/", deliveries.settle, name="delivery"),
]
