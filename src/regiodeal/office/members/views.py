"""Screens about members: who takes part in the deal, in which roles, and who is invited."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext

from regiodeal.accounts import queries
from regiodeal.accounts.actions import invitations
from regiodeal.accounts.actions import members as membership
from regiodeal.accounts.models import Invitation, User
from regiodeal.accounts.roles import ROLES, SAYS, Permission, RoleCode
from regiodeal.common.errors import Refusal
from regiodeal.office.account.links import invitation_link
from regiodeal.office.account.mail import send_invitation
from regiodeal.office.members.forms import InviteForm, LeadForm, RolesForm, SeatsForm
from regiodeal.programme.actions import seats as seating
from regiodeal.programme.actions.holding import held
from regiodeal.programme.models import Seat
from regiodeal.projects.actions import leaders
from regiodeal.projects.models import Project
from regiodeal.web.access import SAFE, Desk, screen

WITH_POST = (*SAFE, "POST")
PER_PAGE = 50


@screen(Permission.MANAGE_MEMBERS)
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the people of the deal, and the invitations that wait for an answer."""
    page = Paginator(queries.people(desk.deal.code), PER_PAGE).get_page(request.GET.get("pagina"))
    at = now()
    waiting = [
        {"row": row, "role": RoleCode(row.role).label, "expired": row.expires_at <= at}
        for row in queries.waiting_invitations(desk.deal.code)
    ]
    content = {
        "desk": desk,
        "page": page,
        "members": queries.members(desk.deal.code, page.object_list),
        "waiting": waiting,
    }
    return render(request, "office/members/index.html", content)


@screen(Permission.READ)
def roles(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show which role may do what: the very table that decides it."""
    table = [
        {"says": SAYS[permission], "cells": [(role, permission in role.permissions) for role in ROLES.values()]}
        for permission in Permission
    ]
    content = {"desk": desk, "roles": ROLES.values(), "table": table, "mine": desk.roles}
    return render(request, "office/members/roles.html", content)


@screen(Permission.MANAGE_MEMBERS, methods=WITH_POST)
def invite(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Invite a person; show the link once, since only its hash is kept."""
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        chosen = {**form.cleaned_data, "role": RoleCode(form.cleaned_data["role"])}
        try:
            with held(desk.deal):
                invitation, secret = invitations.invite(scope=desk.deal.code, **chosen, by=desk.actor, at=now())
        except Refusal as refusal:
            form.refused(refusal, "email")
        else:
            return _invited(request, desk, invitation, secret)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "office/members/invite.html", {"desk": desk, "form": form}, status=status)


@screen(Permission.MANAGE_MEMBERS, methods=("POST",))
def resend(request: HttpRequest, desk: Desk, invitation: int) -> HttpResponse:
    """Send an invitation again, with a new link and a new term."""
    found = get_object_or_404(Invitation, pk=invitation, scope=desk.deal.code)
    with held(desk.deal):
        secret = invitations.resend(invitation=found, by=desk.actor, at=now())
    found.refresh_from_db()
    return _invited(request, desk, found, secret)


@screen(Permission.MANAGE_MEMBERS, methods=("POST",))
def withdraw(request: HttpRequest, desk: Desk, invitation: int) -> HttpResponseBase:
    """Take an invitation back."""
    found = get_object_or_404(Invitation, pk=invitation, scope=desk.deal.code)
    with held(desk.deal):
        invitations.withdraw(invitation=found, by=desk.actor, at=now())
    told = gettext("De uitnodiging van {email} is ingetrokken; de link werkt niet meer.")
    messages.success(request, told.format(email=found.email))
    return redirect("office:members", desk.deal.code)


@screen(Permission.MANAGE_MEMBERS)
def member(request: HttpRequest, desk: Desk, person: int) -> HttpResponse:
    """Show a person of the deal, with what can be changed about roles and seats."""
    return _member(request, desk, _person(desk, person))


@screen(Permission.MANAGE_MEMBERS, methods=("POST",))
def set_roles(request: HttpRequest, desk: Desk, person: int) -> HttpResponseBase:
    """Give a person other roles."""
    user, form = _person(desk, person), RolesForm(request.POST)
    if form.is_valid():
        chosen = [RoleCode(role) for role in form.cleaned_data["roles"]]
        seen = form.cleaned_data["seen"].split()
        try:
            with held(desk.deal):
                membership.set_roles(user=user, scope=desk.deal.code, seen=seen, roles=chosen, by=desk.actor, at=now())
        except Refusal as refusal:
            form.refused(refusal, "roles")
        else:
            messages.success(request, gettext("De rollen van {name} zijn opgeslagen.").format(name=user))
            stays = user != desk.user or RoleCode.ADMINISTRATOR in chosen
            return redirect("office:member", desk.deal.code, user.pk) if stays else redirect("office:home")
    return _member(request, desk, user, roles=form)


@screen(Permission.MANAGE_MEMBERS, methods=("POST",))
def set_seats(request: HttpRequest, desk: Desk, person: int) -> HttpResponseBase:
    """Let a person sign in for other seats."""
    user = _person(desk, person)
    form = SeatsForm(request.POST, seats=_seats(desk))
    if form.is_valid():
        try:
            seating.set_seats(deal=desk.deal, user=user, seats=form.cleaned_data["seats"], by=desk.actor, at=now())
        except Refusal as refusal:
            form.refused(refusal, "seats")
        else:
            messages.success(request, gettext("De zetels van {name} zijn opgeslagen.").format(name=user))
            return redirect("office:member", desk.deal.code, user.pk)
    return _member(request, desk, user, seats=form)


@screen(Permission.MANAGE_MEMBERS, methods=("POST",))
def lead(request: HttpRequest, desk: Desk, person: int) -> HttpResponseBase:
    """Let a person lead one more project, and so change it."""
    user = _person(desk, person)
    form = LeadForm(request.POST, projects=_projects(desk))
    if form.is_valid():
        project = desk.deal.projects.get(code=form.cleaned_data["project"])
        leaders.set_leaders(project=project, users=[*project.leaders.all(), user], by=desk.actor, at=now())
        messages.success(request, gettext("{name} leidt nu ook {project}.").format(name=user, project=project.name))
        return redirect("office:member", desk.deal.code, user.pk)
    return _member(request, desk, user, lead=form)


@screen(Permission.MANAGE_MEMBERS, methods=("POST",))
def stop_leading(request: HttpRequest, desk: Desk, person: int, project: str) -> HttpResponseBase:
    """Let a person lead a project no longer."""
    user = _person(desk, person)
    found = get_object_or_404(Project, deal=desk.deal, code=project)
    others = found.leaders.exclude(pk=user.pk)
    leaders.set_leaders(project=found, users=others, by=desk.actor, at=now())
    messages.success(request, gettext("{name} leidt {project} niet meer.").format(name=user, project=found.name))
    return redirect("office:member", desk.deal.code, user.pk)


@screen(Permission.MANAGE_MEMBERS, methods=WITH_POST)
def remove(request: HttpRequest, desk: Desk, person: int) -> HttpResponseBase:
    """Withdraw the access of a person, after a last question."""
    user = _person(desk, person)
    if request.method == "POST":
        closed = seating.leave(deal=desk.deal, user=user, by=desk.actor, at=now())
        done = gettext("{name} heeft geen toegang meer tot deze deal.")
        done_and_closed = gettext("{name} heeft geen toegang meer, en het account is gesloten.")
        messages.success(request, (done_and_closed if closed else done).format(name=user))
        return redirect("office:members", desk.deal.code) if user != desk.user else redirect("office:home")
    elsewhere = len(queries.scopes_of(user)) > 1
    return render(request, "office/members/remove.html", {"desk": desk, "person": user, "elsewhere": elsewhere})


def _person(desk: Desk, pk: int) -> User:
    return get_object_or_404(queries.people(desk.deal.code), pk=pk)


def _seats(desk: Desk) -> Any:
    return Seat.objects.filter(body__deal=desk.deal).select_related("body", "organisation", "user")


def _projects(desk: Desk) -> list[Project]:
    return sorted(desk.deal.projects.prefetch_related("names"), key=lambda project: project.name.casefold())


def _member(
    request: HttpRequest,
    desk: Desk,
    user: User,
    *,
    roles: RolesForm | None = None,
    seats: SeatsForm | None = None,
    lead: LeadForm | None = None,
) -> HttpResponse:
    (shown,) = queries.members(desk.deal.code, [user])
    has, known = list(shown.roles), list(_seats(desk))
    mine = [seat.pk for seat in known if seat.user_id == user.pk]
    led = set(user.projects_led.filter(deal=desk.deal).values_list("pk", flat=True))
    projects = _projects(desk)
    content = {
        "desk": desk,
        "member": shown,
        "person": user,
        "roles_form": roles or RolesForm(initial={"roles": has, "seen": " ".join(has)}),
        "seats_form": seats or SeatsForm(seats=_seats(desk), initial={"seats": mine}),
        "taken": [seat for seat in known if seat.user_id not in {None, user.pk}],
        "shows_seats": RoleCode.STEERING_MEMBER in has or mine,
        "lead_form": lead or LeadForm(projects=[project for project in projects if project.pk not in led]),
        "led": [project for project in projects if project.pk in led],
        "shows_projects": RoleCode.PROJECT_LEADER in has or led,
    }
    wrong = any(form is not None and form.errors for form in (roles, seats, lead))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "office/members/member.html", content, status=status)


def _invited(request: HttpRequest, desk: Desk, invitation: Invitation, secret: str) -> HttpResponse:
    link = invitation_link(secret, request)
    content = {
        "desk": desk,
        "invitation": invitation,
        "role": RoleCode(invitation.role).label,
        "link": link,
        "sent": send_invitation(invitation, desk.deal, link),
    }
    return render(request, "office/members/invited.html", content)
