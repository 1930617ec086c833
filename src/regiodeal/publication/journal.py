"""Several files put into a folder, and others removed, as one act: after a crash either nothing of it happened, or the
next comer does the rest too.

The files are staged beside the generations, a journal that names them is written, and then each is renamed to its
place. Whoever finds a journal finishes what it says before doing anything else.
"""

import json
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from regiodeal.common.hashing import canonical
from regiodeal.publication import disk

_JOURNAL = "journal.json"
_STAGED = "staged-"


def put(store: Path, generation: Path, files: Mapping[str, bytes], *, gone: Collection[str] = (), name: str) -> None:
    """Put files into a generation, in their order, as one act that first removes those that have to be `gone`.

    `name` tells this act from all others there. Raises OSError, with nothing changed, where the files or the journal
    cannot be written; where one cannot be renamed, the journal stays for the next comer.
    """
    staged = store / f"{_STAGED}{generation.name}-{name}"
    said = {"generation": generation.name, "staged": staged.name, "files": list(files), "gone": list(gone)}
    try:
        _stage(staged, generation, files)
        _write(store, staged, said)
    except BaseException:
        if not is_open(store):
            shutil.rmtree(staged, ignore_errors=True)
        raise
    roll_forward(store, generation)


def is_open(store: Path) -> bool:
    """Tell whether an act was begun and not finished."""
    return (store / _JOURNAL).exists()


def roll_forward(store: Path, current: Path | None) -> None:
    """Finish what was begun, and remove what was only staged."""
    if is_open(store) and current is not None:
        _finish(store, current, json.loads((store / _JOURNAL).read_bytes()))
        (store / _JOURNAL).unlink()
    for leftover in store.glob(f"{_STAGED}*"):
        shutil.rmtree(leftover)


def _finish(store: Path, current: Path, said: dict[str, Any]) -> None:
    if said["generation"] != current.name:
        return  # a newer generation holds it: none takes the place of another before its journal is done
    staged = store / said["staged"]
    disk.make_folders(current, said["files"])
    for path in said.get("gone", ()):  # a journal of an older version names none
        (current / path).unlink(missing_ok=True)
    for number, path in enumerate(said["files"]):
        if (staged / str(number)).exists():
            (staged / str(number)).rename(current / path)
    disk.sync(disk.folders(current, said["files"]))


def _stage(staged: Path, generation: Path, files: Mapping[str, bytes]) -> None:
    staged.mkdir()
    disk.make_folders(generation, files)  # now, so that renaming needs no room on the disk
    for number, (path, content) in enumerate(files.items()):
        disk.write(staged / str(number), content, instead_of=generation / path)


def _write(store: Path, staged: Path, said: dict[str, Any]) -> None:
    draft = store / f"{_JOURNAL}.draft"
    draft.write_bytes(canonical(said))
    disk.sync([*staged.iterdir(), staged, draft])
    draft.rename(store / _JOURNAL)
    disk.sync([store])
