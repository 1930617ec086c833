"""Two people change the same project in two browsers: the second is told what the first did, and loses nothing."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from regiodeal.accounts.roles import RoleCode
from tests.offices import RunningOffice

pytestmark = pytest.mark.race

Axe = Callable[[Page], list[dict[str, Any]]]
PROJECT = "projecten/actieprogramma-impact-ondernemen/"


@pytest.fixture
def both(chromium: Browser, office: RunningOffice) -> Iterator[tuple[Page, Page]]:
    """The secretary and the leader of the project, each in a browser of their own; the leader's has no scripts."""
    secretary = office.page(chromium, RoleCode.SECRETARY)
    secretary.goto(office.at(f"{PROJECT}wijzigen/projectleiders/"))
    secretary.get_by_label("Pieter Projectleider").check()
    secretary.get_by_role("button", name="Opslaan").click()
    expect(secretary.get_by_role("heading", level=1)).to_be_visible()
    leader = office.page(
        chromium, RoleCode.PROJECT_LEADER, java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    yield secretary, leader
    secretary.context.close()
    leader.context.close()


def test_the_same_text_in_two_browsers(both: tuple[Page, Page], office: RunningOffice, axe: Axe) -> None:
    """Given one form open in two browsers; when both save another text; then the second sees both, and chooses."""
    secretary, leader = both
    for page in both:
        page.goto(office.at(f"{PROJECT}wijzigen/gegevens/"))
    leader.get_by_label("Samenvatting").fill("De tekst van de leider.")
    leader.get_by_role("button", name="Opslaan").click()
    expect(leader.locator("#gegevens")).to_contain_text("De tekst van de leider.")

    secretary.get_by_label("Samenvatting").fill("De tekst van de secretaris.")
    secretary.get_by_label("Stand").select_option(label="in uitvoering")
    secretary.get_by_role("button", name="Opslaan").click()
    told = secretary.get_by_role("alert")
    expect(told).to_contain_text("Iemand anders wijzigde dit ook")
    expect(told).to_contain_text("Pieter Projectleider")
    expect(told).to_contain_text("De tekst van de leider.")
    expect(told).to_contain_text("De tekst van de secretaris.")
    expect(told).to_be_focused()
    expect(secretary.get_by_role("textbox", name="Samenvatting")).to_have_value("De tekst van de secretaris.")
    expect(secretary.get_by_label("Stand")).to_have_value("in_execution")
    assert axe(secretary) == []

    secretary.get_by_label("overnemen").check()
    secretary.get_by_role("button", name="Opslaan").click()
    expect(secretary.locator("#gegevens")).to_contain_text("De tekst van de leider.")
    expect(secretary.locator("#gegevens")).to_contain_text("in uitvoering")


def test_other_fields_go_together(both: tuple[Page, Page], office: RunningOffice) -> None:
    """Given one form open in two browsers; when each changes another field; then both changes are there, and told."""
    secretary, leader = both
    for page in both:
        page.goto(office.at(f"{PROJECT}wijzigen/gegevens/"))
    secretary.get_by_label("Stand").select_option(label="afgerond")
    secretary.get_by_role("button", name="Opslaan").click()
    expect(secretary.locator("#gegevens")).to_contain_text("afgerond")
    leader.get_by_label("Samenvatting").fill("Klaar.")
    leader.get_by_role("button", name="Opslaan").click()
    expect(leader.get_by_role("status")).to_contain_text("Saskia Secretaris wijzigde intussen iets anders")
    expect(leader.locator("#gegevens")).to_contain_text("afgerond")
    expect(leader.locator("#gegevens")).to_contain_text("Klaar.")
