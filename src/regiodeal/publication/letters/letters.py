"""The letter of a mailing: its words in the frame of the deal, with why somebody gets it and how to leave."""

from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from functools import cache
from pathlib import Path

from django.conf import settings
from django.template import Context, Engine
from django.utils.translation import override

from regiodeal.common.errors import Refusal
from regiodeal.mailing.choices import MailingKind
from regiodeal.mailing.letter import LEAVE, PREFERENCES, Letter
from regiodeal.mailing.models import Mailing
from regiodeal.programme.models import Deal
from regiodeal.publication.letters import plain
from regiodeal.publication.letters.styles import inlined
from regiodeal.publication.rendering import accent, commonmark, paths
from regiodeal.publication.rendering.formatting import listing

_TEMPLATES = Path(__file__).parent.parent / "templates"
CLIPPED = 102_400
"""Bytes of HTML of which the largest mail program shows the rest only when asked."""
_PREVIEW = 140  # signs that a mail program shows beside the subject


class NoPublicSite(Refusal):
    """The links in a mail lead to the public site of the deal, and nobody said where that is."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a letter says: the parts that somebody wrote, and who it comes from and goes to."""

    subject: str
    text: str
    lists: tuple[str, ...]
    is_press_release: bool
    archived: str


def letter_of(mailing: Mailing, deal: Deal) -> Letter:
    """Return the letter of a mailing as it would go out now. Raises NoPublicSite."""
    site = site_of(deal)
    words = Words(
        subject=mailing.subject,
        text=mailing.text,
        lists=tuple(mailing.lists.order_by("name").values_list("name", flat=True)),
        is_press_release=mailing.kind == MailingKind.PRESS_RELEASE,
        archived=f"{site}{paths.folder_of(paths.MAILING, str(mailing.number))}",
    )
    with override(mailing.language):
        return Letter(
            subject=words.subject,
            sender=formataddr((deal.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
            reply_to=deal.email,
            html=_html(words, deal, mailing.language),
            text=_text(words, deal),
            site=site,
            list_name=words.lists[0] if len(words.lists) == 1 else deal.short_name,
        )


def site_of(deal: Deal) -> str:
    """Return the root of the public site, to which the links in a mail lead. Raises NoPublicSite."""
    if not deal.address:
        raise NoPublicSite("say in the deal file under which host name or address the public site stands")
    return deal.address


def _html(words: Words, deal: Deal, language: str) -> str:
    content = {
        **_shared(words, deal),
        "language": language,
        "accent": accent.of(deal.accent),
        "text": commonmark.html_of(words.text),
        "site": deal.address,
        "preview": " ".join(plain.of(words.text).split())[:_PREVIEW],
    }
    return inlined(_rendered("letters/letter.html", content))


def _text(words: Words, deal: Deal) -> str:
    written = _rendered("letters/letter.txt", {**_shared(words, deal), "text": plain.of(words.text)}, escaped=False)
    lines = [line if "://" in line or len(line) <= plain.WIDTH else plain.filled(line) for line in written.split("\n")]
    return "\n".join(lines).strip() + "\n"


def _shared(words: Words, deal: Deal) -> dict[str, object]:
    return {"words": words, "deal": deal, "lists": listing(words.lists), "leave": LEAVE, "preferences": PREFERENCES}


def _rendered(template: str, content: dict[str, object], *, escaped: bool = True) -> str:
    return _engine().get_template(template).render(Context(content, autoescape=escaped, use_l10n=False, use_tz=False))


@cache
def _engine() -> Engine:
    loader = ("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])
    return Engine(dirs=[str(_TEMPLATES)], loaders=[loader], builtins=["django.templatetags.i18n"])
