"""A folder that is replaced as a whole: readers see the old one or the new one, never something in between.

`record` is a symbolic link to `.record-generations/<number>`. A new generation is written beside the current one and
the link is renamed over the old one in one step. The generation before stays for readers who are under way.
"""

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from regiodeal.common.errors import Refusal

_WRITERS = 16


class NotOurFolder(Refusal):
    """The place of the record holds something that we did not make; nothing was touched."""


@dataclass(frozen=True)
class Generations:
    """The generations behind `link`; only to be used inside `locked`."""

    link: Path

    @property
    def store(self) -> Path:
        """The folder with all generations."""
        return _store(self.link)

    def current(self) -> Path | None:
        """Return the generation that readers see, or None before the first."""
        return self.store / self.link.readlink().name if self.link.is_symlink() else None

    def start(self) -> Path:
        """Return a new empty generation that nobody sees yet."""
        current = self.current()
        fresh = self.store / str(int(current.name) + 1 if current else 1)
        fresh.mkdir()
        return fresh

    def publish(self, fresh: Path, written: Iterable[str]) -> None:
        """Let readers see a finished generation, in one step that also survives a loss of power.

        `written` are the paths in it that were not on the disk before, as part of an earlier generation.
        """
        folders = (Path(folder) for folder, _, _ in os.walk(fresh))
        with ThreadPoolExecutor(_WRITERS) as pool:  # a disk that gets them together writes them together
            list(pool.map(sync, [*(fresh / path for path in written), *folders]))
        sync(self.store)
        waiting = self.store / "next"
        waiting.unlink(missing_ok=True)
        waiting.symlink_to(Path(self.store.name) / fresh.name)
        waiting.replace(self.link)
        sync(self.link.parent)

    def clean_up(self, *, keep_previous: bool = True) -> None:
        """Remove what a builder that was killed left behind, and all but the current generation and one before."""
        current = self.current()
        number = int(current.name) if current else 0
        kept = {str(number), str(number - 1)} if keep_previous else {str(number)}
        (self.store / "next").unlink(missing_ok=True)
        for folder in self.store.iterdir():
            if folder.is_dir() and folder.name not in kept:
                shutil.rmtree(folder)


@contextmanager
def locked(link: Path) -> Iterator[Generations]:
    """Hold the generations behind `link` for one builder; a second builder waits.

    Raises NotOurFolder where `link` exists and is not a link to a generation of ours.
    """
    link = Path(os.path.abspath(link))  # noqa: PTH100 - Path.resolve would follow the link itself
    store = _store(link)
    _refuse_others(link, store)
    store.mkdir(parents=True, exist_ok=True)
    with (store / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _refuse_others(link, store)
        yield Generations(link)


def sync(path: Path) -> None:
    """Wait until a file or a folder is on the disk itself."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _store(link: Path) -> Path:
    return link.parent / f".{link.name}-generations"


def _refuse_others(link: Path, store: Path) -> None:
    if not os.path.lexists(link):
        return
    if not link.is_symlink():
        raise NotOurFolder(
            "{folder} is not a record that we made: move it away or choose another folder", folder=str(link)
        )
    target = link.readlink()
    if target.parent != Path(store.name) or not target.name.isdigit():
        raise NotOurFolder(
            "{link} is a link to {target}, not to a generation in {store}",
            link=str(link),
            target=str(target),
            store=str(store),
        )
