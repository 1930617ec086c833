"""The look of a deal on its screens: its accent colour, and its own design tokens."""

from django.conf import settings

from regiodeal.programme.models import Deal
from regiodeal.publication.rendering import accent


def of(deal: Deal) -> bytes:
    """Return the style sheet of a deal: its accent, then its token file where the data home has one.

    The token file is `tokens/<code of the deal>.css` in the data home: design tokens of NL Design System on `:root`,
    which restyle everything without a line of code.
    """
    own = settings.TOKENS / f"{deal.code}.css"
    return accent.style_sheet(deal.accent) + (own.read_bytes() if own.is_file() else b"")
