"""Addresses of the screens about documents."""

from django.urls import path

from regiodeal.office.documents import views

urlpatterns = [
    path("", views.index, name="documents"),
    path("<int:number>/", views.document, name="document"),
    path("<int:number>/bestand/", views.file, name="document_file"),
    path("<int:number>/project-toevoegen/", views.add, name="document_add"),
    path("<int:number>/registreren/", views.register, name="document_register"),
    path("<int:number>/wegleggen/", views.drop, name="document_drop"),
    path("<int:number>/terughalen/", views.bring_back, name="document_back"),
    path("<int:number>/deel/<slug:key>/", views.part, name="document_part"),
]
