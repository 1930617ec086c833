"""The record of a deal on disk: plain files that keep being served whatever happens to the application."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from regiodeal.common.errors import Refusal
from regiodeal.publication import additions, asset_files, disk, generations, manifest, search_index
from regiodeal.publication.asset_files import ASSETS
from regiodeal.publication.envelope import Envelope
from regiodeal.publication.generations import Generations
from regiodeal.publication.manifest import Manifest, ManifestDamaged, Tip
from regiodeal.publication.progress import Progress, tell_nobody
from regiodeal.publication.rendering import paths, plan
from regiodeal.publication.rendering.plan import Task
from regiodeal.publication.visibility import PublicEditions, public
from regiodeal.publication.writing import Writing


class NothingToPublish(Refusal):
    """A record needs at least one edition."""


class RecordIsAhead(Refusal):
    """The record shows editions that the builder was not given: a build would make them disappear."""


@dataclass(frozen=True)
class BuildReport:
    """What a build did, as paths in the record, without twins. `generation` is None where nothing had changed."""

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


def build(
    folder: Path,
    envelopes: Sequence[Envelope],
    *,
    at: datetime,
    assets: Path = ASSETS,
    full: bool = False,
    tell: Progress = tell_nobody,
) -> BuildReport:
    """Bring the record of one deal up to date at `at` (an aware datetime); only what changed is rendered and written.

    `folder` becomes a symbolic link to the newest generation. With `full`, nothing of the old record is trusted.
    `tell` is called before the first part and after each, with how many are done of how many.
    Raises NothingToPublish, asset_files.AssetsMissing, RecordIsAhead (not with `full`), generations.NotOurFolder,
    disk.RecordNotWritten; the old record stays whole.
    """
    if not envelopes:
        raise NothingToPublish("a record needs at least one edition")
    visible, fonts = public(envelopes, at), assets / "fonts"
    tasks = [*plan.of(visible, fonts), asset_files.task(assets)]
    frame = _frame(envelopes[0].deal, visible, plan.fingerprint(fonts))
    with disk.renewing(folder), generations.building(folder) as places:
        places.clean_up()
        with places.changing():
            reached = _tip(places.current())
        if reached and not full:
            _refuse_to_go_back(folder, reached, visible)
        before = _readable(places.current())
        old = before if before and not full and _is_whole(places.current(), before) else None
        if old and not old.amendments and old.keys() - _search_keys(old) == {task.key for task in tasks}:
            return BuildReport(None, kept=tuple(sorted(old.files)))
        with places.fresh() as target:
            writing = Writing(target, places.current(), old)
            writing.fill(tasks, tell)
            writing.fill([_search_task(writing, frame.rendering)], tell_nobody)
            new = replace(frame, files=writing.files)
            _show(places, writing, new, reached.amendments if reached else 0)
        removed = sorted(set(before.files) - set(new.files)) if before else []
        places.clean_up(keep_previous=not removed)
        return BuildReport(int(target.name), tuple(writing.written), tuple(writing.kept), tuple(removed))


def _show(places: Generations, writing: Writing, new: Manifest, taken_in: int) -> None:
    """Let a filled generation take the place of the current one.

    The first `taken_in` amendments of that one are in it; what others added since is carried over.
    """
    fresh = writing.target
    own = new.write(fresh)
    if before := places.current():
        disk.date_after(fresh / paths.MANIFEST, before / paths.MANIFEST)
    places.settle(fresh, [*writing.names_written(), paths.MANIFEST])
    with places.changing():
        current = places.current()
        if current:
            additions.carry_over(current, fresh, after=taken_in, onto=new, previous=own)
        places.switch(fresh)


def _search_task(writing: Writing, made_by: str) -> Task:
    """Return the task that lets browsers search the pages that were made: only for other pages it is done again."""
    key = search_index.key(made_by, {path: entry.sha256 for path, entry in writing.files.items()})
    return Task(key, partial(search_index.files, writing.target, list(writing.files)))


def _search_keys(listed: Manifest) -> set[str]:
    return {entry.key for path, entry in listed.files.items() if path.startswith(search_index.FOLDER)}


def _frame(deal: str, visible: PublicEditions, made_by: str) -> Manifest:
    """Return the manifest of a record without its files."""
    sealed = tuple(one.number for one in visible.sealed)
    return Manifest(deal=deal, rendering=made_by, last=visible.last, sealed=sealed, files={})


def _refuse_to_go_back(folder: Path, reached: Tip, visible: PublicEditions) -> None:
    """What was shown once may not disappear by an older database, or by a clock that runs behind."""
    again = {one.number for one in visible.sealed if one.number <= reached.shown} - reached.sealed
    if visible.last < reached.shown or again:
        raise RecordIsAhead(
            "the record in {folder} shows edition {number}, which the database does not have or holds under embargo; "
            "if a backup was put back, build it with --full",
            folder=str(folder),
            number=min(again, default=reached.shown),
        )


def _tip(current: Path | None) -> Tip | None:
    try:
        return manifest.tip(current) if current else None
    except (FileNotFoundError, ManifestDamaged):
        return None


def _readable(current: Path | None) -> Manifest | None:
    try:
        return manifest.read(current) if current else None
    except (FileNotFoundError, ManifestDamaged):
        return None


def _is_whole(current: Path | None, found: Manifest) -> bool:
    """Tell whether all files are there with their twins: of a generation that is not whole nothing is worth keeping."""
    sizes = ((name, size) for path, entry in found.files.items() for name, size in entry.sizes(path))
    try:
        return all(os.stat(f"{current}/{name}").st_size == size for name, size in sizes)  # noqa: PTH116 - a million times
    except FileNotFoundError:
        return False
