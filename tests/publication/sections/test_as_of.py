"""The deal as of each day on which something became public."""

from functools import partial

from regiodeal.publication.rendering import languages, site
from regiodeal.publication.rendering.html import Frame
from regiodeal.publication.rendering.sections import as_of
from regiodeal.publication.visibility import public
from tests.publication.rendering import samples
from tests.publication.rendering.sample_data import DECIDED, MEETING, OTHERS
from tests.publication.rendering.sample_ledger import grant, opening_ledger
from tests.publication.rendering.sample_snapshots import decision_list, item, programme
from tests.publication.rendering.test_catalogue import _BEFORE


def pages() -> dict[str, str]:
    """Return the Dutch pages of a deal: a programme on one day, a list just after midnight of another."""
    made, ledger = samples.Chain(), opening_ledger()
    every = [*DECIDED, *OTHERS]
    made.add("implementation-programme", "programme", programme(ledger, every, 1), published_at="2026-11-20T10:00:00Z")
    grant(ledger, 1, DECIDED[0])
    late = "2026-11-21T23:30:00Z"  # half past midnight in the Netherlands
    made.add("decision-list", MEETING, decision_list([item(1, DECIDED[0])]), published_at=late)
    made.add("implementation-programme", "programme", programme(ledger, every, 2), published_at=late)
    seen = public(made.envelopes, _BEFORE)
    with languages.speaking(languages.DUTCH):
        files = as_of.of(seen, partial(Frame, deal=site.deal_of(seen), sums_up=True))
    return {path: content.decode() for path, content in files.items()}


def test_a_day_knows_nothing_of_later_days() -> None:
    found = pages()
    assert list(found) == ["stand/index.html", "stand/2026-11-20/index.html", "stand/2026-11-22/index.html"]
    first, second = found["stand/2026-11-20/index.html"], found["stand/2026-11-22/index.html"]
    assert MEETING not in first
    assert "uitvoeringsprogramma/versie-1/" in first
    assert "€\xa0750.000" not in first
    assert f"besluitenlijsten/{MEETING}/versie-1/" in second
    assert "uitvoeringsprogramma/versie-2/" in second
    assert "€\xa0750.000" in second


def test_what_was_withdrawn_later_is_told_and_not_shown() -> None:
    seen = public(samples.eventful(), _BEFORE)
    with languages.speaking(languages.DUTCH):
        files = as_of.of(seen, partial(Frame, deal=site.deal_of(seen), sums_up=True))
    assert len(files) == 2
    page = files["stand/2026-11-23/index.html"].decode()
    assert "Waterstof Tiny House" not in page


def test_versions_of_one_list_on_one_day_are_told_apart() -> None:
    seen = public(samples.eventful(), _BEFORE)
    with languages.speaking(languages.DUTCH):
        files = as_of.of(seen, partial(Frame, deal=site.deal_of(seen), sums_up=True))
    page = files["stand/2026-11-23/index.html"].decode()
    for version in (1, 2):
        assert f'versie-{version}/">Besluitenlijst stuurgroep 4 juni 2021, versie {version}</a>' in page
