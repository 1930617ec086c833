"""Screens about documents."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from regiodeal.accounts.roles import Permission
from regiodeal.web.access import Desk, screen


@screen(Permission.READ)
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the documents of the deal."""
    return render(request, "office/documents/index.html", {"desk": desk})
