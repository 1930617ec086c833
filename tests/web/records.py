"""Small records on disk, and a reader who asks for what stands in them."""

import gzip
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

PAGE = "<p>welkom in {code}</p>\n" * 100
FEED = "<feed/>"


def lay_out(folder: Path) -> None:
    """Put two records in a folder, as generations with a link to them, and the map of their host names."""
    for code in ("veen", "zand"):
        generation = folder / f".{code}-generations" / "1"
        fill(generation, code)
        (folder / code).symlink_to(Path(f".{code}-generations") / "1")
    (folder / "hosts.json").write_text(json.dumps({"default": "veen", "hosts": {"zand.example": "zand"}}))


def fill(generation: Path, code: str) -> None:
    """Write the files of a record; the first page has a compressed twin in each coding."""
    page = PAGE.format(code=code).encode()
    files = {
        "index.html": page,
        "index.html.gz": gzip.compress(page, mtime=0),
        "index.html.br": b"no reader here can unpack this",
        "404.html": b"is er niet",
        "en/404.html": b"is not there",
        "en/index.html": b"welcome",
        "projecten/index.html": f"projecten van {code}".encode(),
        "zoeken/index.html": b"zoeken",
        "feed.atom": FEED.encode(),
        "data/projecten.csv": b"naam;bedrag\n",
        "data/overig.xyz": b"\0\1\2",
        "assets/record.css": b"p{}",
        "assets/record.0123456789abcdef.css": b"p{}",
        ".well-known/security.txt": b"Contact: mailto:meld@example.org\n",
        ".verborgen": b"geheim",
    }
    for name, content in files.items():
        file = generation / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


@dataclass(frozen=True)
class Answer:
    """What a reader got; the names of headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


@dataclass(frozen=True)
class Reader:
    """Asks an application, through the checks of the standard library on what WSGI allows."""

    application: Application

    def get(self, address: str, host: str = "elders.example", method: str = "GET", **headers: str) -> Answer:
        """Return what is answered; `headers` are named as Python allows, `if_none_match`."""
        path, _, query = address.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "HTTP_HOST": host,
        }
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        setup_testing_defaults(environ)
        begun: list[Any] = []

        def start(status: str, said: list[tuple[str, str]], _error: Any = None) -> Callable[[bytes], object]:
            begun.extend([status, said])
            return lambda _: None

        result = validator(self.application)(environ, start)
        try:
            body = b"".join(result)
        finally:
            result.close()  # type: ignore[attr-defined]  # the validator has it, and wants it called
        names = [name.lower() for name, _ in begun[1]]
        assert len(names) == len(set(names)), f"said twice: {names}"
        return Answer(int(begun[0].split()[0]), {name.lower(): value for name, value in begun[1]}, body)
