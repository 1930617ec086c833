"""Words by which the parts of a decision list are known, whichever deal it is of."""

import re


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


TITLE = _words(
    r"besluitenlijst|besluiten\b|regio ?deals?\b|stuurgroep|persbericht|nieuwsbrief|uitvoeringsprogramma"
    r"|verslag|vergadering|\btoekenningen\b|\b(?:toegekend|gehonoreerd|goedgekeurd)(?:e projecten\b| door\b)"
)
GROUP = _words(
    r"^(?:de |het |onze )?(?:overzicht\b.*|(?:nieuwe|nieuwste|lopende|goedgekeurde|toegekende|gehonoreerde"
    r"|bestaande|alle|andere|overige)?"
    r" ?(?:projecten|besluiten|toekenningen|bijdragen|initiatieven|aanvragen|voorstellen)\b.*"
    r"|(?:pijler|programmalijn|thema|spoor|opgave|actielijn|springplank|ambitie|perceel|deel|bijlage)\b.*)$"
)
CONTACT = _words(
    r"^(?:noot (?:voor|aan) (?:de )?redacties?|(?:pers)?contact(?:persoon|personen|gegevens"
    r"|informatie)?(?: (?:voor )?(?:de )?pers)?|voor de pers"
    r"|(?:voor )?meer informatie|(?:meer )?info(?:rmatie)?|(?:niet voor publicatie|einde persbericht)"
    r"|persvoorlichting|woordvoering"
    r"|vragen|heeft u vragen|(?:redactionele )?noot|informatie voor (?:de )?(?:pers|media|redacties?)"
    r"|contact en informatie)(?:\s\([^)]*\))?\s*[?:.]?$"
)
BOX = _words(r"^(?:privacy(?:verklaring|statement)?|afmelden|uitschrijven|disclaimer|colofon)\s*:?$")
CLOSING = _words(
    r"^(?:rondvraag|sluiting|w\.?v\.?t\.?t\.?k\.?|tot slot|ten slotte|vooruitblik|over (?:de )?regio ?deal.*"
    r"|volgende (?:vergadering|stuurgroep|bijeenkomst)"
    r"|met (?:vriendelijke|hartelijke) groet(?:en)?|hoe nu verder|vervolgproces|bijlagen?|mededelingen)\s*[:,]?$"
)
GREETING = _words(
    r"^(?:met (?:vriendelijke|hartelijke) groet(?:en)?|(?:hartelijke |vriendelijke )?groet(?:en)?)\s*[,.]?$"
)
ASIDE = _words(
    r"^(?:privacy(?:verklaring|statement)?|afmelden|uitschrijven|disclaimer|colofon|over (?:de |deze "
    r"|ons\b|onze )?(?!.*project).*"
    r"|wat is (?:de|een) regio ?deal.*|regio ?deals?|(?:over )?de regio ?deal(?: .*)?"
    r"|achtergrond(?:informatie)?|vervolg(?:proces|traject|stappen)?|"
    r"vooruitblik|tot slot|ten slotte|slot|afsluiting|rondvraag|sluiting|opening|mededelingen|aanwezig(?:en)?|afwezig"
    r"|afmeldingen|deelnemers|verslag.*|vaststelling.*|voortgang\b.*|stand van zaken.*|actie(?:punten|lijst).*"
    r"|ingekomen stukken"
    r"|volgende (?:vergadering|stuurgroep|bijeenkomst)"
    r"|hoe nu verder|lees (?:meer|verder|ook)|inleiding|samenvatting|aanleiding|volg ons|deel dit bericht"
    r"|bijlagen?|links|downloads?"
    r"|met (?:vriendelijke|hartelijke) groet(?:en)?|inhoud(?:sopgave)?|cookies?|menu|zoeken|home|nieuws|archief"
    r"|financiën|financieel overzicht|totaal|w\.?v\.?t\.?t\.?k\.?)\s*[?:.,]?$"
)
SUBHEADING = _words(
    r"^(?:het |de |ons |onze )?(?:project)?(?:doel(?:en|stelling(?:en)?)?|aanleiding|achtergrond"
    r"|omschrijving|beschrijving|toelichting|inhoud|samenvatting"
    r"|aanpak|activiteiten|planning|looptijd|resultat?(?:en|aat)|effecten?|financi\w+|dekking|kosten"
    r"|begroting|budget|bijdrage(?: .*)?"
    r"|partners?|partijen|samenwerking|samenwerkingspartners|trekker|penvoerder|aanvrager|locatie|plaats"
    r"|besluit|beslispunt|advies|voorwaarden?"
    r"|betrokken(?:en| partijen| partners)?|wie|wat|waar|waarom|wanneer|hoe|wat .*|waarom .*|wie .*|hoe .*"
    r"|waar .*|rol .*"
    r"|vervolg|risico.?s|draagvlak|brede welvaart|meerwaarde|monitoring|projectpartners|kosten en .*"
    r"|financiering .*|volgende stap(?:pen)?)\s*[?:.]?$"
)
EVENT = _words(
    r"\b(?:maand|week|dag|avond|middag) van\b|\b(?:net)?werkbijeenkomst|\bbijeenkomst"
    r"|\w*bijeenkomst(?:en)?\b|\bregiodag\b|\w*conferentie\b|\bsymposium\b"
    r"|\bcongres\b|\bfestival\b|\bsave the date\b|\bagenda\b|\bevenement\w*|\buitnodiging\b|\bkick-?off\b"
    r"|\bopen dag\b|\bwebinar\b"
    r"|\bwerkbezoek\b|\binformatie(?:avond|markt)\b|\bworkshop\w*|\bpublieksdag\b|\w*dag(?:en)?\b \d{4}$"
    r"|\btop\b \d{4}$|\bopening\b.*\bop\b|\w*estafette\b"
)
PROJECT_CUE = _words(
    r"\bproject\w*|\binitiatief\b|\bprogramma\w*|\bbijdrage|\bdeelnemers\b|\bsamen(?:werking|werken"
    r"|gewerkt)?\b|\bontwikkel\w*|\bonderzoek\w*"
    r"|\baanvra(?:ag|gen)\b|\bvoorstel\w*|\baangehouden\b|\bafgewezen\b|\bdoorgeschoven\b|\buitgesteld\b"
    r"|\bgehonoreerd\b|\btoegekend\b|\bstuurgroep\b"
    r"|\bpilot\b|\bondernemers\b|\bbewoners\b|\binwoners\b|\bregio\b|\bverkenning\b|\bsubsidie\b"
)
PRESS = _words(
    r"\bredacties?\b|\bpers\b|\bwoordvoerder\b|\bvoorlicht\w+|\bmeer informatie\b|\binlichtingen\b"
    r"|\bcontact\b|\bbereikbaar\b|\bbel(?:len)?\b"
    r"|\bmail(?:en)?\b|\btelefo\w+|\be-?mail\b|\bvragen\b|\bcontactpersoon\b|\bte bereiken\b"
)
COLUMN = {
    "name": _words(
        r"^(?:naam|titel|project(?:naam|titel|voorstel)?|initiatief|onderwerp|naam (?:van het )?project"
        r"|omschrijving project|voorstel|besluit over)s?$"
    ),
    "total": _words(
        r"\btota(?:al|le)\b(?!.*(?:toegekend|bijdrage|subsidie|regio ?deal))|begroot"
        r"|projectkosten|begroting|investering|omvang|kosten|budget project|projectbudget"
    ),
    "others": _words(
        r"co-?financier|eigen|partners? (?:dragen|bij)|overige|derden|gemeenten?$|provincie|andere|rijk$"
        r"|privaat|bijdrage (?:partners?|derden|gemeenten?|provincie|regio$|aanvrager)"
    ),
    "asked": _words(r"gevraagd|aanvraagbedrag"),
    "reserved": _words(r"reserver"),
    "contribution": _words(r"bijdrage|toegekend|toekenning|subsidie|regio ?deal|bedrag|besluit|verleend|beschikbaar"),
    "parties": _words(
        r"aanvrager|trekker|penvoerder|partners?|partijen|initiatiefnemer|organisatie|indiener|uitvoerder"
    ),
    "places": _words(r"locatie|gemeente|plaats|waar\b|regio$|gebied"),
}
SUMS = _words(r"^(?:sub)?tota(?:al|len)\b|^som\b|^opgeteld|^saldo|^resteert|^in totaal|^beschikbaar budget|^restant")
TOGETHER = _words(
    r"\bin totaal\b.*\b(?:verdeeld|toegekend|projecten|beschikbaar)\b|\bgezamenlijke? (?:bijdrage|bedrag)"
    r"|\b(?:verdeeld over|voor|aan|over)\s(?:deze|de|\d+|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf)\s"
    r"(?:\w+\s)?(?:projecten|plannen|initiatieven|aanvragen|voorstellen)\b"
)
# What a part of a budget is called: a bullet that opens with one of these is no project of its own.
BUDGET_PART = _words(
    r"^(?:de |het |een )?(?:\w*bijdrages?n?|regio ?deal\b|rijk\b|provincie|gemeenten?\b|waterschap"
    r"|co-?financiering|eigen|totaal|totale|in totaal|kosten|projectkosten"
    r"|begroting|personeel|personele|materia\w+|loonkosten|overige?|overhead|uren|investering\w*|subsidie"
    r"|private?|publieke?|partners?\b|ondernemers|bedrijven|fase"
    r"|looptijd|budget|bedrag|gevraagd\w*|toegekend\w*|toekenning|reservering|gereserveerd|onvoorzien|btw"
    r"|communicatie|besluit|voorwaarde|trekker|aanvrager|penvoerder"
    r"|locatie|planning|europ\w+|efro|interreg|jtf|leader|stand van zaken|status|waarvan|periode|doel\w*"
    r"|resultaat|\d{4})"
)
LEADING_INTO_PROJECTS = _words(
    r"\bprojecten\b|\binitiatieven\b|\btoegekend|\bgehonoreerd|\bbijdragen?\b|\bplannen\b|\baanvragen\b"
    r"|\bbesl(?:oten|uit)|\bgoedgekeurd|\bontvangen\b|\bkrijgen\b|\bvoorstellen\b"
)
