"""Addresses of the pages about mail: `/post/…`, for everybody."""

from django.urls import path

from regiodeal.web.post.views import leaving, preferences, returns, signing_up

app_name = "post"
urlpatterns = [
    path("", signing_up.sign_up, name="sign_up"),
    path("huisstijl.css", signing_up.style_sheet, name="style_sheet"),
    path("bevestigen/<str:token>/", signing_up.confirm, name="confirm"),
    path("afmelden/<str:token>/", leaving.leave, name="leave"),
    path("retour/", returns.returned, name="returned"),
    path("voorkeuren/", preferences.ask, name="ask_preferences"),
    path("voorkeuren/<str:token>/", preferences.preferences, name="preferences"),
]
