"""Keep the two catalogues of texts: what screens say (Dutch, to English) and what rooms refuse (English, to Dutch).

Usage: .venv/bin/python tools/messages.py update              put new texts in, take out what the code no longer says
       .venv/bin/python tools/messages.py compile [FILE.po…]  write the .mo files that the application reads

ADR 0011 tells why there are two source languages. Texts are found by the syntax of code and templates alone, so nothing
of the application is run. The files name no lines and no moments: a change of the code that changes no text changes
no catalogue.
"""

import ast
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "regiodeal"
SCREENS = ("office", "web", "publication")
"""The rooms whose texts are Dutch; `config` speaks on the command line only, and is not translated."""
_Arguments = tuple[int | tuple[int, str], ...] | None
_WITHOUT_LAZY: dict[str, _Arguments] = {
    "gettext": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_KEYWORDS = {name + lazy: arguments for lazy in ("", "_lazy") for name, arguments in _WITHOUT_LAZY.items()} | {
    "_": None
}
_NO_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)  # the format has a place for one, and nobody reads it
_HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"
"""


@dataclass(frozen=True, order=True)
class Text:
    """A text that can be translated; `plural` and `context` are empty where it has none."""

    one: str
    plural: str = ""
    context: str = ""


def of_screens() -> set[Text]:
    """Return the Dutch texts: of templates and code of the screens, and the closed lists of all rooms."""
    found: set[Text] = set()
    for room in SCREENS:
        for path in sorted((SOURCE / room).rglob("*.py")):
            found |= set(_extracted(path.read_text(encoding="utf-8")))
        for path in sorted((SOURCE / room / "templates").rglob("*.*")):
            found |= set(_extracted(_as_code(path.read_text(encoding="utf-8"))))
    for path, tree in _rooms():
        found |= {Text(label) for label in _labels(tree, whole=path.name == "choices.py")}
    counted = {(text.one, text.context) for text in found if text.plural}  # gettext finds these without a number too
    return {text for text in found if text.plural or (text.one, text.context) not in counted}


def of_rooms() -> set[Text]:
    """Return the English texts: the templates of refusals and sentences."""
    return {Text(template) for path, tree in _rooms() for template, _ in templates(tree)}


def templates(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Yield the templates in a module with the calls that they stand in; a template that is no constant is empty."""
    places = template_places()
    for node in ast.walk(tree):
        name = _name(node.func) if isinstance(node, ast.Call) else ""
        if not isinstance(node, ast.Call) or name not in places or len(node.args) <= places[name]:
            continue
        given = node.args[places[name]]
        if isinstance(given, ast.Constant) and isinstance(given.value, str):
            yield given.value, node
        elif isinstance(given, ast.JoinedStr | ast.BinOp) or _name(getattr(given, "func", given)) == "format":
            yield "", node


@cache
def template_places() -> dict[str, int]:
    """Return every kind of sentence and refusal by its name, with the place of its template among the arguments.

    A class with an `__init__` of its own has it where its parameter `template` stands; without one it takes none.
    """
    places = {"Sentence": 0, "Refusal": 0}
    classes = [node for _, tree in _rooms() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    known = -1
    while known != len(places):
        known = len(places)
        for one in classes:
            base = next((name for name in map(_name, one.bases) if name in places), None)
            if base is not None and one.name not in places:
                places[one.name] = _place_of_template(one, places[base])
    return {name: place for name, place in places.items() if place >= 0}


def _place_of_template(kind: ast.ClassDef, inherited: int) -> int:
    for node in kind.body:
        if isinstance(node, ast.FunctionDef) and node.name == "__init__":
            names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)][1:]
            return names.index("template") if "template" in names else -1
    return inherited


def _labels(tree: ast.Module, *, whole: bool) -> Iterator[str]:
    """Yield the labels of closed lists, and in a module `choices` those beside a list; and what a role is for."""
    classes = (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    lists = [node for node in classes if "TextChoices" in map(_name, node.bases)]
    for place in [tree] if whole else lists:
        for node in ast.walk(place):
            match node:
                case ast.Tuple(elts=[ast.Constant(value=str()), ast.Constant(value=str(label))]):
                    yield label
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="_role"), args=[_, ast.Constant(value=str(description)), *_]):
                yield description


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


@cache
def _rooms() -> tuple[tuple[Path, ast.Module], ...]:
    paths = (path for path in sorted(SOURCE.rglob("*.py")) if not {"migrations", "config"} & {*path.parts})
    return tuple((path, ast.parse(path.read_text(encoding="utf-8"))) for path in paths)


def _as_code(template: str) -> str:
    """Turn a template into code with its texts, as Django does; without indentation, which would mean something."""
    return "\n".join(line.strip() for line in templatize(template).splitlines())


def _extracted(code: str) -> Iterator[Text]:
    options = {"encoding": "utf-8"}
    for _, found, _, context in extract("python", BytesIO(code.encode()), _KEYWORDS, options=options):
        one, plural = (found[0], found[1]) if isinstance(found, tuple) else (found, "")
        yield Text(one, plural, context or "")


CATALOGUES = {"en": of_screens, "nl": of_rooms}
"""Which texts a language has translations of."""


def path_of(language: str) -> Path:
    """Return the file of a catalogue."""
    return SOURCE / "locale" / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """Return the catalogue of a language as it stands."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def updated(standing: Catalog, texts: Iterable[Text]) -> Catalog:
    """Return a catalogue of these texts, with the translations and notes that stand."""
    new = Catalog(locale=standing.locale)
    for text in sorted(texts):
        key = (text.one, text.plural) if text.plural else text.one
        known = standing.get(text.one, text.context or None)
        kept = known.string if known is not None and isinstance(known.string, tuple) == bool(text.plural) else None
        notes = known.user_comments if known is not None else ()
        new.add(key, kept or None, user_comments=notes, context=text.context or None)
    return new


def written(catalogue: Catalog) -> bytes:
    """Return a catalogue as a file: in the order of its texts, one line for each."""
    file = BytesIO()
    file.write(_HEADER.format(language=catalogue.locale, plurals=catalogue.plural_forms).encode())
    file.write(b"\n")
    write_po(file, catalogue, no_location=True, omit_header=True, sort_output=True, width=0)
    return file.getvalue().rstrip() + b"\n"


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as the file that gettext reads, the same for the same texts."""
    catalogue.creation_date = _NO_MOMENT
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def update() -> None:
    """Bring both files up to date with the code, and say how many texts wait for a translation."""
    for language, texts in CATALOGUES.items():
        catalogue = updated(read(language), texts())
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(catalogue))
        waiting = sum(1 for message in catalogue if message.id and not all(strings(message.string)))
        print(f"{path.relative_to(ROOT)}: {len(catalogue)} texts, {waiting} without translation")


def compile_files(paths: Iterable[Path]) -> None:
    """Write the .mo file beside each .po file."""
    for path in paths:
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.parents[1].name, abort_invalid=True)
        path.with_suffix(".mo").write_bytes(compiled(catalogue))


def strings(string: object) -> tuple[str, ...]:
    """Return the text of a message, or each of its plural forms."""
    return tuple(map(str, string)) if isinstance(string, tuple | list) else (str(string or ""),)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["update"]:
            update()
        case ["compile", *files]:
            compile_files([Path(file) for file in files] or map(path_of, CATALOGUES))
        case _:
            sys.exit(__doc__)
