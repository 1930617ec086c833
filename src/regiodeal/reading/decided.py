"""What the group decided: a bare amount in a list of decisions is granted, one of a rejected project is not.

"- Zonnedorp: € 250.000" says nothing of what the money is. In a list of decisions a single such amount is what the
group gives, unless its words make that doubtful; and what a rejected or deferred project asked for, nobody gave.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from regiodeal.reading.found import FoundAmount, Kind, Proposal

DECIDES = re.compile(
    r"\bbesluit(?:en|enlijst)?\b|\btoegekend\w*|\btoekenning\w*|\bgehonoreerd\w*|\bgoedgekeurd\w*|\bkent\b.*\btoe\b"
    r"|\bverde(?:eld|elt)\b|\bbesloten\b",
    re.IGNORECASE,
)
UNDECIDED = re.compile(
    r"\b(?:ingediend\w*|gevraagd\w*|aangevraagd\w*|concept\w*|voorgenomen|ontwerp\w*)\b", re.IGNORECASE
)
GRANTED_PROJECTS = re.compile(
    r"(?=.*\b(?:projecten|aanvragen|voorstellen|initiatieven)\b).*"
    r"(?:\b(?:he(?:eft|bben)|is|zijn|worden?)\b.*\b(?:toegekend|gehonoreerd|goedgekeurd)\b|\bken(?:t|de|nen)\b.*\btoe\b)",
    re.IGNORECASE | re.DOTALL,
)
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
TURNED_DOWN = re.compile(
    r"\b(?:afgewezen|aangehouden|doorgeschoven|uitgesteld|ingetrokken|verdaagd)\b"
    r"|\bniet\s(?:\w+\s)?(?:toegekend|gehonoreerd|gesteund|honoreren|toe te kennen|toekennen)\b"
    r"|\bwijst\b.{0,80}\baf\b|\bhoudt\b.{0,80}\baan\b|\baf te wijzen\b|\baan te houden\b",
    re.IGNORECASE,
)
OF_ANOTHER = re.compile(
    r"\b(?:eerdere?|vorige?|andere|overige|tweede|derde|vierde|vijfde|aanvragen|projecten|voorstellen|destijds)\b",
    re.IGNORECASE,
)
DOUBTFUL = re.compile(
    r"financier|eigen|gereserveerd|reserver|totaal|totale|begroot|begroting|kosten|investering|gevraagd|aanvraag"
    r"|afgewezen|aangehouden|\bleg(?:t|gen)\b|derden|partners?\b|provincie\b|rijk\b|lening|garant|omzet|jaarlijks"
    r"|per jaar|boete|schade|besparing|opbrengst",
    re.IGNORECASE,
)
ASIDE = re.compile(r"\([^()]*\)")
NOTHING_BEFORE = re.compile(r"(?:^|[:(|=→–—-]|\bbedrag)\W*$", re.IGNORECASE)
NOTHING_BEHIND = re.compile(r"^[\s).;|,–—-]*(?:$|(?:voor|\(|[A-ZÀ-Þ]))")
SECOND_AMOUNT = re.compile(r",\s(?=in totaal\b|waarvan\b|terwijl\b|op een\b|van in totaal\b)", re.IGNORECASE)
LABELLED = re.compile(r"^[^.!?€]{2,120}:\s")


def is_decision_list(titles: Sequence[str], opening: str = "") -> bool:
    """Whether the words at the head of a document say that it lists decisions: its titles, or a plain sentence in its
    opening such as "De stuurgroep heeft vier projecten toegekend"."""
    if any(UNDECIDED.search(title) for title in titles):
        return False
    told = [sentence for sentence in SENTENCE_END.split(opening) if GRANTED_PROJECTS.search(sentence)]
    return any(DECIDES.search(title) for title in titles) or any(not UNDECIDED.search(sentence) for sentence in told)


def settled(proposal: Proposal, *, decision_list: bool) -> Proposal:
    """Return the proposal with its bare amount as a contribution, or without one when it was turned down."""
    if turned_down(proposal.summary):
        return withheld(proposal)
    bare = [amount for amount in proposal.amounts if is_bare(amount)]
    granted = any(amount.kind is Kind.CONTRIBUTION for amount in proposal.amounts)
    if not decision_list or granted or len(bare) != 1:
        return proposal
    amounts = (replace(a, kind=Kind.CONTRIBUTION) if a is bare[0] else a for a in proposal.amounts)
    return replace(proposal, amounts=tuple(amounts))


def withheld(proposal: Proposal) -> Proposal:
    """Return a proposal that was turned down: what its labels call a contribution was asked for, not given."""
    return replace(proposal, amounts=tuple(asked_for(amount) for amount in proposal.amounts))


def turned_down(text: str) -> bool:
    """Whether a text says that its own project was rejected or put off."""
    sentences = SENTENCE_END.split(text)
    return any(TURNED_DOWN.search(sentence) and not OF_ANOTHER.search(sentence) for sentence in sentences)


def is_bare(amount: FoundAmount) -> bool:
    """Whether nothing but a name or "bedrag" stands with an amount."""
    if amount.kind is not Kind.UNCLASSIFIED or amount.cents is None:
        return False
    before, found, behind = amount.sentence.partition(amount.text)
    behind = SECOND_AMOUNT.split(behind, maxsplit=1)[0]
    if amount.qualifier:
        before = before.rstrip()[: -len(amount.qualifier)]
    doubt = DOUBTFUL.search(ASIDE.sub(" ", before)) or DOUBTFUL.search(behind)
    return bool(found and not doubt and NOTHING_BEFORE.search(before) and NOTHING_BEHIND.match(behind))


def asked_for(amount: FoundAmount) -> FoundAmount:
    """Return an amount of a project that was turned down.

    A label such as "Bijdrage: € 5" names there what was asked for, not what was given.
    """
    given = amount.kind is Kind.CONTRIBUTION and not LABELLED.match(amount.sentence)
    return amount if given or amount.kind is Kind.TOTAL_COST else replace(amount, kind=Kind.UNCLASSIFIED)
