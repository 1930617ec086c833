"""What a file says, line by line, whatever its format was."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from regiodeal.reading.errors import DocumentTooLarge

MEBIBYTE = 1024 * 1024
SIZE_LIMIT = 20 * MEBIBYTE  # bytes; the longest programme we know is a tenth of this


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document, with what its format tells about its place in the whole.

    `number` is 1-based. In a text file it is the line of the file; in a PDF, a web page or an e-mail it is the line
    of the extracted text, and `page` is the 1-based page where there are pages.
    `text` is the line as it stands; `words` is the same without the marks of a list, a heading or emphasis.
    `level` is 0 for running text and 1 (title), 2, … for a heading that the format itself marks as one.
    `numbered` is the depth of a number in front: 1 for "3.", 2 for "3.1"; 0 when there is none.
    `cells` are the cells when the line is a row of a table.
    """

    number: int
    text: str
    words: str = ""
    page: int | None = None
    level: int = 0
    bold: bool = False
    bullet: bool = False
    numbered: int = 0
    cells: tuple[str, ...] = ()
    furniture: bool = False

    @property
    def blank(self) -> bool:
        """Whether the line has no words."""
        return not self.words and not self.text.strip()


@dataclass(frozen=True, slots=True)
class Extract:
    """The lines that one format found, and what it knows about the whole file."""

    media_type: str
    lines: Sequence[Line]
    encoding: str | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file that could be read: its name, what it was, and its lines in reading order."""

    name: str
    media_type: str
    encoding: str | None
    sha256: str
    lines: tuple[Line, ...] = field(repr=False)


def check_size(size: int) -> None:
    """Refuse a file of `size` bytes when it is over the limit, before anything is read."""
    if size > SIZE_LIMIT:
        raise DocumentTooLarge(
            "The file is {size} MB; the limit is {limit} MB. "
            "Save the decision list on its own, or without its pictures.",
            size=-(-size // MEBIBYTE),
            limit=SIZE_LIMIT // MEBIBYTE,
        )
