"""Why a document cannot be read, in the words of the office."""

from typing import Any

from django.utils.translation import gettext, gettext_lazy

from regiodeal.reading import errors
from regiodeal.reading.errors import UnreadableDocument

_WHY: dict[type[UnreadableDocument], Any] = {
    errors.EmptyDocument: gettext_lazy("Het bestand is leeg: er staan geen woorden in. Kies een ander bestand."),
    errors.BinaryDocument: gettext_lazy(
        "Dit is geen tekst, pdf, webpagina of e-mail. Open het document en bewaar het eerst als pdf of als tekst."
    ),
    errors.UndecodableText: gettext_lazy(
        "De letters in dit bestand zijn beschadigd of door elkaar gecodeerd. Bewaar de tekst opnieuw als UTF-8."
    ),
    errors.DamagedDocument: gettext_lazy("Het bestand is beschadigd. Bewaar of download het opnieuw."),
    errors.EncryptedPdf: gettext_lazy(
        "Deze pdf is beveiligd met een wachtwoord. Open de pdf, bewaar een kopie zonder wachtwoord en kies die."
    ),
    errors.ScannedPdf: gettext_lazy(
        "Deze pdf bestaat uit foto’s van bladzijden, zonder tekst. Laat er eerst tekstherkenning (OCR) op los."
    ),
    errors.MailWithoutText: gettext_lazy(
        "In deze e-mail staat geen tekst, en geen bijlage die gelezen kan worden. Kies de besluitenlijst zelf."
    ),
}


def why(error: UnreadableDocument) -> str:
    """Return what is wrong with the file and what to do."""
    said = next((words for kind, words in _WHY.items() if isinstance(error, kind)), None)
    if said is None:
        return gettext("Dit bestand kan niet worden gelezen. Bewaar het als pdf of als tekst en probeer het opnieuw.")
    return str(said)
