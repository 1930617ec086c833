"""Signing in over HTTP: who comes in, what is kept, what every answer says to the browser."""

import re
import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from regiodeal.accounts.actions import expired
from regiodeal.accounts.models import Invitation, User
from regiodeal.accounts.roles import RoleCode
from regiodeal.config.worker import Worker
from regiodeal.programme.models import Deal
from regiodeal.web import interrupted
from tests.factories.programme import a_deal
from tests.installations import Installation
from tests.offices import at_desk, signed_in, somebody

ACCOUNT = "/kantoor/account"
PASSWORD = "paars fietspad 42"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def deal(db: None) -> Deal:
    """A deal."""
    return a_deal()


@pytest.fixture
def user(deal: Deal) -> User:
    """A person with a password, who administers the deal."""
    user = somebody(deal, RoleCode.ADMINISTRATOR, name="Bert")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, user: User, password: str = PASSWORD, **more: str) -> Any:
    """Send the sign-in form."""
    return client.post(f"{ACCOUNT}/login/", {"login": user.email, "password": password, **more})


def code() -> str:
    """Return the code that the app shows now."""
    counters = list(yield_hotp_counters_from_time())
    shown: str = format_hotp_value(hotp_value(SECRET, counters[len(counters) // 2]))
    return shown


def test_without_a_second_factor_nothing_opens(deal: Deal, user: User) -> None:
    """Not before there is one; then it is asked at each sign-in."""
    client = Client()
    sign_in(client, user)
    assert client.get(f"/kantoor/{deal.code}/mensen/")["Location"] == f"{ACCOUNT}/2fa/"
    TOTP.activate(user, SECRET)
    assert client.get(f"/kantoor/{deal.code}/mensen/").status_code == 200
    client = Client()
    assert sign_in(client, user)["Location"] == f"{ACCOUNT}/2fa/authenticate/"
    assert client.get(f"/kantoor/{deal.code}/mensen/")["Location"].startswith(f"{ACCOUNT}/login/")
    assert client.post(f"{ACCOUNT}/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert client.post(f"{ACCOUNT}/2fa/authenticate/", {"code": code()}).status_code == 302
    assert client.get(f"/kantoor/{deal.code}/mensen/").status_code == 200


def test_where_it_is_optional_a_password_is_enough(deal: Deal, user: User, settings: Any) -> None:
    """As in the demo."""
    settings.SECOND_FACTOR = "optional"
    client = Client()
    sign_in(client, user)
    assert client.get(f"/kantoor/{deal.code}/mensen/").status_code == 200


def test_a_second_factor_of_somebody_else_does_not_count(deal: Deal, user: User) -> None:
    """Each proves their own."""
    TOTP.activate(somebody(deal, RoleCode.READER), SECRET)
    client = Client()
    sign_in(client, user)
    assert client.get(f"/kantoor/{deal.code}/mensen/")["Location"] == f"{ACCOUNT}/2fa/"


def test_the_first_second_factor_is_set_up_at_once_and_a_change_asks_the_password(deal: Deal, user: User) -> None:
    """An open session of somebody else is no way to take an account over."""
    client = Client()
    sign_in(client, user)
    assert client.get(f"{ACCOUNT}/2fa/totp/activate/").status_code == 200
    TOTP.activate(user, SECRET)
    client = Client()
    sign_in(client, user)
    client.post(f"{ACCOUNT}/2fa/authenticate/", {"code": code()})
    answer = client.get(f"{ACCOUNT}/2fa/webauthn/add/")
    assert (answer.status_code, "reauthenticate" in answer["Location"]) == (302, True)


def test_too_many_wrong_passwords_are_stopped(deal: Deal, user: User) -> None:
    """Also the right one waits then; the page says how long."""
    client = Client()
    for _ in range(5):
        assert "horen niet bij elkaar" in sign_in(client, user, "verkeerd").content.decode()
    assert "Wacht vijf minuten" in sign_in(client, user).content.decode()
    assert "_auth_user_id" not in client.session


_ELSEWHERE = """
from regiodeal.config.database import prepare
prepare()
from django.test import Client
client = Client()
for password in {passwords!r}:
    answer = client.post("/kantoor/account/login/", {{"login": "bert@example.org", "password": password}})
    print(answer.status_code, "Wacht vijf minuten" in answer.content.decode())
"""


def test_processes_count_wrong_passwords_together(installation: Installation) -> None:
    """Three in one process and two in another close the door in every process, for the right password too."""

    def post(*passwords: str) -> list[str]:
        """Try passwords in a process of its own."""
        command = [sys.executable, "-c", _ELSEWHERE.format(passwords=passwords)]
        done = subprocess.run(command, env=installation.env, capture_output=True, text=True, check=True)
        return done.stdout.splitlines()

    assert post("fout", "fout", "fout") == ["200 False"] * 3
    assert post("fout", "fout") == ["200 False"] * 2
    assert post("fout") == ["200 True"]


def test_what_is_counted_names_nobody(user: User) -> None:
    """No address and no machine stands in the table."""
    sign_in(Client(), user, "verkeerd")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM shared_cache")
        keys = [key for (key,) in cursor.fetchall()]
    assert keys
    assert all(re.fullmatch(r"[0-9a-f]{64}", key) for key in keys)


def test_what_signing_in_leaves_behind_is_forgotten_when_its_time_is_over(
    deal: Deal, user: User, settings: Any
) -> None:
    """The session with what was typed in it, the machine that it came from, and the counts; the worker sees to it."""
    settings.SECOND_FACTOR = "optional"
    sign_in(Client(), user, "verkeerd")
    client = Client()
    sign_in(client, user)

    def left() -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM shared_cache")
            return [Session.objects.count(), UserSession.objects.count(), *cursor.fetchone()]

    assert min(left()) > 0
    before = left()
    Worker().run_until_idle()
    assert left() == before
    assert client.get(f"/kantoor/{deal.code}/projecten/").status_code == 200
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    Worker().run_until_idle()
    assert left()[:2] == [0, 0]
    expired.forget(at=timezone.now() + timedelta(days=1))
    assert left() == [0, 0, 0]


def test_a_screen_asks_nothing_of_what_is_counted(deal: Deal, user: User, settings: Any) -> None:
    """Only signing in does."""
    settings.SECOND_FACTOR = "optional"
    client = signed_in(user)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/kantoor/{deal.code}/projecten/").status_code == 200
    assert not [query for query in captured if settings.SHARED_CACHE_TABLE in query["sql"]]


def test_too_many_forms_get_a_page_that_says_so(deal: Deal, user: User, settings: Any) -> None:
    """In the look of the house."""
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    client = Client()
    answers = [sign_in(client, user, "verkeerd") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "Even wachten" in answers[-1].content.decode()


def test_a_closed_account_cannot_sign_in(deal: Deal, user: User) -> None:
    """And is told what to do only where the password is right."""
    User.objects.filter(pk=user.pk).update(is_active=False)
    client = Client()
    answer = sign_in(client, user)
    assert "_auth_user_id" not in client.session
    assert answer.status_code in {200, 302}


def test_the_sign_in_page_offers_no_registration(db: None) -> None:
    """And hangs no label inside a field."""
    page = Client().get(f"{ACCOUNT}/login/").content.decode()
    assert "signup" not in page
    assert "placeholder" not in page
    for label in ("E-mailadres", "Wachtwoord"):
        assert f">{label}</label>" in page


def test_a_forgotten_password_tells_nobody_who_has_an_account(deal: Deal, user: User, settings: Any) -> None:
    """The answer is the same, and only the account gets a mail, with our own address in it."""
    settings.SITE_ADDRESS = "https://kantoor.example"
    answers = [
        Client().post(f"{ACCOUNT}/password/reset/", {"email": email}, headers={"host": "kwaad.example"}, follow=True)
        for email in (user.email, "vreemde@example.nl")
    ]
    first, second = (answer.content.decode().partition("<main")[2] for answer in answers)
    assert first == second
    (letter,) = mail.outbox
    assert letter.to == [user.email]
    assert "https://kantoor.example/kantoor/account/password/reset/key/" in letter.body
    assert "kwaad.example" not in letter.body
    assert " je " not in letter.body


def test_signing_in_leaves_who_and_which_language(deal: Deal, user: User) -> None:
    """A language that was chosen before stays."""
    User.objects.filter(pk=user.pk).update(language="en")
    client = Client()
    answer = sign_in(client, user)
    assert answer.cookies["taal"].value == "en"
    assert answer.cookies[interrupted.COOKIE]["httponly"]
    client = Client()
    client.cookies["taal"] = "nl"
    assert "taal" not in sign_in(client, user).cookies


def _interrupted(deal: Deal, user: User, client: Client) -> str:
    """Send a form with a session that ended; return where the answer leads."""
    TOTP.activate(user, SECRET)
    sign_in(client, user)
    client.post(f"{ACCOUNT}/2fa/authenticate/", {"code": code()})
    client.session.flush()
    sent = {"email": "gast@example.nl", "name": "Gé <b>Gast</b>", "role": "reader", "version": "7"}
    answer = client.post(f"/kantoor/{deal.code}/mensen/uitnodigen/", sent)
    assert answer.status_code == 302
    return str(answer["Location"])


def test_what_was_posted_waits_for_its_person(deal: Deal, user: User) -> None:
    """With the words of the form, without what nobody filled in, and until it was sent."""
    client = Client()
    assert _interrupted(deal, user, client) == f"{ACCOUNT}/login/?next=%2Fkantoor%2Faccount%2Fverder%2F"
    client.force_login(user)
    page = client.get(f"{ACCOUNT}/verder/").content.decode()
    shown = page.partition("<dl")[2].partition("</dl>")[0]
    assert "<dt>E-mailadres</dt>" in shown
    assert "Lezer: leest het register" in shown
    assert "Gé &lt;b&gt;Gast&lt;/b&gt;" in shown
    assert "version" not in shown
    assert '<input type="hidden" name="version" value="7">' in page
    sent = {"email": "gast@example.nl", "name": "Gé", "role": "reader"}
    client.post(f"/kantoor/{deal.code}/mensen/uitnodigen/", sent)
    assert Invitation.objects.filter(email="gast@example.nl").exists()
    assert client.get(f"{ACCOUNT}/verder/")["Location"] == "/kantoor/"


def test_what_was_refused_for_good_is_kept(deal: Deal, user: User) -> None:
    """An answer that shows a form again has all of it; one that does not leaves it here."""
    client = Client()
    _interrupted(deal, user, client)
    client.force_login(user)
    user.memberships.all().delete()
    assert client.post(f"/kantoor/{deal.code}/mensen/uitnodigen/", {}).status_code == 404
    assert client.get(f"{ACCOUNT}/verder/").status_code == 200


def test_what_was_posted_can_be_dropped(deal: Deal, user: User) -> None:
    """With one button."""
    client = Client()
    _interrupted(deal, user, client)
    client.force_login(user)
    assert client.post(f"{ACCOUNT}/verder/")["Location"] == "/kantoor/"
    assert client.get(f"{ACCOUNT}/verder/")["Location"] == "/kantoor/"
    assert not Invitation.objects.exists()


def test_another_person_does_not_see_it(deal: Deal, user: User) -> None:
    """Also not in the same browser."""
    client = Client()
    _interrupted(deal, user, client)
    other = somebody(deal, RoleCode.SECRETARY)
    TOTP.activate(other, SECRET)
    client.force_login(other)
    assert client.get(f"{ACCOUNT}/verder/")["Location"] == "/kantoor/"


def test_a_forged_cookie_keeps_nothing(deal: Deal, user: User) -> None:
    """Only we say who signed in last."""
    client = Client()
    client.cookies[interrupted.COOKIE] = str(user.pk)
    sent = {"email": "gast@example.nl", "role": "reader"}
    answer = client.post(f"/kantoor/{deal.code}/mensen/uitnodigen/", sent)
    assert "verder" not in answer["Location"]
    assert "interrupted" not in client.session


def test_too_much_is_not_kept(deal: Deal, user: User) -> None:
    """A session is no place for a book."""
    client = Client()
    sign_in(client, user)
    client.session.flush()
    client.post(f"/kantoor/{deal.code}/mensen/uitnodigen/", {"name": "x" * 500_001})
    assert "interrupted" not in client.session


def test_a_fragment_is_sent_to_the_whole_page(deal: Deal) -> None:
    """Else the sign-in page would appear inside another."""
    answer = Client().get(f"/kantoor/{deal.code}/mensen/", headers={"hx-request": "true"})
    assert (answer.status_code, "login" in answer["HX-Redirect"]) == (200, True)


def test_a_form_of_ours_that_is_too_old_can_be_sent_again(deal: Deal) -> None:
    """Signing in again in another tab gives a new token; what was typed is shown with it."""
    user = somebody(deal, RoleCode.ADMINISTRATOR)
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in(user).cookies
    address = f"/kantoor/{deal.code}/mensen/uitnodigen/"
    sent = {"email": "gast@example.nl", "role": "reader"}
    page = client.post(address, sent, headers={"origin": "http://testserver"})
    assert page.status_code == 403
    assert "Alsnog versturen" in page.content.decode()
    assert 'value="gast@example.nl"' in page.content.decode()
    assert not Invitation.objects.exists()
    for origin in ({"origin": "https://kwaad.example"}, {}):
        page = client.post(address, sent, headers=origin)
        assert page.status_code == 403
        assert "Alsnog versturen" not in page.content.decode()


def test_every_answer_of_the_office_is_strict(deal: Deal) -> None:
    """No scripts but ours, no frames, nothing kept by a shared cache."""
    for client, address in (
        (Client(), f"{ACCOUNT}/login/"),
        (at_desk(deal, RoleCode.READER), f"/kantoor/{deal.code}/"),
    ):
        answer = client.get(address)
        policy = answer["Content-Security-Policy"]
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "private" in answer["Cache-Control"]
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_page_that_is_not_there_or_not_ones_own_says_so(deal: Deal) -> None:
    """In the look of the house, with a way back."""
    desk = at_desk(deal, RoleCode.READER)
    missing = desk.get(f"/kantoor/{deal.code}/mensen/999/weg/")
    assert (missing.status_code, "Dit hoort niet bij uw rol" in missing.content.decode()) == (403, True)
    assert "Deze pagina bestaat niet" in desk.get("/kantoor/elders/").content.decode()


def test_names_and_languages_are_ones_own(deal: Deal, user: User) -> None:
    """The profile keeps them, and shows the roles."""
    TOTP.activate(user, SECRET)
    client = signed_in(user)
    page = client.get(f"{ACCOUNT}/profiel/").content.decode()
    assert "beheerder" in page
    assert client.post(f"{ACCOUNT}/profiel/", {"name": " "}).status_code == 422
    assert client.post(f"{ACCOUNT}/profiel/", {"name": "x" * 201}).status_code == 422
    assert client.post(f"{ACCOUNT}/profiel/", {"name": "Bert de Boer"}).status_code == 302
    assert User.objects.get(pk=user.pk).name == "Bert de Boer"
    answer = client.post(f"{ACCOUNT}/taal/", {"language": "en", "next": "https://kwaad.example/"})
    assert answer["Location"] == "/kantoor/"
    assert User.objects.get(pk=user.pk).language == "en"
    assert client.post(f"{ACCOUNT}/taal/", {"language": "xx"}).status_code == 302
    assert User.objects.get(pk=user.pk).language == "en"


def test_sessions_elsewhere_can_be_ended(deal: Deal, user: User) -> None:
    """From the page that lists them."""
    TOTP.activate(user, SECRET)
    here, there = Client(), Client()
    for client in (here, there):
        sign_in(client, user)
        cache.clear()
        client.post(f"{ACCOUNT}/2fa/authenticate/", {"code": code()})
    assert there.get(f"{ACCOUNT}/profiel/").status_code == 200
    assert "Overal elders afmelden" in here.get(f"{ACCOUNT}/sessions/").content.decode()
    here.post(f"{ACCOUNT}/sessions/")
    assert here.get(f"{ACCOUNT}/profiel/").status_code == 200
    assert there.get(f"{ACCOUNT}/profiel/").status_code == 302
    assert Authenticator.objects.filter(user=user).exists()
