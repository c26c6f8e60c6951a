"""A polite sentence in the language of who does not write English, with the limit in it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter


def in_their_language(language: str) -> str | None:
    """A polite sentence with the limit in it, for a message in another language that asks nothing we understood."""
    return None if language == "en" else _sentences().get(language)


@cache
def _sentences() -> Mapping[str, str]:
    file = Path(__file__).parent / "wording" / "languages.yaml"
    return TypeAdapter(dict[str, str]).validate_python(yaml.safe_load(file.read_text(encoding="utf-8")))
