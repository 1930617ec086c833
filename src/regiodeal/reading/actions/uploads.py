"""Keep an old document, review what was found in it, and register the meeting that it tells of."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.programme.models import Deal
from regiodeal.programme.queries import lock
from regiodeal.projects import arrivals
from regiodeal.projects.file_kinds import READABLE
from regiodeal.reading import queries, reader, reviews, suggestions
from regiodeal.reading.actions import meetings
from regiodeal.reading.confirmed import meeting_file
from regiodeal.reading.models import Upload
from regiodeal.reading.output import as_json
from regiodeal.reading.reviews import Field, Part, Review

NEWS = 200
"""Characters of a value that the trail quotes."""


class UploadedBefore(Refusal):
    """The deal has this very document already; `upload` is the earlier one."""

    def __init__(self, upload: Upload) -> None:
        self.upload = upload
        super().__init__("this document was uploaded before, by {by}", by=upload.uploaded_by)


class ChangedMeanwhile(Refusal):
    """Somebody else saved this part since it was opened; `part` is as that person left it."""

    def __init__(self, part: Part) -> None:
        self.part = part
        super().__init__("{by} saved this meanwhile: compare, and save again", by=part.changed_by)


class ReviewIsClosed(Refusal):
    """The document was registered or put away: its review changes no more."""


class NotLookedAt(Refusal):
    """There are values that nobody has looked at."""


@dataclass(frozen=True)
class Save:
    """What a person sent of one part: what was typed per value, and what to do with the part then."""

    part: str
    version: int
    values: Mapping[str, Any]
    kinds: Mapping[str, str]
    step: Callable[[Part], Part]


def upload(*, deal: Deal, name: str, chunks: Iterable[bytes], by: trail.Actor, at: datetime) -> Upload:
    """Read a document and keep it with a review in which nobody has looked at anything yet.

    Raises RefusedFile and ScannerFails before it is read, then a subclass of UnreadableDocument, and UploadedBefore.
    """
    with arrivals.checked(name, chunks, READABLE) as arrival:
        name, digest = arrival.name, arrival.sha256
        _require_new(deal, digest)
        data = arrival.path.read_bytes()
        reading = reader.read(data, name)
    with transaction.atomic():
        lock(deal)
        _require_new(deal, digest)
        review = suggestions.suggest(reading, deal)
        found = as_json(reading)
        found = {key: found[key] for key in ("document", "contacts", "unread")}
        kept = Upload(
            deal=deal,
            name=name,
            media_type=reading.document.media_type,
            sha256=digest,
            data=data,
            reading={**found, "lines": suggestions.lines_of(reading)},
            uploaded_by=by.name,
            uploaded_at=at,
        )
        _put(kept, review, by, at)
        kept.save(force_insert=True)
        _write("reading.upload", kept, by, at, name=kept.name, sha256=digest, projects=kept.projects)
    return kept


def note(*, upload: Upload, save: Save, by: trail.Actor, at: datetime) -> Upload:
    """Save one part of a review. The trail tells of it when the document is registered, with all that was corrected.

    Raises ChangedMeanwhile when the part was saved by somebody else since that version, ReviewIsClosed, and Missing.
    """
    with transaction.atomic():
        upload = _open(upload)
        review = reviews.from_json(upload.review)
        part = review.part(save.part)
        if part is None:
            raise queries.UnknownDocument("there is no part {part} in this document", part=save.part)
        if part.version != save.version:
            raise ChangedMeanwhile(part)
        changed = save.step(reviews.typed(part, save.values, save.kinds))
        if changed != part:
            changed = replace(changed, version=part.version + 1, changed_by=by.name)
            _put(upload, review.with_part(changed), by, at)
            upload.save()
    return upload


def add_project(*, upload: Upload, name: str, by: trail.Actor, at: datetime) -> str:
    """Add a project that the reader missed; return the key of its part. Raises ReviewIsClosed."""
    with transaction.atomic():
        upload = _open(upload)
        review = reviews.from_json(upload.review)
        key = f"p{len(review.parts)}"
        _put(upload, review.with_part(suggestions.missed(key, name.strip(), upload.deal)), by, at)
        upload.save()
    return key


def drop(*, upload: Upload, by: trail.Actor, at: datetime) -> None:
    """Put a document away; `bring_back` undoes it. Raises ReviewIsClosed."""
    with transaction.atomic():
        upload = _open(upload)
        upload.dropped_at = at
        upload.save(update_fields=["dropped_at"])
        _write("reading.drop", upload, by, at, name=upload.name)


def bring_back(*, upload: Upload, by: trail.Actor, at: datetime) -> None:
    """Take up a document that was put away, with all that was said of it. Raises UploadedBefore."""
    with transaction.atomic():
        lock(upload.deal)
        upload.refresh_from_db(fields=["dropped_at"])
        if upload.dropped_at is None:
            return
        _require_new(upload.deal, upload.sha256)
        upload.dropped_at = None
        upload.save(update_fields=["dropped_at"])
        _write("reading.bring_back", upload, by, at, name=upload.name)


def register(*, upload: Upload, version: int, by: trail.Actor, at: datetime) -> str:
    """Register the meeting that a reviewed document tells of, all of it or nothing; return its reference.

    Raises ReviewIsClosed, NotLookedAt, ChangedMeanwhile when the review is not the one that was shown, FaultyReview
    with what is wrong per value, and what `register_meeting` raises.
    """
    with transaction.atomic():
        upload = _open(upload)
        review = reviews.from_json(upload.review)
        looked_at, asked = review.progress
        if looked_at < asked:
            raise NotLookedAt("{number} values were not looked at yet", number=asked - looked_at)
        if upload.version != version:
            raise ChangedMeanwhile(replace(review.meeting, changed_by=upload.changed_by))
        file = meeting_file(review, upload.deal.code, queries.known(upload.deal))
        if not meetings.register_meeting(upload.deal, file, by=by, at=at):
            raise ReviewIsClosed("meeting {reference} was registered before", reference=file.meeting.reference)
        upload.reference = file.meeting.reference
        upload.save(update_fields=["reference"])
        _write("reading.register", upload, by, at, meeting=upload.reference, changed=_news(review))
    return upload.reference


def _require_new(deal: Deal, digest: str) -> None:
    known = queries.uploads(deal).filter(sha256=digest).first()
    if known is not None:
        raise UploadedBefore(known)


def _open(upload: Upload) -> Upload:
    lock(upload.deal)
    fresh = queries.upload(upload.deal, upload.pk)
    if fresh.reference:
        raise ReviewIsClosed("meeting {reference} was registered from this document", reference=fresh.reference)
    if fresh.dropped_at is not None:
        raise ReviewIsClosed("this document was put away: bring it back first")
    return fresh


def _put(upload: Upload, review: Review, by: trail.Actor, at: datetime) -> None:
    upload.review = reviews.as_json(review)
    upload.looked_at, upload.values_asked = review.progress
    upload.projects = len(review.projects)
    upload.changed_by, upload.changed_at = by.name, at
    upload.version += 1


def _news(review: Review) -> list[dict[str, Any]]:
    """Return what a person corrected or left out, for the trail; long texts are cut off."""
    left_out = [{"project": part.title, "state": "left_out"} for part in review.projects if part.left_out]
    values = [
        {"project": part.title, "field": value.field, "state": value.state}
        | {name: _short(told) for name, told in _told(value).items()}
        for part, value in reviews.left_out_values(review)
        if not part.left_out
    ]
    return [*left_out, *values]


def _told(value: reviews.Value) -> dict[str, Any]:
    if value.field is Field.FIGURE:
        return {"found": value.found, "value": value.value, "found_kind": value.found_kind, "kind": value.kind}
    return {"found": value.found, "value": value.value}


def _short(told: Any) -> Any:
    return f"{told[:NEWS]}…" if isinstance(told, str) and len(told) > NEWS else told


def _write(act: str, upload: Upload, by: trail.Actor, at: datetime, **details: Any) -> None:
    trail.write(scope=upload.deal.code, act=act, subject=f"document/{upload.pk}", by=by, at=at, **details)
