"""What a mailing can say: limits of its subject and its text."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from markdown_it import MarkdownIt

LONGEST_SUBJECT = 200
"""Characters: a mail program shows some sixty of them."""
LONGEST_TEXT = 100_000
"""Characters: what is longer is cut off by mail programs, and is better read on a page."""
_SCHEMES = frozenset({"http", "https", "mailto"})


def is_one_line(words: str) -> bool:
    """Whether words can stand in a header: on one line, without signs that nobody sees."""
    return all(sign.isprintable() for sign in words)


def bad_links(text: str) -> list[str]:
    """Return the links in CommonMark that lead nowhere from a mail: without https, or of another kind."""
    return [link for link in _links(text) if not _leads_somewhere(link)]


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - the library asks; here every link counts as one
        return True


def _links(text: str) -> Iterator[str]:
    for block in _Parser("commonmark", {"html": False}).parse(text):
        for token in block.children or []:
            if token.type in {"link_open", "image"}:
                yield str(token.attrGet("href") or token.attrGet("src") or "")


def _leads_somewhere(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme.lower() in _SCHEMES and bool(parts.netloc or parts.path)
