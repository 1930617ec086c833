"""What every file keeps to: nothing about the machine that it was written on, and a reason for each dependency."""

import re
from pathlib import Path

from tests.architecture.source import ROOT, pyproject, tracked_files

# Spelled in parts, so that this file does not hold what it looks for.
_INDEX_HOSTS = [".".join(parts) for parts in (
    ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("yarnpkg", "com"), ("debian", "org"),
)]  # fmt: skip
_INDEX = re.compile("|".join(map(re.escape, _INDEX_HOSTS)), re.IGNORECASE)
_MACHINE = re.compile(r"(?<![\w./-])/(?:work|root|Users|home/[a-z_][\w-]*)/[\w.]")
_LARGEST = 5_000_000


def test_no_file_names_a_package_index_or_a_path_of_a_machine() -> None:
    texts = {path: text for path in tracked_files() if (text := _text(path))}
    assert len(texts) > 1
    wrong = [
        f"{path.relative_to(ROOT)}:{number}: {match[0]}"
        for path, text in texts.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if (match := _INDEX.search(line) or _MACHINE.search(line))
    ]
    assert not wrong, "\n".join(wrong)


def test_a_path_of_a_machine_is_seen() -> None:
    assert _MACHINE.search("see " + "/".join(["", "home", "anna", "deals"]))
    assert not _MACHINE.search("https://example.org/home/anna/deals")


def test_every_dependency_has_its_reason() -> None:
    project = pyproject()["project"]
    wanted = [
        *project["dependencies"],
        *(name for group in project["optional-dependencies"].values() for name in group),
    ]
    assert wanted
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    without = [name for name in wanted if not any(re.match(rf'\s*"{re.escape(name)}",\s*# \w', line) for line in lines)]
    assert not without, f"no reason: {without}"


def test_every_requirement_is_pinned_with_hashes() -> None:
    files = [path for path in tracked_files() if re.fullmatch(r"requirements.*\.txt", path.name)]
    assert files
    for path in files:
        pinned = path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
        loose = [line for line in pinned if line[:1].isalnum() and not re.search(r"==.*--hash=sha256:", line)]
        assert not loose, f"{path.name}: {loose}"


def _text(path: Path) -> str:
    """Return what a file says, or nothing where it is not text."""
    data = path.read_bytes()
    return "" if len(data) > _LARGEST or b"\0" in data[:8000] else data.decode("utf-8", errors="replace")
