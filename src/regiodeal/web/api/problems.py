"""What the API answers when it cannot give what is asked: a problem (RFC 9457) that says what to do."""

from http import HTTPStatus

TITLES = {
    HTTPStatus.BAD_REQUEST: "De vraag klopt niet",
    HTTPStatus.NOT_FOUND: "Dit is er niet",
    HTTPStatus.METHOD_NOT_ALLOWED: "Hier kan alleen gelezen worden",
    HTTPStatus.NOT_ACCEPTABLE: "Dit antwoord is er alleen in JSON",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Er ging iets mis",
    HTTPStatus.SERVICE_UNAVAILABLE: "Het is nu te druk",
}
MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """An answer that cannot be given. `detail` is a Dutch sentence for who asked; `headers` go with the answer."""

    def __init__(self, status: HTTPStatus, detail: str, **headers: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def content(self) -> dict[str, str | int]:
        """Return what is told, in the words of RFC 9457."""
        return {
            "type": "about:blank",
            "title": TITLES[self.status],
            "status": self.status.value,
            "detail": self.detail,
        }
