"""What a mailing can say: limits of its subject and its text."""

import re
from urllib.parse import urlsplit

LONGEST_SUBJECT = 200
"""Characters: a mail program shows some sixty of them."""
LONGEST_TEXT = 100_000
"""Characters: what is longer is cut off by mail programs, and is better read on a page."""
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)|<([a-z][a-z0-9+.-]*:[^>\s]+)>|^\s{0,3}\[[^\]]+\]:\s*<?(\S+)", re.I | re.M)
_SCHEMES = frozenset({"http", "https", "mailto"})


def is_one_line(words: str) -> bool:
    """Whether words can stand in a header: on one line, without signs that nobody sees."""
    return all(sign.isprintable() for sign in words)


def bad_links(text: str) -> list[str]:
    """Return the links in CommonMark that lead nowhere from a mail: without https, or of another kind."""
    found = (next(filter(None, match.groups())) for match in _LINK.finditer(text))
    return [link for link in found if not _leads_somewhere(link)]


def _leads_somewhere(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme.lower() in _SCHEMES and bool(parts.netloc or parts.path)
