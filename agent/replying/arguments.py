"""Which passages back the arguments of the tools (`arguments.yaml`)."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

FILE = Path(__file__).with_name("arguments.yaml")


class Backing(BaseModel):
    """The passages behind one argument, and what of it they say."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    passages: tuple[str, ...]
    says: str = ""


def passages_behind(tool: str, argument: str) -> tuple[str, ...]:
    """Ids of the passages that back an argument of a tool; none where no source speaks for it."""
    backing = backings()[tool].get(argument)
    return backing.passages if backing else ()


@cache
def backings(path: Path = FILE) -> Mapping[str, Mapping[str, Backing]]:
    """By tool, then by the id of the rule, trigger or criterion. Raises `ValueError` with the file and the record."""
    try:
        return TypeAdapter(dict[str, dict[str, Backing]]).validate_python(yaml.safe_load(path.read_text("utf-8")))
    except ValidationError as error:
        where = ": ".join(map(str, error.errors()[0]["loc"]))
        raise ValueError(f"{path.name}: {where}: {error.errors()[0]['msg']}") from error
