"""What an amount is, told from the words around it; when they do not say so plainly it stays unclassified.

The words in front of an amount count before those behind it, and the nearest in front before those further off:
"van de totale kosten van € 6 ton draagt de Regio Deal € 2 ton bij" names a total first and a contribution after it.
"""

import re

from regiodeal.reading.found import Kind

DEAL = r"regio ?-?deals?\b|regiodeal\w*|stuurgroep|regio ?envelop|dealmiddelen|dealgeld"
OTHERS = (
    r"\bgemeenten?\b|\bgemeentelijk\w*|\bprovincies?\b|\bprovinciale?\b|\bwaterschap\w*|\bondernemers?\b|\bbedrijven\b"
    r"|\bbedrijfsleven\b|\w*partners?\b|\bpartijen\b|\bcofinanciers?\b|\bonderwijs\w*|\buniversiteit\w*|\bhogeschool\b"
    r"|\bwoningcorporaties?\b|\bcorporaties?\b|\bbank\b|\brabobank\b|\bfonds\w*|\befro\b|\binterreg\b|\beuropese?\b"
    r"|\bhet rijk\b|\bministerie\w*|\bstichting\b|\bderden\b|\binitiatiefnemers?\b|\baanvragers?\b|\bdeelnemers?\b"
    r"|\binwoners\b|\bB\.?V\.?\b|\bzelf\b|\beigen\b"
)
PAYER = re.compile(rf"(?P<deal>{DEAL})|(?P<others>{OTHERS})", re.IGNORECASE)
OWN_MONEY = re.compile(
    r"co-?financier\w*|eigen (?:bijdrage|middelen|inbreng|geld|investering)|in natura",
    re.IGNORECASE,
)
RECEIVES = re.compile(r"\b(?:ontvang\w*|ontving\w*|krijg\w*|kreeg|kregen)\b", re.IGNORECASE)
GRANTS = re.compile(r"\b(?:ken(?:t|nen|de)|toegekend|toekenn\w+|verleen\w*|verle(?:nen|end))\b", re.IGNORECASE)
NOT_DECIDED = re.compile(
    r"\b(?:aan)?gevraagde?\b|\bvraagt\b|\bvroeg\b|\baanvra(?:ag|gen) van\b|\bafgewezen\b|\beerder\b"
    r"|\bdestijds\b|\balsnog niet\b"
    r"|\bniet (?:toegekend|gehonoreerd)\b|\bvorige fase\b|\bwaarvan\b[^,;]*\bal\b|\bterugbeta\w+|\bvrijval\w*",
    re.IGNORECASE,
)
RESERVES = re.compile(r"\bgereserveerd\w*|\breserv(?:eert|eren|eerde|ering)\b", re.IGNORECASE)
WITHIN_DEAL = re.compile(
    r"\b(?:binnen|uit|vanuit|van|ten laste van|in)\s(?:de\s|het\s|onze\s)?(?:(?:middelen|budget|gelden"
    r"|geld|begroting|pot"
    r"|financiën)\s(?:van|voor)\s(?:de\s|onze\s)?)?(?:" + DEAL + r")|\bdoor\s(?:de\s)?(?:stuurgroep|regio ?deal)",
    re.IGNORECASE,
)
TOTAL = (
    r"tota(?:al|le) (?:\w+\s)?(?:\w*kosten|\w*begroting|\w*budget|\w*omvang|\w*investering\w*)|\w*projectkosten"
    r"|\bprojectbegroting"
    r"|\bbegrote?\b|\bbegroot\b|\btotaalbegroting|\btotaalbudget|\btotaalinvestering|\btotale kosten"
    r"|\bprojectomvang|\bprojectbudget"
    r"|\bkost(?:en)? in totaal|\bin totaal kost|\bde (?:totale )?kosten\b|\bkosten\b(?=\s*(?:\(|:"
    r"|van het project))|\bbegroting\b"
    r"|\b(?:het|dit) (?:hele |totale |gehele )?project kost\b"
    r"|\bkost (?:het|dit) (?:hele |totale |gehele )?project\b|\btotaal(?:bedrag)? van het project"
    r"|\binvesteringskosten|\b(?:de|een) (?:totale )?investering(?: van)?\b|\bin totaal geïnvesteerd"
)
CONTRIBUTION = (
    r"\bdra(?:agt|gen|gt)\b|\bdroeg\b|\bleg(?:t|gen)\b|\bbijleg\w*"
    r"|\bbijdragen?\b|\bbij te dragen|\bontvang\w*|\bkrijg\w*"
    r"|\btoegekende?\b|\btoekenning\w*"
    r"|\btoe te kennen|\bken(?:t|nen)\b|\bsubsidies?\b|\bregio ?deal-?(?:bijdrage|subsidie|middelen"
    r"|geld)\b|\bregiodealbijdrage\b"
    r"|\bstel(?:t|len)\b|\bbeschikbaar(?:gesteld)?\b|\bverle(?:en\w*|nen)\b|\bgehonoreerd\b|\bhonoreert\b"
    r"|\bsteun(?:t|en)\b"
    r"|\bondersteun\w*|\bsteekt\b|\b(?:deal|stuurgroep|board)\s(?:[\w-]+\s){0,4}?invest(?:eert|eren|eerde)\b|\btrekt\b|\buitgetrokken\b|\bgaat\b(?!\som\b)|\bmaakt\b"
    r"|\bvrijgemaakt\b"
    r"|\bbetaalt\b|\bvergoedt\b|\bfinanciert\b|\btoegezegd\b|\bsteekt\b|\bstak\b|\bgunt\b|\bgegund\b"
    r"|\bdeelname van\b|\bverstrek\w*"
    r"|\bverstrekt\b"
    r"|\btoegewezen\b|\bimpuls\b|\bbesteedt\b|\breikt\b|\bgeeft\b"
)
CUE = re.compile(rf"(?P<total>{TOTAL})|(?P<contribution>{CONTRIBUTION})", re.IGNORECASE)
APPROVES = re.compile(r"\b(?:goedgekeurde?|goedkeuring|ingestemd|stemt in|akkoord|besloten)\b", re.IGNORECASE)
SHARE = re.compile(
    r"(?:%|procent|rest|deel|helft|derde|kwart)\svan\sde\s(?:totale\s)?(?:project)?kosten(?!\s(?:van|ad|à)\s*$)",
    re.IGNORECASE,
)
CLAUSE_END = re.compile(r"[,;:.](?=\s|$)|\(|\sen\s(?=\w+\s)|\bwaarvan\b|\bterwijl\b|\bop een\b|\bvan een\b")
CONTRIBUTION_BEHIND = re.compile(
    r"\bbij\b|\btoe\b|\bga(?:at|an) naar\b|\bbeschikbaar\b|\btoegekend\b|\bverleend\b|\bvrij\b|\bsubsidie\b"
    r"|\bbijdrage\b|\buitgetrokken\b"
    r"|\b(?:uit|vanuit|van|door)\s(?:de\s)?(?:middelen van de\s)?(?:" + DEAL + ")|\bbijgedragen\b|\btoegewezen\b",
    re.IGNORECASE,
)
TOTAL_BEHIND = re.compile(
    r"\b(?:totale\s)?(?:project)?kosten\b|\bbegroot\b|\btotaal aan kosten\b|\binvestering\b|\bin totaal kost",
    re.IGNORECASE,
)


def classify(before: str, after: str, sentence: str = "", setting: str = "") -> Kind:
    """Return what an amount is.

    `before` and `after` are the words of its sentence up to the neighbouring amounts (or up to the sentence's ends),
    `sentence` is the whole sentence, and `setting` is what introduces it: a list's first words, a column's header.
    """
    before = SHARE.sub(" ", before)
    if before.rstrip().endswith(",") and after.startswith(","):
        after = after[1:]  # an aside: "het grootste bedrag, € 725.000, gaat naar …"
    clause_after = CLAUSE_END.split(after, maxsplit=1)[0]
    clause = f"{before} {clause_after}"
    if NOT_DECIDED.search(clause):
        return Kind.UNCLASSIFIED
    if RESERVES.search(clause_after) or _last(RESERVES, before) > _last(CUE, before):
        return _reservation(clause, sentence)
    cue = _nearest_cue(before, clause_after) or _cue_of_setting(setting)
    if cue is Kind.CONTRIBUTION and _paid_by_others(before, clause_after):
        return Kind.UNCLASSIFIED
    return cue or Kind.UNCLASSIFIED


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _reservation(clause: str, sentence: str) -> Kind:
    """A reservation counts as one inside the deal only when the same clause says that the deal's money is meant."""
    only_one = len(re.findall("€|euro", sentence)) == 1
    within = WITHIN_DEAL.search(clause) or (only_one and WITHIN_DEAL.search(sentence))
    return Kind.DEAL_RESERVATION if within else Kind.UNCLASSIFIED


def _nearest_cue(before: str, after: str) -> Kind | None:
    in_front = list(CUE.finditer(before))
    if in_front:
        return Kind.TOTAL_COST if in_front[-1].group("total") else Kind.CONTRIBUTION
    if TOTAL_BEHIND.search(after):
        return Kind.TOTAL_COST
    return Kind.CONTRIBUTION if CONTRIBUTION_BEHIND.search(after) else None


def _cue_of_setting(setting: str) -> Kind | None:
    """What a list holds, by the words above it: a group that approves a list of amounts grants them."""
    return _nearest_cue(setting, "") or (Kind.CONTRIBUTION if APPROVES.search(setting) else None)


def _paid_by_others(before: str, after: str) -> bool:
    """Whether a contribution comes from somebody else than the deal: co-financing is not the deal's money."""
    clause = f"{before} {after}"
    if OWN_MONEY.search(clause):
        return True
    behind = re.search(
        rf"^\W*(?:bij\s)?(?:\w+\s)?(?:van|door|uit|vanuit)\s(?:(?:de|het|een)\s)?(?:{PAYER.pattern})",
        after,
        re.IGNORECASE,
    )
    if behind:
        return bool(behind.group("others"))
    payers = list(PAYER.finditer(before))
    if not payers:
        return False
    if RECEIVES.search(before) and not re.search(r"\bvan\W+(?:de\s|het\s)?$", before[: payers[-1].start()]):
        return False
    if GRANTS.search(clause) and any(payer.group("deal") for payer in PAYER.finditer(clause)):
        return False
    return bool(payers[-1].group("others"))
