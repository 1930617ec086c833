"""Addresses of the screens about projects. Words that stand here cannot be the code of a project: see `KEPT_CODES`."""

from django.urls import include, path

from regiodeal.office.projects.views import documents, dossier, edit, people

urlpatterns = [
    path("", include("regiodeal.office.projects.listing.urls")),
    path("register/", include("regiodeal.office.projects.register.urls")),
    path("nieuw/", edit.register, name="project_new"),
    path("<slug:code>/", dossier.page, name="project"),
    path("<slug:code>/geschiedenis/", dossier.history, name="project_history"),
    path("<slug:code>/geschiedenis/<int:version>/terugzetten/", dossier.put_back, name="project_put_back"),
    path("<slug:code>/wijzigen/<slug:word>/", edit.change, name="project_change"),
    path("<slug:code>/contacten/nieuw/", people.add, name="contact_new"),
    path("<slug:code>/contacten/<int:pk>/", people.change, name="contact_change"),
    path("<slug:code>/contacten/<int:pk>/verwijderen/", people.remove, name="contact_remove"),
    path("<slug:code>/documenten/nieuw/", documents.upload, name="project_document_new"),
    path("<slug:code>/documenten/<int:pk>/", documents.download, name="project_document"),
    path("<slug:code>/documenten/<int:pk>/verwijderen/", documents.remove, name="project_document_remove"),
    path("<slug:code>/documenten/<int:pk>/terugzetten/", documents.restore, name="project_document_restore"),
]
