"""The files of the records as they are on the disk now, the most wanted of them in memory.

The disk is asked about a file when it is wanted and nobody looked for a while: `LOOK`. So what a build puts in the
place of the old, as a whole generation or file by file, is seen within that time.
"""

import json
import logging
import os
import stat
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from regiodeal.publication.rendering import paths
from regiodeal.web.public import copies, labels
from regiodeal.web.public.copies import Found

HOSTS = "hosts.json"
"""In the folder of the records: which host name shows which deal, and which one any other name shows."""
LOOK = 0.5  # seconds
MOST = 64_000_000
"""How many bytes of files a process keeps in memory; when there are more it begins anew."""
_FOREIGN = "en/"
_INDEX = "index.html"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Moved:
    """A folder whose address lacks its last slash."""

    to: str


class Shelf:
    """The records in a folder, by host name and address."""

    def __init__(self, folder: Path, *, clock: Callable[[], float] = time.monotonic, most: int = MOST) -> None:
        self._folder = folder
        self._clock = clock
        self._most = most
        self._look = 0
        self._look_again = float("-inf")
        self._hosts: dict[str, str] = {}
        self._default: str | None = None
        self._hosts_state: tuple[int, ...] | None = None
        self._roots: dict[str, str] = {}
        self._kept: dict[tuple[str, str], Found] = {}
        self.weight = 0
        """The bytes that are kept in memory, about."""
        self._putting = threading.Lock()
        self._looking = threading.Lock()

    def deal(self, host: str) -> str | None:
        """Return the deal whose record a host name shows, in lower case and without port; None before there is any."""
        now = self._clock()
        if now >= self._look_again:
            with self._looking:  # who comes meanwhile waits, rather than hear that there is nothing yet
                if now >= self._look_again:
                    self._read_hosts()
                    self._roots = {}
                    self._look += 1
                    self._look_again = now + LOOK
        return self._hosts.get(host, self._default)

    def find(self, deal: str, address: str) -> Found | Moved | None:
        """Return what stands at an address, given as WSGI gives it; ask for its deal first."""
        kept = self._kept.get((deal, address))
        if kept is not None and kept.look == self._look:
            return kept
        name = _name(address)
        return None if name is None else self._find(deal, address, name)

    def missing(self, deal: str, address: str) -> Found | None:
        """Return the page that says that there is nothing at an address, in its language where there is one."""
        foreign = self.find(deal, f"/{_FOREIGN}{paths.NOT_FOUND}") if address.startswith(f"/{_FOREIGN}") else None
        page = foreign or self.find(deal, f"/{paths.NOT_FOUND}")
        return page if isinstance(page, Found) else None

    def _find(self, deal: str, address: str, name: str) -> Found | Moved | None:
        root = self._root(deal)
        found = self._at(deal, address, root, name)
        if found is None and self._root(deal, anew=True) != root:  # a build has removed the generation meanwhile
            return self._at(deal, address, self._root(deal), name)
        return found

    def _root(self, deal: str, *, anew: bool = False) -> str:
        """Return the present generation; the link to it is followed once for each look."""
        root = None if anew else self._roots.get(deal)
        if root is None:
            root = self._roots[deal] = os.path.realpath(self._folder / deal)
        return root

    def _at(self, deal: str, address: str, root: str, name: str) -> Found | Moved | None:
        path = f"{root}/{name}"
        try:
            there = Path(path).stat()
            if os.path.realpath(path) != path:  # a record has no links, so this leads out of it
                return None
            if stat.S_ISDIR(there.st_mode):
                return Moved(quote(f"/{name}/"))
            return self._file(deal, address, path, name) if stat.S_ISREG(there.st_mode) else None
        except OSError:  # not there, or a name that no file can have
            return None

    def _file(self, deal: str, address: str, path: str, name: str) -> Found:
        state = tuple(_state(path + end) for end in ("", *labels.TWINS.values()))
        kept = self._kept.get((deal, address))
        if kept is not None and (kept.plain.path, kept.state) == (path, state):
            kept.look = self._look
            return kept
        twins = {
            coding: path + end for (coding, end), there in zip(labels.TWINS.items(), state[1:], strict=True) if there
        }
        found = Found(
            state=state,
            look=self._look,
            plain=copies.read(path, name, varies=bool(twins)),
            twins={coding: copies.read(twin, name, coding=coding, varies=True) for coding, twin in twins.items()},
        )
        self._keep(deal, address, found)
        return found

    def _keep(self, deal: str, address: str, found: Found) -> None:
        with self._putting:
            before = self._kept.get((deal, address))
            self.weight += found.weight - (before.weight if before else 0)
            if self.weight > self._most:
                self._kept, self.weight = {}, found.weight
            self._kept[deal, address] = found

    def _read_hosts(self) -> None:
        file = self._folder / HOSTS
        state = _state(str(file))
        if state == self._hosts_state:
            return
        self._hosts_state = state
        try:
            hosts = json.loads(file.read_bytes()) if state else {"hosts": {}, "default": None}
            self._hosts, self._default = dict(hosts["hosts"]), hosts["default"]
        except (OSError, ValueError, LookupError, TypeError) as error:
            _log.error("%s cannot be read (%s); build the record again. Until then all stays as it was.", file, error)


def _name(address: str) -> str | None:
    """Return the name of a file, in the record, at an address; None where no file can have it."""
    try:
        text = address.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None
    if text.endswith("/"):
        text += _INDEX
    segments = text.split("/")[1:]
    unfit = (
        text[:1] != "/"
        or "\0" in text
        or any(segment in {"", ".", ".."} for segment in segments)
        or labels.is_hidden(text)
    )
    return None if unfit else "/".join(segments)


def _state(path: str) -> tuple[int, ...] | None:
    """Return what changes when another file comes in the place of this one; None where there is none."""
    try:
        there = Path(path).stat()
    except OSError:
        return None
    return there.st_dev, there.st_ino, there.st_mtime_ns, there.st_size
