"""Publishing at the desk: what waits, what the public will read, embargo, correction, withdrawal, progress."""

import ast
import inspect
import json
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from regiodeal.accounts.roles import RoleCode
from regiodeal.decisions.models import Meeting, Rectification
from regiodeal.office.editions import wording
from regiodeal.programme.models import Deal
from regiodeal.publication.actions import announcements, editions, rebuilds
from regiodeal.publication.choices import EditionKind
from regiodeal.publication.freezing import changes
from regiodeal.publication.models import Edition, Rebuild
from tests.factories.decisions import a_grant, a_meeting, adopt, an_item, decide
from tests.factories.mailing import LETTER, draft, mailing_list
from tests.factories.programme import AT, SECRETARY, a_deal
from tests.factories.projects import a_project
from tests.factories.publication import publish, publisher
from tests.offices import at_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def deal() -> Deal:
    """The small deal."""
    return a_deal()


@pytest.fixture
def desk(deal: Deal) -> Client:
    """The communications adviser."""
    return at_desk(deal, RoleCode.COMMUNICATIONS)


@pytest.fixture
def meeting(deal: Deal) -> Meeting:
    """A meeting with an adopted list, which grants € 123,45 to the village hall."""
    meeting = a_meeting(deal)
    item = an_item(meeting, a_project(deal), text="Het dorpshuis krijgt een dak.")
    decide(item, contribution_cents=12_345)
    return adopt(meeting)


def of(deal: Deal, address: str = "") -> str:
    """Return an address of publishing."""
    return f"/kantoor/{deal.code}/publicaties/{address}"


def text(answer: Any) -> str:
    """Return the page, with its non-breaking spaces as spaces."""
    return str(answer.content.decode()).replace("\u00a0", " ")


def listed(meeting: Meeting) -> list[Edition]:
    """Return the versions of the list of a meeting."""
    return list(Edition.objects.filter(kind=EditionKind.DECISION_LIST, subject=meeting.reference).order_by("version"))


def test_what_waits_is_shown_to_who_publishes(deal: Deal, desk: Client, meeting: Meeting) -> None:
    """And disappears when it is published; a reader sees the list of what is published alone."""
    page = text(desk.get(of(deal)))
    assert of(deal, f"lijst/{meeting.reference}/publiceren/") in page
    assert "nog niets gepubliceerd" in page
    publish(meeting, at=datetime.now(UTC))
    page = text(desk.get(of(deal)))
    assert of(deal, f"lijst/{meeting.reference}/publiceren/") not in page
    assert "Alles wat is vastgesteld, is gepubliceerd." in page
    reader = at_desk(deal, RoleCode.READER)
    page = text(reader.get(of(deal)))
    assert meeting.reference in page
    assert "Klaar om te publiceren" not in page


def test_a_meeting_half_way_is_named_as_what_stands_in_the_way(deal: Deal, desk: Client, meeting: Meeting) -> None:
    """Both on the list and where it is tried all the same."""
    half_way = a_grant(deal, a_project(deal, "school"), 100).item.meeting
    assert of(deal)[: -len("publicaties/")] + f"vergaderingen/{half_way.reference}/vaststellen/" in text(
        desk.get(of(deal))
    )
    answer = desk.post(of(deal, f"lijst/{meeting.reference}/publiceren/"), {"embargo_until": ""})
    assert answer.status_code == 422
    assert 'id="fouten"' in text(answer)
    assert not Edition.objects.exists()


def test_the_preview_is_the_page_of_the_record(deal: Deal, desk: Client, meeting: Meeting) -> None:
    """With its text and amounts, with no link that leads to a page that is not there, and nothing is written."""
    before = (Edition.objects.count(), Rebuild.objects.count())
    page = text(desk.get(of(deal, f"lijst/{meeting.reference}/voorbeeld/")))
    preview = page[page.index("rd-preview") :]
    assert "Het dorpshuis krijgt een dak." in preview
    assert "€ 123,45" in preview
    assert 'href="#besluit-1"' in preview
    assert "../" not in preview
    programme = text(desk.get(of(deal, "programma/voorbeeld/")))
    assert "Uitvoeringsprogramma, versie 1" in programme
    assert (Edition.objects.count(), Rebuild.objects.count()) == before


def test_publishing_asks_for_the_last_time_and_then_shows_progress(deal: Deal, desk: Client, meeting: Meeting) -> None:
    """All that follows goes with it, and the record is ordered in the same act."""
    address = of(deal, f"lijst/{meeting.reference}/publiceren/")
    page = text(desk.get(address))
    assert "Publiceert u dit?" in page
    assert "Dorpshuis" in page
    answer = desk.post(address, {"embargo_until": ""}, follow=True)
    assert answer.redirect_chain == [(of(deal, "voortgang/"), 302)]
    assert "Gepubliceerd als de edities 1 tot en met 5." in text(answer)
    assert "wordt zo bijgewerkt" in text(answer)
    assert Rebuild.objects.count() == 1
    again = desk.post(address, {"embargo_until": ""}, follow=True)
    assert "niets nieuws te publiceren" in text(again)


@pytest.mark.parametrize("embargo", ["2021-01-01T09:00", "gisteren", "2999-13-01T09:00", "31-03-2030"])
def test_an_embargo_lies_in_the_future(deal: Deal, desk: Client, meeting: Meeting, embargo: str) -> None:
    """Anything else is said at the field, and is still there to mend."""
    answer = desk.post(of(deal, f"lijst/{meeting.reference}/publiceren/"), {"embargo_until": embargo})
    assert answer.status_code == 422
    assert 'href="#id_embargo_until"' in text(answer)
    assert embargo in text(answer)
    assert not Edition.objects.exists()


def test_an_embargo_is_in_dutch_time(deal: Deal, desk: Client, meeting: Meeting) -> None:
    """Nine in the morning in summer is seven in UTC; a second order waits for that moment."""
    desk.post(of(deal, f"lijst/{meeting.reference}/publiceren/"), {"embargo_until": "2999-07-01T09:00"})
    assert {edition.embargo_until for edition in Edition.objects.all()} == {datetime(2999, 7, 1, 7, 0, tzinfo=UTC)}
    assert Rebuild.objects.filter(due_at=datetime(2999, 7, 1, 7, 0, tzinfo=UTC)).count() == 1
    assert "verzegeld tot 1 juli 2999 om 09.00 uur" in text(desk.get(of(deal)))
    assert "gaat open op 1 juli 2999 om 09.00 uur" in text(desk.get(of(deal, "voortgang/")))


def test_a_text_is_rectified_and_then_corrected(deal: Deal, desk: Client, meeting: Meeting) -> None:
    """The reason is typed once; the first version keeps its bytes; what waits says so in between."""
    publish(meeting)
    first = listed(meeting)[0].snapshot
    item = meeting.items.get()
    address = of(deal, f"lijst/{meeting.reference}/rectificeren/{item.pk}/")
    assert "Het dorpshuis krijgt een dak." in text(desk.get(address))
    for wrong in ({"text": "", "reason": "x"}, {"text": "x", "reason": " "}):
        assert desk.post(address, wrong).status_code == 422
    assert not Rectification.objects.exists()
    answer = desk.post(
        address, {"text": "Het dorpshuis krijgt een groen dak.", "reason": "De kleur ontbrak."}, follow=True
    )
    page = text(answer)
    assert "De kleur ontbrak.</textarea>" in page
    assert "Correctie publiceren" in text(desk.get(of(deal)))
    correct = of(deal, f"decision-list/{meeting.reference}/corrigeren/")
    assert desk.post(correct, {"reason": ""}).status_code == 422
    assert desk.post(correct, {"reason": "De kleur ontbrak."}).status_code == 302
    old, new = listed(meeting)
    assert old.snapshot == first
    assert (new.act, new.corrects, new.reason) == ("correct", old, "De kleur ontbrak.")
    assert json.loads(new.snapshot)["items"][0]["text"] == ["Het dorpshuis krijgt een groen dak."]
    nothing_new = desk.post(correct, {"reason": "Nog eens."})
    assert nothing_new.status_code == 422
    assert 'id="fouten"' in text(nothing_new)


def test_withdrawing_is_final_and_says_why(deal: Deal, desk: Client, meeting: Meeting) -> None:
    """Without a reason it is not done; done twice it is refused; the history tells it."""
    publish(meeting)
    address = of(deal, f"decision-list/{meeting.reference}/intrekken/")
    assert "Trekt u dit in?" in text(desk.get(address))
    assert desk.post(address, {"reason": ""}).status_code == 422
    assert desk.post(address, {"reason": "Bevat een persoonsgegeven."}).status_code == 302
    assert desk.post(address, {"reason": "Nog eens."}).status_code == 422
    page = text(desk.get(of(deal, f"decision-list/{meeting.reference}/")))
    assert "Bevat een persoonsgegeven." in page
    assert "Iets herstellen" not in page


def test_a_message_is_called_by_its_subject_and_can_only_be_taken_back(deal: Deal, desk: Client) -> None:
    """What was sent cannot be corrected; the page says what one can do instead."""
    mailing = draft(mailing_list("pers", "redactie@krant.example", scope=deal.code))
    announcements.send(mailing=mailing, letter=LETTER, send_at=None, by=SECRETARY, at=AT)
    assert LETTER.subject in text(desk.get(of(deal, "?soort=mailing")))
    page = text(desk.get(of(deal, "mailing/1/")))
    assert LETTER.subject in page
    assert "Wat verstuurd is, kunt u niet meer verbeteren." in page
    assert "Correctie publiceren" not in page
    assert desk.get(of(deal, "mailing/1/corrigeren/")).status_code == 404
    assert desk.post(of(deal, "mailing/1/intrekken/"), {"reason": "Verkeerde foto."}).status_code == 302
    page = text(desk.get(of(deal, "mailing/1/")))
    assert "Verkeerde foto." in page
    assert "Iets herstellen" not in page


@pytest.mark.parametrize(
    "address",
    [
        "ledger/1-3/intrekken/",
        "implementation-programme/programme/corrigeren/",
        "decision-list/nergens/intrekken/",
        "onzin/x/",
    ],
)
def test_what_cannot_be_mended_is_not_there(deal: Deal, desk: Client, meeting: Meeting, address: str) -> None:
    """The ledger and the programme follow from the rest."""
    publish(meeting)
    assert desk.get(of(deal, address)).status_code == 404


def test_only_who_publishes_publishes(deal: Deal, meeting: Meeting) -> None:
    """Readers see the history, and no way to change it."""
    publish(meeting)
    controller = at_desk(deal, RoleCode.CONTROLLER)
    subject = f"decision-list/{meeting.reference}/"
    page = text(controller.get(of(deal, subject)))
    assert "Versies" in page
    assert "corrigeren" not in page
    for address in (f"{subject}corrigeren/", f"{subject}intrekken/", "programma/publiceren/", "voortgang/"):
        assert controller.post(of(deal, address), {"reason": "x"}).status_code in {403, 405}


def shown(desk: Client, deal: Deal) -> str:
    """Return what the progress page shows."""
    page, part = text(desk.get(of(deal, "voortgang/"))), text(desk.get(of(deal, "voortgang/stand/")))
    assert part.strip() in page
    return part


def test_progress_says_how_far_it_is(deal: Deal, desk: Client) -> None:
    """Waiting, building, failed, done, forgotten; it asks again until it is done, with and without JavaScript."""
    assert "nog niets te bouwen" in shown(desk, deal)
    now = datetime.now(UTC)
    rebuild = rebuilds.order(deal=deal, at=now)
    assert "wordt zo bijgewerkt" in shown(desk, deal)
    assert "http-equiv" in text(desk.get(of(deal, "voortgang/")))
    claimed = rebuilds.claim(at=now)
    assert claimed is not None
    rebuilds.progress(rebuild=rebuild, done=120, total=1340, at=now)
    assert "wordt gebouwd: 120 van 1.340 pagina’s" in shown(desk, deal)
    assert 'value="120" max="1340"' in shown(desk, deal)
    rebuilds.fail(rebuild=claimed, error="de schijf is vol", at=now)
    assert "de schijf is vol" in shown(desk, deal)
    rebuilds.finish(rebuild=rebuild, at=now)
    part = shown(desk, deal)
    assert "is bijgewerkt" in part
    assert "hx-get" not in part
    assert "http-equiv" not in text(desk.get(of(deal, "voortgang/")))
    rebuilds.order(deal=deal, at=now - timedelta(minutes=2))
    assert "niemand pakt het op" in shown(desk, deal)


def test_a_change_in_the_register_makes_the_programme_wait(deal: Deal, desk: Client) -> None:
    """What says nothing new to the public does not."""
    a_project(deal)
    editions.publish_programme(deal, publisher(datetime.now(UTC)))
    assert "Bekijk wat er verandert" not in text(desk.get(of(deal)))
    assert "zegt niets nieuws" in text(desk.get(of(deal, "programma/voorbeeld/")))
    a_meeting(deal)
    assert "Bekijk wat er verandert" not in text(desk.get(of(deal)))


def test_what_follows_is_worked_out_again_when_somebody_did_something(
    deal: Deal, desk: Client, meeting: Meeting
) -> None:
    """Looked at twice it is the same; after a new project it names that too."""
    address = of(deal, "programma/publiceren/")
    assert "1 projectpagina:" in text(desk.get(address))
    assert "1 projectpagina:" in text(desk.get(address))
    a_project(deal, "school")
    assert "School" in text(desk.get(address))


def queries_of(client: Client, address: str) -> int:
    """Count the queries of a page."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_number_of_queries_does_not_grow(deal: Deal, desk: Client, meeting: Meeting) -> None:
    """One published list or six, one item or six in what is looked at."""
    publish(meeting)
    waiting = a_meeting(deal)
    decide(an_item(waiting, a_project(deal, "a-0")), contribution_cents=100)
    adopt(waiting)
    addresses = [of(deal), of(deal, f"lijst/{waiting.reference}/voorbeeld/"), of(deal, "programma/voorbeeld/")]
    addresses.append(of(deal, f"lijst/{waiting.reference}/publiceren/"))
    caches["process"].clear()
    before = [queries_of(desk, address) for address in addresses]
    for number in range(5):
        publish(adopt(a_grant(deal, a_project(deal, f"p-{number}"), 100).item.meeting))
    more = a_meeting(deal)
    for number in range(5):
        decide(an_item(more, a_project(deal, f"b-{number}")), contribution_cents=100)
    adopt(more)
    caches["process"].clear()
    addresses = [address.replace(waiting.reference, more.reference) for address in addresses]
    assert [queries_of(desk, address) for address in addresses] == before


def test_a_frozen_label_is_said_in_the_language_of_the_reader(
    deal: Deal, desk: Client, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the name of the project, which people wrote, stays as it is."""
    publish(meeting)
    adopt(a_grant(deal, a_project(deal, "molen"), 2_000).item.meeting)
    monkeypatch.setattr(wording, "gettext", lambda label: f"[{label}]")
    page = text(desk.get(of(deal, "programma/publiceren/")))
    assert "Molen: [Bijdrage toegekend], € 20" in page
    assert "Uitvoeringsprogramma, versie 2" in page


def test_every_label_that_is_frozen_can_be_translated() -> None:
    """Whatever `publication.freezing.changes` says of a change is in the closed list of the office."""
    told = {
        call.args[1].value
        for call in ast.walk(ast.parse(inspect.getsource(changes)))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "_change"
        if isinstance(call.args[1], ast.Constant)
    }
    assert len(told) > 3
    assert told | set(changes._DECIDED.values()) | set(changes._DESCRIBED.values()) == wording.LABELS


def test_what_looks_personal_is_asked_about_before_it_goes_out(deal: Deal, desk: Client, meeting: Meeting) -> None:
    """The page says where it stands; one tick for each text, and then it is published."""
    a_project(deal, "dorpshuis", name="Dorpshuis", summary="Vraag het aan jan@example.nl of bel 06-12345678.")
    address = of(deal, f"lijst/{meeting.reference}/publiceren/")
    answer = desk.post(address, {"embargo_until": ""})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = text(answer)
    assert page.count("jan@example.nl") > 1
    assert 'value="06-12345678"' in page
    assert not Edition.objects.exists()
    half = desk.post(address, {"embargo_until": "", "not_personal": ["jan@example.nl"]})
    assert half.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'value="jan@example.nl"' in text(half)
    assert not Edition.objects.exists()
    done = desk.post(address, {"embargo_until": "", "not_personal": ["jan@example.nl", "06-12345678"]})
    assert done.status_code == HTTPStatus.FOUND
    assert Edition.objects.exists()
