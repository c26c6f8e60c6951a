"""Puts decided content into words. The built-in wording is templates (`wording/`); it needs no language model."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from agent import phrasing
from agent.content import Content


class Writer(Protocol):
    """Writes one reply from its content; the check that follows trusts no writer."""

    def write(self, content: Content) -> str: ...


class BuiltInWriter:
    """Templates that read well."""

    def write(self, content: Content) -> str:
        return re.sub(r"\n{3,}", "\n\n", _template().render(c=content)).strip()


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "wording"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701  Markdown, not HTML: the page sanitises what it renders
    )
    environment.filters["joined"] = phrasing.joined
    environment.filters["sentence_list"] = _sentence_list
    return environment.get_template("reply.md.j2")


def _sentence_list(parts: Sequence[str]) -> str:
    """Parts that may hold commas of their own are kept apart by semicolons."""
    return "; ".join(parts) if any("," in part.replace(",0", "") for part in parts) else phrasing.joined(parts)
