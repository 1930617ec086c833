"""What every module keeps to: imports at the top, and a sentence for each public name."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import Module, functions, modules

_REASONS = {
    "slow library": "most commands do without it, and should start at once",
    "django must be set up first": "models cannot be imported before; only the command line has to wait",
}
_REASON = re.compile(r"#.*\binline: (?P<reason>.+?)\s*$")
_NEEDS_NO_DOCSTRING = {"Meta", "Config"}


def test_imports_stand_at_the_top_or_say_why_not() -> None:
    assert any(isinstance(node, ast.ImportFrom) for module in modules() for node in ast.walk(module.tree))
    wrong = [
        f"{module.at(node)}: an import in a function needs '# inline: ' and one of: {', '.join(_REASONS)}"
        for module in modules()
        for function in functions(module.tree)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom) and _reason(module, node) not in _REASONS
    ]
    assert not wrong, "\n".join(sorted(set(wrong)))


def test_every_public_name_has_a_docstring() -> None:
    named = [(module, node) for module in modules() for node in _public(module.tree)]
    assert named
    wrong = [f"{module.at(node)}: {_name(node)}" for module, node in named if not ast.get_docstring(node)]
    assert not wrong, "no docstring:\n" + "\n".join(wrong)


def _reason(module: Module, node: ast.Import | ast.ImportFrom) -> str:
    lines = module.text.splitlines()[node.lineno - 1 : node.end_lineno]
    return next((match["reason"] for line in lines if (match := _REASON.search(line))), "")


def _public(
    node: ast.Module | ast.ClassDef,
) -> Iterator[ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield a module that holds anything, and the classes, functions and methods that others may use."""
    if isinstance(node, ast.Module) and node.body:
        yield node
    for child in node.body:
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            if child.name.startswith("_") or child.name in _NEEDS_NO_DOCSTRING:
                continue
            yield child
            if isinstance(child, ast.ClassDef):
                yield from _public(child)


def _name(node: ast.AST) -> str:
    return getattr(node, "name", "the module")
