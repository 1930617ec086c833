"""Contacts: who may be reached, told to nobody else, and really gone when removed."""

import pytest
from django.db import connection

from regiodeal.audit.models import AuditLine
from regiodeal.common.errors import Refusal
from regiodeal.projects.actions import contacts
from regiodeal.projects.actions.contacts import Person
from regiodeal.projects.models import Contact
from tests.factories.programme import AT, SECRETARY, a_deal
from tests.factories.projects import a_project

pytestmark = pytest.mark.django_db
JANNA = Person(name="Janna de Vries", function="beheerder", email="janna@example.nl", phone="0591 12 34 56")


def a_contact() -> Contact:
    return contacts.add(project=a_project(a_deal()), person=JANNA, by=SECRETARY, at=AT)


def test_the_trail_tells_that_and_never_who() -> None:
    contact = a_contact()
    contacts.change(contact=contact, version=1, person=Person(name="Jan"), by=SECRETARY, at=AT)
    contacts.remove(contact=contact, by=SECRETARY, at=AT)
    lines = AuditLine.objects.filter(act__startswith="contact.")
    assert list(lines.values_list("act", flat=True)) == ["contact.add", "contact.change", "contact.remove"]
    written = " ".join(str(vars(line)) for line in lines)
    assert not any(word in written for word in ("Janna", "Vries", "0591", "janna@"))


def test_what_was_removed_is_nowhere() -> None:
    contacts.remove(contact=a_contact(), by=SECRETARY, at=AT)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the names of our own tables
            assert "janna@" not in str(cursor.fetchall()).lower(), table


def test_an_older_version_is_refused_with_how_it_stands() -> None:
    contact = a_contact()
    contacts.change(contact=contact, version=1, person=Person(name="Jan"), by=SECRETARY, at=AT)
    with pytest.raises(contacts.ContactChangedMeanwhile) as refusal:
        contacts.change(contact=contact, version=1, person=Person(name="Piet"), by=SECRETARY, at=AT)
    assert refusal.value.present.name == "Jan"
    assert contacts.change(contact=contact, version=1, person=Person(name="Jan"), by=SECRETARY, at=AT).version == 2


def test_a_contact_needs_a_name_and_must_still_be_there() -> None:
    contact = a_contact()
    with pytest.raises(Refusal, match="name"):
        contacts.add(project=contact.project, person=Person(name=" "), by=SECRETARY, at=AT)
    contacts.remove(contact=Contact.objects.get(), by=SECRETARY, at=AT)
    with pytest.raises(contacts.ContactIsGone):
        contacts.remove(contact=contact, by=SECRETARY, at=AT)
