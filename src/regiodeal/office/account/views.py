"""One's own account: name, language, ways to sign in, and work that was interrupted."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from regiodeal.accounts.actions import users
from regiodeal.accounts.models import Language, User
from regiodeal.web import interrupted
from regiodeal.web.access import SAFE, anyone
from regiodeal.web.language import COOKIE

_YEAR = 365 * 24 * 60 * 60  # seconds


@anyone(methods=("POST",))
def set_language(request: HttpRequest) -> HttpResponseBase:
    """Keep the language that the reader chose, and go back to the page."""
    language = request.POST.get("language", "")
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = reverse("office:home")
    response = redirect(back)
    if language in Language.values:
        response.set_cookie(
            COOKIE, language, max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
        )
        if isinstance(request.user, User):
            users.choose_language(user=request.user, language=Language(language))
    return response


@anyone()
def profile(request: HttpRequest) -> HttpResponseBase:
    """Show who one is, one's roles, and the ways to sign in."""
    if not isinstance(request.user, User):
        return interrupted.sign_in_first(request)
    return render(request, "office/account/profile.html", {"memberships": request.user.memberships.all()})


@anyone()
def resume(request: HttpRequest) -> HttpResponseBase:
    """Show what was typed before the session ended, to send it again."""
    if not isinstance(request.user, User):
        return interrupted.sign_in_first(request)
    kept = interrupted.kept_work(request, request.user)
    if kept is None:
        return redirect("office:home")
    pairs = [(name, value) for name, values in kept["fields"].items() for value in values]
    return render(request, "web/resume.html", {"kept": kept, "pairs": pairs})
