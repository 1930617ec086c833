"""Reading an old document on the screen: upload it, look at each value, and register."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from regiodeal.accounts.roles import RoleCode
from regiodeal.decisions.models import Meeting
from regiodeal.funding.queries import balances
from regiodeal.programme.models import Deal
from regiodeal.reading.models import Upload
from tests.factories.programme import a_deal
from tests.factories.projects import a_project
from tests.offices import at_desk
from tests.reading.test_uploads import LIST, WITH_PARTIES, accept_everything, keep, register, review_of, value

pytestmark = pytest.mark.django_db


def desk(deal: Deal) -> Client:
    """A secretary at work."""
    return at_desk(deal, RoleCode.SECRETARY)


def at(upload: Upload, address: str = "") -> str:
    """Return the address of a screen of a document."""
    return f"/kantoor/{upload.deal.code}/inlezen/{upload.pk}/{address}"


def send(client: Client, deal: Deal, data: bytes | str, name: str = "lijst.txt") -> Any:
    """Upload a document through the screen."""
    content = data.encode() if isinstance(data, str) else data
    return client.post(f"/kantoor/{deal.code}/inlezen/", {"document": SimpleUploadedFile(name, content)})


def fields_of(page: str) -> dict[str, str]:
    """Return the fields of the form with what stands in them, as a browser would send them."""
    form = page[page.index('id="gevonden"') :]
    fields = {
        name: re.sub("&quot;", '"', told)
        for name, told in re.findall(r'<input[^>]*name="([^"]+)" value="([^"]*)"', form)
    }
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        fields[name] = chosen[1] if chosen else ""
    for name, told in re.findall(r'<textarea name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        fields[name] = told.replace("\n", "\r\n")
    return fields


def press(client: Client, upload: Upload, key: str, do: str, **typed: str) -> Any:
    """Open a part, type, and press a button."""
    page = client.get(at(upload, f"deel/{key}/")).content.decode()
    fields = {name: told for name, told in fields_of(page).items() if name != "csrfmiddlewaretoken"}
    return client.post(at(upload, f"deel/{key}/"), {**fields, **typed, "do": do})


def test_only_who_registers_documents_may_read_them() -> None:
    """For every screen."""
    deal = a_deal()
    upload = keep(deal)
    addresses = ["", "deel/p1/", "registreren/", "bestand/"]
    for role in RoleCode:
        client = at_desk(deal, role)
        expected = 200 if role == RoleCode.SECRETARY else 403
        statuses = {client.get(at(upload, address)).status_code for address in addresses}
        statuses.add(client.get(f"/kantoor/{deal.code}/inlezen/").status_code)
        assert statuses == {expected}, role
        if role != RoleCode.SECRETARY:
            posted = ["deel/p1/", "registreren/", "wegleggen/", "terughalen/", "project-toevoegen/"]
            assert {client.post(at(upload, address)).status_code for address in posted} == {403}


def test_a_document_of_another_deal_does_not_exist() -> None:
    """A number in the address gives nothing away."""
    upload = keep(a_deal())
    other = Deal.objects.create(
        **{
            field.attname: getattr(upload.deal, field.attname)
            for field in Deal._meta.fields
            if field.attname not in {"id", "code", "hosts"}
        },
        code="elders",
        hosts=[],
    )
    assert desk(other).get(f"/kantoor/elders/inlezen/{upload.pk}/").status_code == 404
    assert desk(upload.deal).get(f"/kantoor/{upload.deal.code}/inlezen/{upload.pk + 1}/").status_code == 404
    assert desk(upload.deal).get(at(upload, "deel/p9/")).status_code == 404


def test_an_upload_leads_to_what_was_found() -> None:
    """And the list of documents tells how far it is."""
    deal = a_deal()
    client = desk(deal)
    answer = send(client, deal, LIST)
    upload = Upload.objects.get()
    assert answer.headers["Location"] == at(upload)
    page = client.get(at(upload)).content.decode()
    assert "Dorpshuis" in page
    assert f"0 van {upload.values_asked} bekeken" in page
    assert f"0 van {upload.values_asked} bekeken" in client.get(f"/kantoor/{deal.code}/inlezen/").content.decode()


def test_each_value_stands_beside_the_line_and_the_words_that_it_came_from() -> None:
    """The link goes to the line, and the line shows the words."""
    deal = a_deal()
    upload = keep(deal)
    page = desk(deal).get(at(upload, "deel/p1/")).content.decode()
    own = page[page.index('id="waarde-contribution"') :]
    assert '<a class="utrecht-link" href="#regel-7">regel 7</a>: <q>100 euro</q>' in own
    line = page[page.index('id="regel-7"') :]
    link = '<a class="rd-words__found" href="#waarde-contribution"><mark>100 euro</mark></a>'
    assert link in line[: line.index("</li>")]


def test_what_is_sent_back_untouched_corrects_nothing() -> None:
    """Line ends, spaces and amounts survive the way through a browser."""
    deal = a_deal()
    upload = keep(deal)
    client = desk(deal)
    for key in ("meeting", "p1", "p2"):
        press(client, upload, key, "save")
    assert review_of(upload) == review_of(upload)
    assert all(one.is_open for part in review_of(upload).parts for one in part.values)


def test_accept_correct_reject_and_reopen() -> None:
    """One button each; what was typed goes with it."""
    deal = a_deal()
    upload = keep(deal)
    client = desk(deal)
    answer = press(client, upload, "p1", "accept:contribution")
    assert answer.headers["Location"].endswith("#waarde-contribution")
    press(client, upload, "p1", "save", **{"figure-1-kind": "total_cost"})
    press(client, upload, "p2", "accept:contribution", contribution="50,75")
    press(client, upload, "p2", "reject:text")
    one, two = review_of(upload).projects
    assert value(one, "contribution").state == "accepted"
    assert (value(one, "figure-1").state, value(one, "figure-1").kind) == ("corrected", "total_cost")
    assert (value(two, "contribution").state, value(two, "contribution").value) == ("corrected", 5_075)
    assert value(two, "text").state == "rejected"
    press(client, upload, "p2", "reopen:contribution")
    assert (value(review_of(upload).part("p2"), "contribution").value) == 5_050
    page = client.get(at(upload, "deel/p1/")).content.decode()
    assert "Gevonden was: €&nbsp;250, nog niet ingedeeld" in page.replace("\u00a0", "&nbsp;")


def test_accepting_all_goes_on_to_the_next_part_and_then_to_the_document() -> None:
    """One click for each project."""
    deal = a_deal()
    upload = keep(deal)
    client = desk(deal)
    assert press(client, upload, "meeting", "accept-all").headers["Location"] == at(upload, "deel/p1/")
    assert press(client, upload, "p1", "accept-all").headers["Location"] == at(upload, "deel/p2/")
    assert press(client, upload, "p2", "accept-all").headers["Location"] == at(upload)
    assert "Verder naar registreren" in client.get(at(upload)).content.decode()


def test_a_fault_is_told_at_its_field_and_keeps_what_was_typed() -> None:
    """Nothing of the part is stored then."""
    deal = a_deal()
    upload = keep(deal)
    answer = press(desk(deal), upload, "p1", "save", contribution="honderd", text="Andere tekst")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“honderd” is geen bedrag" in page
    assert 'value="honderd"' in page
    assert "Andere tekst" in page
    assert value(review_of(upload).part("p1"), "text").is_open


def test_what_is_needed_cannot_be_accepted_empty_on_the_screen() -> None:
    """The day is asked for at the day."""
    deal = a_deal()
    upload = keep(deal, LIST.replace(" op 4 juni 2021", ""))
    client = desk(deal)
    answer = press(client, upload, "meeting", "accept:held_on")
    assert answer.status_code == 422
    assert 'id="id_held_on_error"' in answer.content.decode()
    assert press(client, upload, "meeting", "accept-all").headers["Location"] == at(upload, "deel/meeting/")
    assert "Vul nog in of laat weg: Dag van de vergadering" in client.get(at(upload, "deel/meeting/")).content.decode()


def test_the_second_of_two_people_sees_what_the_first_saved_and_loses_nothing() -> None:
    """Sending it again then overwrites, knowingly."""
    deal = a_deal()
    upload = keep(deal)
    first, second = desk(deal), at_desk(deal, RoleCode.SECRETARY, name="Tweede")
    page = second.get(at(upload, "deel/p1/")).content.decode()
    press(first, upload, "p1", "save", contribution="110", text="Van de eerste")
    typed = {**fields_of(page), "contribution": "120", "text": "Van de tweede", "do": "save"}
    answer = second.post(at(upload, "deel/p1/"), typed)
    shown = answer.content.decode().replace("\u00a0", " ")
    assert answer.status_code == 422
    assert 'value="120"' in shown
    assert "Van de tweede" in shown
    assert "Jo Secretary bewaarde hier intussen: € 110" in shown
    assert "Jo Secretary bewaarde hier intussen: Van de eerste" in shown
    assert shown.count("bewaarde hier intussen") == 2
    second.post(at(upload, "deel/p1/"), {**fields_of(answer.content.decode()), "do": "save"})
    assert value(review_of(upload).part("p1"), "contribution").value == 12_000


def test_with_htmx_only_what_changed_comes_back() -> None:
    """The values and, beside them, how far the review is."""
    deal = a_deal()
    upload = keep(deal)
    client = desk(deal)
    fields = fields_of(client.get(at(upload, "deel/p1/")).content.decode())
    answer = client.post(
        at(upload, "deel/p1/"), {**fields, "do": "accept:contribution"}, headers={"HX-Request": "true"}
    )
    page = answer.content.decode()
    assert "<html" not in page
    assert "hx-swap-oob" in page
    assert f"1 van {upload.values_asked} bekeken" in page
    fields = fields_of(page)
    answer = client.post(at(upload, "deel/p1/"), {**fields, "do": "accept-all"}, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == at(upload, "deel/p2/")


def test_values_and_projects_that_were_missed_are_added() -> None:
    """On the screen of the part, and on that of the document."""
    deal = a_deal()
    upload = keep(deal)
    client = desk(deal)
    for what in ("party", "place", "figure", "condition"):
        press(client, upload, "p1", f"add:{what}")
    part = review_of(upload).part("p1")
    assert part
    assert {"party-1", "figure-2", "condition-1"} <= {one.key for one in part.values}
    answer = client.post(at(upload, "project-toevoegen/"), {"name": "Veenpad"})
    assert answer.headers["Location"] == at(upload, "deel/p3/")
    assert client.get(at(upload, "deel/p3/")).status_code == 200
    assert client.post(at(upload, "project-toevoegen/"), {"name": " "}).status_code == 422


def test_unread_lines_and_contacts_are_shown() -> None:
    """So that nothing is lost."""
    deal = a_deal()
    text = (
        LIST + "\nOver deze nieuwsbrief\n\nU krijgt deze brief omdat u in de streek woont.\n\nContact\n\n0592-123456\n"
    )
    upload = keep(deal, text)
    page = desk(deal).get(at(upload)).content.decode()
    assert "U krijgt deze brief omdat u in de streek woont." in page
    assert upload.reading["unread"]
    assert "0592-123456" in page


def test_the_last_question_tells_what_will_be_registered_and_whether_it_fits() -> None:
    """Then one button registers it, and the money is where it belongs."""
    deal = a_deal()
    upload = accept_everything(keep(deal))
    client = desk(deal)
    page = client.get(at(upload, "registreren/")).content.decode().replace("\u00a0", " ")
    assert "€ 150,50" in page
    assert "€ 900" in page or "€ 400" in page
    assert not Meeting.objects.exists()
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version
    answer = client.post(at(upload, "registreren/"), {"version": version[1]})
    assert answer.headers["Location"] == at(upload)
    assert {one.key: one.cents for one in balances(deal)}["awarded/dorpshuis/1"] == 10_000
    shown = client.get(at(upload)).content.decode()
    assert f"/kantoor/{deal.code}/vergaderingen/2021-06-04-stuurgroep/" in shown
    assert client.get(at(upload, "deel/p1/")).content.decode().count("accept-all") == 0


def test_the_last_question_tells_what_comes_to_which_project() -> None:
    """What is added, and what stood there and stays; beside the value that it is about, too."""
    deal = a_deal()
    a_project(deal, "huis", name="Dorpshuis", parties=[{"name": "Gemeente Emmen"}])
    upload = accept_everything(keep(deal, WITH_PARTIES))
    client = desk(deal)
    page = client.get(at(upload, "registreren/")).content.decode()
    section = page[page.index('id="erbij"') : page.index('id="ruimte"')]
    assert re.search(r"<dt>Partijen</dt><dd>Stichting Dorpsbelang</dd>", section)
    assert re.search(r"<dt>Plaatsen</dt><dd>(Emmen, Coevorden|Coevorden, Emmen)</dd>", section)
    assert re.search(r"<dt>Stond er al</dt><dd>gemeente Emmen</dd>", section)
    assert "Samenvatting" not in section
    assert client.get(at(upload, "deel/p1/")).content.decode().count("komt er niet nog eens bij") == 1


def test_the_last_question_is_not_asked_before_everything_was_looked_at() -> None:
    """It says what is left, and a forged answer registers nothing."""
    deal = a_deal()
    upload = keep(deal)
    client = desk(deal)
    page = client.get(at(upload, "registreren/")).content.decode()
    assert "Nog niet alles is bekeken" in page
    assert "Ja, registreren" not in page
    assert client.post(at(upload, "registreren/"), {"version": upload.version}).status_code == 422
    assert not Meeting.objects.exists()


def test_faults_and_a_lack_of_money_are_told_before_the_last_question() -> None:
    """Each with the way to the value."""
    deal = a_deal()
    upload = accept_everything(keep(deal))
    client = desk(deal)
    press(client, upload, "meeting", "save", source="geen adres")
    page = client.get(at(upload, "registreren/")).content.decode()
    assert at(upload, "deel/meeting/#waarde-source") in page
    assert "Ja, registreren" not in page
    press(client, upload, "meeting", "save", source="")
    press(client, upload, "p2", "save", contribution="400.000")
    page = client.get(at(upload, "registreren/")).content.decode()
    assert "te weinig" in page
    version = Upload.objects.get().version
    answer = client.post(at(upload, "registreren/"), {"version": version})
    assert answer.status_code == 422
    assert "Niet geregistreerd" in answer.content.decode()


def test_the_same_document_again_leads_to_the_earlier_one() -> None:
    """With who uploaded it."""
    deal = a_deal()
    upload = keep(deal)
    answer = send(desk(deal), deal, LIST, "kopie.txt")
    assert answer.status_code == 422
    assert at(upload) in answer.content.decode()
    assert Upload.objects.count() == 1


def test_decisions_that_stand_already_are_pointed_out() -> None:
    """Another copy of the same list: with a link to the meeting, and at each project."""
    deal = a_deal()
    register(accept_everything(keep(deal)))
    again = keep(deal, LIST + "\n\n")
    client = desk(deal)
    meeting = f"/kantoor/{deal.code}/vergaderingen/2021-06-04-stuurgroep/"
    page = client.get(at(again)).content.decode()
    assert "staan al in het register" in page
    assert meeting in page
    part = client.get(at(again, "deel/p1/")).content.decode()
    assert "Over dit project is al besloten" in part
    assert meeting in part
    accept_everything(again)
    last = client.get(at(again, "registreren/")).content.decode()
    assert "op deze dag al een vergadering" in last
    assert "#waarde-reference" in last


def test_putting_away_can_be_undone() -> None:
    """The document stays, and can be brought back."""
    deal = a_deal()
    upload = keep(deal)
    client = desk(deal)
    client.post(at(upload, "wegleggen/"))
    assert "lijst.txt" not in client.get(f"/kantoor/{deal.code}/inlezen/").content.decode()
    assert "Terughalen" in client.get(at(upload)).content.decode()
    client.post(at(upload, "terughalen/"))
    assert "lijst.txt" in client.get(f"/kantoor/{deal.code}/inlezen/").content.decode()


def test_the_document_itself_is_downloaded_and_never_opened() -> None:
    """A web page with a script stays a file."""
    deal = a_deal()
    upload = keep(deal, "<html><body><p>Besluitenlijst</p><script>alert(1)</script></body></html>", "lijst.html")
    answer = desk(deal).get(at(upload, "bestand/"))
    assert b"".join(answer.streaming_content).endswith(b"</html>")  # type: ignore[attr-defined]
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")


EVIL = '<img src=x onerror="alert(1)"><a href="javascript:alert(2)">'


@pytest.mark.parametrize("name", ["lijst.txt", "lijst.md", '"><script>alert(3)</script>.txt'])
def test_what_a_document_says_is_never_markup(name: str) -> None:
    """Not in names, values, lines, the title or the unread lines."""
    deal = a_deal()
    upload = keep(deal, LIST.replace("Dorpshuis", f"Dorpshuis {EVIL}").replace("panelen", f"panelen {EVIL}"), name)
    client = desk(deal)
    for address in ["", "deel/meeting/", "deel/p1/", "deel/p2/", "registreren/"]:
        page = client.get(at(upload, address)).content.decode()
        assert "<script>alert" not in page, address
        assert "<img src=x" not in page, address
    assert "<script>alert" not in client.get(f"/kantoor/{deal.code}/inlezen/").content.decode()


def locked_pdf() -> bytes:
    """A PDF that opens with a password only."""
    buffer = BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(buffer, encryption=pikepdf.Encryption(owner="x", user="x"))
    return buffer.getvalue()


def blank_pdf() -> bytes:
    """A PDF without a word in it, as a scan has none."""
    buffer = BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "leeg.txt", "Dit bestand is leeg"),
        (b"\n \n", "leeg.txt", "Het bestand is leeg"),
        (b"\x89PNG\r\n\x1a\n" + bytes(300), "foto.txt", "De inhoud van dit bestand is geen txt, maar png"),
        (b"PK\x03\x04" + bytes(300), "lijst.docx", "pdf, txt, eml, md, html"),
        (locked_pdf(), "lijst.pdf", "beveiligd met een wachtwoord"),
        (blank_pdf(), "scan.pdf", "tekstherkenning"),
        (b"%PDF-1.7 stuk", "lijst.pdf", "beschadigd"),
        ("Besluit: â‚¬ 5.000 voor het cafÃ©".encode(), "lijst.txt", "UTF-8"),
        (b"x" * (20 * 1024 * 1024 + 1), "groot.txt", "Dit bestand is groter dan 20 MB"),
    ],
)
def test_a_bad_upload_is_refused_with_what_to_do(data: bytes, name: str, says: str) -> None:
    """In Dutch, at the field, and nothing is kept."""
    deal = a_deal()
    answer = send(desk(deal), deal, data, name)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Upload.objects.exists()


def test_no_file_at_all_is_told() -> None:
    """An empty form."""
    deal = a_deal()
    answer = desk(deal).post(f"/kantoor/{deal.code}/inlezen/", {})
    assert answer.status_code == 422
    assert "Kies eerst een bestand" in answer.content.decode()


def test_a_name_that_lies_is_refused_as_at_a_project(shared: Path) -> None:
    """It would be given back under that name; under its own it is read."""
    deal = a_deal()
    (seed,) = (shared / "seed").glob("besluitenlijst*.txt")
    assert send(desk(deal), deal, seed.read_bytes(), "besluiten.pdf").status_code == 422
    assert send(desk(deal), deal, seed.read_bytes(), "besluiten.txt").status_code == 302
    assert Upload.objects.get().projects == 5


@pytest.mark.parametrize(("command", "says"), [("/bin/sh -c 'exit 1'", "virusscanner"), ("/bestaat/niet", "beheerder")])
def test_what_the_scanner_does_not_clear_is_not_read(settings: Settings, command: str, says: str) -> None:
    """The scanner sees it before anything else does, and nothing is kept."""
    settings.SCAN_COMMAND = command
    deal = a_deal()
    answer = send(desk(deal), deal, b"%PDF-1.7 stuk", "lijst.pdf")
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "beschadigd" not in answer.content.decode()
    assert not Upload.objects.exists()


def test_a_web_page_is_kept_under_its_own_name_and_is_one() -> None:
    """With either extension; a text that calls itself one is refused."""
    deal = a_deal()
    page = "<!DOCTYPE html><html><body>" + "".join(f"<p>{line}</p>" for line in LIST.splitlines() if line)
    assert send(desk(deal), deal, page, "lijst.htm").status_code == 302
    assert send(desk(deal), deal, LIST, "lijst.html").status_code == 422
    assert Upload.objects.get().name == "lijst.htm"


def test_a_document_without_projects_says_so() -> None:
    """And lets a person add them."""
    deal = a_deal()
    client = desk(deal)
    send(client, deal, "Beste Anna,\n\nTot morgen bij de koffie.\n")
    page = client.get(at(Upload.objects.get())).content.decode()
    assert "geen project gevonden" in page
    assert "Project toevoegen" in page


@pytest.mark.parametrize("address", ["", "deel/p1/", "registreren/"])
def test_the_number_of_queries_does_not_grow(address: str) -> None:
    """With two projects or with nine."""
    deal = a_deal()
    short = accept_everything(keep(deal))
    more = "".join(
        f"\nNieuw plan {n}\n\nVoor dit project stelt de Regio Deal 1{n} euro beschikbaar.\n" for n in range(7)
    )
    long = accept_everything(keep(deal, LIST + more))
    assert long.projects > short.projects + 4
    client = desk(deal)
    counts = []
    for upload in (short, long):
        client.get(at(upload, address))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(at(upload, address)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_list_costs_the_same_with_one_document_or_five() -> None:
    """What is in the documents is not read for it."""
    deal = a_deal()
    client = desk(deal)
    counts = []
    for number in range(5):
        keep(deal, f"{LIST}\n{number}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/kantoor/{deal.code}/inlezen/")
        counts.append(len(queries))
        assert not any('"data"' in query["sql"] for query in queries if "reading_upload" in query["sql"])
    assert len(set(counts)) == 1


def test_an_action_of_another_person_is_in_the_trail_by_name() -> None:
    """Who uploads is who is signed in."""
    deal = a_deal()
    send(desk(deal), deal, LIST)
    assert Upload.objects.get().uploaded_by == "Jo Secretary"


def test_a_step_that_nobody_knows_just_saves() -> None:
    """A forged button does no harm."""
    deal = a_deal()
    upload = keep(deal)
    press(desk(deal), upload, "p1", "add:reason", contribution="130")
    press(desk(deal), upload, "p1", "accept:niets")
    part = review_of(upload).part("p1")
    assert value(part, "contribution").value == 13_000
    assert all(one.is_open for one in part.values if one.key != "contribution")  # type: ignore[union-attr]
