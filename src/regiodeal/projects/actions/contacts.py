"""Keep the people behind a project. The trail tells that somebody was added or removed, and never who."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.programme.queries import lock
from regiodeal.projects.models import Contact, Project


@dataclass(frozen=True, kw_only=True)
class Person:
    """What is kept about a contact."""

    name: str
    function: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""


class ContactIsGone(Refusal):
    """Somebody removed the contact meanwhile."""


class ContactChangedMeanwhile(Refusal):
    """Somebody changed the contact meanwhile; `present` is how it stands now."""

    def __init__(self, present: Contact) -> None:
        self.present = present
        super().__init__("somebody changed this contact meanwhile; choose what stays, and save again")


def add(*, project: Project, person: Person, by: trail.Actor, at: datetime) -> Contact:
    """Add a contact to a project. Raises Refusal for one without a name."""
    with transaction.atomic():
        lock(project.deal)
        contact = Contact.objects.create(project=project, **vars(_named(person)))
        _tell("contact.add", contact, by, at)
    return contact


def change(*, contact: Contact, version: int, person: Person, by: trail.Actor, at: datetime) -> Contact:
    """Change a contact on top of the version that was shown. Raises ContactChangedMeanwhile and ContactIsGone."""
    with transaction.atomic():
        lock(contact.project.deal)
        present = _present(contact)
        wanted = vars(_named(person))
        if all(getattr(present, name) == value for name, value in wanted.items()):
            return present
        if present.version != version:
            raise ContactChangedMeanwhile(present)
        for name, value in wanted.items():
            setattr(present, name, value)
        present.version += 1
        present.save()
        _tell("contact.change", present, by, at)
    return present


def remove(*, contact: Contact, by: trail.Actor, at: datetime) -> None:
    """Remove a contact for good. Raises ContactIsGone."""
    with transaction.atomic():
        lock(contact.project.deal)
        present = _present(contact)
        _tell("contact.remove", present, by, at)
        present.delete()


def _named(person: Person) -> Person:
    if not person.name.strip():
        raise Refusal("a contact has a name: write one")
    return person


def _present(contact: Contact) -> Contact:
    present = Contact.objects.filter(pk=contact.pk).select_related("project__deal").first()
    if present is None:
        raise ContactIsGone("this contact was removed meanwhile; add it again if it should be there")
    return present


def _tell(act: str, contact: Contact, by: trail.Actor, at: datetime) -> None:
    trail.write(
        scope=contact.project.deal.code, act=act, subject=contact.project.code, by=by, at=at, contact=contact.pk
    )
