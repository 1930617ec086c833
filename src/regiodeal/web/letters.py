"""Mails that the application writes to one person, in the name of a deal: the same words as text and as HTML."""

from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from regiodeal.programme.models import Deal
from regiodeal.publication.letters.styles import inlined


def written(deal: Deal, to: str, language: str, template: str, content: dict[str, Any]) -> EmailMultiAlternatives:
    """Return a mail from the templates `<template>_subject.txt`, `<template>.txt` and `<template>.html`."""
    content = {**content, "deal": deal, "language": language}
    with translation.override(language):
        subject = " ".join(render_to_string(f"{template}_subject.txt", content).split())
        text = render_to_string(f"{template}.txt", content)
        html = render_to_string(f"{template}.html", content)
    sender = formataddr((deal.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))
    letter = EmailMultiAlternatives(subject, text, sender, [to], headers={"Auto-Submitted": "auto-generated"})
    letter.attach_alternative(inlined(html), "text/html")
    return letter


def root(deal: Deal) -> str:
    """Return where the pages of a deal stand in the world, with a slash at the end; empty where nobody said."""
    return deal.address or (f"{settings.SITE_ADDRESS}/" if settings.SITE_ADDRESS else "")
