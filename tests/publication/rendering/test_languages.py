"""Which language is spoken while a page is made."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from tools import messages

from regiodeal.publication.rendering import languages
from regiodeal.publication.rendering.languages import DUTCH, ENGLISH


@pytest.mark.parametrize(
    ("code", "language"), [("nl", DUTCH), ("en", ENGLISH), ("en-gb", ENGLISH), ("de", DUTCH), (None, DUTCH)]
)
def test_what_is_not_ours_is_dutch(code: str | None, language: languages.Language) -> None:
    """Also where nothing is active, as on the command line."""
    with translation.override(code):
        assert languages.active() == language


def test_each_language_is_spoken_once_and_ends() -> None:
    """What is made takes the language in which it is made; afterwards the old one is spoken again."""
    with translation.override("nl"):
        files = languages.in_each(lambda: {languages.active().folder: languages.active().code.encode()})
        assert languages.active() == DUTCH
    assert files == {"": b"nl", "en/": b"en"}


def test_a_page_in_dutch_says_its_own_texts() -> None:
    """No text of the screens is by chance an English one that some catalogue translates into other Dutch."""
    texts = {text.one for text in messages.of_screens() if not text.context} - {name for _, name in settings.LANGUAGES}
    assert len(texts) > 100
    with languages.speaking(DUTCH):
        changed = {text: gettext(text) for text in texts if gettext(text) != text}
    assert changed == {}


def test_a_frozen_label_is_said_in_the_language_of_the_page() -> None:
    """What is in no catalogue stays as it is, and nothing stays nothing."""
    with languages.speaking(ENGLISH):
        assert languages.said("toegekend") == "granted"
        assert languages.said("woorden van een bron") == "woorden van een bron"
        assert languages.said("") == ""


def test_pages_can_be_made_without_an_installation() -> None:
    """Who proves a copy of the record has none: nothing asks for settings before the texts are set up."""
    script = "from regiodeal.publication import record_check; from regiodeal.config.database import set_up_texts;"
    script += "set_up_texts(); from regiodeal.publication.rendering import formatting; print(formatting.euros(None))"
    done = subprocess.run([sys.executable, "-c", script], env={}, capture_output=True, text=True, check=True)
    assert done.stdout == "niet bekend\n"
