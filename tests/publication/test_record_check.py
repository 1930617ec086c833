"""The proof of a record: any change is found and named, and a record that is right passes."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from regiodeal.common.hashing import canonical
from regiodeal.publication import manifest, published, record, record_check, twins
from regiodeal.publication.envelope import Envelope
from regiodeal.publication.record_check import check
from tests.publication.rendering import samples

AT = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small record that every test leaves as it found it."""
    folder = tmp_path_factory.mktemp("check") / "deal"
    record.build(folder, samples.small(), at=AT)
    return folder.resolve()


@pytest.fixture
def folder(small_record: Path) -> Path:
    """Return a small record to damage."""
    return small_record.resolve()


def named(folder: Path) -> set[str]:
    """Return the files that the proof names."""
    return {finding.path for finding in check(folder)}


@pytest.mark.parametrize("editions", [samples.small, samples.envelopes, samples.eventful])
@pytest.mark.parametrize("at", [AT, datetime(2027, 1, 1, tzinfo=UTC)])
def test_a_record_that_is_right_passes(tmp_path: Path, editions: Callable[[], list[Envelope]], at: datetime) -> None:
    """Quiet or eventful, with an embargo or after it."""
    record.build(tmp_path / "deal", editions(), at=at)
    assert check(tmp_path / "deal") == []


def files_of(folder: Path) -> dict[str, bytes]:
    """Return all files of a record."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def changed(content: bytes) -> bytes:
    """Return a content with one bit of its middle turned over."""
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def one_of_each(paths: Iterable[str]) -> list[str]:
    """Return a file of each sort."""
    return sorted({path.rpartition(".")[2]: path for path in sorted(paths)}.values())


def test_one_changed_byte_anywhere_is_found_and_named(built: Path) -> None:
    """In a file of every sort at once, and in each of those that the proof rests on: those files, and no others."""
    files = files_of(built)
    grounds = ({"manifest.json"}, {"edities/0001.json"}, {"edities/0003.json"})
    rest = one_of_each(path for path in files if not path.startswith(("pagefind/", "edities/", "manifest")))
    packed = {path for path in rest if path.endswith((".br", ".gz"))}
    others = set(rest) - packed
    assert len(others) > 12
    for chosen in (others, packed, *grounds):
        for path in chosen:
            (built / path).write_bytes(changed(files[path]))
        assert named(built) == chosen
        for path in chosen:
            (built / path).write_bytes(files[path])
    assert check(built) == []


def test_a_changed_byte_in_every_file_is_named_for_each(folder: Path) -> None:
    """All at once, but for the files that the proof rests on, and their twins."""
    files = files_of(folder)
    kept = {path for path in files if path == "manifest.json" or path.endswith((".br", ".gz"))}
    kept |= {path for path in files if path.startswith("edities/") and path.endswith(".json")}
    for path in files.keys() - kept:
        (folder / path).write_bytes(changed(files[path]))
    assert named(folder) == files.keys() - kept


def test_every_changed_twin_is_named(folder: Path) -> None:
    """One that opens to something else, one that stops half-way, and one with more behind it."""
    twins_ = [path for path in files_of(folder) if path.endswith((".br", ".gz"))]
    assert len(twins_) > 40
    for number, path in enumerate(twins_):
        content = (folder / path).read_bytes()
        harm = [
            changed(content),
            content[: len(content) // 2],
            content + b"more",
            b"",
            content[:4] + b"x" + content[5:],
        ]
        (folder / path).write_bytes(harm[number % 5])
    assert named(folder) == set(twins_)


def test_a_copy_without_twins_is_a_record(folder: Path) -> None:
    """No page leads to a twin, so that a copy that was made over the web has none."""
    for path in files_of(folder):
        if path.endswith((".br", ".gz")):
            (folder / path).unlink()
    assert check(folder) == []


def test_every_missing_file_is_named(folder: Path) -> None:
    """All at once, but for those that make it a record."""
    files = {path for path in files_of(folder) if path != "manifest.json" and not path.endswith((".br", ".gz"))}
    for path in files - {"edities/0001.json"}:
        (folder / path).unlink()
    assert named(folder) == files - {"edities/0001.json"}


def test_a_file_too_many_is_named(folder: Path) -> None:
    """Nothing can be slipped in."""
    (folder / "projecten/extra.html").write_text("nep")
    assert named(folder) == {"projecten/extra.html"}


def consistently(folder: Path, path: str, content: bytes) -> None:
    """Change or add a file and let the manifest agree, as a clever forger would."""
    (folder / path).write_bytes(content)
    found = manifest.read(folder)
    packed = twins.of(path, content)
    for suffix, data in packed.items():
        (folder / f"{path}.{suffix}").write_bytes(data)
    files = {**found.files, path: manifest.Entry.of(content, "0" * 64).with_twins(packed)}
    replace(found, files=files).write(folder)


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "uitvoeringsprogramma/versie-1/index.html",
        "grootboek/index.html",
        "data/besluiten.csv",
        "feed.atom",
        "besluitenlijsten/2021-06-04-stuurgroep/versie-1/besluitenlijst.pdf",
    ],
)
def test_a_forged_page_is_found_though_the_manifest_agrees(folder: Path, path: str) -> None:
    """Each page is made again from the editions and compared."""
    consistently(folder, path, (folder / path).read_bytes().replace(b"0", b"9", 1))
    assert named(folder) == {path}


def test_an_added_page_is_found_though_the_manifest_agrees(folder: Path) -> None:
    """No edition gives such a page."""
    consistently(folder, "projecten/extra.html", b"nep")
    assert named(folder) == {"projecten/extra.html"}


def test_a_forged_edition_is_found_though_the_manifest_agrees(folder: Path) -> None:
    """The hash of the edition covers its content."""
    content = json.loads((folder / "edities/0001.json").read_bytes())
    content["snapshot"]["items"][0]["contribution_cents"] += 100
    consistently(folder, "edities/0001.json", canonical(content))
    assert "edities/0001.json" in named(folder)


def forged(change: Callable[[list[dict[str, Any]]], None], tmp_path: Path) -> Path:
    """Return a record in which all hashes agree and the snapshots were changed before they were frozen."""
    snapshots = json.loads(json.dumps([envelope.snapshot for envelope in samples.small()]))
    change(snapshots)
    made = samples.Chain()
    for envelope, snapshot in zip(samples.small(), snapshots, strict=True):
        made.add(envelope.kind, envelope.subject, snapshot)
    record.build(tmp_path / "forged", made.envelopes, at=AT)
    return tmp_path / "forged"


def _more_contribution(snapshots: list[dict[str, Any]]) -> None:
    snapshots[0]["items"][0]["contribution_cents"] += 1


def _more_in_total(snapshots: list[dict[str, Any]]) -> None:
    snapshots[2]["totals"]["awarded_cents"] += 1


def _other_pillar(snapshots: list[dict[str, Any]]) -> None:
    snapshots[2]["pillars"][0]["free_cents"] += 1
    snapshots[2]["pillars"][1]["free_cents"] -= 1


def _more_pledged(snapshots: list[dict[str, Any]]) -> None:
    snapshots[2]["sources"][0]["cents"] += 1


def _more_for_a_project(snapshots: list[dict[str, Any]]) -> None:
    snapshots[2]["projects"][0]["contribution_cents"] += 1


def _other_transfer(snapshots: list[dict[str, Any]]) -> None:
    snapshots[1]["transfers"][3]["cents"] += 1


def _missing_transfer(snapshots: list[dict[str, Any]]) -> None:
    del snapshots[1]["transfers"][3]


def _later_opening(snapshots: list[dict[str, Any]]) -> None:
    snapshots[1]["opening"] = "1" * 64


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (_more_contribution, "edities/0001.json"),
        (_other_transfer, "edities/0002.json"),
        (_missing_transfer, "edities/0002.json"),
        (_later_opening, "edities/0002.json"),
        (_more_in_total, "edities/0003.json"),
        (_other_pillar, "edities/0003.json"),
        (_more_pledged, "edities/0003.json"),
        (_more_for_a_project, "edities/0003.json"),
    ],
)
def test_a_figure_that_the_ledger_contradicts_is_found(
    tmp_path: Path, change: Callable[[list[dict[str, Any]]], None], path: str
) -> None:
    """Even where every hash agrees, the figures are counted again from the transfers."""
    assert path in named(forged(change, tmp_path))


def test_what_is_no_record_is_refused(tmp_path: Path) -> None:
    """An empty folder proves nothing."""
    with pytest.raises(published.NotARecord):
        check(tmp_path)


def test_a_generation_that_is_cleared_away_meanwhile_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two builds put others in its place while it is looked at: then the newest is proved."""
    link = tmp_path / "deal"
    record.build(link, samples.small(), at=AT)
    look = record_check._check
    looked: list[str] = []

    def slowly(folder: Path, assets: Path) -> list[record_check.Finding]:
        looked.append(folder.name)
        if len(looked) == 1:
            for _ in range(2):
                record.build(link, samples.small(), at=AT, full=True)
        return look(folder, assets)

    monkeypatch.setattr(record_check, "_check", slowly)
    assert record_check.check(link) == []
    assert looked == ["1", "3"]


def test_a_record_that_never_stands_still_is_said_to_be_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is never called sound without having been looked at."""
    link = tmp_path / "deal"
    record.build(link, samples.small(), at=AT)

    def gone(_folder: Path, _assets: Path) -> list[record_check.Finding]:
        record.build(link, samples.small(), at=AT, full=True)
        raise FileNotFoundError

    monkeypatch.setattr(record_check, "_check", gone)
    with pytest.raises(record_check.NeverStill, match="try again"):
        record_check.check(link)
