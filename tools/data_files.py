"""Reads the data files of this package (`tools/data/*.yaml`), checked once at load."""

from collections.abc import Iterable
from importlib.resources import files
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

Record = TypeVar("Record", bound=BaseModel)


class BadDataFile(Exception):
    """A data file breaks its own rules; the message names the file, the record and what is wrong."""


def load_record(name: str, kind: type[Record]) -> Record:
    """The whole file as one record. Raises `BadDataFile`."""
    try:
        return kind.model_validate(yaml.safe_load((files("tools") / "data" / name).read_text(encoding="utf-8")))
    except ValidationError as error:
        finding = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in finding["loc"])
        raise BadDataFile(f"tools/data/{name}, {place}: {finding['msg']}") from error


def require_unique(name: str, ids: Iterable[str]) -> None:
    """Raises `BadDataFile` that names the first id that stands twice in the file."""
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise BadDataFile(f"tools/data/{name}, {one}: stands there twice")
        seen.add(one)
