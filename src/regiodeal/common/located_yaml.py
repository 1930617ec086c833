"""YAML files that people write: every error at once, each with its line and key."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from regiodeal.common.errors import Refusal

Model = TypeVar("Model", bound=BaseModel)
Key = tuple[str | int, ...]
LIMIT = 5_000_000
"""Bytes. The largest register of a deal is a tenth of this; a larger file is something else."""


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong in a file. `line` counts from 1; `key` is the path, such as `money.sources[2].amount`."""

    line: int
    key: str
    message: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.key}: {self.message}" if self.key else f"line {self.line}: {self.message}"


class FaultyFile(Refusal):
    """A file that cannot be used; `faults` holds everything that is wrong with it, in the order of its lines."""

    def __init__(self, name: str, faults: list[Fault]) -> None:
        self.name = name
        self.faults = sorted(faults)
        super().__init__("\n".join(f"{name}: {fault}" for fault in self.faults))


Check = Callable[[Any], Iterator[tuple[Key, str]]]
"""Looks at the plain content, which may be malformed, and yields the key and message of what does not fit together."""


def load(path: Path, model: type[Model], check: Check | None = None) -> Model:
    """Read a YAML file into a pydantic model.

    Scalars reach the model as they are written (text), so that `2021-06-04`, `no` and `1.500` mean what the reader
    of the file thinks that they mean. Raises FaultyFile with everything that is wrong at once.
    """
    root = _compose(path)
    lines: dict[Key, int] = {}
    faults: list[Fault] = []
    content = _plain(root, (), lines, faults, set())
    found = [(key, message) for key, message in check(content)] if check else []
    try:
        result = model.model_validate(content)
    except ValidationError as error:
        found += [(_where(problem["loc"], lines), _say(problem)) for problem in error.errors()]
    faults += [Fault(_line_of(key, lines), _spell(key), message) for key, message in dict.fromkeys(found)]
    if faults:
        raise FaultyFile(path.name, faults)
    return result


def _compose(path: Path) -> yaml.Node:
    try:
        if path.stat().st_size > LIMIT:
            raise FaultyFile(path.name, [Fault(1, "", f"the file is larger than {LIMIT // 1_000_000} MB")])
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    except OSError as error:
        raise FaultyFile(path.name, [Fault(1, "", f"cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise FaultyFile(path.name, [Fault(line, "", "is not UTF-8 text; save the file as UTF-8")]) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise FaultyFile(
            path.name, [Fault(mark.line + 1 if mark else 1, "", f"is not YAML: {error.problem}")]
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise FaultyFile(path.name, [Fault(1, "", f"is not YAML: {error}")]) from error
    if root is None:
        raise FaultyFile(path.name, [Fault(1, "", "the file is empty")])
    return root


_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = "tag:yaml.org,2002:null"


def _plain(node: yaml.Node, key: Key, lines: dict[Key, int], faults: list[Fault], seen: set[int]) -> Any:
    lines[key] = node.start_mark.line + 1
    if id(node) in seen:
        faults.append(Fault(lines[key[:-1]], _spell(key), "refers to another value with *; write the value out"))
        return None
    seen.add(id(node))
    match node:
        case yaml.MappingNode():
            content: dict[str, Any] = {}
            for name_node, value_node in node.value:
                name = str(name_node.value)
                line = name_node.start_mark.line + 1
                if name in content:
                    faults.append(Fault(line, _spell((*key, name)), "stands here for the second time; keep one"))
                content[name] = _plain(value_node, (*key, name), lines, faults, seen)
                lines[(*key, name)] = line
            return content
        case yaml.SequenceNode():
            return [_plain(item, (*key, index), lines, faults, seen) for index, item in enumerate(node.value)]
        case _:
            return None if node.tag == _NULL and not getattr(node, "style", None) else node.value


def _where(location: Key, lines: dict[Key, int]) -> Key:
    """Leave out what pydantic adds to a key to name the variant of a union that it tried."""
    key: Key = ()
    for part in location:
        if (*key, part) in lines or part == location[-1]:
            key = (*key, part)
    return key


def _line_of(key: Key, lines: dict[Key, int]) -> int:
    while key not in lines:
        key = key[:-1]
    return lines[key]


def _spell(key: Key) -> str:
    """Write a key as a person would: `money.sources[2].amount`, where lists count from 1."""
    spelled = ""
    for part in key:
        spelled += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if spelled else part
    return spelled


def _say(problem: Any) -> str:
    match problem["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return "is not a key that belongs here; check the spelling"
        case "value_error":
            return str(problem["ctx"]["error"])
        case "string_type" | "dict_type" | "model_type" | "list_type" | "tuple_type":
            wanted = {"string_type": "text", "list_type": "a list", "tuple_type": "a list"}.get(
                problem["type"], "keys with values"
            )
            return f"must hold {wanted}"
        case _:
            return f"{problem['msg'][0].lower()}{problem['msg'][1:]}, not {problem['input']!r:.80}"
