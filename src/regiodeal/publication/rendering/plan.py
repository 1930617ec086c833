"""Everything that the record of a deal consists of, as tasks that say beforehand whether their outcome is known."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path

from regiodeal.common.hashing import canonical, sha256
from regiodeal.publication import envelope as envelope_module
from regiodeal.publication import visibility
from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import expected, html, languages, pages, paths, pdf, site
from regiodeal.publication.rendering.deal import Deal
from regiodeal.publication.rendering.languages import Files
from regiodeal.publication.visibility import PublicEditions

_ENGINES = ("django", "babel", "typst")


@dataclass(frozen=True)
class Task:
    """Files that are made together. The same `key` always gives the same files."""

    key: str
    render: Callable[[], Files]


@dataclass(frozen=True)
class _Subject:
    envelopes: tuple[Envelope, ...]
    missing: tuple[int, ...]


def of(public: PublicEditions, fonts: Path = pdf.FONTS) -> Iterator[Task]:
    """Return the tasks that together make the record of a deal, apart from its assets."""
    made_by = fingerprint(fonts)
    deal = site.deal_of(public)
    for envelope in public.editions:
        key = _key(made_by, "edition", [_state(envelope)])
        yield Task(key, partial(_edition, envelope, fonts))
    for sealed in public.sealed:
        yield Task(_key(made_by, "sealed", [sealed.sha256, sealed.embargo_until]), partial(pages.of_sealed, sealed))
    for subject in _subjects(public):
        states = [_state(envelope) for envelope in subject.envelopes]
        named = "" if subject.envelopes[-1].has_content else repr(deal)
        yield Task(
            _key(made_by, "subject", [*states, *map(str, subject.missing), named]),
            partial(_subject, subject, deal),
        )
    everything = [_state(envelope) for envelope in public.editions]
    everything += [f"{sealed.sha256} {sealed.embargo_until}" for sealed in public.sealed]
    yield Task(_key(made_by, "site", everything), partial(site.of_site, public))


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


def _edition(envelope: Envelope, fonts: Path) -> Files:
    return pages.of_edition(envelope.opened(), fonts)


def _subject(subject: _Subject, deal: Deal) -> Files:
    *older, newest = subject.envelopes
    return pages.of_subject((*older, newest.opened()), deal=deal, missing=subject.missing)


def _subjects(public: PublicEditions) -> Iterator[_Subject]:
    links = expected.of(public)
    for kind in pages.KINDS:
        for subject, envelopes in public.of(kind).items():
            wanted = links.resolutions.get(subject, frozenset()) if kind == paths.DECISION_LIST else frozenset()
            yield _Subject(envelopes, tuple(sorted(wanted - _numbers(envelopes[-1]))) if wanted else ())


def _numbers(envelope: Envelope) -> set[int]:
    return {item["number"] for item in (envelope.snapshot or {}).get("items", ())}


def _state(envelope: Envelope) -> str:
    return f"{envelope.sha256} {'public' if envelope.has_content else 'withdrawn'}"


def _key(made_by: str, what: str, parts: Sequence[str]) -> str:
    return sha256(canonical([made_by, what, *parts]))
