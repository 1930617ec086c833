"""Take in the documents of a project, and remove them.

A file is whole in its place before a row refers to it. A process that dies half-way leaves at most a file that nothing
refers to, and the next upload clears that away.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.programme.queries import lock
from regiodeal.projects import arrivals, document_store
from regiodeal.projects.models import Document, Project

UNDO_FOR = timedelta(days=30)
"""How long a removal can be undone."""


def store(*, project: Project, name: str, chunks: Iterable[bytes], by: trail.Actor, at: datetime) -> Document:
    """Take in a file: name, size, kind and scan are checked before anything is kept.

    Raises RefusedFile with what to do, and ScannerFails where the administrator must act.
    """
    with arrivals.checked(name, chunks) as arrival:
        document_store.keep(arrival.path, arrival.sha256, at)
    with transaction.atomic():
        lock(project.deal)
        document = Document.objects.create(
            project=project,
            name=arrival.name,
            media_type=arrival.media_type,
            size=arrival.size,
            sha256=arrival.sha256,
            uploaded_by=by.name,
            uploaded_at=at,
        )
        _tell("document.add", document, by, at)
    clear(at=at)
    return document


def remove(*, document: Document, by: trail.Actor, at: datetime) -> Document:
    """Mark a document as removed; `restore` undoes it for some weeks. Twice is once."""
    return _mark(document, at, "document.remove", by=by, at=at)


def restore(*, document: Document, by: trail.Actor, at: datetime) -> Document:
    """Undo the removal of a document. Raises Refusal when its bytes are gone."""
    if not document_store.place_of(document.sha256).is_file():
        raise Refusal("this document was removed too long ago; upload it again")
    return _mark(document, None, "document.restore", by=by, at=at)


def clear(*, at: datetime) -> int:
    """Forget documents that were removed weeks ago, and files that no document refers to; return how many files."""
    with transaction.atomic():
        Document.objects.filter(removed_at__lt=at - UNDO_FOR).delete()
        wanted = set(Document.objects.values_list("sha256", flat=True))
    return document_store.forget(wanted, at)


def _mark(document: Document, removed_at: datetime | None, act: str, *, by: trail.Actor, at: datetime) -> Document:
    with transaction.atomic():
        lock(document.project.deal)
        present = Document.objects.select_for_update().select_related("project__deal").filter(pk=document.pk).first()
        if present is None:
            raise Refusal("this document was removed too long ago; upload it again")
        if (present.removed_at is None) != (removed_at is None):
            present.removed_at = removed_at
            present.save(update_fields=["removed_at"])
            _tell(act, present, by, at)
    return present


def _tell(act: str, document: Document, by: trail.Actor, at: datetime) -> None:
    trail.write(
        scope=document.project.deal.code,
        act=act,
        subject=document.project.code,
        by=by,
        at=at,
        document=document.name,
        bytes=document.size,
        sha256=document.sha256,
    )
