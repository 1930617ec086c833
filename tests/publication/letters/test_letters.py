"""The letter of a mailing: in the style of the deal, for every mail program, and the same in both its forms."""

import re
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from lxml import html

from regiodeal.accounts.models import Language
from regiodeal.mailing.choices import MailingKind
from regiodeal.mailing.letter import LEAVE, PREFERENCES, Letter
from regiodeal.mailing.models import Mailing, MailingList
from regiodeal.mailing.rules import LONGEST_TEXT
from regiodeal.programme.models import Deal
from regiodeal.publication.letters import letters, plain
from regiodeal.publication.letters.letters import NoPublicSite, letter_of
from regiodeal.publication.rendering import accent
from tests.factories.mailing import a_list, draft, on
from tests.factories.programme import AT, a_deal

_ELEMENTS = {
    # The frame of every HTML mail; style holds what cannot stand in an element, and is ignored where it is not known.
    "html", "head", "meta", "title", "style", "body",
    # Word, which Outlook shows mail with, lays out tables and nothing newer.
    "table", "tbody", "tr", "td", "div",
    # Text. Every program knows these.
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "blockquote", "hr", "br",
    "a", "strong", "em", "code", "pre",
}  # fmt: skip
"""What all mail programs show. No picture, no script, no form: nothing is fetched and nobody is followed."""
_PROPERTIES = {
    "background-color", "color", "font-family", "font-size", "font-weight", "line-height", "text-align",
    "text-decoration", "width", "max-width", "margin", "border", "border-top", "border-left",
    "padding", "padding-left", "padding-right", "padding-top", "padding-bottom",
    "display", "max-height", "overflow",  # these three hide the preview; where they do nothing it is only read twice
}  # fmt: skip
"""What the mail programs of Apple, Google and Microsoft all follow in a `style`, or can do without."""
SITE = "https://veenstreek.example/"
TEXT = """Inleiding met **vet** en *cursief*.

## [Eerste kop](https://veenstreek.example/projecten/dorpshuis/)

Tekst met [een link](https://veenstreek.example/) en <https://veenstreek.example/agenda/>.

- een
- twee
  - dieper

1. eerst
2. dan

> Een citaat.

---

### Kleinere kop

Slot & < tekens > "zo" 'en zo' €."""


def public_deal(**changes: Any) -> Deal:
    """A deal with a public site."""
    return a_deal(publication={"address": SITE}, **changes)


def letter(text: str = TEXT) -> Letter:
    """The letter of a draft to the press list of a deal."""
    return letter_of(mailing(text), public_deal())


def mailing(text: str = TEXT, kind: MailingKind = MailingKind.PRESS_RELEASE, language: str = "nl") -> Mailing:
    own = draft(MailingList.objects.first() or a_list("Pers", scope="veenstreek"))
    Mailing.objects.filter(pk=own.pk).update(text=text, kind=kind, language=language)
    own.refresh_from_db()
    return own


def elements(source: str) -> list[html.HtmlElement]:
    return [one for one in html.document_fromstring(source).iter() if isinstance(one.tag, str)]


def words_of(source: str) -> str:
    """What a reader sees of an HTML mail, without what only the list of mails shows."""
    seen = re.sub(r'<div class="preview".*?</div>|<style>.*?</style>|<title>.*?</title>', "", source, flags=re.DOTALL)
    whole: Any = html.document_fromstring(seen)
    return " ".join(whole.text_content().split())


def test_only_what_every_mail_program_shows_is_used(db: None) -> None:
    own = letter().html
    found = elements(own)
    kept = re.findall(r"<style>(.*?)</style>", own, re.DOTALL)
    assert set(re.findall(r"[{;]\s*([a-z-]+)\s*:(?=[^{}]*})", "".join(kept))) <= _PROPERTIES
    assert {one.tag for one in found} <= _ELEMENTS
    styles = [one.get("style", "") for one in found]
    used = {part.partition(":")[0].strip() for style in styles for part in style.split(";") if part.strip()}
    assert used
    assert used <= _PROPERTIES
    tables = [one for one in found if one.tag == "table"]
    assert {one.get("role") for one in tables} == {"presentation"}


def test_nothing_is_fetched_and_nobody_is_followed(db: None) -> None:
    own = letter()
    assert not re.search(r"\bsrc=|url\(|@import|<link|<script|<img|http-equiv", own.html)
    links = [one.get("href") for one in elements(own.html) if one.tag == "a"]
    assert links
    for link in links:
        assert link in {LEAVE, PREFERENCES} or re.match(r"https?://[^/]+/|mailto:", link), link
        assert "?" not in link, "an address that says more than where it leads could say who follows it"


def test_both_forms_say_the_same(db: None) -> None:
    own = letter()
    shown = Counter(re.findall(r"\w+", words_of(own.html)))
    without = re.sub(r"\(?https?://\S+|mailto:\S+|\[\[\w+\]\]", "", own.text)
    written = Counter(re.findall(r"\w+", without))
    only_in_lists = Counter({"1": 1, "2": 1})
    addresses = Counter(re.findall(r"\w+", "https://veenstreek.example/agenda/"))
    assert shown - written - addresses == Counter()
    assert written - shown - only_in_lists == Counter()


@pytest.mark.parametrize("language", Language.values)
def test_everybody_reads_why_they_get_it_and_how_to_leave(db: None, language: str) -> None:
    own = letter_of(mailing(language=language), public_deal())
    why = {"nl": "uw adres op de lijst staat van Pers", "en": "your address is on the list of Pers"}[language]
    leave = {"nl": "Afmelden voor deze mail", "en": "Unsubscribe from this mail"}[language]
    for form in (words_of(own.html), " ".join(own.text.split())):
        assert why in form
        assert leave in form
    assert own.html.count(LEAVE) == own.text.count(LEAVE) == 1
    assert own.html.count(PREFERENCES) == own.text.count(PREFERENCES) == 1
    assert f'<html lang="{language}"' in own.html


def test_a_press_release_names_whom_an_editor_can_ask_and_a_newsletter_does_not(db: None) -> None:
    deal = public_deal(press={"phone": "0592-123456", "email": "pers@veenstreek.example"})
    press = letter_of(mailing(), deal)
    assert press.reply_to == "pers@veenstreek.example"
    for form in (press.html, press.text):
        assert "Noot voor de redactie" in form
        assert "0592-123456" in form
    news = letter_of(mailing(kind=MailingKind.NEWSLETTER), deal)
    assert "Noot voor de redactie" not in news.html + news.text


def test_a_deal_without_a_public_site_sends_no_mail(db: None) -> None:
    deal = a_deal()
    with pytest.raises(NoPublicSite):
        letter_of(mailing(), deal)


def test_it_has_the_colour_of_the_deal_and_can_be_read_in_light_and_dark(db: None) -> None:
    deal = public_deal()
    own, colours = letter_of(mailing(), deal), accent.of(deal.accent)
    assert f"border-top: 6px solid {colours.surface}" in own.html
    assert f"color: {colours.light_text}" in own.html
    assert f"color: {colours.dark_text} !important" in own.html
    assert "@media (prefers-color-scheme: dark)" in own.html


def test_html_that_somebody_writes_is_text(db: None) -> None:
    own = letter("<script>alert(1)</script> <b>vet</b> &amp; {{ words.subject }} {% now %}")
    assert "<script>" not in own.html
    assert "&lt;b&gt;vet&lt;/b&gt;" in own.html
    assert "{{ words.subject }}" in own.html


def test_an_ordinary_press_release_is_not_cut_off(db: None) -> None:
    assert len(letter("\n\n".join([TEXT] * 12)).html.encode()) < letters.CLIPPED
    assert len(letter_of(mailing("woord " * (LONGEST_TEXT // 6)), Deal.objects.get()).html) > letters.CLIPPED


def test_lines_of_the_plain_form_are_short_and_addresses_whole(db: None) -> None:
    address = f"https://veenstreek.example/{'heel-lang-' * 12}/"
    own = letter(f"{'woord ' * 60}[hier]({address}) {'woord ' * 30}")
    assert address in own.text
    assert all(len(line) <= plain.WIDTH or "://" in line for line in own.text.split("\n"))


def test_the_plain_form_reads_well() -> None:
    assert plain.of(TEXT) == (
        """Inleiding met vet en cursief.

Eerste kop
----------
https://veenstreek.example/projecten/dorpshuis/

Tekst met een link (https://veenstreek.example/) en
https://veenstreek.example/agenda/.

- een
- twee
  - dieper

1. eerst
2. dan

> Een citaat.

* * *

Kleinere kop
------------

Slot & < tekens > "zo" 'en zo' €."""
    )


def test_a_list_with_one_more_person_says_the_same(db: None) -> None:
    own = mailing()
    deal = public_deal()
    before = letter_of(own, deal)
    on(own.lists.get(), at=AT + timedelta(days=1))
    assert letter_of(own, deal) == before
