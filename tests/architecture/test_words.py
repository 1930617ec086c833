"""Every text that a person can meet is there in both languages, and says the same values in both."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from django.template.base import Lexer, TokenType
from tools import messages

from tests.architecture.source import Module, modules, templates

_TRANSLATED_UNTIL = re.compile(r"(blocktranslate|blocktrans|comment|verbatim)\b")
_NAMED = re.compile(r"%\((\w+)\)[sd]")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_SPOKEN = {"aria-label", "aria-description", "alt", "placeholder", "title"}
_NOT_READ = {"script", "style", "code"}
_THE_SAME_IN_BOTH = {"regiodeal", "Nederlands", "English", "PDF", "CSV", "ODS", "XLSX", "JSON", "xlsx", "ods", "csv"}
_IN_BOTH_LANGUAGES = {"web/broken.html": "stands when nothing works, the catalogues included"}
_SAID_BY_A_FIELD = {"label", "help_text", "empty", "empty_label"}
_SAID_AS_A_MESSAGE = {"success", "info", "warning", "error"}


@pytest.mark.parametrize("language", messages.CATALOGUES)
def test_a_catalogue_holds_what_is_said_and_nothing_else(language: str) -> None:
    said = messages.CATALOGUES[language]()
    assert len(said) > 100
    read = [message for message in messages.read(language) if message.id]
    held = {_as_text(message) for message in read}
    advice = "run `make messages`, and translate in src/regiodeal/locale"
    new, gone = sorted(said - held), sorted(held - said)
    assert not new, f"{advice}:\n{_lines(new)}"
    assert not gone, f"said nowhere any more; {advice}:\n{_lines(gone)}"


def _as_text(message: Message) -> messages.Text:
    one, *plural = messages.strings(message.id)
    return messages.Text(one, "".join(plural), message.context or "")


@pytest.mark.parametrize("language", messages.CATALOGUES)
def test_every_text_is_translated(language: str) -> None:
    read = [message for message in messages.read(language) if message.id]
    assert read
    wrong = [str(message.id) for message in read if message.fuzzy or not all(messages.strings(message.string))]
    assert not wrong, f"without translation in {language}:\n" + "\n".join(wrong)


@pytest.mark.parametrize("language", messages.CATALOGUES)
def test_a_translation_says_the_same_values(language: str) -> None:
    """One form of a plural can leave the number out: "one project"."""
    read = [message for message in messages.read(language) if message.id]
    assert any(_values(text) for message in read for text in messages.strings(message.id))
    wrong = [
        str(message.id)
        for message in read
        if all(messages.strings(message.string))
        and set().union(*map(_values, messages.strings(message.id)))
        != set().union(*map(_values, messages.strings(message.string)))
    ]
    assert not wrong, f"other values in {language}:\n" + "\n".join(wrong)


@pytest.mark.parametrize("language", messages.CATALOGUES)
def test_the_compiled_texts_are_those_of_the_catalogue(language: str) -> None:
    path = messages.path_of(language)
    compiled = path.with_suffix(".mo")
    assert compiled.exists(), "run `make install`"
    assert compiled.read_bytes() == messages.compiled(messages.read(language)), "run `make install`"


@pytest.mark.parametrize("language", messages.CATALOGUES)
def test_collecting_the_texts_again_changes_nothing(language: str) -> None:
    standing = messages.read(language)
    again = messages.written(messages.updated(standing, messages.CATALOGUES[language]()))
    assert again == messages.path_of(language).read_bytes(), "run `make messages`"


def test_a_refusal_is_a_template_with_values() -> None:
    """What is put together before it is said cannot be translated."""
    found = [
        (module, *one) for module in modules() if module.room != "config" for one in messages.templates(module.tree)
    ]
    assert len(found) > 100
    wrong = [module.at(call) for module, template, call in found if not template]
    assert not wrong, "give the template and its values apart:\n" + "\n".join(wrong)
    lost = [
        f"{module.at(call)}: {sorted(_values(template) ^ given)}"
        for module, template, call in found
        if (given := _given(call)) is not None and _values(template) != given
    ]
    assert not lost, "template and values differ:\n" + "\n".join(lost)


def test_templates_say_nothing_without_a_mark() -> None:
    ours = [path for path in templates() if path.relative_to(messages.SOURCE).parts[0] in messages.SCREENS]
    ours = [path for path in ours if f"{path.parent.name}/{path.name}" not in _IN_BOTH_LANGUAGES]
    assert ours
    wrong = [f"{path.parent.name}/{path.name}: {text!r}" for path in ours for text in _unmarked(path)]
    assert not wrong, "put {% translate %} around:\n" + "\n".join(wrong)


def test_the_code_of_screens_says_nothing_without_a_mark() -> None:
    ours = [module for module in modules() if module.room in messages.SCREENS]
    assert ours
    wrong = [module.at(node) for module in ours for node in _unmarked_in(module)]
    assert not wrong, "put gettext or gettext_lazy around:\n" + "\n".join(wrong)


class _Read(HTMLParser):
    """Gathers the text of a page, and of the attributes that are read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element says by its attributes."""
        self._silent += tag in _NOT_READ
        self.texts += [value or "" for name, value in attrs if name in _SPOKEN]

    def handle_endtag(self, tag: str) -> None:
        """Note that an element ends."""
        self._silent -= tag in _NOT_READ

    def handle_data(self, data: str) -> None:
        """Note what stands between elements."""
        if not self._silent:
            self.texts.append(data)


def _unmarked(path: Path) -> list[str]:
    reader = _Read()
    reader.feed("".join(_literal(path.read_text(encoding="utf-8"))))
    return [
        text.strip() for text in reader.texts if any(word not in _THE_SAME_IN_BOTH for word in _LETTERS.findall(text))
    ]


def _literal(template: str) -> Iterator[str]:
    """Yield what a template says by itself: not its tags, and not what a tag translates."""
    until = ""
    for token in Lexer(template).tokenize():
        if token.token_type is TokenType.BLOCK:
            name = token.contents.split()[0] if token.contents else ""
            if not until and (match := _TRANSLATED_UNTIL.match(name)):
                until = f"end{match[1]}"
            elif name == until:
                until = ""
        elif token.token_type is TokenType.TEXT and not until:
            yield token.contents
        elif token.token_type is TokenType.VAR and not until:
            yield "0"


def _unmarked_in(module: Module) -> Iterator[ast.AST]:
    for node in ast.walk(module.tree):
        match node:
            case ast.keyword(arg=name, value=ast.Constant(value=str(text)) as said) if name in _SAID_BY_A_FIELD:
                if _LETTERS.search(text):
                    yield said
            case ast.keyword(arg=name, value=ast.JoinedStr() as said) if name in _SAID_BY_A_FIELD:
                yield said
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="messages"), attr=name),
                args=[_, ast.Constant(value=str()) | ast.JoinedStr(), *_],
            ) if name in _SAID_AS_A_MESSAGE:
                yield node


def _given(call: ast.Call) -> set[str] | None:
    """Return the names of the values that a call gives, None where it hands on a whole mapping."""
    names = {keyword.arg for keyword in call.keywords}
    return None if None in names else {str(name) for name in names}


def _values(text: str) -> set[str]:
    braces = {name for _, name, _, _ in Formatter().parse(text.replace("%%", "")) if name} if "{" in text else set()
    return braces | set(_NAMED.findall(text))


def _lines(texts: list[messages.Text]) -> str:
    return "\n".join(f"- {text.one}" for text in texts)
