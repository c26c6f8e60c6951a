"""Puts decided content into words. The built-in wording is templates (`wording/`); it needs no language model."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from agent import phrasing
from agent.replying.content import Acknowledged, AnswerBlock, Content


@dataclass(frozen=True)
class Written:
    """The words of a reply. `sent` is how it begins where that has left the house already."""

    text: str
    sent: str = ""
    told_of_failure: bool = False  # it says that the language model did not answer


class Writer(Protocol):
    """Writes one reply from its content; the check that follows trusts no writer."""

    def write(self, content: Content) -> str: ...


class BuiltInWriter:
    """Templates that read well."""

    def write(self, content: Content) -> str:
        return re.sub(r"\n{3,}", "\n\n", _template().render(c=content)).strip()


def without_repeats(text: str) -> str:
    """`text` in which no paragraph stands twice; a heading is kept with what is new under it."""
    seen: set[str] = set()
    kept: list[str] = []
    heading: str | None = None  # said before; it is kept if what follows is new
    for paragraph in re.split(r"\n{2,}", text):
        if paragraph in seen:
            heading = paragraph if paragraph.rstrip("*").endswith(":") else None
            continue
        if heading is not None:
            kept.append(heading)
        heading = None
        seen.add(paragraph)
        kept.append(paragraph)
    return "\n\n".join(kept)


def in_two(content: Content) -> tuple[Content, Content]:
    """What a language model may word, and what stays as our templates have it.

    Ours are tables, the advice with its reasons, quotations, corrections, warnings and the question itself.
    """
    free = tuple(answer for answer in content.answers if _is_free(answer))
    lead = Content(
        noted_opening=content.noted_opening,
        heard=replace(content.heard, rejected=()),
        answers=free,
        figures=content.figures,
        observations=content.observations,
        citations=content.citations,
    )
    rest = replace(
        content,
        heard=Acknowledged(rejected=content.heard.rejected),
        answers=tuple(answer for answer in content.answers if answer not in free),
        figures=(),
        observations=(),
    )
    return lead, rest


def _is_free(answer: AnswerBlock) -> bool:
    ours = not (answer.quotations or answer.erratum or answer.other_view or answer.topic)
    return bool(answer.points) and ours and not any('"' in point.text for point in answer.points)


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
