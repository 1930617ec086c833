"""What was just published becomes public at once, ahead of the build that sums it up.

The files that new editions touch directly are put into the current generation as one act, with an amendment of its
manifest; the time that takes does not depend on how large the record is. Lists, totals, data and compressed twins
follow with the next build. What takes something away (a withdrawal) or sums up (a programme) waits for that build.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile
from pathlib import Path

from regiodeal.common.hashing import sha256
from regiodeal.publication import disk, generations, journal, manifest, twins
from regiodeal.publication.asset_files import ASSETS
from regiodeal.publication.envelope import Envelope
from regiodeal.publication.manifest import Amendment, Entry, Manifest, ManifestDamaged, Tip
from regiodeal.publication.rendering import plan
from regiodeal.publication.rendering.plan import Task
from regiodeal.publication.visibility import PublicEditions, public

_RENDERERS = 2
"""Threads: setting a document leaves another free to render pages."""


@dataclass(frozen=True)
class Addition:
    """Editions that became public, by their numbers, and the paths that were written for them."""

    numbers: tuple[int, ...]
    written: tuple[str, ...]


def tip(folder: Path) -> Tip | None:
    """Return how far the record in a folder is; None where there is none that can be read."""
    try:
        return manifest.tip(folder.resolve())
    except (FileNotFoundError, ManifestDamaged):
        return None


def add(folder: Path, envelopes: Sequence[Envelope], *, at: datetime, assets: Path = ASSETS) -> Addition | None:
    """Show at `at` (an aware datetime) what a record does not show yet of editions; None where it has to be built.

    `envelopes` are the editions that are new, or of which the embargo ended, with all others about their subjects.
    Raises generations.NotOurFolder, disk.RecordNotWritten; then the record is as it was, or the next comer finishes it.
    """
    with disk.renewing(folder), generations.changing(folder) as places:
        current, reached = places.current(), tip(folder)
        if current is None or reached is None or reached.rendering != plan.fingerprint(assets / "fonts"):
            return None
        visible, numbers = _chosen(envelopes, reached, at)
        if not numbers:
            return None
        files, entries = _rendered(visible, numbers, assets / "fonts")
        outdated = [twin for path in entries for twin in twins.names(path)]
        sealed = tuple(one.number for one in visible.sealed)
        amendment = Amendment(previous=reached.sha256, numbers=numbers, sealed=sealed, files=entries)
        number = reached.amendments + 1
        listed = {manifest.amendment_name(number): amendment.written()}  # first: it tells of what a copy may lack
        journal.put(places.store, current, listed | files, gone=outdated, name=str(number))
        return Addition(numbers, tuple(entries))


def carry_over(current: Path, fresh: Path, *, after: int, onto: Manifest, previous: str) -> None:
    """Take over into a fresh generation what was added to the current one, by the amendments `after` one, and which its
    manifest `onto`, with the own hash `previous`, does not show yet.

    Raises OSError where a file cannot be written, or was replaced while the fresh generation kept it.
    """
    number = 0
    for amendment in manifest.amendments_after(current, after):
        if max(amendment.numbers) <= onto.last and amendment.opened.isdisjoint(onto.sealed):
            _refuse_mixture(fresh, amendment, onto)
            continue
        number += 1
        chained = replace(amendment, previous=previous)
        disk.make_folders(fresh, amendment.files)
        for path in amendment.files:
            for name in (path, *twins.names(path)):
                (fresh / name).unlink(missing_ok=True)
            disk.link(f"{current}/{path}", f"{fresh}/{path}")
        listed = fresh / manifest.amendment_name(number)
        disk.write(listed, chained.written(), instead_of=current / listed.name)
        disk.sync([listed, *disk.folders(fresh, amendment.files)])
        previous = chained.sha256


def _refuse_mixture(fresh: Path, amendment: Amendment, onto: Manifest) -> None:
    for path in amendment.files:
        if path in onto.files and sha256((fresh / path).read_bytes()) != onto.files[path].sha256:
            raise OSError(f"{path} was replaced while it was kept; build again")


def _chosen(envelopes: Sequence[Envelope], reached: Tip, at: datetime) -> tuple[PublicEditions, tuple[int, ...]]:
    """Return which editions are to be added, by number, and what the public sees of their subjects with them."""
    visible = public(envelopes, at)
    shown = {one.number for one in visible.editions if one.number <= reached.shown} - reached.sealed
    opened = [one.number for one in visible.editions if one.number in reached.sealed and _is_direct(one)]
    ready = {one.number for one in visible.editions if _is_direct(one)} | {one.number for one in visible.sealed}
    fresh = takewhile(ready.__contains__, range(reached.shown + 1, visible.last + 1))
    numbers = (*opened, *fresh)
    chosen = shown | set(numbers)
    return PublicEditions(
        editions=tuple(one.opened() for one in visible.editions if one.number in chosen),  # threads ask no database
        sealed=tuple(one for one in visible.sealed if one.number in chosen),
    ), numbers


def _is_direct(edition: Envelope) -> bool:
    return edition.has_content and plan.is_direct(edition)


def _rendered(
    visible: PublicEditions, numbers: Sequence[int], fonts: Path
) -> tuple[dict[str, bytes], dict[str, Entry]]:
    files: dict[str, bytes] = {}
    entries: dict[str, Entry] = {}
    with ThreadPoolExecutor(_RENDERERS) as renderers:
        for task, made in renderers.map(_made, plan.direct(visible, numbers, fonts)):
            files |= made
            entries |= {path: Entry.of(content, task.key) for path, content in made.items()}
    return files, entries


def _made(task: Task) -> tuple[Task, dict[str, bytes]]:
    return task, dict(task.files())
