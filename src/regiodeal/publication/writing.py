"""Filling a generation: what did not change is taken over from the one before, the rest is written."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from regiodeal.common.hashing import sha256
from regiodeal.publication import disk, twins
from regiodeal.publication.manifest import Entry, Manifest
from regiodeal.publication.progress import Progress
from regiodeal.publication.rendering.plan import Task


@dataclass
class Writing:
    """A generation that is being filled in `target`; `old` says what can be taken over from `source`.

    `written` and `kept` are the paths of its files, without their twins.
    """

    target: Path
    source: Path | None
    old: Manifest | None
    files: dict[str, Entry] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    _packed: list[str] = field(default_factory=list)
    _known: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sort the old files by what they were made from, for as far as all that was made from it still stands."""
        if self.old is not None:
            for path, entry in self.old.files.items():
                if entry.key not in self.old.overtaken:
                    self._known.setdefault(entry.key, []).append(path)

    def fill(self, tasks: Sequence[Task], tell: Progress) -> None:
        """Do each task, or keep the files of one of which the key did not change."""
        tell(0, len(tasks))
        for done, task in enumerate(tasks, start=1):
            if task.key in self._known:
                self._keep(self._known[task.key])
            else:
                self._do(task)
            tell(done, len(tasks))

    def names_written(self) -> Iterator[str]:
        """Yield what was written: files with their twins, and twins of files that were kept."""
        for path in self.written:
            yield from self.files[path].names(path)
        for path in self._packed:
            yield from twins.names(path)

    def _do(self, task: Task) -> None:
        for path, content in task.files():
            before = self.old.files.get(path) if self.old else None
            if before and before.size == len(content) and before.sha256 == sha256(content):
                self._take_over(path, replace(before, key=task.key))
            else:
                self._write(path, content, task.key)

    def _keep(self, paths: list[str]) -> None:
        if self.old is not None:
            for path in paths:
                self._take_over(path, self.old.files[path])

    def _write(self, path: str, content: bytes, key: str) -> None:
        self._enter(path, Entry.of(content, key))
        self.written.append(path)
        disk.write(f"{self.target}/{path}", content, instead_of=f"{self.source}/{path}" if self.source else None)
        self._pack(path, content)

    def _take_over(self, path: str, entry: Entry) -> None:
        self._enter(path, entry)
        self.kept.append(path)
        disk.link(f"{self.source}/{path}", f"{self.target}/{path}")
        if twins.wanted(path, entry.size) and not self._take_over_twins(path):
            self._pack(path, Path(f"{self.target}/{path}").read_bytes())
            self._packed.append(path)

    def _take_over_twins(self, path: str) -> bool:
        """Tell whether there were any: what was added since the build before has none, nor what is being replaced."""
        linked: list[str] = []
        try:
            for name in twins.names(path):
                disk.link(f"{self.source}/{name}", f"{self.target}/{name}")
                linked.append(name)
        except FileNotFoundError:
            for name in linked:
                os.unlink(f"{self.target}/{name}")  # noqa: PTH108 - a million times
            return False
        return True

    def _pack(self, path: str, content: bytes) -> None:
        packed = twins.of(path, content)
        self.files[path] = self.files[path].with_twins(packed)
        for suffix, data in packed.items():
            disk.write_beside(f"{self.target}/{path}", suffix, data)

    def _enter(self, path: str, entry: Entry) -> None:
        if path in self.files:
            raise ValueError(f"two tasks write {path}")
        self.files[path] = entry
        os.makedirs(f"{self.target}/{path}".rpartition("/")[0], exist_ok=True)  # noqa: PTH103 - a million times
