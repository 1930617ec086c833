"""Only actions write, and only the edge reads the clock."""

import ast
from collections.abc import Iterator

import pytest
from django.apps import apps

from tests.architecture.source import Module, chain, functions, modules

_MAY_WRITE = {"audit/trail.py"}
_ALWAYS = {"bulk_create", "bulk_update", "get_or_create", "update_or_create"}
_WITHOUT_ARGUMENTS = {"save", "delete"}  # a workbook or a figure saves to somewhere; a row just saves
_ON_A_QUERY = {"create", "update", "set", "add", "remove", "clear"}  # dictionaries and sets have some of these too
_QUERY = {"objects", "filter", "exclude", "all", "order_by", "select_for_update", "select_related"}

_CLOCK = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time"),
    ("time", "time_ns"), ("timezone", "now"), ("timezone", "localdate"), ("timezone", "localtime"),
}  # fmt: skip
_CLOCK_NAMES = {("time", "time"), ("time", "time_ns"), ("django.utils.timezone", "now")}
_CLOCK_OPTIONS = {"auto_now", "auto_now_add"}


def test_only_actions_write() -> None:
    actions = [module for module in modules() if _may_write(module)]
    others = [module for module in modules() if not _may_write(module)]
    accessors = _related_managers()
    assert accessors
    assert any(_writes(module.tree, accessors) for module in actions), "the actions write, so this finds no writes"
    wrong = [f"{module.at(node)} writes" for module in others for node in _writes(module.tree, accessors)]
    assert not wrong, "\n".join(wrong)


def test_only_the_edge_reads_the_clock() -> None:
    edge = [module for module in modules() if _is_edge(module)]
    assert any(_clock(module.tree) for module in edge), "the edge reads the clock, so this finds no clocks"
    inside = [module for module in modules() if not _is_edge(module)]
    assert inside
    wrong = [f"{module.at(node)} reads the clock" for module in inside for node in _clock(module.tree)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "code",
    [
        "Deal.objects.create(code=code)",
        "Deal.objects.filter(code=code).update(name=name)",
        "deal.seats.all().delete()",
        "item.figures.set(figures)",
        "Figure.objects.get_or_create(cents=cents)",
        "rows.bulk_create(new)",
        "deal.save(update_fields=['name'])",
        "def close():\n    rows = Deal.objects.filter(code=code)\n    rows.update(name=name)",
    ],
)
def test_a_write_is_seen(code: str) -> None:
    assert len(_writes(ast.parse(code), {"seats", "figures"})) == 1


@pytest.mark.parametrize(
    "code",
    [
        "known.update(more)",
        "digest.update(data)",
        "workbook.save(path)",
        "seen.add(key)",
        "seats = set()\nseats.add(key)",
        "links.seats.setdefault(meeting, set()).add(key)",
        "deal.seats.count()",
    ],
)
def test_what_is_no_write_is_left_alone(code: str) -> None:
    assert not _writes(ast.parse(code), {"seats", "figures"})


@pytest.mark.parametrize(
    "code",
    [
        "datetime.now(UTC)",
        "datetime.datetime.now()",
        "date.today()",
        "DateTimeField(default=timezone.now)",
        "DateTimeField(auto_now_add=True)",
        "from django.utils.timezone import now",
    ],
)
def test_a_clock_is_seen(code: str) -> None:
    assert len(_clock(ast.parse(code))) == 1


def test_a_stopwatch_is_no_clock() -> None:
    assert not _clock(ast.parse("time.perf_counter() - started > time.monotonic()"))


def _may_write(module: Module) -> bool:
    return "actions" in module.path.parts or module.path.name == "actions.py" or module.place in _MAY_WRITE


def _is_edge(module: Module) -> bool:
    return module.room == "config" or "views" in (module.path.stem, module.path.parent.name)


def _related_managers() -> set[str]:
    """Return the names under which rows give the rows that belong to them, such as `seats`."""
    named = set()
    for model in apps.get_models():
        if model.__module__.startswith("regiodeal."):
            named |= {field.name for field in model._meta.many_to_many}
            named |= {str(relation.get_accessor_name()) for relation in model._meta.related_objects}
    return named


def _writes(tree: ast.AST, accessors: set[str]) -> set[ast.Call]:
    """Return the calls that change rows, as far as the code tells."""
    queries = _QUERY | accessors
    found = {call for call in _calls(tree) if _is_write(call, queries, set())}
    for function in functions(tree):
        variables = _variables(function, queries)
        found |= {call for call in _calls(function) if _is_write(call, queries, variables)}
    return found


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _is_write(call: ast.Call, queries: set[str], variables: set[str]) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    *before, verb = chain(call.func)
    on_a_query = before[-1] in (variables if len(before) == 1 else queries)
    return verb in _ALWAYS or (verb in _WITHOUT_ARGUMENTS and not call.args) or (verb in _ON_A_QUERY and on_a_query)


def _variables(function: ast.AST, queries: set[str]) -> set[str]:
    """Return the names that a function gives to queries."""
    return {
        target.id
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and chain(node.value)[-1] in queries
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _clock(tree: ast.AST) -> list[ast.AST]:
    return [node for node in ast.walk(tree) if _reads_clock(node)]


def _reads_clock(node: ast.AST) -> bool:
    match node:
        case ast.Attribute():
            return tuple(chain(node)[-2:]) in _CLOCK
        case ast.ImportFrom(module=module, names=names):
            return any((module, name.name) in _CLOCK_NAMES for name in names)
        case ast.keyword(arg=option):
            return option in _CLOCK_OPTIONS
    return False
