"""The record on disk: only what changed is written, and the old record stays whole whatever happens."""

import errno
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from regiodeal.publication import asset_files, disk, generations, manifest, published, record, record_check
from regiodeal.publication.envelope import Envelope
from tests.publication.rendering import samples
from tests.publication.rendering.sample_data import DECIDED, MEETING
from tests.publication.rendering.sample_snapshots import decision_list, item

AT = datetime(2026, 11, 24, tzinfo=UTC)
AFTER_EMBARGO = datetime(2026, 12, 2, tzinfo=UTC)
BUILDER = """
import django, sys
django.setup()
from datetime import UTC, datetime
from pathlib import Path
from regiodeal.publication import record
from tests.publication.rendering import samples
editions = samples.small()
print("ready", flush=True)
for round in range(int(sys.argv[2]), 200):  # an end, should nobody kill it
    chosen = editions if round % 2 else editions[:3]
    record.build(Path(sys.argv[1]), chosen, at=datetime(2026, 11, 24, tzinfo=UTC), full=round % 2 == 0)
"""


@pytest.fixture
def folder(small_record: Path) -> Path:
    """Return the folder of a small record that has been built."""
    return small_record


def is_twin(path: str) -> bool:
    """Whether a path is that of a compressed twin."""
    return path.endswith((".br", ".gz"))


def inodes(folder: Path) -> dict[str, int]:
    """Return which file on the disk each path is."""
    return {str(path.relative_to(folder)): path.stat().st_ino for path in folder.rglob("*") if path.is_file()}


def test_a_build_reports_what_it_wrote(tmp_path: Path) -> None:
    """Every file but the manifest itself is in the report and in the manifest."""
    folder = tmp_path / "deal"
    report = record.build(folder, samples.small(), at=AT)
    assert report.generation == 1
    assert set(report.written) | {"manifest.json"} == {path for path in inodes(folder) if not is_twin(path)}
    assert set(report.written) == manifest.read(folder).files.keys()
    assert (report.kept, report.removed) == ((), ())


def test_nothing_changed_makes_no_new_generation(folder: Path) -> None:
    """A second build with the same editions writes nothing at all."""
    before = folder.readlink()
    report = record.build(folder, samples.small(), at=AT)
    assert (report.generation, report.written, report.removed) == (None, (), ())
    assert folder.readlink() == before


def test_what_takes_the_place_of_a_file_is_a_second_newer(folder: Path) -> None:
    """A reader who has the old one is never told that nothing changed, however soon the new one came; twins alike."""
    late = 2_000_000_000
    for path in folder.resolve().rglob("*"):
        os.utime(path, (late + 0.9, late + 0.9))
    before = {name: (folder / name).read_bytes() for name in inodes(folder)}
    made = samples.Chain(samples.small())
    made.add("decision-list", MEETING, decision_list([item(1, DECIDED[0], reason="x")]), act="correct", reason="Fout.")
    record.build(folder, made.envelopes, at=AT)
    changed = {name for name in inodes(folder).keys() & before if (folder / name).read_bytes() != before[name]}
    assert {"index.html", "index.html.br", "index.html.gz", "manifest.json"} <= changed
    for name in changed:
        assert int((folder / name).stat().st_mtime) == late + 1, name


def test_only_what_changed_is_written(folder: Path) -> None:
    """A new edition leaves the files of the others as they are, on the same place on the disk."""
    before = inodes(folder)
    made = samples.Chain(samples.small())
    made.add("decision-list", MEETING, decision_list([item(1, DECIDED[0], reason="x")]), act="correct", reason="Fout.")
    report = record.build(folder, made.envelopes, at=AT)
    after = inodes(folder)
    assert f"besluitenlijsten/{MEETING}/versie-2/besluitenlijst.pdf" in report.written
    assert f"besluitenlijsten/{MEETING}/index.html" in report.written
    kept = {path for path in before.keys() & after.keys() if before[path] == after[path]}
    assert f"besluitenlijsten/{MEETING}/versie-1/besluitenlijst.pdf" in kept
    assert "uitvoeringsprogramma/versie-1/index.html" in kept
    assert {path for path in kept if not is_twin(path)} == set(report.kept)


def test_building_step_by_step_gives_what_building_at_once_gives(tmp_path: Path) -> None:
    """The order in which editions arrive leaves no trace."""
    editions = samples.eventful()
    step, once = tmp_path / "step", tmp_path / "once"
    for count in (1, 4, 38, 39, len(editions)):
        record.build(step, editions[:count], at=AT)
    record.build(step, editions, at=AFTER_EMBARGO)
    record.build(once, editions, at=AFTER_EMBARGO)
    assert {path: (step / path).read_bytes() for path in inodes(step)} == {
        path: (once / path).read_bytes() for path in inodes(once)
    }


def test_the_generation_before_stays_for_readers(folder: Path) -> None:
    """A reader that opened the old generation can go on; older ones are removed."""
    for _ in range(3):
        record.build(folder, samples.small(), at=AT, full=True)
    store = folder.parent / ".deal-generations"
    assert sorted(path.name for path in store.iterdir() if path.is_dir()) == ["3", "4"]


def test_what_was_withdrawn_is_not_on_the_disk_any_more(folder: Path) -> None:
    """Not in the record, and not in a generation behind it either."""
    made = samples.Chain(samples.small())
    made.add("project-page", "iq-blvd", None, act="withdraw", reason="Op verzoek.")
    report = record.build(folder, made.envelopes, at=AT)
    assert "projecten/iq-blvd/versie-1/project.json" in report.removed
    store = folder.parent / ".deal-generations"
    assert [path.name for path in store.iterdir() if path.is_dir()] == ["2"]
    assert list(store.rglob("iq-blvd/versie-1")) == []


def test_an_embargo_ends_by_itself(tmp_path: Path) -> None:
    """Before the moment only the seal is there, after it everything."""
    made = samples.Chain(samples.small())
    made.add("project-page", "iq-blvd", made.envelopes[3].snapshot, embargo_until=samples.SEALED_UNTIL)
    folder = tmp_path / "deal"
    record.build(folder, made.envelopes, at=AT)
    assert set(json.loads((folder / "edities/0006.json").read_text())) == {
        "form", "deal", "number", "previous", "sha256", "sealed", "embargo_until",
    }  # fmt: skip
    assert not (folder / "projecten/iq-blvd/versie-2").exists()
    record.build(folder, made.envelopes, at=AFTER_EMBARGO)
    assert (folder / "projecten/iq-blvd/versie-2/index.html").is_file()
    assert record_check.check(folder) == []


@pytest.mark.parametrize("make", ["folder", "file", "link"])
def test_what_we_did_not_make_is_not_touched(tmp_path: Path, make: str) -> None:
    """A real folder, a file, or somebody else's link: a clear refusal, and nothing changes."""
    place = tmp_path / "deal"
    if make == "folder":
        place.mkdir()
        (place / "thesis.txt").write_text("years of work")
    elif make == "file":
        place.write_text("years of work")
    else:
        (tmp_path / "elsewhere").mkdir()
        place.symlink_to("elsewhere")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(generations.NotOurFolder):
        record.build(place, samples.small(), at=AT)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_full_disk_leaves_the_old_record_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says that nothing was renewed; the next build works."""
    write, written = Path.write_bytes, 0

    def full(path: Path, data: bytes) -> int:
        nonlocal written
        written += 1
        if written > 7:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return write(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(disk.RecordNotWritten, match="No space left"):
            record.build(folder, samples.small(), at=AT, full=True)
    assert record_check.check(folder) == []
    assert record.build(folder, samples.small(), at=AT, full=True).generation == 2


def test_a_record_needs_editions_and_assets(tmp_path: Path) -> None:
    """Two mistakes of an operator, each with its own message."""
    with pytest.raises(record.NothingToPublish):
        record.build(tmp_path / "deal", [], at=AT)
    with pytest.raises(asset_files.AssetsMissing, match="npm ci"):
        record.build(tmp_path / "deal", samples.small(), at=AT, assets=tmp_path)


def test_a_damaged_generation_is_built_anew(folder: Path) -> None:
    """A file that is gone or cut off is not kept."""
    (folder / "index.html").unlink()
    record.build(folder, samples.small(), at=AT)
    assert record_check.check(folder) == []


def test_an_edition_is_read_back_as_it_was(folder: Path) -> None:
    """The files alone hold everything; a snapshot is read when it is asked for."""
    found = [published.edition(path) for path in sorted((folder / "edities").glob("*.json"))]
    assert found == samples.small()
    assert [one.snapshot for one in found if isinstance(one, Envelope)] == [one.snapshot for one in samples.small()]


def test_proving_what_is_no_record_is_refused(tmp_path: Path) -> None:
    """An empty folder is not a record."""
    with pytest.raises(published.NotARecord):
        record_check.check(tmp_path)


@contextmanager
def builder(folder: Path, start: int) -> Iterator[subprocess.Popen[str]]:
    """Start a process that builds two records over and over, and kill it without warning in the end."""
    environment = {**os.environ, "PYTHONPATH": "src:."}
    process = subprocess.Popen(
        [sys.executable, "-c", BUILDER, str(folder), str(start)], stdout=subprocess.PIPE, text=True, env=environment
    )
    with process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            yield process
            assert process.poll() is None
        finally:
            process.kill()


def test_a_builder_killed_at_any_moment_leaves_a_whole_record(folder: Path) -> None:
    """Killed many times at random moments: each time the record is whole, and in the end nothing is left behind."""
    moments = random.Random(20211106)
    for round_ in range(6):
        with builder(folder, round_):
            time.sleep(moments.uniform(0, 0.35))
        assert record_check.check(folder) == []
    record.build(folder, samples.small(), at=AT, full=True)
    store = folder.parent / ".deal-generations"
    assert len([path for path in store.iterdir() if path.is_dir()]) <= 2
    assert not (store / "next").exists()


def test_two_builders_wait_for_each_other(folder: Path) -> None:
    """A reader finds a manifest that is whole at every moment, and what two processes built at once holds."""
    with builder(folder, 0), builder(folder, 1):
        for _ in range(100):
            time.sleep(0.01)
            assert manifest.read(folder).files
    assert record_check.check(folder) == []
