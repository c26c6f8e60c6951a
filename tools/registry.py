"""The tools by name. A new module in this package with a function marked `@tool` is found by itself."""

import pkgutil
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import import_module

import tools
from tools.errors import UnknownTool
from tools.tool import ToolResult, ToolSpec, spec_of


def call_tool(name: str, arguments: Mapping[str, object], as_of: date) -> ToolResult:
    """Run one tool. Raises `UnknownTool` or `BadArgument`, each with a sentence for the user."""
    found = all_tools().get(name)
    if found is None:
        raise UnknownTool(name, tuple(all_tools()))
    return found.call(arguments, as_of)


@cache
def all_tools() -> Mapping[str, ToolSpec]:
    """Every tool of this package, by name, in alphabetical order."""
    found: dict[str, ToolSpec] = {}
    for module_info in pkgutil.iter_modules(tools.__path__):
        module = import_module(f"tools.{module_info.name}")
        for candidate in vars(module).values():
            spec = spec_of(candidate)
            if spec is not None:
                found[spec.name] = spec
    return dict(sorted(found.items()))
