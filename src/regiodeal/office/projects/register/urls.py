"""Addresses of the register as a spreadsheet."""

from django.urls import path

from regiodeal.office.projects.register import views

urlpatterns = [
    path("", views.register, name="register"),
    path("bestand.<slug:form>", views.export, name="register_export"),
    path("controle/", views.check, name="register_check"),
    path("vergeten/", views.forget, name="register_forget"),
]
