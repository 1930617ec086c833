"""Who may open which screen. Every view of the office says so with `screen` or `anyone`; a test walks all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from regiodeal.accounts.models import Membership, User
from regiodeal.accounts.queries import has_second_factor
from regiodeal.accounts.roles import Permission, RoleCode, permissions_of
from regiodeal.audit.trail import Actor
from regiodeal.programme.models import Deal
from regiodeal.web import interrupted

P = ParamSpec("P")
SAFE = ("GET", "HEAD")


@dataclass(frozen=True)
class Desk:
    """Where a person works: in which deal, as whom, with which roles and rights."""

    deal: Deal
    user: User
    roles: tuple[RoleCode, ...]
    permissions: frozenset[Permission]

    @property
    def actor(self) -> Actor:
        """The person as the trail writes it."""
        return Actor(self.user.get_full_name(), account=self.user.email)

    def may(self, *permissions: Permission) -> bool:
        """Whether one of these rights is there."""
        return not self.permissions.isdisjoint(permissions)

    def require(self, *permissions: Permission) -> None:
        """Raise PermissionDenied where none of these rights is there."""
        if not self.may(*permissions):
            raise PermissionDenied


@dataclass(frozen=True)
class Rule:
    """Who may open a screen: whoever has one of these rights; without any, everybody (`anyone`)."""

    permissions: frozenset[Permission]
    methods: tuple[str, ...]


View = Callable[..., HttpResponseBase]


def screen(
    *permissions: Permission, methods: tuple[str, ...] = SAFE
) -> Callable[[Callable[Concatenate[HttpRequest, Desk, P], HttpResponseBase]], View]:
    """Let in whoever has one of these rights in the deal that the address names, for these methods alone.

    The view is given the request and the desk instead of the code of the deal. Who is not signed in signs in first,
    and loses nothing that was typed; a deal in which somebody has no role does not exist for that person.
    """

    def decorate(view: Callable[Concatenate[HttpRequest, Desk, P], HttpResponseBase]) -> View:
        @wraps(view)
        def answer(request: HttpRequest, deal: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            if not isinstance(request.user, User):
                return interrupted.sign_in_first(request)
            if settings.SECOND_FACTOR == "required" and not has_second_factor(request.user, request.session):
                return interrupted.second_factor_first(request)
            desk = desk_of(request.user, deal)
            request.desk = desk  # type: ignore[attr-defined]  # what the page furniture shows
            desk.require(*permissions)
            response = view(request, desk, *args, **kwargs)
            interrupted.forget_when_sent(request, desk.user, response)
            return response

        answer.rule = Rule(frozenset(permissions), methods)  # type: ignore[attr-defined]
        return answer

    return decorate


def anyone(*, methods: tuple[str, ...] = SAFE) -> Callable[[View], View]:
    """Say that a view is for everybody, signed in or not, for these methods alone."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            return view(request, *args, **kwargs)

        answer.rule = Rule(frozenset(), methods)  # type: ignore[attr-defined]
        return answer

    return decorate


def desk_of(user: User, code: str) -> Desk:
    """Return where a person works in a deal. Raises Http404 where the person has no role in it."""
    roles = tuple(
        RoleCode(role) for role in Membership.objects.filter(user=user, scope=code).values_list("role", flat=True)
    )
    deal = Deal.objects.filter(code=code).first() if roles else None
    if deal is None:
        raise Http404
    return Desk(deal, user, roles, permissions_of(roles))
