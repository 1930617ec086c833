"""A deal and its projects to make editions of: real names, invented words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

DEAL: dict[str, Any] = {
    "code": "zuid-en-oost-drenthe",
    "name": "Regio Deal Zuid- en Oost-Drenthe",
    "short_name": "Zuid- en Oost-Drenthe",
    "period": "2019–2023",
    "round": 2,
    "starts_on": "2019-07-15",
    "ends_on": "2023-12-31",
    "agreement": {
        "title": "Regio Deal Zuid- en Oost-Drenthe (Kamerstuk 29 697, nr. 60)",
        "on": "2019-07-15",
        "url": "https://zoek.officielebekendmakingen.nl/kst-29697-60.html",
    },
    "publisher": {
        "code": "provincie-drenthe",
        "name": "Provincie Drenthe",
        "identifier": "https://identifier.overheid.nl/tooi/id/provincie/pv22",
    },
    "address": "https://deal.example/",
    "woo_categories": {"decision_list": "effort", "implementation_programme": "plans", "project_page": "effort"},
    "security_contact": None,
    "contact": {"phone": "0592-365555", "email": "regiodealZO@drenthe.nl"},
    "website": "https://www.regiodealzuidoostdrenthe.nl/",
    "accent": "#00664f",
    "pillars": [
        {"code": "werken", "name": "Werken", "cross_cutting": False},
        {"code": "wonen", "name": "Wonen", "cross_cutting": False},
        {"code": "welzijn", "name": "Welzijn", "cross_cutting": False},
    ],
}

_TOOI = "https://identifier.overheid.nl/tooi/id"


def municipality(name: str) -> str:
    """Return the code of a municipality that is party to the deal, by its bare name."""
    return f"gemeente-{'-'.join(re.findall('[a-z0-9]+', name.lower()))}"


def parties() -> list[dict[str, Any]]:
    """Return the parties to the deal."""
    named = [
        ("rijk", "Rijk", "ministry", "ministerie", None),
        ("provincie-drenthe", "Provincie Drenthe", "province", "provincie", f"{_TOOI}/provincie/pv22"),
        *(
            (municipality(place), f"Gemeente {place}", "municipality", "gemeente", f"{_TOOI}/gemeente/gm{number:04d}")
            for place, number in zip(ALL_SIX, (1680, 1681, 109, 114, 160, 118), strict=True)
        ),
    ]
    return [
        {"code": code, "name": name, "kind": kind, "kind_label": label, "identifier": identifier}
        for code, name, kind, label, identifier in named
    ]


MEETING = "2021-06-04-stuurgroep"
NASTY = '<script>alert("x")</script> =1+1 #import "x" $y$ & \'quote\''
LONG = (
    "Samenwerkingsverband Toekomstbestendige Arbeidsmarktregio en Zorgondersteuningsinfrastructuur"
    " (vervolg, tweede tranche)"
)

ALL_SIX = ["Aa en Hunze", "Borger-Odoorn", "Coevorden", "Emmen", "Hardenberg", "Hoogeveen"]


@dataclass(frozen=True)
class Sample:
    """A project: `euros` is its contribution in whole euros, None where nobody knows it."""

    code: str
    name: str
    pillar: str | None
    places: Sequence[str]
    euros: int | None = None
    larger: int | None = None
    text: str = ""


DECIDED = (
    Sample(
        "iq-blvd",
        "IQ BLVD",
        "Werken",
        ["Hardenberg"],
        750_000,
        2_995_000,
        "Bedrijven in de maakindustrie, scholen en onderzoekers werken samen aan slimmere en schonere productie.",
    ),
    Sample(
        "regiocampus",
        "RegioCampus",
        "Werken",
        ["Emmen"],
        1_500_000,
        6_000_000,
        "Een plek waar leren, werken en onderzoek over groene chemie samenkomen; eerst wordt de organisatie opgezet.",
    ),
    Sample(
        "blue-zone-innovations",
        "Blue Zone Innovations",
        "Werken",
        ["Borger-Odoorn", "Emmen", "Coevorden"],
        491_000,
        text="Ondernemers in de vrijetijdssector en studenten bedenken in een werkplaats in Exloo nieuwe producten.",
    ),
    Sample(
        "impact-ondernemen",
        "Actieprogramma Impact ondernemen",
        "Werken",
        ALL_SIX,
        226_000,
        text="Bedrijven met een maatschappelijk doel krijgen hulp om te groeien.",
    ),
    Sample(
        "iwz",
        "Innovatienetwerk Welzijn & Zorg",
        "Welzijn",
        ALL_SIX,
        374_800,
        text="Onderwijs, zorg en welzijn zorgen samen voor genoeg goed opgeleide mensen.",
    ),
)

OTHERS = (
    Sample("it-hub-hoogeveen", "IT Hub Hoogeveen", "Werken", ["Hoogeveen"], 1_500_000),
    *(
        Sample(code, name, pillar, places)
        for code, name, pillar, places in (
            ("skills4future", "Skills4future", "Werken", ["Coevorden", "Emmen"]),
            ("jeugd-en-techniek", "Jeugd en techniek", "Werken", ["Hardenberg"]),
            ("open-science-hub", "Open Science Hub Exloo", "Werken", ["Borger-Odoorn"]),
            ("fablab-coevorden", "Fablab Coevorden", "Werken", ["Coevorden"]),
            ("fablab-hardenberg", "Fablab Hardenberg", "Werken", ["Hardenberg"]),
            ("vrijetijdseconomie", "Digitalisering vrijetijdseconomie", "Werken", ALL_SIX),
            ("omscholing-bouw", "Omscholing voor bouw en techniek", "Werken", []),
            ("jobportunities", "New Jobportunities 2.0", "Werken", ["Emmen"]),
            ("hbo-v-flex", "Flexibele opleiding HBO-Verpleegkunde", "Welzijn", ["Emmen"]),
            ("kansen-voor-kinderen", "Kansen voor kinderen", "Welzijn", ALL_SIX),
            ("kinderen-eerst", "Kinderen eerst", "Welzijn", ["Aa en Hunze"]),
            ("integrated-care", "Integrated Care", "Welzijn", ["Emmen"]),
            ("vroegsignalering", "Vroegsignalering", "Welzijn", ["Borger-Odoorn"]),
            ("positieve-gezondheid", "Positieve gezondheid Coevorden", "Welzijn", ["Coevorden"]),
            ("gezinscoaches", "Gezinscoaches tegen armoede", "Welzijn", []),
            ("vitale-dorpen", "Vitale dorpen", "Wonen", ["Coevorden", "Hardenberg"]),
            ("proeftuinen-wonen", "Proeftuinen wonen", "Wonen", ALL_SIX),
            ("exloermond", "Proeftuin 2e Exloërmond", "Wonen", ["Borger-Odoorn"]),
            ("bloemkoolwijk", "Toekomst voor de bloemkoolwijk", "Wonen", ["Hardenberg"]),
            ("woningen-smeden", "Toekomstbestendige woningen smeden", "Wonen", ["Hoogeveen"]),
            ("angelslo", "Terugkoop koopwoningen Angelslo", "Wonen", ["Emmen"]),
            ("emmerhout", "Verduurzaming woningen Emmerhout", "Wonen", ["Emmen"]),
            ("veenoord", "Woningen en woonomgeving Veenoord", "Wonen", ["Emmen"]),
            ("koopwoningen", "Betaalbare koopwoningen", "Wonen", ALL_SIX),
            ("energiecentrum", "Energie- en duurzaamheidscentrum", "Wonen", []),
            ("tiny-house", "Waterstof Tiny House", "Wonen", ["Hoogeveen"]),
            ("organisatie", "Programmabureau", None, []),
        )
    ),
)

SHARES = (
    ("rijk", "Rijk", "Rijk", 20_000_000, 20_000_000),
    ("drenthe", "Provincie Drenthe", "provincie", 8_000_000, 8_000_000),
    ("overijssel", "Provincie Overijssel", "provincie", 2_000_000, 2_000_000),
    *(
        (
            place.lower().replace(" ", "-"),
            f"Gemeente {place}",
            "gemeente",
            1_666_667 if position < 4 else 1_666_666,
            1_666_667 if position < 5 else 1_666_666,
        )
        for position, place in enumerate(ALL_SIX)
    ),
)
