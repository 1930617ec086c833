"""The index with which a browser searches the record: made by pagefind from the pages, and served as plain files."""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from regiodeal.common.errors import Refusal
from regiodeal.common.hashing import canonical, sha256

FOLDER = "pagefind/"
"""Where the index stands in the record."""

AT_MOST = 20_000
"""Pages. An index of more would be too large to make beside other work, and too large for a telephone to use."""

_ITS_OWN_SCREEN = {
    f"pagefind-{name}.{kind}" for name in ("ui", "modular-ui", "component-ui", "highlight") for kind in ("js", "css")
}
"""Files of pagefind for screens of its own; our page has its own, without styles and scripts of others."""

_PAGES = re.compile(
    r"(?:en/)?(?:besluitenlijsten|projecten|pijlers|gemeenten|partijen|berichten)/[^/]+/index\.html"
    r"|(?:en/)?(?:uitvoeringsprogramma|over|agenda|op-de-hoogte)/index\.html"
)
"""What is searched: each subject as it is now, in both languages; older versions and lists would repeat it."""


class SearchFailed(Refusal):
    """Pagefind is not there, or could not index the pages."""


def pages(paths: Iterable[str]) -> list[str]:
    """Return the paths of the pages that are searched, in order; none where there are more than AT_MOST."""
    found = sorted(path for path in paths if _PAGES.fullmatch(path))
    return found if len(found) <= AT_MOST else []


def key(made_by: str, hashes: Mapping[str, str]) -> str:
    """Return the key of an index: what makes it (the version of pagefind is in the fingerprint), and the pages."""
    return sha256(canonical([made_by, "search", *(f"{path} {hashes[path]}" for path in pages(hashes))]))


def files(folder: Path, paths: Iterable[str]) -> dict[str, bytes]:
    """Return the files of the index over the pages of a record in a folder; none where there is nothing to search.

    Raises SearchFailed with what pagefind says.
    """
    found = pages(paths)
    if not found:
        return {}
    with tempfile.TemporaryDirectory() as work:
        site, made = Path(work) / "site", Path(work) / "index"
        for path in found:
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).symlink_to((folder / path).absolute())
        _run("--site", str(site), "--output-path", str(made), "--root-selector", "main")
        written = (path for path in made.rglob("*") if path.is_file() and path.name not in _ITS_OWN_SCREEN)
        return {f"{FOLDER}{path.relative_to(made).as_posix()}": _content(path) for path in sorted(written)}


def _content(path: Path) -> bytes:
    """Return what a file holds; pagefind writes the languages of its list in an order that differs each time."""
    if path.suffix != ".json":
        return path.read_bytes()
    return json.dumps(json.loads(path.read_bytes()), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _run(*options: str) -> None:
    command = [sys.executable, "-m", "pagefind", *options]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SearchFailed("the search index was not made: {error}", error=(done.stderr or done.stdout).strip()[-500:])
