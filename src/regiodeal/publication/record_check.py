"""Prove a record from its files alone: nothing was changed, removed or inserted, and every figure adds up."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from regiodeal.common.errors import Refusal
from regiodeal.common.hashing import GENESIS, canonical, sha256
from regiodeal.publication import amended, generations, manifest, published, recount, search_index, twins
from regiodeal.publication.asset_files import ASSETS
from regiodeal.publication.envelope import Envelope, hash_of
from regiodeal.publication.generations import NotOurFolder
from regiodeal.publication.manifest import Entry, Manifest, ManifestDamaged
from regiodeal.publication.published import NotARecord
from regiodeal.publication.recount import Finding
from regiodeal.publication.rendering import paths, plan
from regiodeal.publication.rendering.plan import Task
from regiodeal.publication.visibility import WITHDRAW, PublicEditions, Sealed

__all__ = ["Finding", "check"]

_ATTEMPTS = 3
"""How often a record is looked at again that others added to while it was looked at."""


class NeverStill(Refusal):
    """A record was replaced as often as it was looked at."""


@dataclass(frozen=True)
class _Editions:
    sound: PublicEditions
    findings: list[Finding]


def check(folder: Path, *, assets: Path = ASSETS) -> list[Finding]:
    """Return everything in a record that is not as it should be; an empty list proves it.

    The pages are made again with this program and the fonts in `assets`, and compared byte for byte. Of our own record
    a publication that was cut off is finished first. Compressed twins may be missing, as in a copy made over the web.
    Raises published.NotARecord where the folder holds no record, NeverStill.
    """
    findings = _unfinished(folder)
    found: list[Finding] | None = None
    for _ in range(_ATTEMPTS):
        one = folder.resolve()  # one generation, also where a builder puts the next in its place meanwhile
        before = _amendments(one)
        try:
            found = findings + _check(one, assets)
        except (FileNotFoundError, NotARecord):
            if one == folder.resolve():
                raise
            continue  # a builder put two others in its place, and cleared it away under our eyes
        if found == findings or (one == folder.resolve() and _amendments(one) == before):
            break
    if found is None:
        raise NeverStill("{folder} was built anew each time that it was looked at: try again", folder=str(folder))
    return found


def _unfinished(folder: Path) -> list[Finding]:
    """Finish what was begun in a record of ours, where we may; where not, say so."""
    try:
        generations.finish(folder.absolute())
    except (OSError, NotOurFolder) as error:
        return [Finding(paths.MANIFEST, "a publication that was cut off", "finished", f"half-way, and {error}")]
    return []


def _amendments(folder: Path) -> int:
    return sum(1 for path in folder.glob("manifest-*.json") if manifest.is_manifest(path.name))


def _check(folder: Path, assets: Path) -> list[Finding]:
    if not (folder / paths.MANIFEST).is_file() and not any((folder / paths.EDITIONS).glob("*.json")):
        raise NotARecord(
            "{folder} holds no {file} and no {editions}: it is not a record",
            folder=str(folder),
            file=paths.MANIFEST,
            editions=paths.EDITIONS,
        )
    listed, findings = _manifest(folder)
    findings += _files(folder, listed)
    editions = _editions(folder)
    findings += _unnamed(editions.findings, findings)
    whole = not any(_is_edition(finding.path) for finding in findings)
    if whole:
        findings += _figures(editions.sound)
    return findings + _unnamed(_renderings(folder, editions.sound, whole, listed, assets / "fonts"), findings)


def _is_edition(path: str) -> bool:
    return path.startswith(paths.EDITIONS) and path.endswith(".json")


def _manifest(folder: Path) -> tuple[Manifest | None, list[Finding]]:
    try:
        return manifest.read(folder), []
    except FileNotFoundError:
        return None, [Finding(paths.MANIFEST, "the list of files", "a file", "missing")]
    except ManifestDamaged as error:
        return None, [Finding(error.path, "the list of files", "as it was written", str(error))]


def _files(folder: Path, listed: Manifest | None) -> list[Finding]:
    """Hold each file against the manifest, each twin against its file, and name what is missing or too much."""
    if listed is None:
        return []
    expected = {paths.MANIFEST, *(manifest.amendment_name(n + 1) for n in range(len(listed.amendments)))}
    findings: list[Finding] = []
    for path, entry in listed.files.items():
        if not (folder / path).is_file():
            findings.append(Finding(path, "a file of the record", entry.sha256, "missing"))
            continue
        content = (folder / path).read_bytes()
        wrong = _differs(path, "the hash in the manifest", entry.sha256, sha256(content))
        findings += wrong or _twins(folder, path, entry, content)
    extra = [path for path in _walk(folder) if path not in expected and not _is_listed(path, listed)]
    return findings + [
        Finding(path, "a file that the manifest does not name", "nothing", "a file") for path in sorted(extra)
    ]


def _twins(folder: Path, path: str, entry: Entry, content: bytes) -> Iterator[Finding]:
    """Yield what is wrong with the compressed twins of a file; one that is not there wrongs nobody."""
    for suffix, _ in entry.twins:
        twin = f"{path}.{suffix}"
        if (folder / twin).is_file():
            try:
                same = twins.opened(suffix, (folder / twin).read_bytes(), len(content)) == content
            except twins.TwinDamaged as error:
                yield Finding(twin, "what it opens to", "its file", str(error))
            else:
                yield from _differs(twin, "what it opens to", "its file", "its file" if same else "something else")


def _walk(folder: Path) -> Iterator[str]:
    for inside, _, names in os.walk(folder):
        start = os.path.relpath(inside, folder).replace(os.sep, "/")
        yield from (name if start == "." else f"{start}/{name}" for name in names)


def _is_listed(path: str, listed: Manifest) -> bool:
    if path in listed.files:
        return True
    stem, _, suffix = path.rpartition(".")
    entry = listed.files.get(stem)
    return entry is not None and suffix in dict(entry.twins)


def _editions(folder: Path) -> _Editions:
    """Return the editions that hold, and what is wrong with the others and with the chain."""
    opened: list[Envelope] = []
    sealed: list[Sealed] = []
    findings: list[Finding] = []
    previous: str | None = GENESIS
    for number in range(1, sum(1 for _ in (folder / paths.EDITIONS).glob("*.json")) + 1):
        path = paths.edition(number)
        if not (folder / path).is_file():
            findings.append(Finding(path, "an edition of the chain", "a file", "missing"))
            previous = None
            continue
        edition, wrong = _edition(folder / path, path, number, previous)
        findings += wrong
        previous = None if edition is None or wrong else edition.sha256
        if isinstance(edition, Sealed) and not wrong:
            sealed.append(edition)
        if isinstance(edition, Envelope) and not wrong:
            opened.append(edition)
    findings += _withdrawals(opened)
    return _Editions(PublicEditions(editions=tuple(opened), sealed=tuple(sealed)), findings)


def _edition(
    file: Path, path: str, number: int, previous: str | None
) -> tuple[Envelope | Sealed | None, list[Finding]]:
    try:
        edition = published.edition(file)
        whole = edition.opened() if isinstance(edition, Envelope) else edition
        written = canonical(whole.as_published())
    except (ValueError, TypeError) as error:
        return None, [Finding(path, "an edition", "as it was published", str(error))]
    same = written == file.read_bytes()
    wrong = [] if same else [Finding(path, "the bytes of the edition", "canonical JSON", "other bytes")]
    wrong += _differs(path, "its place in the chain", number, edition.number)
    if previous is not None:
        wrong += _differs(path, "the hash of the edition before it", previous, edition.previous)
    if isinstance(whole, Envelope):
        wrong += _differs(path, "the hash of the edition", hash_of(whole.header()), whole.sha256)
        if whole.has_content:
            content = sha256(canonical(whole.snapshot))
            wrong += _differs(path, "the hash of the snapshot", content, whole.snapshot_sha256)
    return edition, wrong


def _withdrawals(opened: list[Envelope]) -> list[Finding]:
    last = {(one.kind, one.subject): one.number for one in opened if one.act == WITHDRAW}
    findings = []
    for edition in opened:
        withdrawn = edition.number <= last.get((edition.kind, edition.subject), 0)
        expected, found = (
            ("no content" if withdrawn else "content"),
            ("content" if edition.has_content else "no content"),
        )
        findings += _differs(paths.edition(edition.number), "whether its content is public", expected, found)
    return findings


def _figures(public: PublicEditions) -> Iterator[Finding]:
    yield from recount.chain(public.current(paths.LEDGER), complete=not public.sealed)
    if not public.sealed:  # else part of the ledger may be under embargo: the figures can be recounted when it ends
        yield from recount.figures(public)


def _renderings(
    folder: Path, editions: PublicEditions, whole: bool, listed: Manifest | None, fonts: Path
) -> Iterator[Finding]:
    """Yield each file that differs from what the editions give; where the chain is not `whole`, of those that are
    sound only their own files."""
    partly = not whole or (listed is None and _amendments(folder) > 0)
    if partly:
        given = _rendered(plan.of_edition(envelope, fonts) for envelope in editions.editions)
    else:
        given = amended.files(editions, listed, fonts)
    other = "" if listed is None or listed.rendering == plan.fingerprint(fonts) else " (made by another version)"
    wanted = set()
    for path, content in given:
        wanted.add(path)
        if not (folder / path).is_file():
            yield Finding(path, "a file that the editions give", sha256(content), "missing")
        elif (actual := sha256((folder / path).read_bytes())) != sha256(content):
            yield Finding(path, f"what the editions give{other}", sha256(content), actual)
    if not partly:
        for path in sorted(_walk(folder)):
            shared = path.startswith((paths.ASSETS, search_index.FOLDER)) or manifest.is_manifest(path)
            if not shared and _stem(path) not in wanted:
                yield Finding(path, "a file that no edition gives", "nothing", "a file")


def _rendered(tasks: Iterable[Task]) -> Iterator[tuple[str, bytes]]:
    for task in tasks:
        yield from task.files()


def _stem(path: str) -> str:
    """Return the file of which a path may be a twin, and else the path itself."""
    stem, _, suffix = path.rpartition(".")
    return stem if suffix in twins.SUFFIXES else path


def _unnamed(more: Iterable[Finding], findings: list[Finding]) -> list[Finding]:
    """Return the findings about files that nothing was found about before: one cause, one finding."""
    named = {finding.path for finding in findings}
    return [finding for finding in more if finding.path not in named]


def _differs(path: str, what: str, expected: object, found: object) -> list[Finding]:
    return [] if expected == found else [Finding(path, what, str(expected), str(found))]
