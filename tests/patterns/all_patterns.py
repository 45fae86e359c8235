"""Every pattern of the pure packages: what modules hold and what functions spell."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import extractors
import matchers
from extractors.sought import Sought

METHODS = ("search", "match", "fullmatch")
_FROM_ANYWHERE = frozenset({"finditer", "findall", "split", "sub", "subn"})
_CALLS = _FROM_ANYWHERE | {"compile", *METHODS}
_DEEPEST = 4


def modules() -> Iterator[ModuleType]:
    """Yield the modules of both packages."""
    for package in (extractors, matchers):
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


def patterns() -> dict["re.Pattern[Any]", str]:
    """Return each pattern and the name of a module that uses it."""
    found: dict[re.Pattern[Any], str] = {}
    for module in modules():
        for pattern in (*_held(vars(module).values(), 0), *_written(module)):
            found.setdefault(pattern, module.__name__)
    return found


def uses() -> dict["re.Pattern[Any]", set[str]]:
    """Return whether patterns are searched for, or stand where they are put.

    Those that are held in a table are not among them.
    """
    found: dict[re.Pattern[Any], set[str]] = {}
    for module in modules():
        for node in ast.walk(_tree(module)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                pattern = vars(module).get(node.value.id)
                method = "search" if node.attr in _FROM_ANYWHERE else node.attr
                if isinstance(pattern, re.Pattern) and method in METHODS:
                    found.setdefault(pattern, set()).add(method)
    return found


@cache
def _tree(module: ModuleType) -> ast.Module:
    assert module.__file__ is not None
    return ast.parse(Path(module.__file__).read_text("utf-8"))


def _held(values: Iterable[object], depth: int) -> Iterator["re.Pattern[Any]"]:
    """Yield the patterns among *values*, in what they hold, and in classes."""
    for value in values:
        if isinstance(value, re.Pattern):
            yield value
        elif depth < _DEEPEST - 2 and isinstance(value, Sought):
            # They are compiled when they are asked for, and lie two deeper.
            yield from (one.pattern for one in value.alternatives)
        elif depth < _DEEPEST and isinstance(value, Mapping):
            yield from _held((*value, *value.values()), depth + 1)
        elif depth < _DEEPEST and isinstance(value, (tuple, list, set, frozenset)):
            yield from _held(value, depth + 1)
        elif depth < _DEEPEST and _ours(value):
            yield from _held(vars(value).values(), depth + 1)


def _ours(value: object) -> bool:
    """Say whether *value* is a class of ours or an instance of one."""
    where = getattr(
        type(value) if not isinstance(value, type) else value, "__module__", ""
    )
    ours = where.split(".")[0] in {"extractors", "matchers"}
    return ours and hasattr(value, "__dict__")


def _written(module: ModuleType) -> Iterator["re.Pattern[Any]"]:
    """Yield the patterns that functions of *module* spell out."""
    for node in ast.walk(_tree(module)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
        if (
            of_re
            and node.func.attr in _CALLS
            and isinstance(node.args[0], ast.Constant)
        ):
            yield re.compile(node.args[0].value)
