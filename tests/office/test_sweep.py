"""Every address of the office, for every role: it answers as its rule says, and no GET changes anything.

The addresses are those of the URL configuration itself, so a new screen is walked without anybody thinking of it.
What a new kind of argument stands for is one line in `sweep_deal`.
"""

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from regiodeal.accounts.models import User
from regiodeal.accounts.roles import ROLES, Permission, RoleCode
from regiodeal.programme.models import Deal
from regiodeal.web.access import Rule
from tests import html_validity
from tests.office import sweep_deal
from tests.office.sweep_deal import a_rich_deal, a_small_other_deal
from tests.offices import at_desk

_ALLAUTH = {
    "account_change_password", "account_confirm_email", "account_confirm_login_code", "account_email",
    "account_email_verification_sent", "account_inactive", "account_login", "account_logout",
    "account_reauthenticate", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "account_set_password",
    "account_signup", "mfa_activate_totp", "mfa_add_webauthn", "mfa_authenticate", "mfa_deactivate_totp",
    "mfa_download_recovery_codes", "mfa_edit_webauthn", "mfa_generate_recovery_codes", "mfa_index",
    "mfa_list_webauthn", "mfa_login_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn", "mfa_view_recovery_codes", "openid_connect_callback", "openid_connect_login",
    "socialaccount_connections", "socialaccount_login_cancelled", "socialaccount_login_error",
    "socialaccount_signup", "usersessions_list",
}  # fmt: skip
"""The views of allauth that have an address. A new one is opened or closed in `office/account/urls.py`, and here."""

_CLOSED = {
    "signup/", "email/", "confirm-email/", "confirm-email/x/", "login/code/confirm/", "3rdparty/", "3rdparty/signup/",
    "social/signup/", "social/connections/", "social/login/error/", "2fa/trust/",
}  # fmt: skip
_PUBLIC = {"health"}
"""The addresses that have no roles."""

_MAY_REFUSE_MORE = {Permission.EDIT_OWN_PROJECTS, Permission.DECLARE_INTEREST}
"""Rights that reach only as far as one's own: a view with one of them may say no to somebody who has it."""
_READERS = ("GET", "HEAD")
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "ALTER", "DROP", "TRUNCATE")
_SESSIONS = "django_session"
_ATTEMPTS = "shared_cache"


@dataclass(frozen=True)
class Route:
    """An address of ours, with its parts as the URL configuration names them."""

    name: str
    address: str
    arguments: tuple[str, ...]
    view: Any

    @property
    def rule(self) -> Rule:
        """Who may open it, as its view says."""
        found: Rule = self.view.rule
        return found

    @property
    def for_anyone(self) -> bool:
        """Whether it asks no right."""
        return not self.rule.permissions

    def at(self, values: dict[str, Any]) -> str:
        """Return its address with real objects in it."""
        address = self.address
        for argument in self.arguments:
            address = address.replace(f"<{argument}>", str(_value(self.name, argument, values)))
        return address


def _value(name: str, argument: str, values: dict[str, Any]) -> Any:
    for key in (f"{name}.{argument}", argument):
        if key in values:
            return values[key]
    raise AssertionError(
        f"the address {name!r} has an argument {argument!r} that the sweep does not know: "
        f"add {argument!r} or {name + '.' + argument!r} to `values` in tests/office/sweep_deal.py"
    )


def _routes(resolver: URLResolver | None = None, prefix: str = "/") -> Iterator[tuple[URLPattern, Route]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        written, arguments = _written(pattern)
        if isinstance(pattern, URLResolver):
            for leaf, route in _routes(pattern, prefix + written):
                yield leaf, Route(route.name, route.address, (*arguments, *route.arguments), route.view)
        else:
            yield pattern, Route(pattern.name or written, prefix + written, arguments, pattern.callback)


def _written(pattern: URLPattern | URLResolver) -> tuple[str, tuple[str, ...]]:
    """Return a part of an address with its arguments as `<name>`, and their names."""
    written = str(pattern.pattern)
    arguments = tuple(pattern.pattern.converters) if isinstance(pattern.pattern, RoutePattern) else ()
    for argument, converter in pattern.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower()
        kind = {"string": "str"}.get(kind, kind)
        written = written.replace(f"<{kind}:{argument}>", f"<{argument}>")
    return written, arguments


def ours() -> list[Route]:
    """Return all addresses whose view is ours, but for the public ones."""
    found = [route for pattern, route in _routes() if pattern.callback.__module__.startswith("regiodeal.")]
    return [route for route in found if route.name not in _PUBLIC]


def screens() -> list[Route]:
    """Return the addresses inside a deal."""
    return [route for route in ours() if "deal" in route.arguments]


@pytest.fixture
def deal(db: None) -> Deal:
    """A deal with everything in it."""
    return a_rich_deal()


@pytest.fixture
def values(deal: Deal) -> dict[str, Any]:
    """What stands in the addresses."""
    return sweep_deal.values(deal)


@contextmanager
def writing_forbidden() -> Iterator[None]:
    """Fail at the first statement that writes anything but a session or the count of attempts to sign in."""

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        verb = sql.lstrip(" (").split(None, 1)[0].upper()
        assert verb not in _WRITES or _SESSIONS in sql or _ATTEMPTS in sql, f"a reading request wrote: {sql[:300]}"
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield


def dump() -> dict[str, tuple[int, str]]:
    """Return of each table the number of rows and a hash of all that they hold."""
    held = {}
    for table in sorted(connection.introspection.table_names()):
        if table in {_SESSIONS, _ATTEMPTS}:
            continue
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the names are those of our own tables
            rows = sorted(repr(row) for row in cursor.fetchall())
        held[table] = (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
    return held


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Leave the log of refused requests out: there are thousands, and all are meant."""
    log = logging.getLogger("django.request")
    before, log.disabled = log.disabled, True
    yield
    log.disabled = before


def ask(client: Client, method: str, address: str) -> HttpResponse:
    """Send a request as a browser does, and take the whole answer; what breaks is an answer too."""
    client.raise_request_exception = False
    answer: HttpResponse = getattr(client, method.lower())(address)
    if answer.streaming:
        b"".join(answer)
    return answer


def test_there_is_something_to_walk() -> None:
    """A sweep that finds nothing proves nothing."""
    assert len(screens()) > 20
    assert {route.name for route in ours()} >= {"home", "start", "profile", "resume", "invitation", "members"}
    assert any("POST" in route.rule.methods for route in screens())


def test_every_view_of_ours_has_a_rule() -> None:
    """With `screen` or `anyone`; and whatever stands inside a deal asks a right, but for the style sheet."""
    told = [(f"{route.name} ({route.address})", getattr(route.view, "rule", None)) for route in ours()]
    without = [name for name, rule in told if not isinstance(rule, Rule)]
    assert not without, f"decorate these views with @screen or @anyone: {without}"
    assert [route.name for route in screens() if route.for_anyone] == ["house_style"]


def test_no_two_screens_share_a_name() -> None:
    """A link by name would lead to one of them only."""
    names = [route.name for route in ours() if not route.name.startswith("^")]
    assert sorted(names) == sorted(set(names)), sorted({name for name in names if names.count(name) > 1})


def test_every_view_of_allauth_is_known() -> None:
    """An upgrade that adds an address is noticed."""
    found = {route.name for pattern, route in _routes() if pattern.callback.__module__.startswith("allauth.")}
    assert found == _ALLAUTH


def test_what_is_closed_of_allauth_is_not_there(deal: Deal) -> None:
    """For nobody and for somebody alike, whatever the method."""
    for client in (Client(), at_desk(deal, RoleCode.ADMINISTRATOR)):
        answers = {
            (address, method): ask(client, method, f"/kantoor/account/{address}").status_code
            for address in _CLOSED
            for method in _METHODS
        }
        assert set(answers.values()) == {404}, answers


def test_whoever_is_not_signed_in_is_sent_to_sign_in(deal: Deal, values: dict[str, Any]) -> None:
    """From each screen, for each method that it has; other methods do not exist."""
    wrong = []
    for route in screens():
        for method in _METHODS:
            answer = ask(Client(), method, route.at(values))
            there = method in route.rule.methods
            signs_in = answer.status_code == 302 and answer["Location"].startswith("/kantoor/account/login/")
            right = signs_in or route.for_anyone if there else answer.status_code == 405
            wrong += [] if right else [_told(route, method, "nobody", answer)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", list(RoleCode))
def test_every_screen_answers_as_its_rule_says(deal: Deal, values: dict[str, Any], role: RoleCode) -> None:
    """Who has the right gets an answer, who has not gets 403, and no reading request writes."""
    client, allowed = at_desk(deal, role), ROLES[role].permissions
    before, wrong = dump(), []
    for route in screens():
        for method in _METHODS:
            if method in route.rule.methods and method not in _READERS and _may(route, allowed):
                continue  # what may write is tried by the tests of its own screen
            with writing_forbidden():
                answer = ask(client, method, route.at(values))
            wrong += [] if _right(route, method, answer, allowed) else [_told(route, method, role, answer)]
    assert not wrong, "\n".join(wrong)
    assert dump() == before


@pytest.mark.parametrize("role", list(RoleCode))
def test_a_member_of_another_deal_finds_nothing(deal: Deal, values: dict[str, Any], role: RoleCode) -> None:
    """The deal does not exist for that person, whatever the role elsewhere."""
    client, wrong = at_desk(a_small_other_deal(), role), []
    for route in screens():
        for method in route.rule.methods:
            with writing_forbidden():
                answer = ask(client, method, route.at(values))
            right = route.for_anyone or answer.status_code == 404
            wrong += [] if right else [_told(route, method, f"{role} elsewhere", answer)]
    assert not wrong, "\n".join(wrong)


def test_every_screen_opens_for_somebody(deal: Deal, values: dict[str, Any], tmp_path: Path) -> None:
    """A screen that answers 404 to all was walked with an object that is not there. What opens is valid HTML."""
    everything = at_desk(deal, *RoleCode)
    wrong = []
    for number, route in enumerate(screens()):
        if "GET" in route.rule.methods:
            with writing_forbidden():
                answer = ask(everything, "GET", route.at(values))
            wrong += [] if answer.status_code in {200, 302} else [_told(route, "GET", "all roles", answer)]
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                (tmp_path / f"{number} {route.name}.html").write_bytes(answer.content)
    assert not wrong, "\n".join(wrong)
    assert html_validity.faults(tmp_path) == []


def test_reading_an_account_page_changes_nothing(deal: Deal, values: dict[str, Any]) -> None:
    """Ours and those of allauth, signed in and not."""
    pages = [route for _, route in _routes() if "/account/" in route.address and "deal" not in route.arguments]
    assert len(pages) > 40
    for client in (Client(), at_desk(deal, RoleCode.READER)):
        before = dump()
        for route in pages:
            for method in _READERS:
                with writing_forbidden():
                    answer = ask(client, method, _plain(route, values))
                assert answer.status_code < 500, _told(route, method, "", answer)
        assert dump() == before


def test_a_closed_account_is_out_at_once(deal: Deal, values: dict[str, Any]) -> None:
    """In the middle of its session."""
    client = at_desk(deal, RoleCode.SECRETARY)
    assert client.get(f"/kantoor/{deal.code}/").status_code == 200
    User.objects.filter(pk=client.session[SESSION_KEY]).update(is_active=False)
    for route in screens():
        if not route.for_anyone and "GET" in route.rule.methods:
            assert ask(client, "GET", route.at(values)).status_code == 302, route.name


def _may(route: Route, allowed: frozenset[Permission]) -> bool:
    return route.for_anyone or not allowed.isdisjoint(route.rule.permissions)


def _right(route: Route, method: str, answer: HttpResponse, allowed: frozenset[Permission]) -> bool:
    status = answer.status_code
    if method not in route.rule.methods:
        return status == 405
    if not _may(route, allowed):
        return status == 403
    if status == 403:
        return not allowed.isdisjoint(route.rule.permissions & _MAY_REFUSE_MORE)
    return status in {200, 302, 404}


def _told(route: Route, method: str, who: str, answer: HttpResponse) -> str:
    rights = ", ".join(sorted(route.rule.permissions)) if hasattr(route.view, "rule") else "allauth"
    broken = f" {raised[1]!r}"[:300] if (raised := getattr(answer, "exc_info", None)) else ""
    return f"{method} {route.name} ({route.address}; {rights}) for {who}: {answer.status_code}{broken}"


def _plain(route: Route, values: dict[str, Any]) -> str:
    """Return the address of an account page; what is written as a pattern gets an invented word."""
    address = route.at(values)
    for written, word in _INVENTED.items():
        address = address.replace(written, word)
    return address.replace("^", "").replace("$", "").replace(".*", "x")


_INVENTED = {
    r"^(?P<provider_id>[^/]+)/": "emmen/",
    r"(?P<key>[-:\w]+)": "x",
    r"(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)": "1-x",
}
