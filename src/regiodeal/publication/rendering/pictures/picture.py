"""A picture with what stands around it: title, caption, and the same values as a table."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from regiodeal.publication.rendering.pictures import looks
from regiodeal.publication.rendering.pictures.svg import element, language_of_people

NOTHING = SafeString("")


@dataclass(frozen=True)
class Sheet:
    """The paper that a picture is drawn on. Each picture is drawn on both, and the style sheet shows the one that fits.

    So letters keep a readable size on a telephone, and nothing has to scroll sideways.
    """

    name: str
    width: int


WIDE = Sheet("wide", 800)
NARROW = Sheet("narrow", 320)
SHEETS = (WIDE, NARROW)


@dataclass(frozen=True)
class Drawing:
    """What was drawn on a sheet: elements, and how high they reach."""

    content: SafeString
    height: float


@dataclass(frozen=True)
class Column:
    """A column of the table; `amount` for numbers, which line up to the right."""

    label: str
    amount: bool = False


@dataclass(frozen=True)
class Cell:
    """A value in the table, perhaps with a link. `dutch` marks what people wrote, which no page translates."""

    text: str
    href: str = ""
    dutch: bool = False

    @property
    def language(self) -> str:
        """The language of the text, where it is another than that of the page."""
        return (language_of_people() or "") if self.dutch else ""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture as `record/pictures/_picture.html` shows it.

    Without anything to draw `svg` is empty, and `nothing` says so in a sentence. `notes` tell what is not drawn.
    """

    key: str
    title: str
    caption: str = ""
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    svg: SafeString = NOTHING
    nothing: str = ""
    notes: tuple[str, ...] = ()

    @property
    def table(self) -> list[list[tuple[Column, Cell]]]:
        """The rows, each cell with its column."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


Draw = Callable[[Sheet], Drawing]


def drawn(key: str, title: str, description: str, draw: Draw, *, linked: bool = False) -> SafeString:
    """Return the picture on each sheet, named and described for who cannot see it.

    With links in it, it is a group: inside an image, links are lost to who listens to a page.
    """
    role = "group" if linked else "img"
    return join(_on(sheet, f"{key}-{sheet.name}", (title, description), draw(sheet), role) for sheet in SHEETS)


def join(parts: Iterable[str]) -> SafeString:
    """Return elements one after the other."""
    return mark_safe("".join(parts))  # noqa: S308 - each of them is an element


def listed(rows: Iterable[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Return rows as a table keeps them."""
    return tuple(tuple(row) for row in rows)


def _on(sheet: Sheet, name: str, told: tuple[str, str], drawing: Drawing, role: str) -> SafeString:
    title, description = told
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", description, id=f"{name}-desc"),
        element("defs", looks.patterns(name)),
        drawing.content,
        class_=f"rd-pic rd-pic--{sheet.name}",
        viewBox=f"0 0 {sheet.width} {round(drawing.height)}",
        role=role,
        aria_labelledby=f"{name}-title {name}-desc",
    )
