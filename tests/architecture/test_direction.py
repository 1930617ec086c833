"""The arrows between the rooms that an import linter cannot see: foreign keys, and names of URLs."""

import ast
import re
from collections.abc import Iterator

from django.apps import apps
from django.db.models import Field
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.source import SOURCE, height, may_know, modules, templates

_URL_TAG = re.compile(r"""\{%-?\s*url\s+(["'])(?P<name>.+?)\1""")
_FURNITURE = ("web", "office")
"""What stands on every page leads to the screens of the office: by the names of their addresses alone (ADR 0009)."""
_URL_CALLS = {"reverse", "reverse_lazy", "redirect", "resolve_url"}


def test_each_room_has_its_place_in_the_direction() -> None:
    rooms = {module.room for module in modules()}
    assert rooms
    assert rooms == set(height()), "a room is missing in the layers of [tool.importlinter], or stands there for nothing"


def test_foreign_keys_point_downwards() -> None:
    arrows = [(field, _room(field.model), _room(field.related_model)) for field in _relations()]
    assert arrows
    wrong = [f"{field}: {room} may not know {target}" for field, room, target in arrows if not may_know(room, target)]
    assert not wrong, "\n".join(wrong)


def test_templates_name_only_urls_of_rooms_below() -> None:
    assert templates()
    named = _named_urls()
    wrong = []
    for path in templates():
        room = path.relative_to(SOURCE).parts[0]
        for match in _URL_TAG.finditer(path.read_text(encoding="utf-8")):
            wrong += _fault(str(path.relative_to(SOURCE)), room, match["name"], named)
    assert not wrong, "\n".join(wrong)


def test_modules_name_only_urls_of_rooms_below() -> None:
    assert modules()
    named = _named_urls()
    assert named
    wrong = []
    for module in modules():
        for node in ast.walk(module.tree):
            match node:
                case ast.Call(func=ast.Name(id=call), args=[ast.Constant(value=str(name)), *_]) if call in _URL_CALLS:
                    if "/" not in name:
                        wrong += _fault(module.at(node), module.room, name, named)
    assert not wrong, "\n".join(wrong)


def test_the_tag_is_found_as_templates_write_it() -> None:
    written = """<a href="{% url 'decisions:meeting' meeting.pk %}"> {%- url "health" %}"""
    assert [match["name"] for match in _URL_TAG.finditer(written)] == ["decisions:meeting", "health"]


def _relations() -> Iterator["Field[object, object]"]:
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith("regiodeal."):
            for field in [*model._meta.fields, *model._meta.many_to_many]:
                if field.remote_field and str(field.related_model.__module__).startswith("regiodeal."):
                    yield field


def _room(model: object) -> str:
    package, _, rest = str(getattr(model, "__module__", "")).partition(".")
    return rest.split(".")[0] if package == "regiodeal" else package


def _named_urls() -> dict[str, str]:
    """Return the room of the view behind each named URL."""
    return dict(_walk(get_resolver(), ""))


def _walk(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield prefix + pattern.name, _room(pattern.callback)


def _fault(where: str, room: str, name: str, named: dict[str, str]) -> list[str]:
    if name not in named:
        return [f"{where}: there is no URL {name!r}"]
    other = named[name]
    if other in height() and (room, other) != _FURNITURE and not may_know(room, other):
        return [f"{where}: {room} may not know {name!r}, which belongs to {named[name]}"]
    return []
