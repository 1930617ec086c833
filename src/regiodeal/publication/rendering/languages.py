"""The languages of the record: Dutch at its root, English in a folder of its own with the same addresses below it.

Whatever is made for a page is made inside `speaking`: words, amounts and days follow the language that is active.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import get_language, gettext, override

import regiodeal

CATALOGUES = Path(regiodeal.__file__).parent / "locale"
"""Where the texts are in every language."""

Files = dict[str, bytes]
"""Contents of files by their path in the record."""


@dataclass(frozen=True)
class Language:
    """A language with its name in itself, its folder from the root of the record, and what Babel calls it."""

    code: str
    name: str
    folder: str
    locale: str


DUTCH = Language("nl", "Nederlands", "", "nl")
ENGLISH = Language("en", "English", "en/", "en_GB")
ALL = (DUTCH, ENGLISH)


def active() -> Language:
    """Return the language that is spoken now; Dutch where it is none of ours."""
    code = (get_language() or "").partition("-")[0]
    return next((language for language in ALL if language.code == code), DUTCH)


def speaking(language: Language) -> AbstractContextManager[None]:
    """Speak a language until the end of a `with` block."""
    return override(language.code)


def in_each(make: Callable[[], Files]) -> Files:
    """Return what `make` makes in every language, together."""
    files: Files = {}
    for language in ALL:
        with speaking(language):
            files |= make()
    return files


def gettext_noop(text: str) -> str:
    """Mark a text that is translated where it is said. Django's own would ask for settings at import already."""
    return text


def said(label: str) -> str:
    """Return a label of a closed list, frozen in Dutch, in the language of the page; an unknown one as it is."""
    return gettext(label) if label else ""
