"""What can go wrong in a tool, each as a sentence for its reader.

ToolError
├── UnknownTool      no tool of that name
└── BadArgument      an argument is unknown, missing or out of bounds; names it and the remedy
    └── UnknownModel no known price or shape for a model; names near matches
"""

from collections.abc import Sequence
from difflib import get_close_matches

from pydantic import ValidationError
from pydantic_core import ErrorDetails


class ToolError(ValueError):
    """Root of everything that a tool refuses."""


class UnknownTool(ToolError):
    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"There is no tool {name!r}; the tools are {', '.join(known)}.")


class BadArgument(ToolError):
    """`argument` is the offending name; the message is a whole sentence that names it and the remedy."""

    def __init__(self, argument: str, sentence: str) -> None:
        super().__init__(sentence)
        self.argument = argument


class UnknownModel(BadArgument):
    def __init__(self, argument: str, model: str, near: Sequence[str]) -> None:
        hint = f" Did you mean {', '.join(near)}?" if near else ""
        super().__init__(argument, f"{argument}: no known price for the model {model!r}.{hint}")
        self.near = tuple(near)


def bad_argument(error: ValidationError, names: Sequence[str]) -> BadArgument:
    """The most telling finding of a validation as a `BadArgument`; `names` are the arguments that exist.

    An unknown name comes before a missing one, which is often the same argument, misspelt.
    """
    findings = error.errors(include_url=False)
    finding = next((one for one in findings if one["type"] in _UNKNOWN_NAME), findings[0])
    argument = ".".join(str(part) for part in finding["loc"]) or "arguments"
    return BadArgument(argument, f"{argument} {_remedy(finding, argument, names)}")


_UNKNOWN_NAME = ("extra_forbidden", "unexpected_keyword_argument")


def _remedy(finding: ErrorDetails, argument: str, names: Sequence[str]) -> str:
    given, context = finding.get("input"), finding.get("ctx", {})
    shown = repr(given) if isinstance(given, str | int | float | bool) else type(given).__name__
    if len(shown) > 60:
        shown = shown[:57] + "..."
    match finding["type"]:
        case kind if kind in _UNKNOWN_NAME:
            near = get_close_matches(argument, names, n=3)
            hint = f"did you mean {' or '.join(near)}" if near else f"known are {', '.join(names)}"
            return f"is not an argument; {hint}."
        case "missing" | "missing_argument":
            return "is missing; it is required."
        case "less_than_equal" if context.get("le") == 1 and isinstance(given, int | float) and 1 < given <= 100:
            return f"is {shown}; it is a fraction from 0 to 1, so write {given / 100:g} for {given:g} %."
        case "greater_than_equal" | "greater_than" | "less_than_equal" | "less_than":
            bound, limit = next((key, value) for key, value in context.items())
            words = {"ge": "at least", "gt": "above", "le": "at most", "lt": "below"}[bound]
            return f"is {shown}; it must be {words} {limit:g}."
        case "literal_error":
            return f"is {shown}; it must be one of {context['expected']}."
        case "string_pattern_mismatch" if argument.startswith("languages"):
            return f"is {shown}; write a language by its two letters (ISO 639-1), such as 'en'."
        case "finite_number":
            return "must be a finite number."
        case _:
            return f"is {shown}; {finding['msg'][0].lower()}{finding['msg'][1:]}."
