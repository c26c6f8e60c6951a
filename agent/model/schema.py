"""What a model is asked to return for one message: a JSON schema, and the prompt, both made from the profile's types.

The schema is one that strict structured output takes: every key required, no other allowed. What comes back is read
leniently, item by item, because one wrong fact must not take the others with it.
"""

from functools import cache
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, JsonValue

from tools.profile import FIELDS, Profile
from tools.registry import all_tools
from tools.tool import ToolSpec

# The objective has parts, which the grammar reads; everything else a model may name.
READ = tuple(name for name in FIELDS if name != "objective")
# What a model may request for the user. What takes something away, or back, needs the user's plain words.
REQUESTS = ("recommend", "why", "why_asked", "costs", "summary", "help", "source_of_number", "choose_partner", "skip")
# Calculations that people ask for with figures of their own.
TOOLS = ("api_cost", "break_even", "cash_flow_value", "roi", "training_compute", "serving_memory")

MOST_FACTS = 16  # of one message; the longest of our scripts has nine
MOST_OTHERS = 5


class Reading(BaseModel):
    """A model's reading of one message, unchecked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    facts: tuple[JsonValue, ...] = ()
    what_ifs: tuple[JsonValue, ...] = ()
    retractions: tuple[JsonValue, ...] = ()
    declined: tuple[JsonValue, ...] = ()
    questions: tuple[JsonValue, ...] = ()
    requests: tuple[JsonValue, ...] = ()
    tool_calls: tuple[JsonValue, ...] = ()

    @classmethod
    def model_json_schema(cls, *_: Any, **__: Any) -> dict[str, Any]:
        """The strict schema, in a fixed order: what stands first in a prompt is read from a cache."""
        return _schema()


@cache
def reading_prompt() -> str:
    """The system prompt of reading: the same for every message."""
    text = (Path(__file__).parent / "prompts" / "reading.md").read_text(encoding="utf-8")
    fields = "\n".join(f"- {name}: {_described(name)}" for name in READ)
    tools = "\n".join(_signature(all_tools()[name]) for name in TOOLS)
    filled = text.replace("{{fields}}", fields).replace("{{requests}}", ", ".join(REQUESTS))
    return filled.replace("{{tools}}", tools).strip()


@cache
def _schema() -> dict[str, Any]:
    text = {"type": "string"}
    several = {"type": "array", "items": text}
    value = {"anyOf": [{"type": "number"}, text, {"type": "boolean"}, several]}
    figure = {"anyOf": [{"type": "number"}, text, {"type": "array", "items": {"type": "number"}}]}
    field, fact, named = ({"$ref": f"#/$defs/{name}"} for name in ("field", "fact", "named"))
    described = _object(
        facts=_list(fact, MOST_FACTS),
        what_ifs=_list(fact),
        retractions=_list(named),
        declined=_list(named),
        questions=_list(text),
        requests=_list(_object(request={"type": "string", "enum": list(REQUESTS)}, quote=text)),
        tool_calls=_list(
            _object(
                tool={"type": "string", "enum": list(TOOLS)},
                arguments=_list(_object(name=text, value=figure)),
                quote=text,
            )
        ),
    )
    # Named once and referred to: the names of the fields are most of the schema.
    described["$defs"] = {
        "field": {"type": "string", "enum": list(READ)},
        "fact": _object(field=field, value=value, quote=text),
        "named": _object(field=field, quote=text),
    }
    return described


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: dict[str, Any], most: int = MOST_OTHERS) -> dict[str, Any]:
    """A list that ends: a small model repeats itself for as long as it may."""
    return {"type": "array", "items": items, "maxItems": most}


def _described(name: str) -> str:
    words = Profile.model_fields[name].description or ""
    values = vocabulary(name)
    return f"{words} ({', '.join(values)})" if values else words


@cache
def vocabulary(name: str) -> tuple[str, ...]:
    """The values that a field's vocabulary has; none where it has no vocabulary."""
    return tuple(_literals(Profile.model_fields[name].annotation))


def _literals(annotation: Any) -> list[str]:
    found: list[str] = []
    for part in get_args(annotation):
        if isinstance(part, str):
            found.append(part)
        elif get_args(part):
            found += [one for one in _literals(part) if one not in found]
    return found


def _signature(spec: ToolSpec) -> str:
    required = [name for name, field in spec.arguments.model_fields.items() if field.is_required()]
    optional = [name for name in spec.arguments.model_fields if name not in (*required, "as_of")][:5]
    return f"- {spec.name}: {', '.join([*required, *(f'{name}?' for name in optional)])}"
