"""A folder that is replaced as a whole: readers see the old one or the new one, never something in between.

`record` is a symbolic link to `.record-generations/<number>`. A new generation is written beside the current one and
the link is renamed over the old one in one step. The generation before stays for readers who are under way. Between two
generations files can be added to the current one: see `journal`.
"""

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from regiodeal.common.errors import Refusal
from regiodeal.publication import disk, journal


class NotOurFolder(Refusal):
    """The place of the record holds something that we did not make; nothing was touched."""


@dataclass(frozen=True)
class Generations:
    """The generations behind `link`; only to be used inside `building` or `changing`."""

    link: Path

    @property
    def store(self) -> Path:
        """The folder with all generations."""
        return store_of(self.link)

    def current(self) -> Path | None:
        """Return the generation that readers see, or None before the first."""
        return self.store / self.link.readlink().name if self.link.is_symlink() else None

    @contextmanager
    def fresh(self) -> Iterator[Path]:
        """Give a new empty generation that nobody sees yet; it goes again where it does not become the current one."""
        current = self.current()
        fresh = self.store / str(int(current.name) + 1 if current else 1)
        fresh.mkdir()
        try:
            yield fresh
        finally:
            if self.current() != fresh:
                shutil.rmtree(fresh, ignore_errors=True)

    def settle(self, fresh: Path, written: Iterable[str]) -> None:
        """Wait until a finished generation is on the disk.

        `written` are the paths in it that were not on the disk before, as part of an earlier generation.
        """
        folders = (folder for folder, _, _ in os.walk(fresh))
        disk.sync(chain((f"{fresh}/{path}" for path in written), folders, [self.store]))

    def switch(self, fresh: Path) -> None:
        """Let readers see a settled generation, in one step that also survives a loss of power."""
        waiting = self.store / "next"
        waiting.unlink(missing_ok=True)
        waiting.symlink_to(Path(self.store.name) / fresh.name)
        waiting.replace(self.link)
        disk.sync([self.link.parent])

    def clean_up(self, *, keep_previous: bool = True) -> None:
        """Remove what a builder that was killed left behind, and all but the current generation and one before."""
        current = self.current()
        number = int(current.name) if current else 0
        kept = {str(number), str(number - 1)} if keep_previous else {str(number)}
        (self.store / "next").unlink(missing_ok=True)
        for folder in self.store.iterdir():
            if folder.name.isdigit() and folder.name not in kept:
                shutil.rmtree(folder)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Be the only one who changes what readers see; another waits. What was begun before is finished first."""
        with _held(self.store / "changing"):
            journal.roll_forward(self.store, self.current())
            yield


@contextmanager
def building(link: Path) -> Iterator[Generations]:
    """Hold the generations behind `link` for one builder; a second builder waits.

    Raises NotOurFolder where `link` exists and is not a link to a generation of ours.
    """
    places = _ours(link)
    places.store.mkdir(parents=True, exist_ok=True)
    with _held(places.store / "lock"):
        yield _ours(link)


@contextmanager
def changing(link: Path) -> Iterator[Generations]:
    """Hold what readers see behind `link`, also while somebody builds; what was begun before is finished first.

    Raises NotOurFolder as `building` does.
    """
    places = _ours(link)
    places.store.mkdir(parents=True, exist_ok=True)
    with places.changing():
        yield places


def finish(link: Path) -> None:
    """Finish what a process that was killed had begun behind `link`, if anything. Raises NotOurFolder, OSError."""
    if link.is_symlink() and journal.is_open(store_of(link)):
        with changing(link):
            pass


def store_of(link: Path) -> Path:
    """Return the folder with the generations behind a link."""
    return link.parent / f".{link.name}-generations"


@contextmanager
def _held(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _ours(link: Path) -> Generations:
    link = Path(os.path.abspath(link))  # noqa: PTH100 - Path.resolve would follow the link itself
    _refuse_others(link, store_of(link))
    return Generations(link)


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
