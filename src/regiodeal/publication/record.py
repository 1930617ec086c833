"""The record of a deal on disk: plain files that keep being served whatever happens to the application."""

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import regiodeal
from regiodeal.common.errors import Refusal
from regiodeal.common.hashing import canonical, sha256
from regiodeal.publication import generations, manifest, search_index
from regiodeal.publication.envelope import Envelope, held
from regiodeal.publication.generations import Generations
from regiodeal.publication.manifest import Entry, Manifest, ManifestDamaged
from regiodeal.publication.rendering import paths, plan
from regiodeal.publication.rendering.plan import Task
from regiodeal.publication.visibility import PublicEditions, Sealed, public

ASSETS = Path(regiodeal.__file__).parent / "web" / "static" / "regiodeal"
"""Where the asset build puts style sheet and fonts."""

Progress = Callable[[int, int], None]
"""Is told how many parts of a build are done, and how many there are."""

_ASSET_FILES = ("record.css", "search.js", "favicon.svg", "fonts/*.woff2", "fonts/*.txt")


def _tell_nobody(_done: int, _total: int) -> None:
    """Let a build go on without telling how far it is."""


class NothingToPublish(Refusal):
    """A record needs at least one edition."""


class AssetsMissing(Refusal):
    """The style sheet and the fonts are not there: the assets have not been built."""


class RecordNotWritten(Refusal):
    """The new record could not be written (disk full, no permission); the old one is untouched."""


class NotARecord(Refusal):
    """A folder holds no record."""


@dataclass(frozen=True)
class BuildReport:
    """What a build did, as paths in the record. `generation` is None where nothing had changed."""

    generation: int | None
    written: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return what was done in a sentence."""
        if self.generation is None:
            return "the record is up to date"
        files = f"{len(self.written)} files written, {len(self.kept)} kept, {len(self.removed)} removed"
        return f"the record is in its generation {self.generation}: {files}"


@dataclass(frozen=True)
class Published:
    """What the files of a record say: its manifest, its editions, and the ledger joined from its excerpts."""

    manifest: Manifest
    editions: PublicEditions
    transfers: tuple[dict[str, Any], ...]


@dataclass
class _Writing:
    """A generation that is being filled."""

    target: Path
    source: Path | None
    files: dict[str, Entry] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def write(self, path: str, content: bytes, key: str) -> None:
        if path in self.files:
            raise ValueError(f"two tasks write {path}")
        target = self.target / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        self.files[path] = Entry(sha256(content), len(content), key)
        self.written.append(path)

    def keep(self, path: str, entry: Entry) -> None:
        if self.source is None:
            raise ValueError("there is no generation to keep files from")
        target = self.target / path
        target.parent.mkdir(parents=True, exist_ok=True)
        _link(self.source / path, target)
        self.files[path] = entry
        self.kept.append(path)


def build(
    folder: Path,
    envelopes: Sequence[Envelope],
    *,
    at: datetime,
    assets: Path = ASSETS,
    full: bool = False,
    tell: Progress = _tell_nobody,
) -> BuildReport:
    """Bring the record of one deal up to date at `at` (an aware datetime); only what changed is rendered.

    `folder` becomes a symbolic link to the newest generation. With `full`, nothing of the old record is trusted.
    `tell` is called before the first part and after each, with how many are done of how many.
    Raises NothingToPublish, AssetsMissing, generations.NotOurFolder, RecordNotWritten; the old record stays whole.
    """
    if not envelopes:
        raise NothingToPublish("a record needs at least one edition")
    visible = public(envelopes, at)
    tasks = [*plan.of(visible, assets / "fonts"), _assets_task(assets)]
    try:
        with generations.locked(folder) as places:
            places.clean_up()
            old = None if full else _usable_manifest(places.current())
            if old and old.keys() - _search_keys(old) == {task.key for task in tasks}:
                return BuildReport(None, kept=tuple(sorted(old.files)))
            made_by = plan.fingerprint(assets / "fonts")
            frame = Manifest(envelopes[0].deal, made_by, {})
            return _replace(places, tasks, old, frame, tell)
    except OSError as error:
        raise RecordNotWritten(
            "the record in {folder} was not renewed: {error}", folder=str(folder), error=str(error)
        ) from error


def read(folder: Path) -> Published:
    """Return what the files of a record say, without checking it.

    Raises NotARecord where there is none, ManifestDamaged, or ValueError where an edition cannot be read.
    """
    folder = folder.resolve()  # one generation, also where a builder puts the next in its place meanwhile
    try:
        listed = manifest.read(folder)
    except FileNotFoundError as error:
        raise NotARecord(
            "{folder} holds no {file}: it is not a record", folder=str(folder), file=paths.MANIFEST
        ) from error
    found = editions_in(folder)
    return Published(listed, found, joined_transfers(found))


def editions_in(folder: Path) -> PublicEditions:
    """Return the editions in the files of a record. Raises ValueError where one cannot be read."""
    opened: list[Envelope] = []
    sealed: list[Sealed] = []
    for path in sorted((folder / paths.EDITIONS).glob("*.json")):
        edition = edition_from(path.read_bytes())
        if isinstance(edition, Sealed):
            sealed.append(edition)
        else:
            opened.append(edition)
    return PublicEditions(editions=tuple(opened), sealed=tuple(sealed))


def edition_from(data: bytes) -> Envelope | Sealed:
    """Return the edition in a published file. Raises ValueError where it is not one."""
    try:
        content = json.loads(data)
        if content.pop("sealed", False):
            return Sealed(**content)
        snapshot = content.pop("snapshot")
        return Envelope(**content, content=held(snapshot))
    except (TypeError, AttributeError, KeyError) as error:
        raise ValueError(f"not an edition: {error}") from error


def joined_transfers(editions: PublicEditions) -> tuple[dict[str, Any], ...]:
    """Return the transfers of all excerpts of the ledger in their order."""
    transfers = [
        transfer for envelope in editions.current(paths.LEDGER) for transfer in (envelope.snapshot or {})["transfers"]
    ]
    return tuple(sorted(transfers, key=lambda transfer: transfer["sequence"]))


def _replace(
    places: Generations, tasks: Sequence[Task], old: Manifest | None, frame: Manifest, tell: Progress
) -> BuildReport:
    """Write a new generation and let it take the place of the old one; `frame` is its manifest without files."""
    current = places.current()
    fresh = places.start()
    try:
        writing = _Writing(fresh, current)
        _fill(writing, tasks, old, tell)
        _index(writing, old, frame.rendering)
        new = replace(frame, files=writing.files)
        (fresh / paths.MANIFEST).write_bytes(new.written())
        places.publish(fresh, [*writing.written, paths.MANIFEST])
    except BaseException:
        if places.current() != fresh:
            shutil.rmtree(fresh, ignore_errors=True)
        raise
    removed = sorted(set(old.files) - set(new.files)) if old else []
    places.clean_up(keep_previous=not removed)
    return BuildReport(int(fresh.name), tuple(writing.written), tuple(writing.kept), tuple(removed))


def _fill(writing: _Writing, tasks: Sequence[Task], old: Manifest | None, tell: Progress) -> None:
    known: dict[str, list[str]] = {}
    for path, entry in (old.files if old else {}).items():
        known.setdefault(entry.key, []).append(path)
    tell(0, len(tasks))
    for done, task in enumerate(tasks, start=1):
        if old and task.key in known:
            for path in known[task.key]:
                writing.keep(path, old.files[path])
        else:
            for path, content in task.render().items():
                writing.write(path, content, task.key)
        tell(done, len(tasks))


def _search_keys(listed: Manifest) -> set[str]:
    return {entry.key for path, entry in listed.files.items() if path.startswith(search_index.FOLDER)}


def _index(writing: _Writing, old: Manifest | None, made_by: str) -> None:
    """Let browsers search the pages; the index is made again only where a page that is searched changed."""
    key = search_index.key(made_by, {path: entry.sha256 for path, entry in writing.files.items()})
    known = [path for path, entry in old.files.items() if entry.key == key] if old else []
    for path in known:
        writing.keep(path, old.files[path])  # type: ignore[union-attr]
    if not known:
        for path, content in search_index.files(writing.target, list(writing.files)).items():
            writing.write(path, content, key)


def _usable_manifest(current: Path | None) -> Manifest | None:
    """Return the manifest of a generation of which all files are there; of any other nothing is worth keeping."""
    if current is None:
        return None
    try:
        found = manifest.read(current)
        whole = all((current / path).stat().st_size == entry.size for path, entry in found.files.items())
    except (FileNotFoundError, ManifestDamaged):
        return None
    return found if whole else None


def _assets_task(assets: Path) -> Task:
    files = {f"{paths.ASSETS}{path.relative_to(assets)}": path.read_bytes() for path in _asset_files(assets)}
    if paths.STYLE not in files:
        raise AssetsMissing(
            "No style sheet in {folder}: run `npm ci` and `node assets/build.mjs` first", folder=str(assets)
        )
    key = sha256(canonical(["assets", *(f"{path} {sha256(content)}" for path, content in files.items())]))
    return Task(key, lambda: files)


def _asset_files(assets: Path) -> Iterator[Path]:
    for pattern in _ASSET_FILES:
        yield from sorted(assets.glob(pattern))


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError:  # a file system without hard links, or between two of them
        shutil.copy2(source, target)
