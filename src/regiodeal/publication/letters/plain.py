"""CommonMark as plain text that reads well in a mail: lines of 72 signs, and each link behind its words."""

import textwrap
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from regiodeal.publication.rendering import commonmark

WIDTH = 72
"""Signs on a line: RFC 3676 advises 78 at most, and an answer quotes it with `> ` before it."""


def of(text: str) -> str:
    """Return a text in CommonMark as plain text."""
    return "\n\n".join(_blocks(commonmark.parsed(text), ""))


def filled(words: str, first: str = "", rest: str = "") -> str:
    """Return words in lines of the width of a mail; a web address is never cut. `first` and `rest` begin the lines."""
    return "\n".join(
        textwrap.fill(
            line, WIDTH, initial_indent=first if place == 0 else rest, subsequent_indent=rest,
            break_long_words=False, break_on_hyphens=False,
        )
        for place, line in enumerate(words.split("\n"))
    )  # fmt: skip


def _blocks(tokens: Sequence[Token], indent: str) -> Iterator[str]:
    place = 0
    while place < len(tokens):
        token = tokens[place]
        end = _end(tokens, place)
        inner = tokens[place + 1 : end]
        match token.type:
            case "heading_open":
                yield _heading(inner[0], indent)
            case "paragraph_open":
                yield filled(_line(inner[0]), indent, indent)
            case "bullet_list_open" | "ordered_list_open":
                yield "\n".join(_items(inner, token, indent))
            case "blockquote_open":
                yield "\n\n".join(_blocks(inner, f"{indent}> "))
            case "hr":
                yield f"{indent}* * *"
            case "fence" | "code_block":
                yield textwrap.indent(token.content.rstrip("\n"), f"{indent}    ")
        place = end + 1


def _heading(inline: Token, indent: str) -> str:
    """Return a heading underlined, with the addresses of its links below."""
    tokens = inline.children or []
    words = "".join(token.content or " " for token in tokens if token.type in {"text", "code_inline", "softbreak"})
    links = [str(token.attrGet("href")) for token in tokens if token.type == "link_open"]
    lines = filled(words, indent, indent)
    line = indent + "-" * min(max(map(len, lines.split("\n"))) - len(indent), WIDTH)
    return "\n".join([lines, line, *(f"{indent}{link}" for link in links)])


def _items(tokens: Sequence[Token], listed: Token, indent: str) -> Iterator[str]:
    number = int(listed.attrGet("start") or 1)
    place = 0
    while place < len(tokens):
        end = _end(tokens, place)
        mark = f"{number}. " if listed.type == "ordered_list_open" else "- "
        hanging = indent + " " * len(mark)
        item = "\n".join(_blocks(tokens[place + 1 : end], hanging))
        yield f"{indent}{mark}{item[len(hanging) :]}"
        number, place = number + 1, end + 1


def _end(tokens: Sequence[Token], place: int) -> int:
    """Return where what begins at a place ends."""
    depth = 0
    for other in range(place, len(tokens)):
        depth += tokens[other].nesting
        if depth == 0:
            return other
    return len(tokens) - 1


def _line(inline: Token) -> str:
    words, links = [], list[str]()
    for token in inline.children or []:
        match token.type:
            case "text" | "code_inline":
                words.append(token.content)
            case "softbreak":
                words.append(" ")
            case "hardbreak":
                words.append("\n")
            case "link_open":
                links.append(str(token.attrGet("href") or ""))
                words.append("\0")  # where the words of the link begin
            case "link_close":
                words.append(_behind(words, links.pop()))
    return "".join(words).replace("\0", "")


def _behind(words: list[str], link: str) -> str:
    """Return what comes behind the words of a link: its address, unless they say it already."""
    begin = len(words) - 1 - words[::-1].index("\0")
    said = "".join(words[begin + 1 :])
    bare = link.removeprefix("mailto:")
    return "" if said == bare else f" ({bare})"
