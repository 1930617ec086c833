"""What somebody wrote in CommonMark as HTML of a page: the marks of CommonMark, no HTML, nothing from elsewhere.

A picture stands there as a link to it, since a page of the record takes nothing from another site. A link leads to the
web, a mailbox or a telephone; what else looks like one stays text.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import zip_longest

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

_LINKS = ("https://", "http://", "mailto:", "tel:")
_CLASSES = {
    "bullet_list_open": "rd-bullets",
    "ordered_list_open": "rd-bullets",
    "link_open": "utrecht-link",
    "blockquote_open": "rd-letter__quote",
    "fence": "rd-letter__code",
    "code_block": "rd-letter__code",
    "hr": "rd-letter__line",
}
_HEADINGS = {
    2: "utrecht-heading-2",
    3: "utrecht-heading-3",
    4: "utrecht-heading-4",
    5: "utrecht-heading-4",
    6: "utrecht-heading-4",
}
"""What a heading looks like by its rank. In full, since the style sheet keeps what it finds in the code by its name."""


def html_of(text: str) -> SafeString:
    """Return a text as HTML that may stand below the one heading of the first rank of a page.

    Headings come one rank lower than written, and never skip one, as who reads by headings expects.
    """
    return SafeString(_parser().renderer.render(parsed(text), _parser().options, {}))


def parsed(text: str) -> list[Token]:
    """Return what a text consists of, with its headings and links as `html_of` shows them."""
    return list(_tidied(_parser().parse(text)))


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the name that the library asks for
        return url.strip().lower().startswith(_LINKS)


@cache
def _parser() -> MarkdownIt:
    return _Parser("commonmark", {"html": False, "xhtmlOut": False})


def _tidied(tokens: Sequence[Token]) -> Iterator[Token]:
    above: list[int] = []  # the ranks, as written, of the headings under which this one stands
    empty = False
    for token, following in zip_longest(tokens, tokens[1:]):
        if token.type == "heading_open":
            empty = following is not None and not following.content.strip()
            written = int(token.tag[1])
            if not empty:
                above = [*(one for one in above if one < written), written]
            token.attrSet("class", f"{_HEADINGS[_rank(above)]} rd-letter__heading")
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{_rank(above)}"
        if empty:
            empty = token.type != "heading_close"
            continue
        yield _marked(token)


def _rank(above: list[int]) -> int:
    return min(max(len(above), 1) + 1, max(_HEADINGS))


def _marked(token: Token) -> Token:
    if token.type in _CLASSES:
        token.attrSet("class", _CLASSES[token.type])
    if token.children:
        token.children = list(_named(token.children))
    return token


def _named(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield what stands in a line, with a name for each link: its own address where nobody gave it one."""
    inside = False
    for token, following in zip_longest(tokens, tokens[1:]):
        if token.type == "image":
            address = str(token.attrGet("src") or "")
            named = _text(token.content or address)
            yield from [named] if inside else [_link(address), named, Token("link_close", "a", -1)]
            continue
        yield _marked(token)
        if token.type in {"link_open", "link_close"}:
            inside = token.type == "link_open"
        if inside and token.type == "link_open" and following is not None and following.type == "link_close":
            yield _text(str(token.attrGet("href") or ""))


def _link(address: str) -> Token:
    return Token("link_open", "a", 1, attrs={"href": address, "class": _CLASSES["link_open"]})


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)
