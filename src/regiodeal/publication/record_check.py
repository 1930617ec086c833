"""Prove a record from its files alone: nothing was changed, removed or inserted, and every figure adds up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from regiodeal.common.hashing import GENESIS, canonical, sha256
from regiodeal.publication import manifest, recount, search_index
from regiodeal.publication.envelope import Envelope, hash_of
from regiodeal.publication.manifest import Manifest, ManifestDamaged
from regiodeal.publication.record import ASSETS, NotARecord, edition_from, joined_transfers
from regiodeal.publication.recount import Finding
from regiodeal.publication.rendering import pages, paths, plan
from regiodeal.publication.visibility import WITHDRAW, PublicEditions, Sealed

__all__ = ["Finding", "check"]


@dataclass(frozen=True)
class _Editions:
    sound: PublicEditions
    findings: list[Finding]


def check(folder: Path, *, assets: Path = ASSETS) -> list[Finding]:
    """Return everything in a record that is not as it should be; an empty list proves it.

    The pages are made again with this program and the fonts in `assets`, and compared byte for byte.
    Raises record.NotARecord where the folder holds no record.
    """
    folder = folder.resolve()  # one generation, also where a builder puts the next in its place meanwhile
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    if paths.MANIFEST not in files and not any(path.startswith(paths.EDITIONS) for path in files):
        raise NotARecord(
            "{folder} holds no {file} and no {editions}: it is not a record",
            folder=str(folder),
            file=paths.MANIFEST,
            editions=paths.EDITIONS,
        )
    listed, findings = _manifest(files)
    findings += _files(files, listed)
    editions = _editions(files)
    findings += _unnamed(editions.findings, findings)
    if not any(finding.path.startswith(paths.EDITIONS) for finding in findings):
        findings += _figures(editions.sound)
    return findings + _unnamed(_renderings(files, editions, listed, assets), findings)


def _manifest(files: dict[str, Path]) -> tuple[Manifest | None, list[Finding]]:
    path = files.get(paths.MANIFEST)
    if path is None:
        return None, [Finding(paths.MANIFEST, "the list of files", "a file", "missing")]
    try:
        return manifest.parse(path.read_bytes()), []
    except ManifestDamaged as error:
        return None, [Finding(paths.MANIFEST, "the list of files", "as it was written", str(error))]


def _files(files: dict[str, Path], listed: Manifest | None) -> list[Finding]:
    if listed is None:
        return []
    found = []
    for path, entry in listed.files.items():
        if path not in files:
            found.append(Finding(path, "a file of the record", entry.sha256, "missing"))
        elif (actual := sha256(files[path].read_bytes())) != entry.sha256:
            found.append(Finding(path, "the hash in the manifest", entry.sha256, actual))
    extra = files.keys() - listed.files.keys() - {paths.MANIFEST}
    return found + [
        Finding(path, "a file that the manifest does not name", "nothing", "a file") for path in sorted(extra)
    ]


def _editions(files: dict[str, Path]) -> _Editions:
    """Return the editions that hold, and what is wrong with the others and with the chain."""
    opened: list[Envelope] = []
    sealed: list[Sealed] = []
    findings: list[Finding] = []
    previous: str | None = GENESIS
    names = {name for name in files if name.startswith(paths.EDITIONS) and name.endswith(".json")}
    for number in range(1, len(names) + 1):
        path = paths.edition(number)
        if path not in names:
            findings.append(Finding(path, "an edition of the chain", "a file", "missing"))
            previous = None
            continue
        data = files[path].read_bytes()
        edition, wrong = _edition(path, data, number, previous)
        findings += wrong
        previous = None if edition is None or wrong else edition.sha256
        if isinstance(edition, Sealed) and not wrong:
            sealed.append(edition)
        if isinstance(edition, Envelope) and not wrong:
            opened.append(edition)
    findings += _withdrawals(opened)
    return _Editions(PublicEditions(editions=tuple(opened), sealed=tuple(sealed)), findings)


def _edition(
    path: str, data: bytes, number: int, previous: str | None
) -> tuple[Envelope | Sealed | None, list[Finding]]:
    try:
        edition = edition_from(data)
        written = canonical(edition.as_published())
    except (ValueError, TypeError) as error:
        return None, [Finding(path, "an edition", "as it was published", str(error))]
    wrong = [] if written == data else [Finding(path, "the bytes of the edition", "canonical JSON", "other bytes")]
    wrong += _differs(path, "its place in the chain", number, edition.number)
    if previous is not None:
        wrong += _differs(path, "the hash of the edition before it", previous, edition.previous)
    if isinstance(edition, Envelope):
        wrong += _differs(path, "the hash of the edition", hash_of(edition.header()), edition.sha256)
        if edition.snapshot is not None:
            content = sha256(canonical(edition.snapshot))
            wrong += _differs(path, "the hash of the snapshot", content, edition.snapshot_sha256)
    return edition, wrong


def _withdrawals(opened: list[Envelope]) -> list[Finding]:
    last = {(one.kind, one.subject): one.number for one in opened if one.act == WITHDRAW}
    findings = []
    for edition in opened:
        withdrawn = edition.number <= last.get((edition.kind, edition.subject), 0)
        expected, found = ("no content" if withdrawn else "content"), ("content" if edition.snapshot else "no content")
        findings += _differs(paths.edition(edition.number), "whether its content is public", expected, found)
    return findings


def _figures(public: PublicEditions) -> Iterator[Finding]:
    yield from recount.chain(public.current(paths.LEDGER), complete=not public.sealed)
    if public.sealed:
        return  # part of the ledger may be under embargo: the figures can be recounted when it ends
    transfers = joined_transfers(public)
    for envelope in public.editions:
        if envelope.kind == paths.PROGRAMME and envelope.snapshot is not None:
            yield from recount.programme(envelope, transfers)
    for envelope in public.current(paths.DECISION_LIST):
        yield from recount.decision_list(envelope, transfers)


def _renderings(
    files: dict[str, Path], editions: _Editions, listed: Manifest | None, assets: Path
) -> Iterator[Finding]:
    """Yield each file that differs from what the editions give; with a broken chain, only files of sound editions."""
    fonts, wanted = assets / "fonts", set()
    tasks = [task.render for task in plan.of(editions.sound, fonts)]
    if editions.findings:
        sound = editions.sound.editions
        tasks = [lambda envelope=envelope: pages.of_edition(envelope, fonts) for envelope in sound]  # type: ignore[misc]
    other = "" if listed is None or listed.rendering == plan.fingerprint(fonts) else " (made by another version)"
    for render in tasks:
        for path, content in render().items():
            wanted.add(path)
            if path not in files:
                yield Finding(path, "a file that the editions give", sha256(content), "missing")
            elif (actual := files[path].read_bytes()) != content:
                yield Finding(path, f"what the editions give{other}", sha256(content), sha256(actual))
    if not editions.findings:
        shared = {path for path in files if path.startswith((paths.ASSETS, search_index.FOLDER))} | {paths.MANIFEST}
        for path in sorted(files.keys() - wanted - shared):
            yield Finding(path, "a file that no edition gives", "nothing", "a file")


def _unnamed(more: Iterable[Finding], findings: list[Finding]) -> list[Finding]:
    """Return the findings about files that nothing was found about before: one cause, one finding."""
    named = {finding.path for finding in findings}
    return [finding for finding in more if finding.path not in named]


def _differs(path: str, what: str, expected: object, found: object) -> list[Finding]:
    return [] if expected == found else [Finding(path, what, str(expected), str(found))]
