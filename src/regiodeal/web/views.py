"""The one view that is of no room."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """Answer that the process is there."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
