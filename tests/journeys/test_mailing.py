"""From a published list to the reader who leaves: the office mails the press, and a reader acts on that mail."""

import json
import re
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from playwright.sync_api import Browser, Page, expect

from regiodeal.accounts.roles import RoleCode
from tests.offices import RunningOffice

Axe = Callable[[Page], list[dict[str, Any]]]
READER = "redactie@veenbode.example"
"""One of the invented people on the press list of the demo."""


def mail_to(office: RunningOffice, address: str) -> EmailMessage | None:
    """The mailing that an address got last; without a mail server each mail is a file."""
    files = sorted((office.installation.home / "mail").glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
    found = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    own = [mail for mail in found if mail["To"] == address]
    return own[-1] if own else None


def send(page: Page, office: RunningOffice, to: str) -> None:
    """Choose a list for the draft that is shown, send it after the last question, and wait until it is gone."""
    page.get_by_label(to, exact=True).check()
    page.get_by_role("button", name="Bewaren en bekijken").click()
    page.get_by_role("link", name="Versturen…").click()
    expect(page.get_by_role("heading", name="Verstuurt u dit?")).to_be_visible()
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_role("heading", level=2).first).to_have_text(re.compile("Wordt verzonden|Verzonden"))
    for _ in range(40):
        if page.get_by_role("heading", name="Verzonden", exact=True).is_visible():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError("the mailing was not sent")


def test_the_press_hears_of_a_decision_and_a_reader_leaves_with_one_click(
    chromium: Browser, office: RunningOffice, axe: Axe
) -> None:
    page = office.page(chromium, RoleCode.COMMUNICATIONS)
    page.goto(office.at("mail/"))
    assert axe(page) == []
    page.get_by_role("button", name="Persbericht maken").click()
    expect(page.get_by_role("main")).to_contain_text("Noot voor de redactie")
    assert axe(page) == []
    page.get_by_role("link", name="Kies naar wie het gaat").click()
    assert axe(page) == []
    send(page, office, "Pers")
    assert axe(page) == []
    page.get_by_role("link", name="De bezorging per adres").click()
    expect(page.get_by_role("row", name=READER)).to_contain_text("aangenomen")
    assert axe(page) == []
    page.context.close()

    mail = mail_to(office, READER)
    assert mail is not None
    plain = mail.get_body(("plain",))
    assert plain is not None
    text = plain.get_content()
    told = re.findall(r"Bijdrage van de Regio Deal in deze fase: €\s([\d.]+)", text)
    awarded = json.loads(office.installation.run("balance", "--json").stdout)["totals"]["awarded"]
    assert sum(int(amount.replace(".", "")) * 100 for amount in told) == awarded, "as the ledger says"
    assert re.search(r"Groter bedrag in de bron \(nog niet ingedeeld\): €\s2\.995\.000", text)
    one_click = re.search(r"<https?://[^/]+(/post/afmelden/[^>]+)>", str(mail["List-Unsubscribe"]))
    assert one_click is not None
    reader = chromium.new_context()
    assert reader.request.get(office.url + one_click[1]).ok, "a scanner that follows the link leaves nothing"
    answer = reader.request.post(office.url + one_click[1], form={"List-Unsubscribe": "One-Click"})
    assert "krijgt vanaf nu geen mail meer" in answer.text()
    assert reader.cookies() == []
    reader.close()


def test_a_newsletter_is_written_and_sent_on_a_phone_without_javascript(
    chromium: Browser, office: RunningOffice
) -> None:
    phone = {"width": 360, "height": 740}
    page = office.page(chromium, RoleCode.SECRETARY, java_script_enabled=False, viewport=phone)
    page.goto(office.at("mail/"))
    page.get_by_role("link", name="Nieuwsbrief schrijven").click()
    page.get_by_label("Onderwerp").fill("Nieuws uit de streek")
    page.get_by_label("Tekst", exact=True).fill("## Feest\n\nAlles over de **zomer**.")
    send(page, office, "Nieuwsbrief")
    page.context.close()
    mail = mail_to(office, "mieke@lezer.example")
    assert mail is not None
    assert mail["Subject"] == "Nieuws uit de streek"
    assert "<strong>zomer</strong>" in str(mail.get_body(("html",)))
