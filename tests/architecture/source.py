"""The source as the walls walk it: rooms and their order, modules as syntax trees, templates, tracked files."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src/regiodeal"
_NOT_OURS = {".git", ".venv", "node_modules", "var", "static", "build", "dist", "__pycache__"}


@dataclass(frozen=True)
class Module:
    """One module of the application."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def place(self) -> str:
        """Where it stands, such as `funding/actions/ledger.py`."""
        return self.path.relative_to(SOURCE).as_posix()

    @property
    def room(self) -> str:
        """The room that it belongs to."""
        return self.place.split("/")[0]

    def at(self, node: ast.AST) -> str:
        """Say where a node stands, as editors understand it."""
        return f"src/regiodeal/{self.place}:{getattr(node, 'lineno', 1)}"


@cache
def pyproject() -> dict[str, Any]:
    """Return the configuration of the project."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@cache
def height() -> dict[str, int]:
    """Return how high each room stands, from the layers that import-linter holds; rooms side by side are equal."""
    contracts = pyproject()["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return {
        room.strip().rpartition(".")[2]: len(layers) - number
        for number, layer in enumerate(layers)
        for room in layer.replace(":", "|").split("|")
    }


def may_know(room: str, other: str) -> bool:
    """Tell whether a room may know another: itself, and those below it."""
    return room == other or height()[room] > height()[other]


@cache
def modules() -> tuple[Module, ...]:
    """Return all modules of the application but its migrations."""
    found = sorted(path for path in SOURCE.glob("*/**/*.py") if "migrations" not in path.parts)
    texts = [(path, path.read_text(encoding="utf-8")) for path in found]
    return tuple(Module(path, text, ast.parse(text, filename=str(path))) for path, text in texts)


@cache
def templates() -> tuple[Path, ...]:
    """Return all templates of the application."""
    return tuple(sorted(path for path in SOURCE.glob("*/templates/**/*") if path.is_file()))


@cache
def tracked_files() -> tuple[Path, ...]:
    """Return all files that are, or would be, under version control."""
    if not (ROOT / ".git").exists():
        return tuple(sorted(path for path in ROOT.rglob("*") if path.is_file() and not _NOT_OURS & {*path.parts}))
    listing = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    paths = (ROOT / name for name in listing.stdout.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function in a tree, also those inside others."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def chain(node: ast.expr) -> list[str]:
    """Return the names in a chain such as `deal.seats.filter(...).update`: its words in order, without arguments."""
    words: list[str] = []
    while True:
        match node:
            case ast.Attribute(value=value, attr=attr):
                words.append(attr)
                node = value
            case ast.Call(func=func):
                node = func
            case ast.Subscript(value=value):
                node = value
            case ast.Name(id=name):
                return [name, *reversed(words)]
            case _:
                return ["", *reversed(words)]
