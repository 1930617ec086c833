"""One's own account: name, language, ways to sign in, invitations, and work that was interrupted."""

from http import HTTPStatus

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.timezone import now
from django.utils.translation import gettext

from regiodeal.accounts import queries
from regiodeal.accounts.actions import invitations, users
from regiodeal.accounts.models import Invitation, Language, User
from regiodeal.accounts.queries import InvitationState, has_second_factor
from regiodeal.accounts.roles import ROLES, RoleCode
from regiodeal.audit.trail import Actor
from regiodeal.common.errors import Refusal
from regiodeal.office.account.forms import JoinForm, NameForm
from regiodeal.programme.actions.holding import held
from regiodeal.programme.models import Deal
from regiodeal.web import interrupted, language
from regiodeal.web.access import SAFE, anyone

WITH_POST = (*SAFE, "POST")


@anyone(methods=("POST",))
def set_language(request: HttpRequest) -> HttpResponseBase:
    """Keep the language that the reader chose, and go back to the page."""
    chosen = request.POST.get("language", "")
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = reverse("office:home")
    response = redirect(back)
    if chosen in Language.values:
        language.keep(response, chosen, secure=request.is_secure())
        if isinstance(request.user, User):
            users.choose_language(user=request.user, language=Language(chosen))
    return response


@anyone(methods=WITH_POST)
def profile(request: HttpRequest) -> HttpResponseBase:
    """Show who one is, one's roles and the ways to sign in; keep another name."""
    if not isinstance(request.user, User):
        return interrupted.sign_in_first(request)
    user, posted = request.user, request.method == "POST"
    deals = list(Deal.objects.filter(code__in=queries.scopes_of(user)).order_by("name"))
    form = NameForm(request.POST if posted else None, initial={"name": user.name})
    if posted and form.is_valid():
        actor = Actor(user.get_full_name(), account=user.email)
        with held(*deals):
            changed = users.rename(user=user, name=form.cleaned_data["name"], by=actor, at=now())
        if changed:
            messages.success(request, gettext("Uw naam is gewijzigd."))
        interrupted.forget_when_sent(request, user, response := redirect("profile"))
        return response
    content = {
        "form": form,
        "user": user,
        "deals": [(deal, _roles(user, deal)) for deal in deals],
        "second_factor": queries.has_second_factor_set_up(user),
        "chosen": Language(user.language),
    }
    return render(request, "office/account/profile.html", content, status=_status(form))


@anyone(methods=WITH_POST)
def resume(request: HttpRequest) -> HttpResponseBase:
    """Show what was typed before the session ended, to send it again; or drop it, where that is posted."""
    if not isinstance(request.user, User):
        return interrupted.sign_in_first(request)
    if settings.SECOND_FACTOR == "required" and not has_second_factor(request.user, request.session):
        return interrupted.second_factor_first(request)
    kept = interrupted.kept_work(request, request.user)
    if kept is None:
        return redirect("office:home")
    if request.method == "POST":
        interrupted.forget(request)
        return redirect("office:home")
    return render(request, "web/resume.html", {"kept": kept, "typed": interrupted.typed(kept)})


@anyone(methods=WITH_POST)
def invitation(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Show an invitation, and accept it: with a new account, or with the one that the person has."""
    found = queries.invitation(secret)
    deal = Deal.objects.filter(code=found.scope).first() if found else None
    state = queries.state_of(found, now()) if found else None
    if found is None or deal is None or state != InvitationState.OPEN:
        content = {"state": state, "deal": deal, "invitation": found}
        return render(request, "office/account/invitation_closed.html", content, status=HTTPStatus.GONE)
    if User.objects.filter(email=found.email, is_active=True).exists():
        return _accept_with_account(request, found, deal)
    return _accept_as_new(request, found, deal)


@anyone(methods=(*WITH_POST, "PUT", "PATCH", "DELETE"))
def closed(_request: HttpRequest, **_arguments: str) -> HttpResponse:
    """Answer that there is nothing at an address of allauth that this house does without."""
    raise Http404


def _accept_with_account(request: HttpRequest, invitation: Invitation, deal: Deal) -> HttpResponseBase:
    user = request.user if isinstance(request.user, User) else None
    if request.method == "POST" and user is not None and user.email == invitation.email:
        with held(deal):
            invitations.take_up(invitation=invitation, user=user, at=now())
        messages.success(request, gettext("Welkom bij {deal}.").format(deal=deal.name))
        return redirect("office:start", deal.code)
    content = {**_shown(invitation, deal), "login": f"{reverse('account_login')}?{urlencode({'next': request.path})}"}
    content["other"] = user if user is not None and user.email != invitation.email else None
    status = HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK
    return render(request, "office/account/invitation_existing.html", content, status=status)


def _accept_as_new(request: HttpRequest, invitation: Invitation, deal: Deal) -> HttpResponseBase:
    posted = request.method == "POST"
    form = JoinForm(
        request.POST if posted else None,
        initial={"name": invitation.name},
        email=invitation.email,
        providers=bool(settings.PROVIDER_ORIGINS),
    )
    if posted and form.is_valid():
        password = form.cleaned_data["password"] or None
        try:
            with held(deal):
                user = invitations.join(
                    invitation=invitation, name=form.cleaned_data["name"], password=password, at=now()
                )
        except Refusal as refusal:
            form.refused(refusal)
        else:
            return _begin(request, user, deal, with_password=password is not None)
    content = {**_shown(invitation, deal), "form": form}
    return render(request, "office/account/invitation_new.html", content, status=_status(form))


def _begin(request: HttpRequest, user: User, deal: Deal, *, with_password: bool) -> HttpResponseBase:
    if not with_password:
        messages.success(request, gettext("Uw account is klaar. Meld u aan met het account van uw organisatie."))
        return redirect("account_login")
    messages.success(request, gettext("Welkom bij {deal}.").format(deal=deal.name))
    response: HttpResponseBase = perform_login(request, user, redirect_url=reverse("office:start", args=[deal.code]))
    return response


def _shown(invitation: Invitation, deal: Deal) -> dict[str, object]:
    return {"invitation": invitation, "deal": deal, "role": ROLES[RoleCode(invitation.role)]}


def _roles(user: User, deal: Deal) -> list[str]:
    has = queries.roles_of(user, deal.code)
    return [role.label for role in RoleCode if role in has]


def _status(form: JoinForm | NameForm) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
