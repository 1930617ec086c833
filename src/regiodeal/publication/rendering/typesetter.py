"""Typst itself: one document at a time, in this process or, where that cannot be, in one of its own.

Typst works with threads, which do not go along when a process forks: in the child it would wait for them for ever. The
server forks, and a demo has set documents before it does.
"""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from regiodeal.common.errors import Refusal

if TYPE_CHECKING:
    import typst  # inline: slow library

SOURCES = Path(__file__).parent.parent / "typst"
_TURN = Lock()
"""A compiler does one document at a time; who comes second waits."""


class FontsMissing(Refusal):
    """The fonts of the documents are not there: the assets have not been built."""


def compiled(template: str, at: int, fonts: str, data: str) -> bytes:
    """Return a template filled with data (JSON) as PDF, as made at a moment in seconds since 1970.

    Raises FontsMissing, RuntimeError with what Typst says.
    """
    if not any(Path(fonts).glob("*.ttf")):
        raise FontsMissing("No fonts in {folder}: run `npm ci` and `node assets/build.mjs` first", folder=fonts)
    with _TURN:
        here = _first_process() == os.getpid()
        return (_here if here else _apart)(template, at, fonts, data)


def _here(template: str, at: int, fonts: str, data: str) -> bytes:
    made = _compiler(fonts).compile(
        input=str(SOURCES / template),
        format="pdf",
        sys_inputs={"data": data},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=at,
    )
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no single PDF")
    return made


def _apart(*job: Any) -> bytes:
    command = [sys.executable, "-m", __name__]
    done = subprocess.run(command, input=json.dumps(job).encode(), capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    return done.stdout


@cache
def _first_process() -> int:
    """Return the process in which the first document was set: a child that was forked from it remembers this."""
    return os.getpid()


@cache
def _compiler(fonts: str) -> "typst.Compiler":
    import typst  # inline: slow library

    return typst.Compiler(root=str(SOURCES), font_paths=[fonts], ignore_system_fonts=True)


if __name__ == "__main__":
    sys.stdout.buffer.write(_here(*json.loads(sys.stdin.buffer.read())))
