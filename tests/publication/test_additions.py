"""What is published is public at once: as one act, without a build, and whatever happens meanwhile."""

import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from regiodeal.publication import additions, disk, generations, journal, manifest, record, record_check, twins
from regiodeal.publication.envelope import Envelope
from tests.publication.rendering import samples
from tests.publication.rendering.sample_data import DECIDED, MEETING
from tests.publication.rendering.sample_ledger import Ledger
from tests.publication.rendering.sample_snapshots import decision_list, item, project_page

AT = datetime(2026, 11, 24, tzinfo=UTC)
AFTER_EMBARGO = datetime(2026, 12, 2, tzinfo=UTC)
ADDER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from regiodeal.config.database import set_up_texts
set_up_texts()
from regiodeal.publication import additions
from tests.publication import test_additions
editions = test_additions.longer(60)
print("ready", flush=True)
for count in range(6, len(editions) + 1):
    additions.add(Path(sys.argv[1]), editions[:count], at=datetime(2026, 11, 24, tzinfo=UTC))
"""


def longer(more: int) -> list[Envelope]:
    """Return the editions of a small deal with corrections of its list and pages of its projects after them."""
    made = samples.Chain(samples.small())
    for number in range(more):
        if number % 2:
            made.add("project-page", "iq-blvd", project_page(Ledger(), DECIDED[number % 4]))
        else:
            changed = decision_list([item(1, DECIDED[0], reason=f"reden {number}")])
            made.add("decision-list", MEETING, changed, act="correct", reason=f"Fout {number}.")
    return made.envelopes


@pytest.fixture
def folder(small_record: Path) -> Path:
    """Return the folder of a small record that has been built."""
    return small_record


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files with what they hold."""
    folder = folder.resolve()
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_takes_the_place_of_a_file_is_a_second_newer(folder: Path) -> None:
    """In the generation that is there and in the next one, where it gets its twins."""
    late, page = 2_000_000_000, f"besluitenlijsten/{MEETING}/index.html"
    names = (page, *twins.names(page))

    def seconds() -> set[int]:
        return {int((folder / name).stat().st_mtime) - late for name in names if (folder / name).exists()}

    for name in names:
        os.utime(folder / name, (late + 0.9, late + 0.9))
    additions.add(folder, longer(1), at=AT)
    assert seconds() == {1}
    additions.add(folder, longer(3), at=AT)
    assert seconds() == {2}
    record.build(folder, longer(3), at=AT)
    assert {(folder / name).stat().st_mtime for name in names} == {late + 2}
    additions.add(folder, longer(5), at=AT)
    assert seconds() == {3}
    record.build(folder, longer(5), at=AT)
    assert {(folder / name).stat().st_mtime for name in names} == {late + 3}


def test_what_was_added_has_its_twins_with_the_next_build(folder: Path) -> None:
    """Until then it has none, and none of the page before stays behind."""
    page = f"besluitenlijsten/{MEETING}/index.html"
    assert {*twins.names(page)} <= contents(folder).keys()
    additions.add(folder, longer(1), at=AT)
    assert {*twins.names(page)}.isdisjoint(contents(folder))
    assert "sitemap.xml.br" in contents(folder)
    record.build(folder, longer(1), at=AT)
    after = contents(folder)
    for suffix in twins.SUFFIXES:
        assert twins.opened(suffix, after[f"{page}.{suffix}"], len(after[page])) == after[page]


def store(folder: Path) -> Path:
    """Return where the generations of a record are."""
    return folder.parent / ".deal-generations"


def test_what_is_new_is_public_without_a_build(folder: Path) -> None:
    """Its own files and the page of its subject, in the generation that is there; the record can still be proved."""
    editions, before = longer(2), contents(folder)
    added = additions.add(folder, editions, at=AT)
    assert added is not None
    assert added.numbers == (6, 7)
    after = contents(folder)
    changed = {path for path in after if after[path] != before.get(path)}
    assert set(added.written) <= changed
    assert "Fout 0." in after[f"besluitenlijsten/{MEETING}/index.html"].decode()
    assert f"besluitenlijsten/{MEETING}/versie-2/besluitenlijst.pdf" in changed
    assert "projecten/iq-blvd/versie-2/index.html" in changed
    assert (after["index.html"], after["manifest.json"]) == (before["index.html"], before["manifest.json"])
    assert folder.readlink().name == "1"
    assert record_check.check(folder) == []
    assert not list(store(folder).glob("staged*"))


def test_a_build_takes_in_what_was_added(folder: Path) -> None:
    """It keeps the files, sums them up, and gives what building at once gives."""
    editions = longer(3)
    for count in (6, 7, 8):
        assert additions.add(folder, editions[:count], at=AT) is not None
    assert manifest.tip(folder).amendments == 3
    report = record.build(folder, editions, at=AT)
    assert f"besluitenlijsten/{MEETING}/versie-2/besluitenlijst.pdf" in report.kept
    assert "index.html" in report.written
    assert manifest.tip(folder).amendments == 0
    record.build(folder.parent / "once", editions, at=AT)
    assert contents(folder) == contents(folder.parent / "once")


def test_nothing_new_adds_nothing(folder: Path) -> None:
    """Nor does a second time."""
    assert additions.add(folder, samples.small(), at=AT) is None
    assert additions.add(folder, longer(1), at=AT) is not None
    assert additions.add(folder, longer(1), at=AT) is None
    assert additions.add(folder.parent / "nergens", longer(1), at=AT) is None


def test_what_takes_away_or_sums_up_waits_for_the_build(folder: Path) -> None:
    """What stands before it in the chain does not wait, what stands after it does."""
    made = samples.Chain(longer(1))
    made.add("project-page", "iq-blvd", None, act="withdraw", reason="Op verzoek.")
    made.add("decision-list", MEETING, decision_list([item(1, DECIDED[0])]), act="correct", reason="Toch niet.")
    added = additions.add(folder, made.envelopes, at=AT)
    assert added is not None
    assert added.numbers == (6,)
    assert "Fout 0." in (folder / f"besluitenlijsten/{MEETING}/index.html").read_text()
    assert additions.add(folder, made.envelopes, at=AT) is None
    assert record_check.check(folder) == []
    record.build(folder, made.envelopes, at=AT)
    made.add("implementation-programme", "programme", samples.small()[2].snapshot)
    assert additions.add(folder, made.envelopes, at=AT) is None


def test_an_embargo_ends_without_a_build(folder: Path) -> None:
    """A sealed edition shows its place at once, and at the moment itself what it says."""
    made = samples.Chain(samples.small())
    page = project_page(Ledger(), DECIDED[1])
    made.add("project-page", "iq-blvd", page, embargo_until=samples.SEALED_UNTIL)
    additions.add(folder, made.envelopes, at=AT)
    assert json.loads((folder / "edities/0006.json").read_text())["sealed"] is True
    assert not (folder / "projecten/iq-blvd/versie-2").exists()
    assert record_check.check(folder) == []
    record.build(folder, made.envelopes, at=AT)
    assert additions.add(folder, made.envelopes, at=AT) is None
    opened = additions.add(folder, made.envelopes, at=AFTER_EMBARGO)
    assert opened is not None
    assert opened.numbers == (6,)
    assert (folder / "projecten/iq-blvd/versie-2/index.html").is_file()
    assert record_check.check(folder) == []
    with pytest.raises(record.RecordIsAhead, match="edition 6"):
        record.build(folder, made.envelopes, at=AT)
    record.build(folder, made.envelopes, at=AFTER_EMBARGO)
    assert record_check.check(folder) == []


def test_a_record_does_not_go_back_by_itself(folder: Path) -> None:
    """A database that was put back from a backup may know less than the public does."""
    additions.add(folder, longer(2), at=AT)
    with pytest.raises(record.RecordIsAhead, match=r"edition 7.*--full"):
        record.build(folder, longer(1), at=AT)
    record.build(folder, longer(1), at=AT, full=True)
    assert not (folder / "edities/0007.json").exists()
    assert record_check.check(folder) == []


def test_a_publication_does_not_wait_for_a_build(folder: Path) -> None:
    """What is added while somebody builds is in the generation of that builder too, and stays public throughout."""
    shown: list[bool] = []

    def publish_half_way(done: int, total: int) -> None:
        if done == total // 2 and not shown:
            added = additions.add(folder, longer(2), at=AT)
            page = (folder / f"besluitenlijsten/{MEETING}/index.html").read_text()
            shown.append(added is not None and "Fout 0." in page)

    record.build(folder, samples.small(), at=AT, full=True, tell=publish_half_way)
    assert shown == [True]
    assert folder.readlink().name == "2"
    assert "Fout 0." in (folder / f"besluitenlijsten/{MEETING}/index.html").read_text()
    assert (manifest.tip(folder).amendments, manifest.tip(folder).shown) == (1, 7)
    assert record_check.check(folder) == []
    record.build(folder, longer(2), at=AT)
    assert record_check.check(folder) == []


@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize("share", [0, 0.5, 1])
def test_a_page_that_is_replaced_while_it_is_kept_has_no_twins_of_the_old_one(
    folder: Path, full: bool, share: float
) -> None:
    """Whether the builder came to it before or after somebody replaced it."""
    page = "projecten/iq-blvd/index.html"
    for known in (3, 5):
        additions.add(folder, longer(known), at=AT)

        def publish(done: int, total: int, more: int = known + 2) -> None:
            if done == int(total * share):
                additions.add(folder, longer(more), at=AT)

        record.build(folder, longer(known), at=AT, full=full, tell=publish)
        assert {*twins.names(page)}.isdisjoint(contents(folder))
        assert record_check.check(folder) == []
    record.build(folder, longer(7), at=AT)
    record.build(folder.parent / "once", longer(7), at=AT)
    assert contents(folder) == contents(folder.parent / "once")


def test_what_a_build_shows_by_itself_is_not_carried_over(folder: Path) -> None:
    """Two do the same work at once: the builder knew the edition that somebody else added."""

    def somebody_adds(_done: int, _total: int) -> None:
        additions.add(folder, longer(2), at=AT)

    record.build(folder, longer(2), at=AT, full=True, tell=somebody_adds)
    assert manifest.tip(folder).amendments == 0
    assert record_check.check(folder) == []


class PowerLost(BaseException):
    """The process is gone, whatever it was doing."""


STEPS = ("_stage", "_write", "_finish", "remove", "rename", "settle")


def killed_at(step: str, patch: pytest.MonkeyPatch) -> None:
    """Let the next act stop before one of its steps; before removing or renaming a file in four of ten cases."""
    chance = random.Random(4)

    def stop(*_args: object, **_options: object) -> None:
        raise PowerLost

    if step in {"_stage", "_write", "_finish"}:
        patch.setattr(journal, step, stop)
        return
    name = "rename" if step == "rename" else "unlink"
    act: Callable[..., object] = getattr(Path, name)

    def sometimes(path: Path, *args: object, **options: object) -> object:
        if (path.name == "journal.json") if step == "settle" else chance.random() < 0.4:
            raise PowerLost
        return act(path, *args, **options)

    patch.setattr(Path, name, sometimes)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("comer", ["publisher", "builder", "prover"])
def test_whoever_comes_next_finishes_or_forgets_what_was_begun(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str, comer: str
) -> None:
    """The old state or the new one, at whatever step it stops."""
    before, editions = contents(folder), longer(1)
    with monkeypatch.context() as patch:
        killed_at(step, patch)
        with pytest.raises(PowerLost):
            additions.add(folder, editions, at=AT)
    begun = journal.is_open(store(folder))
    if comer == "prover":
        assert record_check.check(folder) == []
        assert ("manifest-1.json" in contents(folder)) == begun
        assert begun or contents(folder) == before
    elif comer == "builder":
        record.build(folder, editions, at=AT)
    else:
        additions.add(folder, editions, at=AT)
    assert record_check.check(folder) == []
    if comer != "prover":
        assert (folder / "edities/0006.json").is_file()
        assert not list(store(folder).glob("staged*"))
        assert not journal.is_open(store(folder))


def test_killed_at_any_moment_nothing_is_half_public(folder: Path) -> None:
    """Many times, at random moments, by a signal that no program can catch: each time the record can be proved."""
    moments, killed = random.Random(20211106), 0
    while killed < 6:
        process = subprocess.Popen(
            [sys.executable, "-c", ADDER, str(folder)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(["src", "."])},
        )
        with process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            time.sleep(moments.uniform(0, 0.6))
            if process.poll() is not None:
                break  # a fast machine has added everything
            process.kill()
            killed += 1
        generations.finish(folder)
        assert record_check.check(folder) == []
    assert killed > 3
    assert manifest.tip(folder).shown > 5
    record.build(folder, longer(60), at=AT)
    assert record_check.check(folder) == []


def test_two_publishers_at_once_add_each_edition_once(folder: Path) -> None:
    """One of them finds nothing left to do."""
    editions = longer(8)
    added: list[additions.Addition | None] = []
    workers = [threading.Thread(target=lambda: added.append(additions.add(folder, editions, at=AT))) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [one.numbers for one in added if one] == [tuple(range(6, 14))]
    assert record_check.check(folder) == []


def test_a_closed_folder_says_so_and_stays_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is read-only or full, at the first file that is staged."""

    def closed(path: Path, _data: bytes) -> int:
        raise OSError(30, "Read-only file system", str(path))

    before = contents(folder)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", closed)
        with pytest.raises(disk.RecordNotWritten, match="Read-only"):
            additions.add(folder, longer(1), at=AT)
    assert contents(folder) == before
    assert additions.add(folder, longer(1), at=AT) is not None


def test_a_prover_who_may_not_finish_says_that_a_publication_was_cut_off(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record of somebody else, on a disk that this one may only read."""
    with monkeypatch.context() as patch:
        killed_at("_finish", patch)
        with pytest.raises(PowerLost):
            additions.add(folder, longer(1), at=AT)

    def closed(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(journal, "_finish", closed)
    found = record_check.check(folder)
    assert [finding.what for finding in found] == ["a publication that was cut off"]


def test_a_copy_that_was_made_half_way_is_told_apart(folder: Path, tmp_path: Path) -> None:
    """The manifest comes first, so that what a copy lacks is named."""
    before = contents(folder)
    additions.add(folder, longer(1), at=AT)
    copy = tmp_path / "copy"
    for path, content in {**before, "manifest-1.json": contents(folder)["manifest-1.json"]}.items():
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / path).write_bytes(content)
    assert "edities/0006.json" in {finding.path for finding in record_check.check(copy)}


def test_a_changed_amendment_is_found_and_named(folder: Path) -> None:
    """As every other file, and in what it lists."""
    for count in (1, 2):
        additions.add(folder, longer(count), at=AT)
    for name in ("manifest-1.json", "manifest-2.json"):
        content = (folder / name).read_bytes()
        (folder / name).write_bytes(content.replace(b'"size":', b'"size":1', 1))
        assert {finding.path for finding in record_check.check(folder)} == {name}
        (folder / name).write_bytes(content)
    (folder / "manifest-2.json").rename(folder / "manifest-3.json")
    assert "manifest-3.json" in {finding.path for finding in record_check.check(folder)}


@pytest.mark.parametrize(
    "path", [f"besluitenlijsten/{MEETING}/index.html", "projecten/iq-blvd/versie-2/index.html", "index.html"]
)
def test_a_forged_page_of_an_amended_record_is_found(folder: Path, path: str) -> None:
    """Those that were added and those that wait for the build."""
    additions.add(folder, longer(2), at=AT)
    (folder / path).write_bytes((folder / path).read_bytes().replace(b"e", b"3", 1))
    assert {finding.path for finding in record_check.check(folder)} == {path}
