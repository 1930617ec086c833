"""Style sheet, fonts and icon that every page of a record uses, as the asset build made them."""

from collections.abc import Iterator
from pathlib import Path

import regiodeal
from regiodeal.common.errors import Refusal
from regiodeal.common.hashing import canonical, sha256
from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.plan import Task

ASSETS = Path(regiodeal.__file__).parent / "web" / "static" / "regiodeal"
"""Where the asset build puts them."""

_FILES = ("record.css", "search.js", "favicon.svg", "fonts/*.woff2", "fonts/*.txt")


class AssetsMissing(Refusal):
    """The style sheet and the fonts are not there: the assets have not been built."""


def task(assets: Path) -> Task:
    """Return the task that gives them. Raises AssetsMissing."""
    files = {f"{paths.ASSETS}{path.relative_to(assets)}": path.read_bytes() for path in _found(assets)}
    if paths.STYLE not in files:
        raise AssetsMissing(
            "No style sheet in {folder}: run `npm ci` and `node assets/build.mjs` first", folder=str(assets)
        )
    key = sha256(canonical(["assets", *(f"{path} {sha256(content)}" for path, content in files.items())]))
    return Task(key, lambda: files)


def _found(assets: Path) -> Iterator[Path]:
    for pattern in _FILES:
        yield from sorted(assets.glob(pattern))
