"""Screens about projects."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from regiodeal.accounts.roles import Permission
from regiodeal.web.access import Desk, screen


@screen(Permission.READ)
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the projects of the deal."""
    return render(request, "office/projects/index.html", {"desk": desk})
