"""Refusals on a screen: in the reader's language, never as an error of the program."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from regiodeal.common.errors import Refusal
from regiodeal.common.sentences import Sentence
from regiodeal.web.voice import SCREEN


def told(refusal: Refusal | Sentence) -> list[str]:
    """Return what a refusal says, sentence by sentence, in the reader's language and with a capital and a full stop."""
    sentences = refusal.sentences if isinstance(refusal, Refusal) else (refusal,)
    return [_as_sentence(sentence.said(SCREEN)) for sentence in sentences]


def _as_sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!", ":")) else f"{text}."


class SayRefusals:
    """Answers with the page that says why, where an act was refused and its view did not catch that itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a refusal into a page that says what is wrong and what to do."""
        if not isinstance(exception, Refusal):
            return None
        return render(request, "web/refused.html", {"sentences": told(exception)}, status=HTTPStatus.CONFLICT)
