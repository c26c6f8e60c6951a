"""Every argument of the advice has its passages as data, and they say what they are cited for."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from agent.replying.arguments import FILE, Backing, backings, passages_behind
from agent.support import hold, is_supported
from knowledge.passages import load_passages
from tests.test_support import citation
from tools.approach_rules import advice

PASSAGES = {passage.passage_id: passage for passage in load_passages()}
DATA = Path(__file__).parents[1] / "tools" / "data"
FROM_FACTS = re.compile(r"\{[^}]+\}")
FIGURE = re.compile(r"\$?\d[\d,]*(?:\.\d+)?(?: %)?")


def rules(tool: str) -> dict[str, tuple[str, list[str]]]:
    """By id, the argument without the user's facts, and its sources."""
    if tool == "approach":
        start = {f"start_{name}": (one.because, list(one.sources)) for name, one in advice().start.items()}
        return start | {rule.id: (rule.because, list(rule.sources)) for rule in advice().rules if rule.points}
    values = yaml.safe_load((DATA / f"{tool}.yaml").read_text(encoding="utf-8"))
    if tool == "fine_tuning_fit":
        return {one["id"]: (one["because"], [values["source"]]) for one in values["triggers"]}
    return {one["id"]: (one["name"], [values["source"]]) for one in values["criteria"]}


def all_backings() -> Iterator[tuple[str, str, Backing]]:
    for tool, arguments in backings().items():
        for argument, backing in arguments.items():
            yield tool, argument, backing


BACKED = [one for one in all_backings() if one[2].passages]


@pytest.mark.parametrize("tool", ["approach", "fine_tuning_fit", "partner_checklist"])
def test_each_argument_is_listed_and_nothing_else_is(tool: str) -> None:
    assert set(backings()[tool]) == set(rules(tool))


@pytest.mark.parametrize(("tool", "argument", "backing"), BACKED, ids=[f"{one[0]}-{one[1]}" for one in BACKED])
def test_the_passages_of_an_argument_exist_and_say_it(tool: str, argument: str, backing: Backing) -> None:
    because, sources = rules(tool)[argument]
    passages = [PASSAGES[passage_id] for passage_id in backing.passages]
    assert {passage.source_id for passage in passages} <= set(sources)
    assert "claim" not in {passage.evidence for passage in passages}
    assert backing.says
    assert is_supported(backing.says, [f"{one.heading}. {one.text} ({one.source_title})" for one in passages])
    needless = [one.passage_id for one in passages if is_supported(backing.says, [one.text])]
    assert len(passages) == 1 or needless == []
    own = set(FIGURE.findall(FROM_FACTS.sub("", because)))
    assert own <= set(FIGURE.findall(" ".join(one.text for one in passages)))


def test_an_argument_that_nobody_has_listed_cites_nothing() -> None:
    assert passages_behind("approach", "a rule of the user's own") == ()


def test_what_is_wrong_with_the_file_is_said_with_the_record(tmp_path: Path) -> None:
    wrong = tmp_path / FILE.name
    wrong.write_text("approach: {a_rule: {passage: [x]}}")
    with pytest.raises(ValueError, match=r"arguments\.yaml: approach: a_rule: passages?: "):
        backings(wrong)


@pytest.mark.parametrize(("tool", "argument", "backing"), BACKED, ids=[f"{one[0]}-{one[1]}" for one in BACKED])
@pytest.mark.parametrize("opening", ["", "- ", "- Against it: "])
def test_an_argument_as_its_tool_words_it_is_never_taken_out(
    tool: str, argument: str, backing: Backing, opening: str
) -> None:
    sentence = FROM_FACTS.sub("7", rules(tool)[argument][0])
    marks = tuple(range(1, len(backing.passages) + 1))
    citations = [citation(PASSAGES[one], mark) for mark, one in zip(marks, backing.passages, strict=True)]
    text = opening + sentence + "".join(f" [{mark}]" for mark in marks)
    assert hold(text, citations, arguments=[(sentence, marks)]).text == text
