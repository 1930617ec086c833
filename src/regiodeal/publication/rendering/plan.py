"""Everything that the record of a deal consists of, as tasks that say beforehand whether their outcome is known."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path

from regiodeal.common.hashing import canonical, sha256
from regiodeal.publication import envelope as envelope_module
from regiodeal.publication import visibility
from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import expected, html, languages, pages, paths, pdf, site
from regiodeal.publication.rendering.data import parts
from regiodeal.publication.rendering.deal import Deal
from regiodeal.publication.rendering.expected import Expected
from regiodeal.publication.rendering.languages import Files
from regiodeal.publication.rendering.sections import compare, ledger_pages
from regiodeal.publication.visibility import PublicEditions, Sealed

_ENGINES = ("django", "babel", "typst", "duckdb", "rdflib", "icalendar", "pagefind", "markdown-it-py")


@dataclass(frozen=True)
class Task:
    """Files that are made together. The same `key` always gives the same files."""

    key: str
    render: Callable[[], Files | Iterator[tuple[str, bytes]]]

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Make the files and yield each with its path; where there are many, one after another."""
        made = self.render()
        yield from made.items() if isinstance(made, dict) else made


@dataclass(frozen=True)
class _Subject:
    envelopes: tuple[Envelope, ...]
    missing: tuple[int, ...]


def of(public: PublicEditions, fonts: Path = pdf.FONTS) -> Iterator[Task]:
    """Return the tasks that together make the record of a deal, apart from its assets."""
    deal, links = site.deal_of(public), expected.of(public)
    yield from (of_edition(envelope, fonts) for envelope in public.editions)
    yield from (_sealed_task(sealed, fonts) for sealed in public.sealed)
    yield from (_subject_task(subject, deal, fonts) for subject in _subjects(public, links))
    yield from _ledger_tasks(public, links, deal, fonts)
    everything = [_state(envelope) for envelope in public.editions]
    everything += [f"{sealed.sha256} {sealed.embargo_until}" for sealed in public.sealed]
    made_by = fingerprint(fonts)
    yield Task(_key(made_by, "site", everything), partial(site.of_site, public, links, fonts))
    for older, newer in compare.pairs(compare.versions(public)):
        yield Task(_key(made_by, "comparison", [_state(older), _state(newer)]), partial(compare.of_pair, older, newer))
    for name, render in parts.of(public):
        yield Task(_key(made_by, f"data {name}", everything), render)


def direct(public: PublicEditions, numbers: Collection[int], fonts: Path = pdf.FONTS) -> Iterator[Task]:
    """Return the tasks of some editions alone, by their numbers: their own files, and the pages of their subjects.

    `public` needs to hold no more than all editions about those subjects.
    """
    chosen = [envelope for envelope in public.editions if envelope.number in numbers]
    yield from (of_edition(envelope, fonts) for envelope in chosen)
    yield from (_sealed_task(sealed, fonts) for sealed in public.sealed if sealed.number in numbers)
    deal = site.deal_of(public)
    for kind in pages.KINDS:
        touched = {envelope.subject for envelope in chosen if envelope.kind == kind}
        for subject, envelopes in public.of(kind).items():
            if subject in touched:
                yield _subject_task(_Subject(envelopes, _dropped(envelopes)), deal, fonts)


def of_edition(envelope: Envelope, fonts: Path = pdf.FONTS) -> Task:
    """Return the task that makes the permanent files of one edition."""
    return Task(_key(fingerprint(fonts), "edition", [_state(envelope)]), partial(_edition, envelope, fonts))


def is_direct(envelope: Envelope) -> bool:
    """Tell whether the files of an edition take a time of their own: those of one that sums up grow with the deal."""
    return envelope.kind != paths.PROGRAMME


@cache
def fingerprint(fonts: Path = pdf.FONTS) -> str:
    """Return a hash over all code, templates, fonts, texts and engines that decide what a page looks like."""
    sources = sorted(
        [
            *Path(__file__).parent.rglob("*.py"),
            Path(envelope_module.__file__),
            Path(visibility.__file__),
            *html.TEMPLATES.rglob("*.html"),
            *pdf.SOURCES.rglob("*.typ"),
            *fonts.glob("*.ttf"),
            *languages.CATALOGUES.glob("*/LC_MESSAGES/*.mo"),
        ]
    )
    parts = [f"{path.name} {sha256(path.read_bytes())}" for path in sources]
    return sha256(canonical([*parts, *(f"{engine} {version(engine)}" for engine in _ENGINES)]))


def _sealed_task(sealed: Sealed, fonts: Path) -> Task:
    key = _key(fingerprint(fonts), "sealed", [sealed.sha256, sealed.embargo_until])
    return Task(key, partial(pages.of_sealed, sealed))


def _subject_task(subject: _Subject, deal: Deal, fonts: Path) -> Task:
    states = [_state(envelope) for envelope in subject.envelopes]
    named = "" if subject.envelopes[-1].has_content else repr(deal)
    key = _key(fingerprint(fonts), "subject", [*states, *map(str, subject.missing), named])
    return Task(key, partial(_subject, subject, deal))


def _ledger_tasks(public: PublicEditions, links: Expected, deal: Deal, fonts: Path) -> Iterator[Task]:
    """Yield a task for each page of the ledger but the first, which sums up and comes with the site."""
    opened = ledger_pages.opener()
    for leaf in ledger_pages.leaves(public, links.transfers)[1:]:
        named = "" if leaf.excerpts else repr(deal)
        around = [str(number) for number in (leaf.first, leaf.older, leaf.newer)]
        states = [*map(_state, leaf.excerpts), *map(str, leaf.absent)]
        key = _key(fingerprint(fonts), "ledger page", [*around, *states, named])
        yield Task(key, partial(languages.in_each, partial(ledger_pages.of, leaf, opened, deal)))


def _edition(envelope: Envelope, fonts: Path) -> Files:
    return pages.of_edition(envelope.opened(), fonts)


def _subject(subject: _Subject, deal: Deal) -> Files:
    *older, newest = subject.envelopes
    return pages.of_subject((*older, newest.opened()), deal=deal, missing=subject.missing)


def _subjects(public: PublicEditions, links: Expected) -> Iterator[_Subject]:
    for kind in pages.KINDS:
        for subject, envelopes in public.of(kind).items():
            wanted = links.resolutions.get(subject, frozenset()) if kind == paths.DECISION_LIST else frozenset()
            yield _Subject(envelopes, tuple(sorted(wanted - _numbers(envelopes[-1]))) if wanted else ())


def _dropped(envelopes: Sequence[Envelope]) -> tuple[int, ...]:
    """Return the numbers of decisions that an earlier version of a list held and the current one does not."""
    *older, newest = envelopes
    if newest.kind != paths.DECISION_LIST or not older:
        return ()
    return tuple(sorted(set().union(*map(_numbers, older)) - _numbers(newest)))


def _numbers(envelope: Envelope) -> set[int]:
    return {item["number"] for item in (envelope.snapshot or {}).get("items", ())}


def _state(envelope: Envelope) -> str:
    return f"{envelope.sha256} {'public' if envelope.has_content else 'withdrawn'}"


def _key(made_by: str, what: str, parts: Sequence[str]) -> str:
    return sha256(canonical([made_by, what, *parts]))
