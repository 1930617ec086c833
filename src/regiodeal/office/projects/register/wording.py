"""What is wrong in a spreadsheet, in words: what it is, and what to do about it."""

from datetime import date
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from regiodeal.office.projects.register.workbook import MOST_BYTES, Trouble
from regiodeal.projects.register_sheet.faults import Fault, Problem
from regiodeal.web.formatting import day, number

_ = gettext_lazy
TROUBLES = {
    Trouble.EMPTY: _("Het bestand is leeg. Kies het bestand nog een keer, nadat u het hebt opgeslagen."),
    Trouble.TOO_LARGE: _("Het bestand is groter dan {megabytes} MB. Haal afbeeldingen en bladen die niet bij het register horen eruit, of verdeel het over meer bestanden."),
    Trouble.UNPACKS_TOO_LARGE: _("In het bestand staat veel meer dan in een register past. Verwijder lege rijen en kolommen onder en naast uw gegevens, en sla het opnieuw op."),
    Trouble.PASSWORD: _("Het bestand is beveiligd met een wachtwoord. Haal de beveiliging eraf en sla het opnieuw op."),
    Trouble.OLD_EXCEL: _("Dit is een bestand van een oude Excel of van een ander kantoorprogramma. Sla het op als Excel-werkmap (.xlsx) of als OpenDocument-werkblad (.ods)."),
    Trouble.BINARY_EXCEL: _("Dit is een binaire Excel-werkmap (.xlsb). Sla het bestand op als Excel-werkmap (.xlsx)."),
    Trouble.PDF: _("Dit is een pdf, ook al heet het bestand misschien anders. Kies de spreadsheet zelf."),
    Trouble.TEXT: _("Dit is een tekstbestand, zoals .csv. Een register heeft meer bladen: open het in Excel of LibreOffice en sla het op als .xlsx of .ods."),
    Trouble.OTHER_DOCUMENT: _("Dit is geen spreadsheet. Kies een bestand dat eindigt op .xlsx of .ods."),
    Trouble.DAMAGED: _("Het bestand is beschadigd en kan niet worden geopend. Open het in uw eigen programma, sla het opnieuw op en probeer het nog een keer."),
}  # fmt: skip

_PROBLEMS = {
    Problem.NO_SHEETS: _("Geen blad van het register gevonden. De bladen heten: {sheets}. Begin met een export van het register."),
    Problem.HIDDEN_SHEET: _("Dit blad is verborgen. Maak het zichtbaar en kijk het na, of verwijder het."),
    Problem.SHEET_TWICE: _("Er zijn twee bladen met deze naam. Houd er één over."),
    Problem.NO_HEADINGS: _("Er is geen rij met kolomnamen gevonden. Zet op de eerste rij: {headings}."),
    Problem.MISSING_COLUMN: _("De kolom “{heading}” ontbreekt. Zet hem terug; de cellen eronder mogen leeg zijn als u niets weet."),
    Problem.MISSPELT_COLUMN: _("De kolom “{heading}” is niet bekend. Bedoelt u “{meant}”? Verander de kolomnaam."),
    Problem.MISSPELT_SHEET: _("Dit blad is niet bekend. Bedoelt u “{meant}”? Verander de naam van het blad."),
    Problem.COLUMN_TWICE: _("De kolom “{heading}” staat er twee keer. Verwijder er één."),
    Problem.MERGED: _("De cellen {range} zijn samengevoegd. Splits ze en vul elke cel."),
    Problem.TOO_MANY_ROWS: _("Er staan meer dan {most} rijen op dit blad. Verdeel het over meer bestanden."),
    Problem.NOT_CALCULATED: _("Hier staat een formule zonder uitkomst. Open het bestand in Excel of LibreOffice, sla het op, of typ de waarde zelf."),
    Problem.ERROR_VALUE: _("Hier staat de foutmelding {value}. Typ de juiste waarde, of maak de cel leeg."),
    Problem.EMPTY: _("“{heading}” is leeg en moet ingevuld zijn. Vul de cel in, of verwijder de hele rij."),
    Problem.TOO_LONG: _("De tekst heeft {length} tekens; er passen er {most}. Maak hem korter."),
    Problem.NOT_TEXT: _("Hier staat een datum of tijd ({value}) waar tekst hoort. Maak de cel op als tekst en typ de waarde opnieuw."),
    Problem.NOT_A_CODE: _("“{value}” is geen code. Gebruik kleine letters, cijfers en streepjes, zoals huis-van-het-dorp."),
    Problem.NOT_A_DAY: _("“{value}” is geen datum. Schrijf bijvoorbeeld 4-6-2021, of maak de cel op als datum."),
    Problem.NOT_AN_AMOUNT: _("“{value}” is geen bedrag. Schrijf bijvoorbeeld 374800 of 374.800,50."),
    Problem.NOT_MORE_THAN_NOTHING: _("Een bedrag is meer dan nul. Verwijder de rij als het bedrag niet bekend is."),
    Problem.NOT_A_NUMBER: _("“{value}” is hier geen bruikbaar getal. Vul een heel getal in, vanaf 1."),
    Problem.NOT_AN_ADDRESS: _("“{value}” is geen webadres. Een webadres begint met https://."),
    Problem.NOT_A_CHOICE: _("“{value}” kan hier niet. Kies uit: {choices}."),
    Problem.UNKNOWN_PILLAR: _("De deal heeft geen pijler “{value}”. Kies uit: {known}."),
    Problem.UNKNOWN_LEAD: _("“{value}” is geen partij bij de deal. Kies uit: {known}."),
    Problem.UNKNOWN_PROJECT: _("Er is geen project met de code “{code}”. Verbeter de code, of zet het project op het blad Projecten."),
    Problem.CODE_TWICE: _("De code “{code}” staat ook in rij {first}. Elke code staat er één keer: verwijder een van beide rijen."),
    Problem.ROW_TWICE: _("Deze rij zegt hetzelfde als rij {first}. Verwijder een van beide."),
    Problem.LINK_TO_ITSELF: _("Een project kan niet met zichzelf verbonden zijn. Vul de code van een ander project in."),
    Problem.LINK_CIRCLE: _("Dit verband loopt in een kring: via andere projecten komt het weer bij dit project uit. Verwijder een van de verbanden."),
    Problem.TRL_UNCLEAR: _("TRL-niveaus gaan van 1 tot en met 9, en het tweede is niet lager dan het eerste. Vul beide in, of geen van beide."),
    Problem.DAYS_TURNED: _("De laatste dag ligt voor de eerste. Verbeter een van beide."),
    Problem.CODE_KEPT: _("De code “{code}” gebruikt het programma zelf. Kies een andere code."),
    Problem.PILLAR_FIRM: _("Dit project heeft geld uit zijn pijler gekregen; de pijler kan niet meer veranderen. Zet de oude pijler terug."),
    Problem.PHASE_TOO_LATE: _("Projecten van deze deal zijn uiterlijk {last} klaar. Kies een eerdere einddatum."),
    Problem.NEEDS_COLUMN: _("“{code}” is een nieuw project en heeft ook de kolom “{heading}” nodig. Voeg die kolom toe."),
    Problem.PHASE_GAP: _("Fasen volgen elkaar op zonder gaten. De volgende fase van dit project is {following}."),
    Problem.FIXED: _("In het register staat “{value}”, en dat verandert niet via een spreadsheet. Zet die waarde terug en verander haar op de projectpagina of met een besluit."),
    Problem.OTHER: _("Deze waarde past hier niet: {value}."),
    Problem.SHEET_NOT_READ: _("Dit blad hoort niet bij het register en is niet gelezen."),
    Problem.COLUMN_NOT_READ: _("De kolom “{heading}” hoort niet bij het register en is niet gelezen."),
    Problem.MONEY_NOT_READ: _("De kolom “{heading}” wordt niet ingelezen: dat geld komt uit besluiten en boekingen."),
    Problem.ROW_STAYS: _("“{name}” van {code} staat niet in het bestand en blijft in het register staan."),
}  # fmt: skip


def trouble(found: Trouble) -> str:
    """Say why a file cannot be opened."""
    return str(TROUBLES[found]).format(megabytes=MOST_BYTES // 1_000_000)


def place(fault: Fault) -> str:
    """Say where a fault is: “Blad Projecten, cel C14”."""
    if not fault.sheet:
        return gettext("Het bestand")
    said = gettext("Blad {sheet}").format(sheet=fault.sheet.strip())
    if fault.row is None:
        return said
    if fault.column is None:
        return f"{said}, " + gettext("rij {row}").format(row=fault.row)
    return f"{said}, " + gettext("cel {cell}").format(cell=fault.cell)


def said(fault: Fault) -> str:
    """Say what is wrong and what to do."""
    values = {name: _in_words(value) for name, value in fault.values.items()}
    if fault.problem is Problem.ROW_STAYS:
        row = fault.values["row"]
        fase = gettext("fase {number}").format(number=row.get("number"))
        values["name"] = fase if fault.values["part"] == "phases" else row.get("name") or row.get("words")
    return str(_PROBLEMS[fault.problem]).format_map(_Forgiving(values))


class _Forgiving(dict[str, Any]):
    """A message about a rare fault would rather miss a value than fail."""

    def __missing__(self, key: str) -> str:
        return "–"


def _in_words(value: Any) -> Any:
    match value:
        case list():
            return ", ".join(gettext(str(one)) for one in value)
        case date():
            return day(value)
        case int():
            return number(value)
        case None:
            return gettext("niets")
        case _:
            return value
