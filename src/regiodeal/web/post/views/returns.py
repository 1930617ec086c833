"""Where a mail server or a mail provider posts what came back. It shows who it is by a secret, and changes no page."""

import hmac
import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now

from regiodeal.common.hashing import canonical
from regiodeal.mailing import returns
from regiodeal.mailing.actions import bounces
from regiodeal.mailing.choices import BounceKind
from regiodeal.mailing.message import delivery_of
from regiodeal.mailing.returns import Returned
from regiodeal.web.public_pages import public

_MOST_AT_ONCE = 1_000


class NotUnderstood(Exception):
    """What was posted says nothing that we know; the message says what is wrong."""


@public(methods=("POST",))
def returned(request: HttpRequest) -> HttpResponse:
    """Take in a report as it came by mail (`message/rfc822`), or what a provider says of mail of ours, as JSON.

    The JSON is an object, or a list of them, with `message_id` or `address`, and `kind` (hard, soft or complaint) or
    `status` (such as 5.1.1), and with a `reason` where there is one. Answers how many were mail of ours.
    """
    secret = settings.RETURNS_SECRET
    if not secret:
        raise Http404
    if not hmac.compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {secret}".encode()):
        return _told(HTTPStatus.UNAUTHORIZED, "show the secret of this address: Authorization: Bearer …")
    if len(request.body) > returns.MOST_BYTES:
        return _told(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a report has {returns.MOST_BYTES} bytes at most")
    try:
        reports = list(_reports(request))
    except NotUnderstood as error:
        return _told(HTTPStatus.BAD_REQUEST, str(error))
    at = now()
    ours = sum(bounces.note(returned=one, report=report, at=at) for one, report in reports)
    return JsonResponse({"ours": ours, "others": len(reports) - ours})


def _reports(request: HttpRequest) -> Iterable[tuple[Returned, bytes]]:
    match request.content_type:
        case "message/rfc822":
            return [(one, request.body) for one in returns.read(request.body)]
        case "application/json":
            return [(_from_json(one), canonical(one)) for one in _listed(request.body)]
    raise NotUnderstood("post a report as message/rfc822, or what became of mail as application/json")


def _listed(body: bytes) -> list[dict[str, Any]]:
    try:
        content = json.loads(body)
    except ValueError as error:
        raise NotUnderstood(f"this is no JSON: {error}") from error
    listed = content if isinstance(content, list) else [content]
    if len(listed) > _MOST_AT_ONCE:
        raise NotUnderstood(f"post {_MOST_AT_ONCE} reports at a time at most")
    for place, one in enumerate(listed, start=1):
        if not isinstance(one, dict) or not all(isinstance(value, str) for value in one.values()):
            raise NotUnderstood(f"report {place} is no object with texts")
    return listed


def _from_json(told: dict[str, Any]) -> Returned:
    status, kind = told.get("status", ""), told.get("kind", "")
    if kind and kind not in BounceKind.values:
        raise NotUnderstood(f"kind is {kind!r}; it can be {', '.join(BounceKind.values)}")
    if not kind and not status:
        raise NotUnderstood("say how bad it is: a kind, or a status such as 5.1.1")
    if not told.get("message_id") and not told.get("address"):
        raise NotUnderstood("say which mail came back: a message_id, or an address")
    return Returned(
        kind=BounceKind(kind) if kind else returns.kind_of(status),
        delivery=delivery_of(told.get("message_id", "")),
        status=status,
        reason=told.get("reason", ""),
        address=told.get("address", "").strip().lower(),
    )


def _told(status: HTTPStatus, words: str) -> HttpResponse:
    return JsonResponse({"error": words}, status=status)
