"""Money on screen: every figure leads to the transfers that add up to it, and every payment is booked once."""

import io
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import urljoin

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from openpyxl import load_workbook

from regiodeal.accounts.roles import RoleCode
from regiodeal.audit.models import AuditLine
from regiodeal.decisions.actions.resolutions import NewCondition
from regiodeal.decisions.choices import Outcome
from regiodeal.funding.actions import payments
from regiodeal.funding.choices import BasisKind
from regiodeal.funding.models import Basis, Place, Transfer
from regiodeal.programme.models import Deal
from regiodeal.projects.choices import FigureKind
from regiodeal.projects.models import Figure, Phase, Project
from tests.factories.decisions import a_grant, a_meeting, an_item, decide
from tests.factories.programme import AT, SECRETARY, a_deal
from tests.factories.projects import a_project
from tests.offices import at_desk

pytestmark = pytest.mark.django_db

BAD_AMOUNTS = ["1.2.3", "374800.50", "0", "-5", "1e9", "€", "  ", "twaalf", "1,234", "9" * 40, "12,5", "½", "0,00"]
BAD_DAYS = ["", "gisteren", "2021-02-30", "31-31-2021", "2999-01-01", "0000-00-00"]


def ordered(deal: Deal, project: Project, cents: int = 20_000, reference: str = "B1") -> Basis:
    """Grant a contribution and register the order under it."""
    resolution = a_grant(deal, project, cents)
    return payments.register_order(
        under=Basis.objects.get(resolution=resolution),
        reference=reference,
        title="Beschikking",
        on=date(2021, 6, 5),
        by=SECRETARY,
        at=AT,
    )


def a_busy_deal() -> Deal:
    """A deal in which money is in every kind of place, in two years, with a correction."""
    deal = a_deal()
    school, hall = a_project(deal, "school", pillar="werken"), a_project(deal, "dorpshuis")
    figure = Figure.objects.create(project=hall, kind=FigureKind.DEAL_RESERVATION, cents=30_001, words="in totaal")
    decide(an_item(a_meeting(deal), hall, figures=[figure]), contribution_cents=10_000)
    order = ordered(deal, school, 20_003)
    phase = school.phases.get()
    pay: dict[str, Any] = {"phase": phase, "by": SECRETARY}
    payments.advance(**pay, cents=7_001, order=order, on=date(2021, 6, 6), at=AT)
    wrong = payments.advance(**pay, cents=1_000, order=order, on=date(2021, 6, 7), at=AT + timedelta(minutes=1))
    payments.correct(transfer=wrong, reason="dubbel", by=SECRETARY, at=AT + timedelta(minutes=2))
    later = AT + timedelta(days=400)
    statement = payments.register_statement(
        under=order, reference="V1", title="Eindverslag", on=date(2022, 3, 1), by=SECRETARY, at=later
    )
    payments.recover(**pay, cents=1, basis=statement, on=date(2022, 3, 1), at=later)
    payments.settle(**pay, cents=15_000, statement=statement, on=date(2022, 3, 2), at=later + timedelta(days=2))
    again = ordered(deal, a_project(deal, "zwembad"), 5_000, "B2")
    payments.advance(
        phase=Phase.objects.get(project__code="zwembad"), cents=2_000, order=again, on=date(2022, 1, 1), by=SECRETARY,
        at=later,
    )  # fmt: skip
    return deal


def address(deal: Deal, screen: str = "") -> str:
    return f"/kantoor/{deal.code}/geld/{screen}"


def tree_of(answer: Any) -> Any:
    """Read an answer as a tree."""
    return html.fromstring(answer.content.decode())


def page(client: Client, url: str) -> Any:
    """Open a screen, and return it as a tree."""
    answer = client.get(url)
    assert answer.status_code == 200, url
    return tree_of(answer)


def figures(tree: Any, url: str) -> Iterator[tuple[str, str]]:
    """Yield every figure that leads somewhere: its text and its address."""
    for link in tree.xpath("//a[contains(@class, 'rd-figure-link')]"):
        yield link.text_content().strip(), urljoin(url, link.get("href"))


@pytest.mark.parametrize("view", ["pijler", "bron", "project", "jaar"])
@pytest.mark.parametrize(
    "when", ["", "&op=2021-06-06", "&bekend=2021-06-10T14:00", "&op=2022-03-01&bekend=2022-07-15T14:30"]
)
def test_every_figure_is_the_sum_of_the_transfers_behind_it(view: str, when: str) -> None:
    """Whoever follows a figure comes to transfers with that same figure above them, and so in every cell."""
    deal = a_busy_deal()
    client = at_desk(deal, RoleCode.READER)
    url = address(deal, f"?weergave={view}{when}")
    found = list(figures(page(client, url), url))
    assert len(found) > 10
    for text, behind in found:
        tree = page(client, behind)
        assert tree.get_element_by_id("som").text_content() == text, behind
        if "bron=" not in behind:
            assert added_up(client, behind) == cents(text), behind


def added_up(client: Client, url: str) -> int:
    """Add up the amounts of the exported transfers behind a figure."""
    answer = client.get(f"{url}{'&' if '?' in url else '?'}formaat=xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    heading, *rows = sheet.iter_rows(values_only=True)
    column = heading.index("Bedrag")
    return sum(round(float(str(row[column])) * 100) for row in rows)


def cents(text: str) -> int:
    """Read an amount as a screen writes it."""
    whole, _, rest = text.replace("€", "").replace("\xa0", "").replace(".", "").strip().partition(",")
    return int(whole) * 100 + (int(rest or 0) if not whole.startswith("-") else -int(rest or 0))


def test_without_a_filter_every_transfer_is_listed() -> None:
    """Those among the places of the deal too; they add up to nothing that has a meaning, so no sum is shown."""
    deal = a_busy_deal()
    tree = page(at_desk(deal, RoleCode.READER), address(deal, "boekingen/"))
    assert len(tree.xpath("//tbody/tr")) == Transfer.objects.filter(deal=deal).count()
    assert not tree.xpath("//*[@id='som']")


def test_from_a_transfer_one_click_to_what_it_rests_on() -> None:
    """The statement leads to its order, and that to its resolution."""
    deal = a_busy_deal()
    client = at_desk(deal, RoleCode.READER)
    tree = page(client, address(deal, "boekingen/?soort=settled"))
    (link,) = {one.get("href") for one in tree.xpath("//td//a") if "/grond/statement/V1/" in one.get("href")}
    links = {one.get("href") for one in page(client, link).xpath("//main//a")}
    assert address(deal, "grond/grant_order/B1/") in links
    resolution = Basis.objects.get(kind=BasisKind.GRANT_ORDER, reference="B1").under
    assert resolution
    assert any(resolution.reference in href for href in links)
    assert client.get(address(deal, "grond/grant_order/bestaat-niet/")).status_code == 404


def test_a_place_shows_its_running_balance() -> None:
    """The last line says what the place holds, on the day that is asked."""
    deal = a_busy_deal()
    client = at_desk(deal, RoleCode.READER)
    for place in Place.objects.filter(deal=deal):
        tree = page(client, address(deal, f"plek/{place.key}/"))
        held = abs(place.cents) if place.kind == "pledged" else place.cents
        assert cents(tree.get_element_by_id("som").text_content()) == held
    tree = page(client, address(deal, "plek/advanced/school/1/?op=2021-06-06"))
    assert cents(tree.get_element_by_id("som").text_content()) == 7_001


@pytest.mark.parametrize("query", ["op=morgen", "bekend=ooit", "weergave=jaar&op=2021-02-31", "orde=%00&pagina=zo"])
def test_what_cannot_be_read_is_said(query: str) -> None:
    """A day that is none is never taken for another day in silence."""
    deal = a_busy_deal()
    answer = at_desk(deal, RoleCode.READER).get(address(deal, f"?{query}"))
    assert answer.status_code == (200 if "orde" in query else 422)
    assert b"Schrijf bijvoorbeeld" in answer.content or "orde" in query


@pytest.mark.parametrize(
    "query", ["fase=x", "jaar=9999999", "soort=goud", "pijler=nergens", "stroom=terug", "project=' OR 1"]
)
def test_a_strange_filter_breaks_nothing(query: str) -> None:
    """An address that somebody made up is answered, and not with an error of the program."""
    deal = a_busy_deal()
    assert at_desk(deal, RoleCode.READER).get(address(deal, f"boekingen/?{query}")).status_code in (200, 422)
    assert at_desk(deal, RoleCode.READER, name="Ander").get(address(deal, "boekingen/?bron=nergens")).status_code == 404


@pytest.mark.parametrize(
    "screen",
    ["", "?weergave=bron", "?weergave=project", "?weergave=jaar", "?op=2030-01-01", "boekingen/", "betalingen/",
     "cofinanciering/", "indelen/", "betalingen/school/1/", "plek/free/-/"],
)  # fmt: skip
def test_the_number_of_queries_does_not_grow(screen: str) -> None:
    """One project or six, one transfer or many."""
    deal = a_busy_deal()
    client = at_desk(deal, RoleCode.CONTROLLER)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(deal, screen)).status_code == 200
        return len(queries)

    asked()
    note(client, deal, "school")
    Figure.objects.create(project=Project.objects.get(code="school"), kind="unclassified", cents=5, words="a")
    before = asked()
    for number in range(5):
        project = a_project(deal, f"nog-{number}")
        ordered(deal, project, 100, f"C{number}")
        note(client, deal, project.code)
        Figure.objects.create(project=project, kind="unclassified", cents=5, words="a")
    order, phase = Basis.objects.get(reference="B1"), Phase.objects.get(project__code="school")
    for number in range(5):
        payments.register_statement(
            under=order, reference=f"W{number}", title="x", on=date(2022, 4, 1), by=SECRETARY, at=AT
        )
    assert phase
    assert asked() == before


def note(client: Client, deal: Deal, project: str, **fields: Any) -> Any:
    """Note a contribution through the form."""
    given = {
        "project": project, "partij": "Gemeente Achterveen", "sector": "regional_public", "partij_bij_deal": "on",
        "vorm": "cash", "herkomst": "own", "bedrag": "250.000", **fields,
    }  # fmt: skip
    return client.post(address(deal, "cofinanciering/nieuw/"), given)


# Payments


class Desk:
    """A controller at the money of one phase."""

    def __init__(self, deal: Deal, name: str = "") -> None:
        self.deal, self.client = deal, at_desk(deal, RoleCode.CONTROLLER, name=name)

    def url(self, act: str = "", project: str = "dorpshuis") -> str:
        return address(self.deal, f"betalingen/{project}/1/{act}")

    def open(self, act: str) -> dict[str, Any]:
        """Open the form of an act, and return what stands in it."""
        tree = page(self.client, self.url(act))
        return {name: value for name, value in tree.forms[-1].form_values() if name != "csrfmiddlewaretoken"}

    def confirm(self, act: str, given: dict[str, Any]) -> Any:
        return self.client.post(self.url(act), {**given, "bevestig": "ja"})


@pytest.fixture
def desk() -> Desk:
    """A controller, and a project with 200 euro and an order."""
    deal = a_deal()
    ordered(deal, a_project(deal))
    return Desk(deal)


def held(deal: Deal) -> dict[str, int]:
    return dict(Place.objects.filter(deal=deal, project__isnull=False).values_list("key", "cents"))


def test_a_payment_from_order_to_settlement_and_back(desk: Desk) -> None:
    """Everything is proposed; the last question shows what will happen, and only then it happens."""
    resolution = Basis.objects.get(kind=BasisKind.RESOLUTION)
    given = {**desk.open("beschikking/"), "kenmerk": "2026/B2", "titel": "Tweede", "dag": "2021-06-05"}
    assert given["grond"] == str(resolution.pk)
    assert desk.confirm("beschikking/", given).status_code == 302
    assert Basis.objects.get(reference="2026/B2").under == resolution
    given = {**desk.open("voorschot/"), "dag": "2021-06-06"}
    assert given["bedrag"] == "200"
    given["bedrag"] = "75,50"
    asked = desk.client.post(desk.url("voorschot/"), given).content.decode()
    for amount in ["€\xa0200", "€\xa0124,50", "€\xa075,50", "Klopt dit voorschot?"]:
        assert amount in asked
    assert held(desk.deal)["awarded/dorpshuis/1"] == 20_000
    assert desk.confirm("voorschot/", given).status_code == 302
    assert held(desk.deal)["advanced/dorpshuis/1"] == 7_550
    assert desk.confirm("terugvordering/", {**desk.open("terugvordering/"), "bedrag": "0,50", "dag": "2021-06-07"})
    given = {**desk.open("verantwoording/"), "kenmerk": "V1", "titel": "Verslag", "dag": "2021-12-31"}
    assert desk.confirm("verantwoording/", given).status_code == 302
    assert desk.confirm("vaststelling/", {**desk.open("vaststelling/"), "bedrag": "100", "dag": "2021-12-31"})
    assert held(desk.deal) == {"awarded/dorpshuis/1": 0, "advanced/dorpshuis/1": 0, "settled/dorpshuis/1": 10_000}
    last = Transfer.objects.order_by("sequence").last()
    assert last
    url = address(desk.deal, f"boekingen/{last.sequence}/herstellen/")
    assert "tegenboeking" in desk.client.post(url, {"reden": "te vroeg"}).content.decode()
    assert held(desk.deal)["settled/dorpshuis/1"] == 10_000
    assert desk.client.post(url, {"reden": "te vroeg", "bevestig": "ja"}).status_code == 302
    assert held(desk.deal)["advanced/dorpshuis/1"] == 7_500
    shown = desk.client.get(desk.url()).content.decode()
    assert "te vroeg" in shown
    assert "tegenboeking van" in shown
    assert list(AuditLine.objects.order_by("-number").values_list("act", "ground")[:1]) == [
        ("payment.correct", "te vroeg")
    ]


@pytest.mark.parametrize("amount", BAD_AMOUNTS)
@pytest.mark.parametrize("act", ["voorschot/", "terugvordering/"])
def test_an_amount_that_is_none_is_refused_at_its_field(desk: Desk, act: str, amount: str) -> None:
    """What was typed stays, the field says what to do, and nothing is booked."""
    before = Transfer.objects.count()
    answer = desk.confirm(act, {**desk.open(act), "bedrag": amount, "dag": "2021-06-06"})
    assert answer.status_code == 422
    tree = tree_of(answer)
    (field,) = tree.xpath("//input[@name='bedrag']")
    assert field.get("aria-invalid") == "true"
    assert field.get("value", "").strip() == amount.strip()
    assert Transfer.objects.count() == before


@pytest.mark.parametrize("day", BAD_DAYS)
def test_a_day_that_is_none_is_refused_at_its_field(desk: Desk, day: str) -> None:
    """So is a day that is still to come."""
    answer = desk.confirm("voorschot/", {**desk.open("voorschot/"), "bedrag": "10", "dag": day})
    assert answer.status_code == 422
    (field,) = tree_of(answer).xpath("//input[@name='dag']")
    assert field.get("aria-invalid") == "true"
    assert not Transfer.objects.filter(basis__kind=BasisKind.GRANT_ORDER).exists()


def test_more_than_there_is_is_refused_at_the_amount(desk: Desk) -> None:
    """Before the last question, and again after it."""
    given = {**desk.open("voorschot/"), "bedrag": "200,01", "dag": "2021-06-06"}
    for answer in (desk.client.post(desk.url("voorschot/"), given), desk.confirm("voorschot/", given)):
        assert answer.status_code == 422
        (field,) = tree_of(answer).xpath("//input[@name='bedrag']")
        assert field.get("aria-invalid") == "true"


def test_a_basis_of_another_phase_cannot_be_chosen(desk: Desk) -> None:
    """Neither from the list nor by whoever writes the address of the form."""
    other = ordered(desk.deal, a_project(desk.deal, "zwembad"), 100, "B9")
    tree = page(desk.client, desk.url("voorschot/"))
    assert str(other.pk) not in [one.get("value") for one in tree.xpath("//option")]
    answer = desk.confirm("voorschot/", {**desk.open("voorschot/"), "grond": other.pk, "dag": "2021-06-06"})
    assert answer.status_code == 422


def test_a_form_that_is_sent_twice_books_once(desk: Desk) -> None:
    """The second time the reader is told that it was done."""
    given = {**desk.open("voorschot/"), "bedrag": "50", "dag": "2021-06-06"}
    assert desk.confirm("voorschot/", given).status_code == 302
    again = desk.client.post(desk.url("voorschot/"), {**given, "bevestig": "ja"}, follow=True)
    assert "al geboekt" in again.content.decode()
    assert held(desk.deal)["advanced/dorpshuis/1"] == 5_000
    order = {**desk.open("beschikking/"), "kenmerk": "B5", "titel": "x", "dag": "2021-06-05"}
    for _ in range(2):
        assert desk.confirm("beschikking/", order).status_code == 302
    assert Basis.objects.filter(reference="B5").count() == 1
    first = Transfer.objects.order_by("sequence").last()
    assert first
    url = address(desk.deal, f"boekingen/{first.sequence}/herstellen/")
    for _ in range(2):
        assert desk.client.post(url, {"reden": "fout", "bevestig": "ja"}).status_code == 302
    assert held(desk.deal)["advanced/dorpshuis/1"] == 0


def test_the_second_of_two_people_is_told_what_the_first_booked(desk: Desk) -> None:
    """Both opened the form when 200 euro was there; one pays 50, so what the other saw is no longer true."""
    other = Desk(desk.deal, name="Ander")
    mine, theirs = desk.open("voorschot/"), other.open("voorschot/")
    assert other.confirm("voorschot/", {**theirs, "bedrag": "50", "dag": "2021-06-06"}).status_code == 302
    answer = desk.confirm("voorschot/", {**mine, "bedrag": "60", "dag": "2021-06-06"})
    assert answer.status_code == 422
    tree = tree_of(answer)
    assert "€\xa050" in tree.xpath("//*[contains(@class, 'rd-note--alert')]")[-1].text_content()
    assert held(desk.deal)["advanced/dorpshuis/1"] == 5_000
    given = {name: value for name, value in tree.forms[-1].form_values() if name != "csrfmiddlewaretoken"}
    assert given["bedrag"] == "60"
    assert desk.confirm("voorschot/", given).status_code == 302
    assert held(desk.deal)["advanced/dorpshuis/1"] == 11_000


def test_an_advance_waits_for_the_conditions() -> None:
    """The screen says which."""
    deal = a_deal()
    resolution = decide(
        an_item(a_meeting(deal), a_project(deal)),
        Outcome.GRANTED_ON_CONDITIONS,
        contribution_cents=10_000,
        conditions=(NewCondition("de raad stemt in", "Gemeente Achterveen"),),
    )
    payments.register_order(
        under=Basis.objects.get(resolution=resolution), reference="B1", title="x", on=date(2021, 6, 5), by=SECRETARY,
        at=AT,
    )  # fmt: skip
    desk = Desk(deal)
    answer = desk.client.post(desk.url("voorschot/"), {**desk.open("voorschot/"), "dag": "2021-06-06"})
    assert answer.status_code == 422
    assert "de raad stemt in" in answer.content.decode()


def test_what_moved_on_or_is_no_payment_is_not_corrected(desk: Desk) -> None:
    """An award is changed by a decision, and an advance that was settled stays."""
    award = Transfer.objects.get(destination__key="awarded/dorpshuis/1")
    url = address(desk.deal, f"boekingen/{award.sequence}/herstellen/")
    assert desk.client.post(url, {"reden": "fout", "bevestig": "ja"}).status_code == 422
    assert desk.client.post(url, {"reden": ""}).status_code == 422
    desk.confirm("voorschot/", {**desk.open("voorschot/"), "bedrag": "50", "dag": "2021-06-06"})
    advance = Transfer.objects.get(destination__key="advanced/dorpshuis/1")
    desk.confirm("terugvordering/", {**desk.open("terugvordering/"), "bedrag": "50", "dag": "2021-06-07"})
    url = address(desk.deal, f"boekingen/{advance.sequence}/herstellen/")
    assert desk.client.post(url, {"reden": "fout", "bevestig": "ja"}).status_code == 422
    assert not Transfer.objects.filter(corrects__isnull=False).exists()


@pytest.mark.parametrize("role", [role for role in RoleCode if role != RoleCode.CONTROLLER])
def test_only_a_controller_books(desk: Desk, role: RoleCode) -> None:
    """Others read, and are not offered what they may not do."""
    client = at_desk(desk.deal, role)
    for act in ("voorschot/", "beschikking/"):
        assert client.get(desk.url(act)).status_code == 403
        assert client.post(desk.url(act), {"bevestig": "ja"}).status_code == 403
    tree = page(client, desk.url())
    assert not [one for one in tree.xpath("//main//a") if "voorschot" in one.get("href")]


def test_a_larger_figure_is_classified_with_a_ground(desk: Desk) -> None:
    """The words of the source are beside the question, and what would be reserved before the last one."""
    project = Project.objects.get(code="dorpshuis")
    figure = Figure.objects.create(project=project, kind="unclassified", cents=30_000, words="in totaal 300 euro")
    figure.agenda_items.add(Basis.objects.get(kind=BasisKind.RESOLUTION).resolution.item)  # type: ignore[union-attr]
    client = at_desk(desk.deal, RoleCode.SECRETARY)
    url = address(desk.deal, f"indelen/{figure.pk}/")
    assert "in totaal 300 euro" in client.get(url).content.decode()
    assert client.post(url, {"soort": "deal_reservation", "reden": " ", "bevestig": "ja"}).status_code == 422
    given = {"soort": "deal_reservation", "reden": "mail van de penvoerder"}
    assert "€\xa0100" in client.post(url, given).content.decode()
    assert Figure.objects.get().kind == FigureKind.UNCLASSIFIED
    assert client.post(url, {**given, "bevestig": "ja"}).status_code == 302
    assert held(desk.deal)["reserved/dorpshuis"] == 10_000
    assert at_desk(desk.deal, RoleCode.READER).get(url).status_code == 403


# Co-financing


@pytest.mark.parametrize("amount", [one for one in BAD_AMOUNTS if one.strip() not in ("", "€")])
def test_a_contribution_with_an_amount_that_is_none_is_refused(desk: Desk, amount: str) -> None:
    """An open field is an unknown amount, anything else has to be one."""
    answer = note(desk.client, desk.deal, "dorpshuis", bedrag=amount)
    assert answer.status_code == 422


def test_an_unknown_amount_stays_unknown(desk: Desk) -> None:
    """It is in no total, and the total says so."""
    assert note(desk.client, desk.deal, "dorpshuis").status_code == 302
    assert note(desk.client, desk.deal, "dorpshuis", bedrag="", partij="Stichting Veen").status_code == 302
    tree = page(desk.client, address(desk.deal, "cofinanciering/"))
    assert "niet bekend" in tree.text_content()
    total = tree.xpath("//tfoot//td")
    assert [one.text_content() for one in total] == ["2", "1", "€\xa0250.000", "€\xa00", "€\xa00", "€\xa0250.000"]


def test_a_contribution_is_changed_removed_and_put_back(desk: Desk) -> None:
    """With a line in the trail for each."""
    note(desk.client, desk.deal, "dorpshuis")
    tree = page(desk.client, address(desk.deal, "cofinanciering/"))
    (url,) = {one.get("href") for one in tree.xpath("//td//a")}
    given = dict(page(desk.client, url).forms[-2].form_values())
    assert given["bedrag"] == "250.000"
    assert desk.client.post(url, {**given, "bedrag": "1", "fase": "7"}).status_code == 422
    assert desk.client.post(url, {**given, "bedrag": "1"}).status_code == 302
    stale = desk.client.post(url, {**given, "bedrag": "2"})
    assert stale.status_code == 422
    assert "€\xa01<" in stale.content.decode()
    gone = desk.client.post(f"{url}verwijderen/", {"versie": 2}, follow=True).content.decode()
    assert "verwijderd" in gone
    assert "Zet terug" in gone
    assert desk.client.post(f"{url}terugzetten/").status_code == 302
    acts = AuditLine.objects.filter(act__startswith="cofinancing").order_by("number").values_list("act", flat=True)
    assert [act.partition(".")[2] for act in acts] == ["note", "change", "remove", "restore"]


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
@pytest.mark.parametrize(
    "screen",
    ["", "?weergave=bron", "?weergave=project", "?weergave=jaar", "boekingen/", "betalingen/", "cofinanciering/"],
)
def test_what_is_seen_can_be_saved(screen: str, form: str) -> None:
    """Every list, in each form of spreadsheet."""
    deal = a_busy_deal()
    client = at_desk(deal, RoleCode.CONTROLLER)
    note(client, deal, "school", bedrag="")
    answer = client.get(f"{address(deal, screen)}{'&' if '?' in screen else '?'}formaat={form}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].endswith(f'.{form}"')
